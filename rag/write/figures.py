"""Dates and numbers of an English sentence, in figures or in words, as values that can be compared.

Takes folded text. Returns their places with a key: "2024-11-15", "2024-11", "2024", "--11-15", "--11" for dates; the
value, with "%" for per cent, for numbers ("1200000000" for "1.2 billion").
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from rag.cldr import month_names

_YEAR = r"(?:19|20)\d\d"
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_VALUES = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * value for value, word in enumerate(_TENS, 2)
}
_SCALES = {
    "hundred": 10**2,
    "dozen": 12,
    "thousand": 10**3,
    "million": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
}
_CURRENCY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yuan"}
_NEAR_DAYS = 200
"""How far from a readout's date a day without a year may lie."""


def find_dates(line: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, key) of every date; months only where they are written with a capital."""
    for match in _dates().finditer(line):
        parts = {name.rstrip("0123456789"): value for name, value in match.groupdict().items() if value}
        month = int(parts["number"]) if "number" in parts else _months().get(parts.get("month", "").lower())
        year = parts.get("year", "-")
        if month is None:
            yield match.start(), match.end(), year
        elif 1 <= month <= 12:
            day = f"-{int(parts['day']):02}" if "day" in parts else ""
            yield match.start(), match.end(), f"{year}-{month:02}{day}"


def date_borne(claimed: str, written: str, known: str | None) -> bool:
    """Whether a date is that of the quote or a coarser form of it; `known`, the readout's, gives a missing year."""
    if written == claimed or (written + "-").startswith(claimed + "-"):
        return True
    if not written.startswith("-") or not known:
        return False
    full = known[:4] + written[1:]
    try:
        day = datetime.date.fromisoformat(full if len(full) == 10 else f"{full}-15")
    except ValueError:
        return False
    near = abs((day - datetime.date.fromisoformat(known)).days) <= _NEAR_DAYS
    return near and (full + "-").startswith(claimed + "-")


def find_numbers(line: str) -> Iterator[tuple[int, int, str, bool]]:
    """Yield (start, end, key, whether it is an ordinal or a currency) of every number."""
    for match in re.finditer(r"(?:\b(?:US|A|C|NZ|HK|S))?[$€£¥]", line):
        yield match.start(), match.end(), _CURRENCY[match.group()[-1]], True
    for match in _ordinals().finditer(line):
        number = match["figure"] or str(_ORDINALS.index(match["word"].lower()) + 1)
        yield match.start(), match.end(), f"{number}th", True
    for match in _numbers().finditer(line):
        value = _value(match["figure"], match["words"], match["scale"])
        if value is not None:
            key = f"{value.normalize():f}" if value else "0"
            unit = "" if not match["percent"] else "%p" if "point" in match["percent"].lower() else "%"
            yield match.start(), match.end(), key + unit, False


def _value(figure: str | None, spoken: str | None, scale: str | None) -> Decimal | None:
    total = Decimal(figure.replace(",", "")) if figure else Decimal(0)
    if spoken:
        part = 0
        for word in re.split(r"[\s-]+", spoken.lower()):
            if word in _VALUES:
                part += _VALUES[word]
            elif word == "hundred":
                part = max(part, 1) * 100
            elif word != "and" and word != "a":
                return None
        total = Decimal(part)
    for word in (scale or "").lower().split():
        total *= _SCALES[word]
    return total


@cache
def _months() -> dict[str, int]:
    return month_names("en")


@cache
def _dates() -> re.Pattern[str]:
    names = sorted((name.rstrip(".") for name in _months()), key=len, reverse=True)
    month = "|".join(sorted({re.escape(name.capitalize()) for name in names}, key=len, reverse=True))
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    day = r"(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th)?"
    ways = [
        rf"(?P<year1>{_YEAR})-(?P<number1>\d\d)(?:-{day.format(1)})?",
        rf"(?:the )?{day.format(2)} (?:of )?(?P<month2>{month})\b\.?(?:,? (?P<year2>{_YEAR}))?",
        rf"(?P<month3>{month})\.? (?:the )?{day.format(3)}(?!\d)(?:,? (?P<year3>{_YEAR}))?",
        rf"(?P<month4>{month})\b\.?,? (?:of )?(?P<year4>{_YEAR})",
        rf"(?P<year5>{_YEAR})(?!,?\d|\.\d|-\w)",
        rf"(?P<month6>{month})\b(?! (?:be|have|not)\b)",
    ]
    return re.compile(rf"(?<![\w.,$€£/-])(?:{'|'.join(ways)})(?![\w%])")


@cache
def _numbers() -> re.Pattern[str]:
    word = "|".join([*_ONES, *_TENS, "hundred"])
    scale = "|".join(_SCALES)
    return re.compile(
        rf"(?<![\w.,-])(?:(?P<figure>\d+(?:,\d{{3}})*(?:\.\d+)?)"
        rf"|(?P<words>(?:a (?=hundred))?(?:{word})(?:(?:[ -]| and )(?:{word}))*))(?![\w]|-[A-Za-z]{{2,}}\b(?<!-year))"
        rf"(?:[ -](?P<scale>(?:{scale})(?: (?:{scale}))*)s?\b)?(?P<percent> ?%| per ?cent\b| percentage points?)?",
        re.IGNORECASE,
    )


@cache
def _ordinals() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:(?P<figure>\d+)(?:st|nd|rd|th)|(?P<word>{'|'.join(_ORDINALS)}))\b(?! ladies)", re.IGNORECASE
    )
