"""A file of the store: connections, transactions, and SQLite's errors turned into ours.

Takes a path; makes the file where it is missing and brings an older one up to date. Refuses a later one. One
writer at a time (store.lock); any number of readers, each call with a connection of its own, so that threads and
processes may share it.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rag.errors import DamagedError, LockedError, NewerVersionError, NotWritableError
from rag.store.broken import broken
from rag.store.lock import writing
from rag.store.schema import MIGRATIONS

CREATION_SECONDS = 30.0
RESTORE = "`onrecord restore FILE`, or what can still be read with `onrecord restore --salvage`"


class Database:
    """A SQLite file of the present version, to which `migrations` lead step by step; the catalog's by default.

    Raises NotWritableError, NewerVersionError or DamagedError where the file cannot be used.
    """

    def __init__(self, path: Path, migrations: Sequence[Callable[[sqlite3.Connection], None]] = MIGRATIONS) -> None:
        self.path = path
        self._migrations = migrations
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotWritableError(
                f"{path.parent}: cannot be written ({error.strerror}); choose another with --data or ONRECORD_DATA"
            ) from None
        with self.connect() as db:
            found = _version(db)
            if found > (known := len(migrations)):
                raise NewerVersionError(
                    f"{path}: written by a later version of On Record (format {found}, this one knows {known}); "
                    "update with `pip install --upgrade onrecord`"
                )
        if found < known:
            self._migrate()

    def _migrate(self) -> None:
        """Take the steps that are missing, all in one transaction, unless another process has just done so: SQLite's
        own wait does not cover this."""
        with writing(self.path.parent, CREATION_SECONDS), self.connect() as db:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("BEGIN IMMEDIATE")
            for step in self._migrations[_version(db) :]:
                step(db)
            db.execute(f"PRAGMA user_version={len(self._migrations)}")
            db.commit()

    @contextlib.contextmanager
    def open(self, write: bool = False) -> Iterator[sqlite3.Connection]:
        """A transaction: committed at the end, rolled back on an error."""
        with self.connect() as db:
            db.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            yield db
            db.commit()

    @contextlib.contextmanager
    def connect(self) -> Iterator[sqlite3.Connection]:
        """A connection for one call."""
        try:
            with contextlib.closing(sqlite3.connect(self.path, timeout=10, isolation_level=None)) as db:
                db.row_factory = sqlite3.Row
                db.execute("PRAGMA synchronous=FULL")
                yield db
        except sqlite3.DatabaseError as error:
            if os.path.isdir(self.path):  # noqa: PTH112  (Path's raises where the folder is closed)
                raise DamagedError(f"{self.path}: a folder stands where a file belongs; move it away") from None
            if "readonly" in str(error) or "unable to open" in str(error):
                raise NotWritableError(
                    f"{self.path}: cannot be written; choose another directory with --data or ONRECORD_DATA"
                ) from None
            if "locked" in str(error):
                raise LockedError(
                    f"{self.path}: another process is writing; try again when it has finished"
                ) from None
            if isinstance(failure := broken(self.path, error), NotWritableError):
                raise failure from None
            remedy = f"bring back a backup with {RESTORE}"
            if self._migrations is not MIGRATIONS:
                remedy = "run `onrecord check --repair`, which keeps what can still be read"
            raise DamagedError(f"{self.path}: {error}; {remedy}") from None


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
