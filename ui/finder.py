"""Find readouts by the words of their title, a party, a date, an issuer.

Takes entries of the overview and a query. Returns rows for ui.render, newest first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from rag.cldr import written_date
from rag.clean import one_line
from rag.names.naming import party_name
from ui.cards import party
from ui.overview import Entry


def find(entries: Iterable[Entry], query: str) -> list[Entry]:
    """Return the entries that hold every word of the query, newest first; all of them for an empty query."""
    words = _plain(one_line(query, 200)).split()
    found = [entry for entry in entries if all(word in entry.haystack for word in words)]
    return sorted(found, key=lambda entry: (entry.date or "", entry.id), reverse=True)


def haystack(id: str, title: str, issuer: str, date: str | None, codes: Sequence[str], kind: str) -> str:
    """Return the folded text that queries are looked for in."""
    names = " ".join(f"{code} {party_name(code)}" for code in codes)
    when = f"{date} {written_date(date)}" if date else "no date"
    return _plain(one_line(f"{title} {id} {issuer} {when} {names} {kind}"))


def _plain(text: str) -> str:
    """Without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def row(entry: Entry) -> dict[str, Any]:
    """Return what a list shows of an entry."""
    kind = entry.kind.replace("_", " ")
    whose = f"{party_name(entry.reporter)}, {kind}" if entry.reporter else kind
    return {
        "id": entry.id,
        "title": one_line(entry.title, 200),
        "badge": party(entry.reporter) if entry.reporter else None,
        "facts": f"{written_date(entry.date) if entry.date else 'No date'} · {whose}",
    }
