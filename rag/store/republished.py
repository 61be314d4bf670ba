"""Whether a readout was published before: the same text again, nearly the same, or by another reporter.

Takes the catalog's connection, its texts and an id. Yields links. Refuses what only sounds alike: the formulas of one
day with other countries, and those that come again every year.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator

from rag.names.parties import find_parties
from rag.store.link import NEAR, Kind, Link, Texts, day_of, ordered
from rag.store.similar import resemblance, words_of
from rag.types import Readout

CANDIDATES = 50
"""Readouts with most keys in common that are compared with one."""

CROWD = 200
"""Readouts of one key that are counted: a form letter that came a thousand times must not cost a million looks."""

CERTAIN = 0.95
"""The share from which it is so even if the parties named are not the same: a name was corrected."""

LONG = 60
"""Words from which a text is told apart by its words. Shorter ones are formulas that come again every year."""

DAYS_LONG, DAYS_SHORT = 90, 2
"""Between the dates of two publications of one text, at most."""


def republished(db: sqlite3.Connection, texts: Texts, id: str) -> Iterator[Link]:
    """Yield the links of a readout to those that say the same."""
    one = texts.readout(id)
    for candidate in _candidates(db, id):
        other = texts.readout(candidate)
        score = resemblance(texts.runs(id), texts.runs(other.id))
        if score >= NEAR and _close(one, other, len(texts.runs(id)) >= LONG):
            kind = _kind(one, other, score)
            if kind:
                yield ordered(one, other, kind, score)


def _candidates(db: sqlite3.Connection, id: str) -> list[str]:
    """The readouts that share most keys with one."""
    shared: Counter[str] = Counter()
    for row in db.execute("SELECT key FROM band WHERE id = ?", (id,)).fetchall():
        found = db.execute("SELECT id FROM band WHERE key = ? AND id <> ? LIMIT ?", (row["key"], id, CROWD))
        shared.update(other["id"] for other in found)
    return sorted(shared, key=lambda other: (-shared[other], other))[:CANDIDATES]


def _kind(one: Readout, other: Readout, score: float) -> Kind | None:
    if one.reporter and other.reporter and one.reporter != other.reporter:
        return "other_reporter"
    if words_of(one.text) == words_of(other.text):
        return "duplicate"
    # The same formula for two meetings of one day names another party in each.
    parties = _nested(set(one.parties), set(other.parties)) and _nested(_named(one), _named(other))
    return "near_duplicate" if score >= CERTAIN or parties else None


def _nested(one: set[str], other: set[str]) -> bool:
    return one <= other or other <= one


def _named(readout: Readout) -> set[str]:
    text = f"{readout.title}\n{readout.text}"
    return {mention.party for mention in find_parties(text, readout.language)} | set(readout.parties)


def _close(one: Readout, other: Readout, long: bool) -> bool:
    """Whether the dates allow that one is the other published again; an unknown one allows it."""
    days = day_of(one), day_of(other)
    if not days[0] or not days[1]:
        return True
    return abs((days[0] - days[1]).days) <= (DAYS_LONG if long else DAYS_SHORT)
