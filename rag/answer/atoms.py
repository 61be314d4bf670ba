"""Single dates as written: a day, a month, a season, a year, or a part of one that a range completes.

Takes flat text (small letters, no accents). Returns atoms with offsets; days on the calendar only.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from rag.answer.grammar import table, words

_FIRST_YEAR = 1900
_MOST = 16
"""Dates of a question that are looked at."""
_SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9}

_PARTS_OF_A_MONTH = {
    "early": (1, 10),
    "mid": (10, 20),
    "late": (20, 31),
    "first_half": (1, 15),
    "second_half": (16, 31),
    "first_week": (1, 7),
    "second_week": (8, 14),
    "third_week": (15, 21),
    "last_week": (22, 31),
}
_PARTS_OF_A_YEAR = {
    "early": (1, 4),
    "mid": (5, 8),
    "late": (9, 12),
    "first_half": (1, 6),
    "second_half": (7, 12),
    "q1": (1, 3),
    "q2": (4, 6),
    "q3": (7, 9),
    "q4": (10, 12),
}


@dataclass(frozen=True, slots=True)
class Atom:
    """A date at line[start:end]; what it does not say is None. `part` is early, mid, late or a season."""

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    part: str = ""

    @property
    def whole(self) -> bool:
        """Whether it says which year it means."""
        return self.year is not None

    def completed_by(self, other: Atom) -> Atom | None:
        """This atom as the beginning of a range that ends with `other`; None where the two do not go together."""
        if self.year is not None:
            return self
        if self.month is None:
            if self.day is None or other.day is None or other.day < self.day:
                return None
            return replace(self, year=other.year, month=other.month)
        if other.year is None or other.month is None:
            return None
        return replace(self, year=other.year - (self.month > other.month))

    def days(self) -> tuple[datetime.date, datetime.date]:
        """The first and the last day meant."""
        year = self.year or datetime.MAXYEAR - 1
        if self.part == "winter":
            # "Winter 2022" is said of either end of the year.
            return datetime.date(year - 1, 12, 1), last_day(year + 1, 2)
        if self.part == "winter across":
            return datetime.date(year, 12, 1), last_day(year + 1, 2)
        if self.part in _SEASON_STARTS:
            month = _SEASON_STARTS[self.part]
            return datetime.date(year, month, 1), last_day(year, month + 2)
        if self.month is None:
            first, last = _PARTS_OF_A_YEAR.get(self.part, (1, 12))
            return datetime.date(year, first, 1), last_day(year, last)
        if self.day is None:
            end = last_day(year, self.month)
            first, last = _PARTS_OF_A_MONTH.get(self.part, (1, 31))
            last = min(last, end.day)
            first = end.day - 6 if self.part == "last_week" else first
            return end.replace(day=first), end.replace(day=last)
        day = datetime.date(year, self.month, self.day)
        return day, day


def find_atoms(line: str, this_year: int) -> list[Atom]:
    """The dates of a line, left to right; years after this one and impossible days are none."""
    found = []
    for match in _pattern().finditer(line):
        atom = _atom(match)
        if atom is not None and (atom.year is None or _FIRST_YEAR <= atom.year <= this_year):
            found.append(atom)
    return found[:_MOST]


def last_day(year: int, month: int) -> datetime.date:
    """The last day of a month."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def shifted(day: datetime.date, count: int, unit: str) -> datetime.date:
    """The day `count` days, weeks, months or years on; the last of the month where it has no such day."""
    if unit in ("day", "week"):
        return day + datetime.timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    end = last_day(min(max(months // 12, 1), 9998), months % 12 + 1)
    return end.replace(day=min(day.day, end.day))


def _atom(match: re.Match[str]) -> Atom | None:
    parts = {name.rstrip("0123456789"): value for name, value in match.groupdict().items() if value}
    year = int(parts["year"]) if "year" in parts else None
    month = _month(parts["month"]) if "month" in parts else int(parts["number"]) if "number" in parts else None
    day = int(parts["day"]) if "day" in parts else None
    part = _name("seasons", parts["season"]) if "season" in parts else ""
    if part == "winter" and "across" in parts:
        part = "winter across"
    part = part or (_name("parts", parts["part"].rstrip(" -")) if "part" in parts else "")
    if month is not None and not 1 <= month <= 12:
        return None
    if day is not None and not 1 <= day <= (calendar.monthrange(year or 2000, month)[1] if month else 31):
        return None
    return Atom(match.start(), match.end(), year, month, day, part)


def _month(word: str) -> int:
    return int(_name("months", word))


def _name(group: str, word: str) -> str:
    return next(str(name) for name in table("dates")[group] if re.fullmatch(words("dates", group, name), word))


def _any(group: str) -> str:
    return "|".join(words("dates", group, name) for name in table("dates")[group])


@cache
def _pattern() -> re.Pattern[str]:
    year = r"(?:19|20)\d\d(?!\d)"
    month, part, season = _any("months"), _any("parts"), _any("seasons")
    glue = r",? (?:of |de |del )?"
    ending = r"(?: года?у?| г\.)?"
    free, closed = r"(?<![\w.$€/-])", r"(?![\w/%]|[.,-]\d)"
    ways: tuple[str, ...] = tuple(_ways(year, month, part, season, glue, ending, free, closed))
    return re.compile("|".join(ways))


def _ways(
    year: str, month: str, part: str, season: str, glue: str, ending: str, free: str, closed: str
) -> Iterator[str]:
    """The ways of writing a date, the fullest first; group names end in a number of their own."""
    yield rf"{free}(?P<year1>{year})-(?P<number1>\d\d)(?:-(?P<day1>\d\d))?(?![\w-])"
    yield rf"(?<!\d)(?P<year13>(?:19|20)\d\d)年的?(?:(?P<season13>{season})|(?P<part13>{part}))"
    yield r"(?<!\d)(?P<year2>(?:19|20)\d\d)年(?:(?P<number2>\d{1,2})月(?:(?P<day2>\d{1,2})[日号])?)?"
    yield rf"{free}(?P<year14>{year}),? (?P<part14>q[1-4])\b"
    yield rf"\b(?P<season15>{season}) (?:of )?(?P<year15>(?:19|20)\d\d)(?P<across15>[-/](?:20)?\d\d)(?!\d)"
    yield rf"{free}(?P<day3>\d{{1,2}})\.(?P<number3>\d{{1,2}})\.(?P<year3>{year})"
    day = r"(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th|º)?"
    yield rf"{free}{day.format(4)} (?:of |de )?(?P<month4>{month})\b\.?(?:{glue}(?P<year4>{year}))?{ending}"
    yield rf"\b(?P<month5>{month})\.? {day.format(5)}(?![\d\w])(?:,? (?P<year5>{year}))?"
    yield rf"\b(?:(?P<part6>{part})[ -])?(?P<month6>{month})\.?(?:{glue}| ?)(?P<year6>{year}){ending}"
    yield rf"\b(?P<season7>{season}){glue}(?P<year7>{year}){ending}"
    yield rf"\b(?:(?P<part8>{part})[ -])(?P<month8>{month})\b"
    yield rf"\b(?P<month9>{month})\b"
    yield rf"{free}(?P<part10>{part})[ -](?P<year10>{year}){closed}"
    yield rf"{free}(?P<year11>{year}){ending}{closed}"
    yield rf"{free}(?P<day12>\d{{1,2}}){closed}"
