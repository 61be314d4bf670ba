"""What can still be read of a damaged catalog, as a new one.

Takes the damaged file. Returns the new file's counts. Rows on broken pages are left out, and so is a revision whose
text is not the one that was taken in, by its hash. Raises DamagedError where nothing can be read at all.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.errors import DamagedError
from rag.store.record import content_hash, readout_of

GAP = 4096
"""Row numbers that are tried one by one beyond a broken page."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many revisions were read, and the ids of which one or more were not."""

    revisions: int
    lost: tuple[str, ...]


def salvage(damaged: Path, new: Path) -> Salvaged:
    """Make a new catalog of what can be read."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        with (
            contextlib.closing(sqlite3.connect(f"{damaged.absolute().as_uri()}?mode=rw", uri=True)) as old,
            contextlib.closing(sqlite3.connect(new)) as db,
        ):
            schema = old.execute(
                "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
            ).fetchall()
            for kind, _, sql in schema:
                if kind == "table":
                    db.execute(sql)
            for kind, name, sql in schema:
                if kind == "table":
                    _copy(old, db, name, "WITHOUT ROWID" in sql.upper())
            found = _make_whole(db)
            for kind, _, sql in schema:
                if kind != "table":
                    db.execute(sql)
            db.execute(f"PRAGMA user_version={int(old.execute('PRAGMA user_version').fetchone()[0])}")
            db.commit()
            return found
    except sqlite3.DatabaseError as error:
        raise DamagedError(
            f"{damaged}: nothing can be read any more ({error}); bring back a backup with `onrecord restore FILE`"
        ) from None


def _copy(old: sqlite3.Connection, db: sqlite3.Connection, table: str, keyed: bool) -> None:
    for row in _scan(old, table, "") if keyed else _rows(old, table):
        with contextlib.suppress(sqlite3.IntegrityError):  # a damaged index lets the same key in twice
            db.execute(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(row))})', row)


def _rows(db: sqlite3.Connection, table: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows in order; beyond a broken page, row number by row number until one can be read again."""
    at, tried = 0, 0
    while tried < GAP:
        for number, *row in _scan(db, table, f"WHERE rowid > {at + tried} ORDER BY rowid", "rowid, "):
            at, tried = number, 0
            yield tuple(row)
        if not tried and _ended(db, table, at):
            return
        tried += 1
        for number, *row in _scan(db, table, f"WHERE rowid = {at + tried}", "rowid, "):
            at, tried = number, 0
            yield tuple(row)


def _scan(db: sqlite3.Connection, table: str, where: str, columns: str = "") -> Iterator[tuple[Any, ...]]:
    with contextlib.suppress(sqlite3.DatabaseError, UnicodeDecodeError):
        yield from db.execute(f'SELECT {columns}* FROM "{table}" NOT INDEXED {where}')


def _ended(db: sqlite3.Connection, table: str, at: int) -> bool:
    """Whether there is no row after this one."""
    try:
        return db.execute(f'SELECT 1 FROM "{table}" NOT INDEXED WHERE rowid > ? LIMIT 1', (at,)).fetchone() is None
    except sqlite3.DatabaseError:
        return False


def _make_whole(db: sqlite3.Connection) -> Salvaged:
    """Drop revisions whose content is not what it was; a readout then stands for the newest that is there."""
    db.row_factory = sqlite3.Row
    named = {row["id"] for row in db.execute("SELECT id FROM readout")}
    lost: set[str] = set()
    for row in db.execute("SELECT * FROM revision").fetchall():
        try:
            sound = content_hash(readout_of(row)) == row["sha256"]
        except (ValueError, KeyError, TypeError):
            sound = False
        if not sound:
            lost.add(row["id"])
            db.execute("DELETE FROM revision WHERE id = ? AND revision = ?", (row["id"], row["revision"]))
    newest = dict(db.execute("SELECT id, max(revision) FROM revision GROUP BY id").fetchall())
    for id, revision in newest.items():
        if id not in named:
            db.execute("INSERT INTO readout (id, revision, removed) VALUES (?, ?, 0)", (id, revision))
    for row in db.execute("SELECT id, revision FROM readout").fetchall():
        if row["id"] not in newest:
            lost.add(row["id"])
            db.execute("DELETE FROM readout WHERE id = ?", (row["id"],))
        elif row["revision"] > newest[row["id"]]:
            lost.add(row["id"])
            db.execute("UPDATE readout SET revision = ? WHERE id = ?", (newest[row["id"]], row["id"]))
    db.row_factory = None
    return Salvaged(int(db.execute("SELECT count(*) FROM revision").fetchone()[0]), tuple(sorted(lost)))
