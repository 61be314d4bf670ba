"""The caller's filters as a condition of SQL on the passages of a word index.

Takes Filters. Returns the condition, empty where there are no filters, and its values: no text of a user enters SQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rag.types import Code, Filters


def condition_of(filters: Filters, sides: Sequence[Code] = ()) -> tuple[str, list[Any]]:
    """Return the filters as a condition on passages, and its values; with `sides` on those of readouts in which one
    of them takes part."""
    parts: list[str] = []
    values: list[Any] = []
    if filters.parties:
        marks = ", ".join("?" * len(filters.parties))
        parts.append(f"row IN (SELECT row FROM speaker WHERE party IN ({marks}))")
        values += filters.parties
    if sides:
        parts.append(f"row IN (SELECT row FROM side WHERE party IN ({', '.join('?' * len(sides))}))")
        values += sides
    if filters.person:
        parts.append("row IN (SELECT row FROM person WHERE name = ?)")
        values.append(filters.person.casefold())
    for name in ("reporter", "language", "kind"):
        if value := getattr(filters, name):
            parts.append(f"{name} = ?")
            values.append(value)
    if filters.since:
        parts.append("date >= ?")
        values.append(filters.since)
    if filters.until:
        parts.append("date <= ?")
        values.append(filters.until + "~")  # after every longer date that begins so
    return " AND ".join(parts), values
