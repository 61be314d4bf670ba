"""The line that says when a text was published: "Washington, March 7, 2024", "Published 21.11.2023".

Takes a text. Returns the one full date of such a line near the top and where the line ends. A line that says anything
else, or of which the order of day and month is not certain, is none.
"""

from __future__ import annotations

import datetime
import re

from rag.load.dates import dates_in

_LINES, _LONGEST = 12, 90
_DAY_FIRST = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d{2})(?![\d./-])")
_SAID = re.compile(
    r"\b(?:published|posted|issued|released?|updated|date[ds]?|press|news|media|statements?|communiqu[eé]s?|for|immediate"
    r"|no|number|nr|time|local|on|of|at|the|am|pm|gmt|utc|est|edt|cet|publicado|fecha|comunicado|prensa|boletín|de|del"
    r"|el|hrs?|опубликовано|дата|года|год|г|время|mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|понедельник|вторник|среда|четверг|пятница|суббота"
    r"|воскресенье)\b|发布时间|发布|时间|日期|来源|星期.|周.|年|月|日",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 3
"""Of a place: "Washington", "Ciudad de México"; none in the first line, which is the title more often."""


def dateline(text: str) -> tuple[str, int] | None:
    """Return the date (ISO) and the offset of the line's end; None where no line says it."""
    at, seen = 0, 0
    for line in text[: _LINES * 400].splitlines(keepends=True):
        at += len(line)
        if not line.strip():
            continue
        date = _date_of(line.strip(), _MOST_WORDS if seen else 0) if len(line) <= _LONGEST else None
        if date:
            return date, at
        seen += 1
        if seen == _LINES:
            break
    return None


def _date_of(line: str, most_words: int) -> str | None:
    full = [date for date in dates_in(line) if isinstance(date, datetime.date)]
    if not full:
        full = [date for match in _DAY_FIRST.finditer(line) if (date := _day_first(match))]
    if len(full) != 1:
        return None
    words = [word for word in _WORD.findall(_SAID.sub(" ", line)) if not _is_month(word, full[0].month)]
    if len(words) > most_words or any(word[0].islower() for word in words):
        return None
    return full[0].isoformat()


def _day_first(match: re.Match[str]) -> datetime.date | None:
    """21.11.2023 and 21/11/2023 have one reading; 03/05/2023 has two."""
    first, between, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
    if between != "." and first <= 12 and first != second:
        return None
    try:
        return datetime.date(year, second, first)
    except ValueError:
        return None


def _is_month(word: str, month: int) -> bool:
    return dates_in(f"1 {word} 2000") == [datetime.date(2000, month, 1)]
