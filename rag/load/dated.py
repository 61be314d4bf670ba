"""Format 3: a line ` date 2024-11-18 Politics`, the title, a date line (2024/11/16), the body.

Takes the file's text. Returns the fields of a Readout. The readout's text runs from the title line to the end. The
form names no issuer: the reporter is the side whose act the title tells, or unknown.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from rag.errors import SourceError
from rag.load.dates import event_date
from rag.load.recognise import recognise_sides

_OPENING = re.compile(
    r"\A\s*date (?P<listed>\d{4}-\d{2}-\d{2})[ \t]*(?P<section>[^\r\n]*)\r?\n"
    r"(?P<title>[^\r\n]*\S[^\r\n]*)\r?\n[ \t]*(?P<published>\d{4}/\d{1,2}/\d{1,2})[ \t]*\r?\n"
)


def is_dated(text: str) -> bool:
    """Whether the file opens in this form, its dates being real ones."""
    match = _OPENING.match(text)
    return match is not None and _date(match["published"]) is not None


def read_dated(text: str) -> dict[str, Any]:
    """Return the fields; the event's date is the one the body gives, within 60 days of the published one.

    Raises SourceError where the file does not have this form.
    """
    match = _OPENING.match(text)
    if match is None:
        raise SourceError("does not open with a date line, a title and a date")
    title = match["title"].strip()
    published = _date(match["published"])
    body = text[match.end() :]
    return {
        "title": title,
        "text": text[match.start("title") :],
        "published": published,
        "date": event_date(body, published, days=60) or published,
        "extra": {"listed": match["listed"], "section": match["section"].strip()},
        **recognise_sides(title, body, None),
    }


def _date(value: str) -> str | None:
    try:
        return datetime.date(*map(int, value.split("/"))).isoformat()
    except ValueError:
        return None
