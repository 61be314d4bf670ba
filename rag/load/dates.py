"""Dates of headers and of events.

`header_date` reads what a header states. `event_date` finds the date that the opening of a body gives for the
meeting ("met virtually on November 15"); it returns None rather than a date that only the text mentions.
"""

from __future__ import annotations

import datetime
import functools
import re

from rag.cldr import month_names

OPENING = 400
"""Characters of the body in which the event's date is looked for."""

_LANGUAGES = ("en", "es", "ru")
_NUMERIC = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_CHINESE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")


def header_date(value: object) -> str:
    """Return the ISO form of a date header (a string or what YAML made of it). Raises ValueError."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    try:
        if isinstance(value, str | int):
            return datetime.date.fromisoformat(str(value).strip()).isoformat()
    except ValueError:
        raise ValueError(f"{str(value)[:40]!r} is no date in the form YYYY-MM-DD") from None
    raise ValueError("is no date in the form YYYY-MM-DD")


def dates_in(text: str) -> list[datetime.date | tuple[int, int]]:
    """Return the dates written in a text, in order: full ones, and (month, day) where the year is left out."""
    return [date for _, date in _placed(text)]


def _placed(text: str) -> list[tuple[int, datetime.date | tuple[int, int]]]:
    """The dates with the place where each begins."""
    found: list[tuple[int, datetime.date | tuple[int, int]]] = []
    for match in _NUMERIC.finditer(text):
        _append(found, match.start(), *map(int, match.groups()))
    for match in _CHINESE.finditer(text):
        year, month, day = match.groups()
        _append(found, match.start(), int(year) if year else None, int(month), int(day))
    for match in _written().finditer(text):
        parts = {name.rstrip("12"): value for name, value in match.groupdict().items() if value}
        year = int(parts["year"]) if "year" in parts else None
        _append(found, match.start(), year, _months()[parts["month"].casefold()], int(parts["day"]))
    return sorted(found, key=lambda pair: pair[0])


def event_date(text: str, published: str | None, days: int = 10) -> str | None:
    """Return the day of the event as the first sentence tells it, at most `days` before the published one.

    It opens the sentence ("On November 15, ...") or goes with its verb of meeting ("met in Lima on November 15");
    a date of something that was talked about is not the event's. A date without a year takes the published one's year
    (or the year before it, around New Year). Without a published date only a full date counts.
    """
    limit = datetime.date.fromisoformat(published) if published else None
    for start, date in _placed(text[:OPENING]):
        if not _is_when_they_met(text[:start]):
            continue
        if isinstance(date, datetime.date):
            if limit is None or 0 <= (limit - date).days <= days:
                return date.isoformat()
        elif limit is not None:
            for year in (limit.year, limit.year - 1):
                full = _date(year, *date)
                if full and 0 <= (limit - full).days <= days:
                    return full.isoformat()
    return None


_END = re.compile(r"(?<!\b[A-Z])(?<!\b(?:Jr|Mr|Dr|St|Ms|Sr))(?<!\bMrs)[.!?][\"”]?\s+(?=[\"“A-ZÁÉÍÓÚА-ЯЁ])")
_WHEN_FIRST = re.compile(r"\W*(?:On|El|Am|В|During|Over|From|Between)\b[^.;:]{0,40}$|\W*$")
_MET = re.compile(
    r"\b(?:met|meets|spoke|speaks|held(?! (?:in|on|at|by)\b)|holds|visited|travell?ed|hosted|convened|received"
    r"|welcomed|participated|joined|talked|chaired|co-chaired|had a (?:call|meeting|conversation)|se reunió|recibió"
    r"|conversó|sostuvo|встретил\w*|провёл|провел|состоял\w*)\b"
)
_TALKED_ABOUT = re.compile(
    r"\b(?:regarding|about|following|after|since|that|which|who|whom|where|discuss\w*|inform\w*|results?|reached|until"
    r"|condemn\w*|express\w*|on the occasion|sobre|tras|о|об|после)\b|\b(?:the|its|his|her|their|of|del|la)\s*$"
)


def _is_when_they_met(before: str) -> bool:
    """Whether a date that stands after this text says when the event was."""
    ends = [match.end() for match in _END.finditer(before)]
    if ends:
        return False
    lead = before[before.rfind("\n") + 1 :]
    if _WHEN_FIRST.match(lead):
        return True
    verb = _MET.search(lead)
    return verb is not None and not _TALKED_ABOUT.search(lead, verb.end())


def _append(
    found: list[tuple[int, datetime.date | tuple[int, int]]], at: int, year: int | None, month: int, day: int
) -> None:
    if _date(year or 2000, month, day):  # 2000 had a 29 February
        found.append((at, datetime.date(year, month, day) if year else (month, day)))


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


@functools.cache
def _months() -> dict[str, int]:
    return {name: number for language in _LANGUAGES for name, number in month_names(language).items()}


@functools.cache
def _written() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    year = r"(?:19|20)\d{2}"
    month_first = rf"\b(?P<month1>{names})\.? (?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year1>{year}))?"
    day_first = (
        rf"(?<!\d)(?P<day2>\d{{1,2}})(?:st|nd|rd|th|º)? (?:of |de )?(?P<month2>{names})\b\.?"
        rf"(?:,? (?:de |del )?(?P<year2>{year}))?"
    )
    return re.compile(f"{month_first}|{day_first}", re.IGNORECASE)
