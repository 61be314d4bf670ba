"""The files of a data directory beside catalog and index: what is wrong with them, and mending it.

Takes the data directory. `faults` yields what is damaged or stands in another's place; `mend` keeps what can be read,
makes way for what belongs there, and returns what it did. What it replaces is kept in `replaced/`, but for computed
vectors. The catalog is left alone: which of its readouts to give up is for people to decide (`onrecord restore`).
"""

from __future__ import annotations

import contextlib
import functools
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from rag.errors import DamagedError
from rag.store.backup import CATALOG, KEPT, VECTORS, take_place
from rag.store.generation import writable
from rag.store.restore import aside, keep, stage
from rag.store.salvage import rescue

DATABASES = (*(name for name in KEPT if name != CATALOG), VECTORS)
LOCKS = ("write.lock", "sync/write.lock")
FILES = (*DATABASES, *LOCKS, "mirror.json", "index/CURRENT", "index/STALE")
FOLDERS = ("index", "sync")

UNREADABLE = {
    "sources.sqlite": ("page", "NOT json_valid(readouts) OR NOT json_valid(revisions)"),
    "conversations.sqlite": ("turn", "answer IS NOT NULL AND NOT json_valid(answer)"),
}
"""Rows that SQLite can read and nobody else: their table, and how to tell them."""


def closed(data: Path) -> Iterator[Path]:
    """Yield what may not be read and written; what else is wrong cannot be judged before that is mended."""
    effective = os.access in os.supports_effective_ids
    for names in (FOLDERS, (CATALOG, *FILES)):
        shut = [
            path
            for path in (data / name for name in names if (data / name).exists())
            if not os.access(path, os.R_OK | os.W_OK | (os.X_OK if path.is_dir() else 0), effective_ids=effective)
        ]
        if shut:
            yield from shut
            return


def faults(data: Path) -> Iterator[str]:
    """Yield what is wrong."""
    for path in _misplaced(data):
        yield f"{path}: a {'folder' if path.is_dir() else 'file'} stands where a {_other(path)} belongs"
    for name in DATABASES:
        if (data / name).is_file() and (problem := _problem(data / name)):
            yield f"{data / name}: damaged: {problem}"


def make_way(data: Path) -> list[str]:
    """Move away what stands in another's place, so that the lock can be taken; returns what was done."""
    done = []
    for path in list(_misplaced(data)):
        with writable(data):
            kept = aside(data)
            with contextlib.suppress(FileNotFoundError):  # another process was quicker
                path.rename(kept / path.name)
                done.append(f"{path}: a {_other(path)} belongs there; what stood there is in {kept}")
    return done


def mend(data: Path) -> list[str]:
    """Put what can be read of each damaged database in its place; returns what was done. The caller holds the write
    lock. Raises NotWritableError."""
    damaged = [name for name in DATABASES if (data / name).is_file() and _problem(data / name)]
    if not damaged:
        return []
    done = []
    with stage(data) as staged, writable(data):
        kept = aside(data)
        for name in damaged:
            if name != VECTORS:
                keep(data, name, kept)
            try:
                rescue(data / name, staged / name, functools.partial(_drop_unreadable, name=name))
                take_place(staged / name, data / name)
                left = "what can be read of it is in place"
            except DamagedError:
                for part in data.glob(f"{name}*"):
                    part.unlink()
                left = "nothing of it can be read, so it begins anew"
            if name != VECTORS:
                done.append(f"{data / name}: was damaged; {left}, the damaged file in {kept}")
        if not any(kept.iterdir()):
            kept.rmdir()
    return done


def _misplaced(data: Path) -> Iterator[Path]:
    yield from (data / name for name in FILES if (data / name).is_dir())
    yield from (data / name for name in FOLDERS if (data / name).is_file())


def _other(path: Path) -> str:
    return "folder" if path.name in FOLDERS else "file"


def _problem(path: Path) -> str:
    """What is wrong with a database; empty where nothing is. Every row is read, but for the vectors' bytes."""
    if path.name != VECTORS and not path.stat().st_size and not path.with_name(f"{path.name}-wal").exists():
        return "it is empty"
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            check = "quick_check" if path.name == VECTORS else "integrity_check"
            if (found := str(db.execute(f"PRAGMA {check}(1)").fetchone()[0])) != "ok":
                return found
            if path.name == VECTORS:
                return ""
            tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                for _ in db.execute(f'SELECT * FROM "{table}"'):
                    pass
            table, condition = UNREADABLE.get(path.name, ("", ""))
            if table in tables:
                count = int(db.execute(f"SELECT count(*) FROM {table} WHERE {condition}").fetchone()[0])
                return f"{count} rows of {table} cannot be read" if count else ""
    except sqlite3.DatabaseError as error:
        return "" if "locked" in str(error) else str(error)
    return ""


def _drop_unreadable(db: sqlite3.Connection, name: str) -> None:
    if name in UNREADABLE:
        table, condition = UNREADABLE[name]
        db.execute(f"DELETE FROM {table} WHERE {condition}")
