"""Links between readouts: the same text again, nearly the same, a translation, the same words in another's account.

Takes the catalog's database. Links are derived: `update` makes those of the readouts that are new or changed, and may
be killed at any moment, for what it has not done it does the next time. A link hides while either readout is removed.
"""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from rag.names.parties import find_parties
from rag.store.database import Database
from rag.store.record import readout_of
from rag.store.similar import keys_of, resemblance, runs_of, words_of
from rag.store.translation import common, traces
from rag.types import Readout

Kind = Literal["duplicate", "near_duplicate", "other_reporter", "translation"]
SAME: tuple[Kind, ...] = ("duplicate", "near_duplicate")
"""The kinds of one readout that was published again."""

GROUP = 500
"""Readouts that are linked in one transaction."""

CANDIDATES = 50
"""Readouts with most keys in common that are compared with one."""

NEAR = 0.75
"""The share of runs of words from which a text is nearly the same."""

CERTAIN = 0.95
"""The share from which it is so even if the parties named are not the same: a name was corrected."""

LONG = 60
"""Words from which a text is told apart by its words. Shorter ones are formulas that come again every year."""

DAYS_LONG, DAYS_SHORT = 90, 2
"""Between the dates of two publications of one text, at most."""

TRANSLATED = 0.6
"""The share of traces from which a readout in another language is a translation."""

MARGIN = 0.1
"""By which the best translation must be better than the next: of two meetings on one day none is guessed."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two readouts that belong together; `id` is the later one by date (then by id) and `other` the earlier.

    `duplicate`: the same text by the same reporter. `near_duplicate`: the same but for some words. `other_reporter`:
    the same or nearly the same text by another reporter, as of a joint statement. `translation`: the same reporter's
    account in another language; neither is called the original. `score` is the share of runs of words in common, of
    a translation that of parties, leaders, numbers and names.
    """

    id: str
    other: str
    kind: Kind
    score: float


def linked(database: Database, id: str | None = None) -> list[Link]:
    """Return the links of a readout, or all."""
    with database.open() as db:
        return list(_living(db, None if id is None else [id]))


def again(database: Database, ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Return for each id that has some the other readouts in which the same text was published again."""
    found: dict[str, set[str]] = {}
    with database.open() as db:
        for link in _living(db, ids):
            if link.kind in SAME:
                found.setdefault(link.id, set()).add(link.other)
                found.setdefault(link.other, set()).add(link.id)
    return {id: frozenset(found[id]) for id in ids if id in found}


def _living(db: sqlite3.Connection, ids: Collection[str] | None = None) -> Iterator[Link]:
    marks = ", ".join("?" * len(ids or ()))
    some = "" if ids is None else f"AND (link.id IN ({marks}) OR link.other IN ({marks}))"
    for row in db.execute(
        "SELECT link.id, other, kind, score FROM link JOIN readout one USING (id) JOIN readout two ON two.id = other "
        f"WHERE NOT one.removed AND NOT two.removed {some} ORDER BY link.id, other",
        [*(ids or ()), *(ids or ())],
    ):
        yield Link(*row)


def update(database: Database, anew: bool = False) -> int:
    """Link the readouts that are new or changed, with `anew` all; returns how many they were."""
    if anew:
        with database.open(write=True) as db:
            for table in ("link", "band", "likeness"):
                db.execute(f"DELETE FROM {table}")
    done = 0
    while True:
        with database.open() as db:
            rows = db.execute(
                "SELECT id FROM readout LEFT JOIN likeness USING (id) "
                "WHERE NOT removed AND likeness.revision IS NOT readout.revision ORDER BY id LIMIT ?",
                (GROUP,),
            ).fetchall()
        if not rows:
            return done
        with database.open(write=True) as db:
            _link(db, [row["id"] for row in rows])
        done += len(rows)


def _link(db: sqlite3.Connection, ids: Collection[str]) -> None:
    texts = _Texts(db)
    for id in ids:
        readout = texts.readout(id)
        for statement in ("link WHERE id = ? OR other = ?", "band WHERE id = ? OR id = ?"):
            db.execute(f"DELETE FROM {statement}", (id, id))
        db.execute(
            "INSERT OR REPLACE INTO likeness VALUES (?, ?, ?, ?, ?)",
            (id, readout.revision, readout.language, readout.reporter, readout.date),
        )
        keys = keys_of(texts.runs(id))
        db.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", [(key, id) for key in keys])
    for id in ids:
        for link in [*_same(db, texts, id), *_translations(db, texts, id)]:
            db.execute(
                "INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?)", (link.id, link.other, link.kind, link.score)
            )


class _Texts:
    """Readouts in their newest revision and the runs of their words, each read once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._readouts: dict[str, Readout] = {}
        self._runs: dict[str, set[int]] = {}

    def readout(self, id: str) -> Readout:
        if id not in self._readouts:
            row = self._db.execute(
                "SELECT revision.* FROM revision JOIN readout USING (id, revision) WHERE id = ?", (id,)
            ).fetchone()
            self._readouts[id] = readout_of(row)
        return self._readouts[id]

    def runs(self, id: str) -> set[int]:
        if id not in self._runs:
            self._runs[id] = runs_of(words_of(self.readout(id).text))
        return self._runs[id]


def _same(db: sqlite3.Connection, texts: _Texts, id: str) -> Iterator[Link]:
    rows = db.execute(
        "SELECT other.id FROM band mine JOIN band other USING (key) WHERE mine.id = :id AND other.id <> :id "
        "GROUP BY other.id ORDER BY count(*) DESC, other.id LIMIT :most",
        {"id": id, "most": CANDIDATES},
    )
    one = texts.readout(id)
    for row in rows.fetchall():
        other = texts.readout(row["id"])
        score = resemblance(texts.runs(id), texts.runs(other.id))
        if score >= NEAR and one.language == other.language and _close(one, other, len(texts.runs(id)) >= LONG):
            kind = _kind(one, other, score)
            if kind:
                yield _ordered(one, other, kind, score)


def _kind(one: Readout, other: Readout, score: float) -> Kind | None:
    if one.reporter and other.reporter and one.reporter != other.reporter:
        return "other_reporter"
    if words_of(one.text) == words_of(other.text):
        return "duplicate"
    # The same formula for two meetings of one day names other parties.
    return "near_duplicate" if score >= CERTAIN or _named(one) == _named(other) else None


def _named(readout: Readout) -> set[str]:
    text = f"{readout.title}\n{readout.text}"
    return {mention.party for mention in find_parties(text, readout.language)} | set(readout.parties)


def _close(one: Readout, other: Readout, long: bool) -> bool:
    """Whether the dates allow that one is the other published again; an unknown one allows it."""
    days = _day(one), _day(other)
    if not days[0] or not days[1]:
        return True
    return abs((days[0] - days[1]).days) <= (DAYS_LONG if long else DAYS_SHORT)


def _day(readout: Readout) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(readout.date or "")
    except ValueError:
        return None


def _translations(db: sqlite3.Connection, texts: _Texts, id: str) -> Iterator[Link]:
    """The best translation in each other language, if it is better than the next and not better somebody else's."""
    one = texts.readout(id)
    by_language: dict[str, list[tuple[float, Readout]]] = {}
    for score, other in _scored(db, texts, one):
        by_language.setdefault(other.language, []).append((score, other))
    for scored in by_language.values():
        best = _best(scored)
        back = _best([(s, r) for s, r in _scored(db, texts, best[1]) if r.language == one.language]) if best else None
        if best and back and back[1].id == id:
            yield _ordered(one, best[1], "translation", best[0])


def _scored(db: sqlite3.Connection, texts: _Texts, one: Readout) -> Iterator[tuple[float, Readout]]:
    """Readouts in other languages that may be of the same meeting, with the share of traces in common."""
    day = _day(one)
    if not one.reporter or not day:
        return
    days = [(day + datetime.timedelta(step)).isoformat() for step in (-1, 0, 1)]
    rows = db.execute(
        "SELECT id FROM likeness WHERE reporter = ? AND date IN (?, ?, ?) AND language <> ?",
        (one.reporter, *days, one.language),
    ).fetchall()
    for row in rows:
        other = texts.readout(row["id"])
        parties = set(one.parties), set(other.parties)
        if other.kind == one.kind and (parties[0] == parties[1] or not all(parties)):
            score = common(traces(one), traces(other))
            if score >= TRANSLATED:
                yield score, other


def _best(scored: list[tuple[float, Readout]]) -> tuple[float, Readout] | None:
    ranked = sorted(scored, key=lambda item: (-item[0], item[1].id))
    if not ranked or (len(ranked) > 1 and ranked[0][0] < ranked[1][0] + MARGIN):
        return None
    return ranked[0]


def _ordered(one: Readout, other: Readout, kind: Kind, score: float) -> Link:
    earlier, later = sorted((one, other), key=lambda readout: (readout.date or "9999", readout.id))
    return Link(later.id, earlier.id, kind, round(score, 3))
