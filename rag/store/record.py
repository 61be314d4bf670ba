"""A readout as the catalog's row, and the hashes by which the catalog tells readouts apart.

Takes and returns Readouts and rows of the table `revision`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
import unicodedata
from typing import Any

from rag.clean import one_line
from rag.types import Person, Readout

COLUMNS = ("id", "revision", "source", "retrieved", "text")
"""Fields with a column of their own; the others are one JSON object."""

_PLACE = frozenset({"revision", "source", "retrieved"})
_DEFAULTS = {
    field.name: field.default if field.default_factory is dataclasses.MISSING else field.default_factory()
    for field in dataclasses.fields(Readout)
}


def row_of(readout: Readout) -> dict[str, Any]:
    """Return the readout's columns and, as `fields`, the JSON of the rest."""
    fields = dataclasses.asdict(readout)
    row = {name: fields.pop(name) for name in COLUMNS}
    return row | {"fields": json.dumps(fields, ensure_ascii=False)}


def readout_of(row: sqlite3.Row) -> Readout:
    """Return the readout that `row_of` gave."""
    fields: dict[str, Any] = json.loads(row["fields"])
    fields = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    fields["people"] = tuple(Person(**person) for person in fields["people"])
    fields["pages"] = tuple(fields.get("pages", ()))
    return Readout(**{name: row[name] for name in COLUMNS}, **fields)


def content_hash(readout: Readout) -> str:
    """Return the SHA-256 of all that the readout says, without where and when it was taken in.

    A field that has its default is left out, so that a field added later changes no readout.
    """
    fields = {
        name: value
        for name, value in dataclasses.asdict(readout).items()
        if name not in _PLACE and value != _DEFAULTS[name]
    }
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def is_sound(row: sqlite3.Row) -> bool:
    """Whether a row of the table `revision` still says what was taken in."""
    try:
        return bool(content_hash(readout_of(row)) == row["sha256"])
    except (ValueError, KeyError, TypeError):
        return False


def text_hash(text: str) -> str:
    """Return the SHA-256 of the text as it is read: white space, invisible characters and the width of letters do not
    count, anything else does."""
    return hashlib.sha256(one_line(unicodedata.normalize("NFKC", text)).encode()).hexdigest()
