"""When the statements asked for were made: "in spring 2022", "since the Geneva summit", "last month".

Takes a question (English, Spanish, Russian, Chinese) and today's date. Returns days, inclusive, with the places of
the words in the text. Dates that may belong to the topic ("the 2016 award") are marked uncertain. Refuses none: what
is no date is left alone.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from rag.answer.atoms import Atom, find_atoms, last_day, shifted
from rag.answer.date_rules import rules
from rag.answer.grammar import flat, table, words

_UNCERTAIN_DAYS = 92
"""How long after a dated event statements on it are looked for first."""
_REACH = 80
"""Characters beside a date that are looked at."""
_DAYS = re.compile(
    rf"(?<=\d)-(?=\d{{1,2}} (?:of |de )?(?:{'|'.join(words('dates', 'months', str(n)) for n in range(1, 13))})\b)"
)
"""The dash of "4-10 March"."""
_LATER_DAYS = 61
"""How far either way "a year later" may lie from the day a year later."""


@dataclass(frozen=True, slots=True)
class When:
    """Days asked for (ISO, inclusive; None: open) and the slices of the text that say so."""

    since: str | None = None
    until: str | None = None
    certain: bool = True
    spans: tuple[tuple[int, int], ...] = ()
    since_event: str = ""
    until_event: str = ""
    doubtful: tuple[tuple[int, int], ...] = ()
    """Slices that name a month of what is spoken of: "the April 2018 strikes"."""
    later: tuple[int, str] | None = None
    """(2, "year") for "two years later": to be counted from the date of an earlier turn; -2 for "earlier"."""


@dataclass(frozen=True, slots=True)
class _Range:
    start: int
    end: int
    since: datetime.date | None
    until: datetime.date | None
    certain: bool


def find_when(text: str, today: datetime.date | None = None) -> When:
    """Return what the question says of time."""
    today = today or datetime.date.today()
    line = _DAYS.sub("~", flat(text))
    ranges = [
        _placed(line, run) for run in _spoken(line, _runs(line, _completed(line, find_atoms(line, today.year))))
    ]
    ranges += _relative(line, today)
    sure = [item for item in ranges if item.certain]
    closed = [item.until for item in sure if item.since and item.until]
    # "in 2019 about deliveries from 2024 on": what begins later is spoken of.
    sure = [item for item in sure if not (closed and item.until is None and item.since and item.since > max(closed))]
    chosen = sure or ranges
    later = _later(line)
    events, places = _events(text, line) if not sure else ({}, [])
    spans = tuple((item.start, item.end) for item in sure) + ((later[1],) if later else ()) + tuple(places)
    return When(
        _iso(_outer([item.since for item in chosen], first=True)),
        _iso(_outer([item.until for item in chosen], first=False)),
        bool(sure) or not ranges,
        spans,
        events.get("since", ""),
        events.get("until", ""),
        tuple((i.start, i.end) for i in ranges if not i.certain and not line[i.start : i.end].isdigit()),
        later[0] if later else None,
    )


def later_than(since: str, later: tuple[int, str]) -> tuple[str, str]:
    """The days around a point some time after a date: ("2021-04-01", (1, "year")) -> 2022-01-30 to 2022-06-01."""
    middle = shifted(datetime.date.fromisoformat(since), *later)
    spread = datetime.timedelta(days=_LATER_DAYS if later[1] in ("month", "year") else 7)
    return (middle - spread).isoformat(), (middle + spread).isoformat()


def lone_month(text: str, since: str) -> tuple[str, str] | None:
    """The days of the one month that a text names without a year, the first such month not before a date."""
    line = flat(text)
    first = datetime.date.fromisoformat(since).replace(day=1)
    atoms = [atom for atom in find_atoms(line, first.year + 1) if atom.month is not None]
    if len(atoms) != 1 or atoms[0].whole or not re.search(r"\b(?:in|that|this|of|en|de|в) $", line[: atoms[0].start]):
        return None
    year = first.year + ((atoms[0].month or 1) < first.month)
    start, end = replace(atoms[0], year=year, part="", day=None).days()
    return start.isoformat(), end.isoformat()


def _outer(days: list[datetime.date | None], *, first: bool) -> datetime.date | None:
    """The first or last of the days; None (open) where one of them is open."""
    known = [day for day in days if day is not None]
    if len(known) < len(days) or not known:
        return None
    return min(known) if first else max(known)


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _spoken(line: str, runs: list[tuple[Atom, Atom]]) -> list[tuple[Atom, Atom]]:
    """Without the years of what is to be done ("to buy from 2009 on"): they are no dates of a statement."""
    has, kept = rules(), []
    for run in runs:
        before = line[max(0, run[0].start - _REACH) : run[0].start]
        lead = has["lead"].search(before) if run[0].month is None else None
        if not (lead and has["content before"].search(before[: lead.start()])):
            kept.append(run)
    return kept


def _completed(line: str, atoms: list[Atom]) -> list[Atom]:
    """Days without a year in a row of days that has one ("18 March 2024 with those of 28 April") are of that year."""
    if not rules()["row"].search(line):
        return atoms
    done: list[Atom] = []
    for number, atom in enumerate(atoms):
        if atom.month is not None and atom.day is not None and atom.year is None:
            dated = [other for other in (*reversed(done), *atoms[number + 1 :]) if other.whole and other.month]
            atom = replace(atom, year=dated[0].year) if dated else atom
        done.append(atom)
    return done


def _runs(line: str, atoms: list[Atom]) -> list[tuple[Atom, Atom]]:
    """Atoms put together to ranges: "March" and "June 2022" to March 2022 - June 2022."""
    runs: list[tuple[Atom, Atom]] = []
    pending: Atom | None = None
    for atom in atoms:
        if pending is not None:
            if rules()["join"].fullmatch(line[pending.end : atom.start]):
                first = pending.completed_by(atom)
                if first is not None and atom.year is not None:
                    runs.append((first, atom))
                    pending = None
                    continue
            if pending.whole:
                runs.append((pending, pending))
        pending = atom
    if pending is not None and pending.whole:
        runs.append((pending, pending))
    return runs


def _placed(line: str, run: tuple[Atom, Atom]) -> _Range:
    """The range with what stands before and behind it: "since", "after", "in the ten days after"."""
    has = rules()
    first, last = run
    since, until = first.days()[0], last.days()[1]
    cut = max(0, first.start - _REACH)
    before, after = line[cut : first.start], line[last.end : last.end + _REACH]
    certain = _certain(line, first, last)
    within = has["within"].search(before)
    if within:
        count, unit, side = _count(within.group("count")), _unit(within.group("unit")), within.group("side")
        if has["before"].match(side):
            return _Range(cut + within.start(), last.end, shifted(since, -count, unit), since, True)
        return _Range(cut + within.start(), last.end, since, shifted(until, count, unit), True)
    if first.day is not None and (span := has["span of"].search(before)):
        length = 6 if span.group("span") == "week" else 1
        return _Range(cut + span.start(), last.end, since, max(until, shifted(since, length, "day")), True)
    if first.day is not None and (beside := has["day beside"].search(before)):
        next_to = shifted(since, -1 if has["before"].match(beside.group("side")) else 1, "day")
        return _Range(cut + beside.start(), last.end, next_to, next_to, True)
    prefix = has["prefix"].search(before)
    start = cut + prefix.start() if prefix else first.start
    kind = prefix.lastgroup if prefix else ""
    suffix = has["suffix"].match(after)
    end = last.end + (suffix.end() if suffix else 0)
    if suffix:
        kind = suffix.lastgroup or kind
    if run[0] is run[1]:
        day = datetime.timedelta(days=1)
        if kind in ("since", "suffix_since") and certain:
            return _Range(start, end, since, None, True)
        if kind == "after":
            return _Range(start, end, until + day if first.day else since, None, certain)
        if kind in ("until", "suffix_until"):
            return _Range(start, end, None, until, certain)
        if kind == "before":
            return _Range(start, end, None, since - day, certain)
    if not certain:
        later = None if first.month is None else until + datetime.timedelta(days=_UNCERTAIN_DAYS)
        return _Range(first.start, end, since, later, False)
    return _Range(start, end, since, until, True)


_PLACED = re.compile(r"(?:a |в |веснои|летом|осенью|зимои)")
"""How a date begins that says by itself when something happened: "в конце мая 2020 года", "весной 2022 года"."""


def _certain(line: str, first: Atom, last: Atom) -> bool:
    """Whether the date is that of the statement: "in 2016", "the July 2020 call", not "the 2016 award"."""
    has = rules()
    before, after = line[max(0, first.start - _REACH) : first.start], line[last.end : last.end + _REACH]
    if first is not last or has["suffix"].match(after) or "年" in line[first.start : last.end]:
        return True
    of = has["of"].search(before)
    if has["course"].search(before):
        return True
    if of:
        return any(has[name].search(before[: of.start()]) for name in ("meeting before", "said before"))
    if has["meeting after"].match(after):
        return True
    if _PLACED.match(line, first.start):
        return True
    at = has["prefix"].search(before)
    if at and at.group().startswith("on ") and first.day is None:
        return False  # "Macron on the April 2018 strikes"
    if at:
        bare = first.month is None and first.part == ""
        named = bare and at.group().endswith(("the ", "el ")) and not has["edge after"].match(after)
        event = has["event before" if at.lastgroup == "at" else "noun before"].search(before[: at.start()])
        return not named and not (bare and event)
    if has["edge before"].search(before):
        return bool(has["edge after"].match(after)) or first.day is not None
    if has["meeting before"].search(before):
        return True
    return first.month is not None and bool(has["edge after"].match(after))


def _relative(line: str, today: datetime.date) -> list[_Range]:
    found = []
    for match in rules()["relative"].finditer(line):
        since, until = _relative_days(match.lastgroup or "", today)
        found.append(_Range(match.start(), match.end(), since, until, True))
    for match in rules()["last n"].finditer(line):
        since = shifted(today, -_count(match.group("count")), _unit(match.group("unit")))
        found.append(_Range(match.start(), match.end(), since, today, True))
    return found


def _relative_days(name: str, today: datetime.date) -> tuple[datetime.date, datetime.date]:
    monday = today - datetime.timedelta(days=today.weekday())
    month = today.replace(day=1)
    before = month - datetime.timedelta(days=1)
    one = datetime.timedelta(days=1)
    days = {
        "today": (today, today),
        "yesterday": (today - one, today - one),
        "week": (monday - 7 * one, monday - one),
        "this_week": (monday, today),
        "month": (before.replace(day=1), before),
        "this_month": (month, today),
        "year": (datetime.date(today.year - 1, 1, 1), last_day(today.year - 1, 12)),
        "this_year": (datetime.date(today.year, 1, 1), today),
    }
    return days[name]


def _later(line: str) -> tuple[tuple[int, str], tuple[int, int]] | None:
    match = rules()["later"].search(line)
    if not match:
        return None
    sign = -1 if match.group("back") else 1
    return (sign * _count(match.group("count")), _unit(match.group("unit"))), match.span()


def _events(text: str, line: str) -> tuple[dict[str, str], list[tuple[int, int]]]:
    """Events named instead of a date."""
    found: dict[str, str] = {}
    spans = []
    for match in rules()["event"].finditer(line):
        side = "until" if match.group("until") else "since"
        if side not in found:
            found[side] = text[match.start("event") : match.end("event")]
            spans.append(match.span())
    return found, spans


def _count(word: str) -> int:
    if word.isdigit():
        return min(int(word), 999)
    return next(int(n) for n in table("dates")["numbers"] if re.fullmatch(words("dates", "numbers", n), word))


def _unit(word: str) -> str:
    return next(str(unit) for unit in table("dates")["units"] if re.fullmatch(words("dates", "units", unit), word))
