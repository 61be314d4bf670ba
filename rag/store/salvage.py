"""What can still be read of a damaged database, as a new one.

Takes the damaged file. Rows on broken pages are left out; of a catalog, which returns its counts, also a revision
whose text is not the one that was taken in, by its hash. Raises DamagedError where nothing can be read at all.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from rag.errors import DamagedError, NotWritableError
from rag.store.broken import broken
from rag.store.record import is_sound

GAP = 4096
"""Row numbers that are tried one by one beyond a broken page."""

MOST = 1000
"""How many times its size a file that was cut off may have had; a broken header may state anything."""

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many revisions were read, and the ids of which one or more were not."""

    revisions: int
    lost: tuple[str, ...]


def salvage(damaged: Path, new: Path) -> Salvaged:
    """Make a new catalog of what can be read."""
    found = rescue(damaged, new, _make_whole)
    if not found.revisions:
        raise _nothing(damaged, "it holds no readout")
    return found


def rescue(damaged: Path, new: Path, mend: Callable[[sqlite3.Connection], Found]) -> Found:
    """Make a new database of what can be read; returns what `mend` returns of it, before there are indexes."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        with (
            _opened(damaged, new.with_name(f"{new.name}.damaged")) as old,
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
            found = mend(db)
            for kind, _, sql in schema:
                if kind != "table":
                    db.execute(sql)
            db.execute(f"PRAGMA user_version={int(old.execute('PRAGMA user_version').fetchone()[0])}")
            db.commit()
            return found
    except sqlite3.DatabaseError as error:
        failure = broken(new, error)
        raise failure if isinstance(failure, NotWritableError) else _nothing(damaged, error) from None


@contextlib.contextmanager
def _opened(damaged: Path, copy: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a copy. SQLite refuses a file that has lost its end, so that is given back, empty."""
    for log in ("", "-wal"):
        if (part := damaged.with_name(damaged.name + log)).is_file():
            shutil.copyfile(part, copy.with_name(copy.name + log))
    with copy.open("r+b") as file:
        head = file.read(100)
        size = (int.from_bytes(head[16:18]) or 1) * int.from_bytes(head[28:32])  # of a page, and pages
        if 0 < copy.stat().st_size < size < MOST * copy.stat().st_size:
            file.truncate(size)
    try:
        with contextlib.closing(sqlite3.connect(copy)) as db:
            yield db
    finally:
        for log in ("", "-wal", "-shm"):
            copy.with_name(copy.name + log).unlink(missing_ok=True)


def _nothing(damaged: Path, why: object) -> DamagedError:
    return DamagedError(
        f"{damaged}: nothing can be read any more ({why}); bring back a backup with `onrecord restore FILE`"
    )


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
        if not is_sound(row):
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
