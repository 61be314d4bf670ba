"""What is known of a document from elsewhere: a manifest, a feed, a mail's header.

Takes names and values as written. Returns fields of a Readout; refuses a value of the wrong form, naming it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rag.clean import one_line
from rag.errors import SourceError
from rag.load.dates import header_date
from rag.load.fields import language_code, party, readout_kind, web_address

HINTS: dict[str, Callable[[str], Any]] = {
    "id": str,
    "title": one_line,
    "date": header_date,
    "published": header_date,
    "reporter": party,
    "issuer": one_line,
    "language": language_code,
    "kind": readout_kind,
    "url": web_address,
}
"""The hints that are understood, and how each is read."""


def known_fields(hints: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields that the hints give; empty values give none. Raises SourceError."""
    fields: dict[str, Any] = {}
    for name, value in hints.items():
        if name not in HINTS:
            raise SourceError(f"unknown hint {name!r}; known are {', '.join(HINTS)}")
        try:
            if value.strip():
                fields[name] = HINTS[name](value.strip())
        except ValueError as error:
            raise SourceError(f"{name}: {error}") from None
    return fields
