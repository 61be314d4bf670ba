"""Format 2: `Key: value` header lines, a blank line, the body.

Takes the file's text. Returns the fields of a Readout; unknown keys are kept in `extra`. Refuses a missing title
or date and a known key with an unusable value, naming the key.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from rag.errors import SourceError
from rag.load.dates import event_date, header_date
from rag.load.fields import language_code, party, readout_kind, web_address
from rag.names.issuer import issuer_party

_HEADER = re.compile(r"\A((?:[A-Za-z][A-Za-z-]{0,30}:[^\r\n]*\r?\n)+)(?:[ \t]*\r?\n|\Z)")
MAX_HEADER = 64_000
_MARKS = frozenset({"title", "date", "issuer", "counterparts"})
_KEYS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "title": ("title", str),
    "date": ("published", header_date),
    "issuer": ("issuer", str),
    "counterparts": ("counterparts", lambda value: [party(name) for name in re.split(r"[,;]\s*|\s+", value)]),
    "language": ("language", language_code),
    "kind": ("kind", readout_kind),
    "source": ("url", web_address),
    "venue": ("venue", str),
}


def is_headed(text: str) -> bool:
    """Whether the file opens with header lines of which one names a field of ours, be they well closed or not."""
    first = text.split("\n", 1)[0].split(":", 1)[0].casefold()
    match = _header(text)
    keys = {line.split(":", 1)[0].casefold() for line in match[1].splitlines()} if match else {first}
    return bool(keys & _MARKS)


def _header(text: str) -> re.Match[str] | None:
    match = _HEADER.match(text[:MAX_HEADER])
    return None if match and match.end() == MAX_HEADER else match


def read_headed(text: str) -> dict[str, Any]:
    """Return the fields that the header states, and the body as `text`. Raises SourceError."""
    match = _header(text)
    if match is None:
        raise SourceError("the header lines are not followed by a blank line")
    fields: dict[str, Any] = {"text": text[match.end() :], "extra": {}}
    for line in match[1].splitlines():
        key, value = line.split(":", 1)
        value = value.strip()
        if key.casefold() not in _KEYS:
            fields["extra"][key] = value
        elif value:
            name, read = _KEYS[key.casefold()]
            try:
                fields[name] = read(value)
            except ValueError as error:
                raise SourceError(f"{key}: {error}") from None
    if not fields.get("title"):
        raise SourceError("Title is missing")
    if "published" not in fields:
        raise SourceError("Date is missing")
    fields["reporter"] = issuer_party(fields.get("issuer", ""))
    sides = [fields["reporter"], *fields.pop("counterparts", [])]
    fields["parties"] = tuple(dict.fromkeys(code for code in sides if code))
    fields["date"] = event_date(fields["text"], fields["published"]) or fields["published"]
    return fields
