"""The tables of the catalog, as the steps from each version of the file to the next.

A step takes a connection inside a transaction and must not end it (no executescript). A step that has been released
is never edited: what comes later is a step of its own at the end of MIGRATIONS.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from rag.store.record import content_hash, readout_of, text_hash

_FIRST = (
    """CREATE TABLE readout (
        id TEXT PRIMARY KEY, revision INTEGER NOT NULL, removed INTEGER NOT NULL DEFAULT 0)""",
    """CREATE TABLE revision (
        id TEXT NOT NULL, revision INTEGER NOT NULL, sha256 TEXT NOT NULL, source TEXT NOT NULL,
        retrieved TEXT, text TEXT NOT NULL, fields TEXT NOT NULL, PRIMARY KEY (id, revision))""",
    "CREATE TABLE failure (source TEXT PRIMARY KEY, reason TEXT NOT NULL, at TEXT NOT NULL)",
)

_SECOND = (
    # When a revision was taken in, by this machine's clock, and the hash of its words.
    "ALTER TABLE revision ADD COLUMN at TEXT",
    "ALTER TABLE revision ADD COLUMN text_hash TEXT",
    "CREATE INDEX revision_at ON revision (at)",
    "CREATE INDEX revision_text ON revision (text_hash)",
    # Every place that a readout was found at; `text_hash` is what stood there last.
    """CREATE TABLE origin (
        source TEXT NOT NULL, id TEXT NOT NULL, text_hash TEXT NOT NULL, first TEXT, last TEXT, vanished TEXT,
        PRIMARY KEY (id, source))""",
    "CREATE INDEX origin_source ON origin (source)",
    "ALTER TABLE failure RENAME COLUMN at TO last",
    "ALTER TABLE failure ADD COLUMN first TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE failure ADD COLUMN tries INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE failure ADD COLUMN dismissed INTEGER NOT NULL DEFAULT 0",
    "UPDATE failure SET first = last",
)

_THIRD = (
    *(f"DROP TABLE IF EXISTS {table}" for table in ("likeness", "band", "link")),
    # What links are made from: the readouts that were looked at, and the keys of their texts (store/similar.py).
    """CREATE TABLE likeness (
        id TEXT PRIMARY KEY, revision INTEGER NOT NULL, language TEXT NOT NULL, reporter TEXT, date TEXT)""",
    "CREATE INDEX likeness_day ON likeness (reporter, date)",
    "CREATE TABLE band (key INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, id)) WITHOUT ROWID",
    "CREATE INDEX band_id ON band (id)",
    """CREATE TABLE link (
        id TEXT NOT NULL, other TEXT NOT NULL, kind TEXT NOT NULL, score REAL NOT NULL, PRIMARY KEY (id, other))""",
    "CREATE INDEX link_other ON link (other)",
)

_FOURTH = (
    # Each readout's people, as JSON (store/known.py): whom it introduces (`seen`), whom it leaves open, who that is
    # by the others (`known`). `pending`: the index was built before that was known. `version` is the cutter's.
    """CREATE TABLE people (
        id TEXT PRIMARY KEY, revision INTEGER NOT NULL, version TEXT NOT NULL, date TEXT, reporter TEXT,
        sides TEXT NOT NULL, seen TEXT NOT NULL, open TEXT NOT NULL, known TEXT, pending INTEGER NOT NULL)""",
)


def _create(db: sqlite3.Connection) -> None:
    for statement in _FIRST:
        db.execute(statement)


def _origins(db: sqlite3.Connection) -> None:
    """Version 2: when and where each revision came from, tries of what failed."""
    for statement in _SECOND:
        db.execute(statement)
    for (number,) in db.execute("SELECT rowid FROM revision").fetchall():
        readout = readout_of(db.execute("SELECT * FROM revision WHERE rowid = ?", (number,)).fetchone())
        db.execute(
            "UPDATE revision SET at = coalesce(retrieved, ''), sha256 = ?, text_hash = ? "
            "WHERE id = ? AND revision = ?",
            (content_hash(readout), text_hash(readout.text), readout.id, readout.revision),
        )
    db.execute(  # of several revisions from one place the last one stands
        "INSERT OR REPLACE INTO origin (source, id, text_hash, first, last) "
        "SELECT source, id, text_hash, at, at FROM revision WHERE source <> '' ORDER BY id, revision"
    )


def _links(db: sqlite3.Connection) -> None:
    """Version 3: links between readouts, all derived: rag/store/links.py makes what is missing."""
    for statement in _THIRD:
        db.execute(statement)


def _people(db: sqlite3.Connection) -> None:
    """Version 4: people known from other readouts, all derived: the next build makes what is missing."""
    for statement in _FOURTH:
        db.execute(statement)


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_create, _origins, _links, _people)
VERSION = len(MIGRATIONS)
