"""Format 4: text without a header; its first line is the title where it looks like one.

Takes the file's text. Returns the fields of a Readout as far as the text gives them; what it does not give stays
empty, and `onrecord check` lists it. Refuses nothing.
"""

from __future__ import annotations

import re
from typing import Any

from rag.load.dates import event_date
from rag.load.recognise import language_of, recognise_sides

_LONGEST_TITLE = 200
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")


def read_plain(text: str, stem: str) -> dict[str, Any]:
    """Return the fields; `stem`, the file's name without suffix, is the title where no line serves."""
    first = next(line.strip() for line in text.splitlines() if line.strip())
    heading = first.lstrip("#").strip()
    titled = 0 < len(heading) <= _LONGEST_TITLE and not heading.endswith((".", ":", "。"))
    title = heading if titled else stem
    address = _ADDRESS.search(text[:1000])
    url = address[0].rstrip(".,;") if address else None
    return {
        "title": title,
        "text": text,
        "date": event_date(text, None),
        "language": language_of(text),
        "url": url,
        **recognise_sides(title, text, url),
    }
