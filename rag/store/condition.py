"""The caller's filters as a condition of SQL on the passages of a word index.

Takes Filters, and sides: parties of which one must take part in a passage's readout. No text of a user enters SQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rag.types import Code, Filters


def condition_of(filters: Filters, sides: Sequence[Code] = ()) -> tuple[str, list[Any]]:
    """Return the filters as a condition on passages, empty where there are none, and its values."""
    listed, values = _listed(filters, sides)
    parts = [f"row IN ({query})" for query in listed]
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


def rows_of(filters: Filters, sides: Sequence[Code] = ()) -> tuple[str, list[Any]]:
    """Return a query for the rows that the filters leave, empty where there are none, and its values."""
    condition, values = condition_of(filters, sides)
    listed, _ = _listed(filters, sides)
    if len(listed) == 1 and condition == f"row IN ({listed[0]})":  # three times as quick as by way of the passages
        return listed[0], values
    return (f"SELECT row FROM passage WHERE {condition}" if condition else ""), values


def _listed(filters: Filters, sides: Sequence[Code]) -> tuple[list[str], list[Any]]:
    """The queries for rows that tables of their own list, and the values of all."""
    queries: list[str] = []
    values: list[Any] = []
    for table, codes in (("speaker", filters.parties), ("side", sides)):
        if codes:
            queries.append(f"SELECT row FROM {table} WHERE party IN ({', '.join('?' * len(codes))})")
            values += codes
    if filters.person:
        queries.append("SELECT row FROM person WHERE name = ?")
        values.append(filters.person.casefold())
    return queries, values
