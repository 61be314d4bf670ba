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
    return datetime.date.fromisoformat(str(value).strip()).isoformat()


def dates_in(text: str) -> list[datetime.date | tuple[int, int]]:
    """Return the dates written in a text, in order: full ones, and (month, day) where the year is left out."""
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
    return [date for _, date in sorted(found, key=lambda pair: pair[0])]


def event_date(text: str, published: str | None, days: int = 10) -> str | None:
    """Return the first date of the opening that lies at most `days` before the published one.

    A date without a year takes the published one's year (or the year before it, around New Year). Without a
    published date only a full date counts.
    """
    limit = datetime.date.fromisoformat(published) if published else None
    for date in dates_in(text[:OPENING]):
        if isinstance(date, datetime.date):
            if limit is None or 0 <= (limit - date).days <= days:
                return date.isoformat()
        elif limit is not None:
            for year in (limit.year, limit.year - 1):
                full = _date(year, *date)
                if full and 0 <= (limit - full).days <= days:
                    return full.isoformat()
    return None


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
