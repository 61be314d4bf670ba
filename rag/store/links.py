"""Links between readouts: the same text again, nearly the same, a translation, the same words in another's account.

Takes the catalog's database. Links are derived: `update` makes those of the readouts that are new or changed, and may
be killed at any moment, for what it has not done it does the next time. A link hides while either readout is removed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator

from rag.store.database import Database
from rag.store.link import SAME, Link, Texts
from rag.store.republished import republished
from rag.store.similar import keys_of
from rag.store.translation import candidates, translations

GROUP = 500
"""Readouts that are linked in one transaction."""


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
    wanted = "(SELECT value FROM json_each(:ids))"
    some = "" if ids is None else f"AND (link.id IN {wanted} OR link.other IN {wanted})"
    for row in db.execute(
        "SELECT link.id, other, kind, score FROM link JOIN readout one USING (id) JOIN readout two ON two.id = other "
        f"WHERE NOT one.removed AND NOT two.removed {some} ORDER BY link.id, other",
        {"ids": json.dumps(list(ids or ()))},
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
    texts = Texts(db)
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
        _keep(db, republished(db, texts, id))
        # A new account of a meeting may take another's translation, or leave it undecided.
        for concerned in [id, *(other.id for _, other in candidates(db, texts, texts.readout(id)))]:
            db.execute(
                "DELETE FROM link WHERE kind = 'translation' AND (id = ? OR other = ?)", (concerned, concerned)
            )
            _keep(db, translations(db, texts, concerned))


def _keep(db: sqlite3.Connection, links: Iterable[Link]) -> None:
    for link in list(links):
        db.execute("INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?)", (link.id, link.other, link.kind, link.score))
