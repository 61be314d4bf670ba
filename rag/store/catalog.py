"""The catalog: a SQLite database of every readout, each of its revisions, and every source that failed.

The system of record: the index is derived from it and can always be rebuilt. One writer at a time (store.lock); any
number of readers, each call with a connection of its own, so that threads and processes may share a catalog.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.errors import DamagedError, LockedError, NewerVersionError, NotWritableError, UnknownReadoutError
from rag.store.lock import writing
from rag.types import Person, Readout

VERSION = 1
CREATION_SECONDS = 30.0
_SCHEMA = """
CREATE TABLE readout (
    id TEXT PRIMARY KEY, revision INTEGER NOT NULL, removed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE revision (
    id TEXT NOT NULL, revision INTEGER NOT NULL, sha256 TEXT NOT NULL, source TEXT NOT NULL,
    retrieved TEXT, text TEXT NOT NULL, fields TEXT NOT NULL, PRIMARY KEY (id, revision));
CREATE TABLE failure (source TEXT PRIMARY KEY, reason TEXT NOT NULL, at TEXT NOT NULL);
"""
_COLUMNS = ("id", "revision", "source", "retrieved", "text")


@dataclass(frozen=True, slots=True)
class Change:
    """What putting a readout did: added, changed (a new revision), restored (it had been removed) or unchanged."""

    id: str
    what: str


class Catalog:
    """The catalog in one file; made where it is missing.

    Raises NotWritableError, NewerVersionError or DamagedError where the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotWritableError(
                f"{path.parent}: cannot be written ({error.strerror}); choose another with --data or ONRECORD_DATA"
            ) from None
        with self._connect() as db:
            found = int(db.execute("PRAGMA user_version").fetchone()[0])
            if found > VERSION:
                raise NewerVersionError(
                    f"{path}: written by a later version of On Record (format {found}, this one knows {VERSION}); "
                    "update with `pip install --upgrade onrecord`"
                )
        if found < VERSION:
            self._create()

    def _create(self) -> None:
        """Make the tables, unless another process has just done so: SQLite's own wait does not cover this."""
        with writing(self.path.parent, CREATION_SECONDS), self._connect() as db:
            if db.execute("PRAGMA user_version").fetchone()[0] < VERSION:
                db.execute("PRAGMA journal_mode=WAL")
                db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version={VERSION}; COMMIT;")

    def put(self, readouts: Iterable[Readout]) -> list[Change]:
        """Take in readouts in one transaction, all or none; the same content again changes nothing."""
        with self._open(write=True) as db:
            return [self._put(db, readout) for readout in readouts]

    def _put(self, db: sqlite3.Connection, readout: Readout) -> Change:
        digest = content_hash(readout)
        row = db.execute(
            "SELECT revision, removed, sha256, source FROM readout JOIN revision USING (id, revision) WHERE id = ?",
            (readout.id,),
        ).fetchone()
        if row and row["sha256"] == digest:
            if row["source"] != readout.source:
                db.execute(
                    "UPDATE revision SET source = ? WHERE id = ? AND revision = ?",
                    (readout.source, readout.id, row["revision"]),
                )
            db.execute("UPDATE readout SET removed = 0 WHERE id = ?", (readout.id,))
            return Change(readout.id, "restored" if row["removed"] else "unchanged")
        number = row["revision"] + 1 if row else 1
        fields = dataclasses.asdict(dataclasses.replace(readout, revision=number))
        kept = [fields.pop(name) for name in _COLUMNS]
        db.execute(
            f"INSERT INTO revision ({', '.join(_COLUMNS)}, sha256, fields) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*kept, digest, json.dumps(fields, ensure_ascii=False)),
        )
        db.execute("INSERT OR REPLACE INTO readout VALUES (?, ?, 0)", (readout.id, number))
        return Change(readout.id, "changed" if row else "added")

    def get(self, id: str, revision: int | None = None) -> Readout:
        """Return the readout, by default its newest revision, removed or not. Raises UnknownReadoutError."""
        with self._open() as db:
            row = db.execute(
                "SELECT revision.* FROM revision JOIN readout USING (id) "
                "WHERE id = ? AND revision.revision = coalesce(?, readout.revision)",
                (id, revision),
            ).fetchone()
        if row is None:
            raise UnknownReadoutError(f"{id!r}: no such readout; `onrecord list` names those there are")
        return _readout(row)

    def live(self) -> dict[str, int]:
        """Return the newest revision of every readout that has not been removed."""
        with self._open() as db:
            rows = db.execute("SELECT id, revision FROM readout WHERE NOT removed ORDER BY id")
            return {row["id"]: row["revision"] for row in rows}

    def readouts(self) -> Iterator[Readout]:
        """Yield every readout that has not been removed, in the order of the ids."""
        with self._open() as db:
            for row in db.execute(
                "SELECT revision.* FROM revision JOIN readout USING (id, revision) WHERE NOT removed ORDER BY id"
            ):
                yield _readout(row)

    def source_of(self, id: str) -> str | None:
        """Return where the readout came from; None where there is no such readout, or it was removed."""
        with self._open() as db:
            row = db.execute(
                "SELECT source FROM revision JOIN readout USING (id, revision) WHERE id = ? AND NOT removed",
                (id,),
            ).fetchone()
            return row["source"] if row else None

    def remove(self, ids: Iterable[str]) -> None:
        """Take readouts out, all or none; their revisions are kept. Raises UnknownReadoutError."""
        with self._open(write=True) as db:
            for id in ids:
                if not db.execute("UPDATE readout SET removed = 1 WHERE id = ? AND NOT removed", (id,)).rowcount:
                    raise UnknownReadoutError(f"{id!r}: no such readout; `onrecord list` names those there are")

    def note_failures(self, failures: Iterable[tuple[str, str]], mended: Iterable[str], at: str) -> None:
        """Record (source, reason) of what failed at a time; forget the sources that were taken in since."""
        with self._open(write=True) as db:
            db.executemany("DELETE FROM failure WHERE source = ?", [(source,) for source in mended])
            db.executemany(
                "INSERT OR REPLACE INTO failure VALUES (?, ?, ?)",
                [(source, why, at) for source, why in failures],
            )

    def failures(self) -> list[tuple[str, str, str]]:
        """Return (source, reason, time) of every source that failed and has not been taken in since."""
        with self._open() as db:
            return [tuple(row) for row in db.execute("SELECT source, reason, at FROM failure ORDER BY source")]

    def problems(self) -> list[str]:
        """Return what SQLite's own integrity check finds; nothing where all is well."""
        with self._open() as db:
            rows = [str(row[0]) for row in db.execute("PRAGMA integrity_check(10)")]
        return [] if rows == ["ok"] else rows

    @contextlib.contextmanager
    def _open(self, write: bool = False) -> Iterator[sqlite3.Connection]:
        """A transaction: committed at the end, rolled back on an error."""
        with self._connect() as db:
            db.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            yield db
            db.commit()

    @contextlib.contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        """A connection for one call, with SQLite's errors turned into ours."""
        try:
            with contextlib.closing(sqlite3.connect(self.path, timeout=10, isolation_level=None)) as db:
                db.row_factory = sqlite3.Row
                db.execute("PRAGMA synchronous=FULL")
                yield db
        except sqlite3.DatabaseError as error:
            if "readonly" in str(error) or "unable to open" in str(error):
                raise NotWritableError(
                    f"{self.path}: cannot be written; choose another directory with --data or ONRECORD_DATA"
                ) from None
            if "locked" in str(error):
                raise LockedError(
                    f"{self.path}: another process is writing; try again when it has finished"
                ) from None
            raise DamagedError(f"{self.path}: {error}; restore the file from a backup") from None


def content_hash(readout: Readout) -> str:
    """Return the SHA-256 of all that the readout says, without where and when it was taken in."""
    fields = dataclasses.asdict(readout)
    for name in ("revision", "source", "retrieved"):
        del fields[name]
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def _readout(row: sqlite3.Row) -> Readout:
    fields: dict[str, Any] = json.loads(row["fields"])
    fields["people"] = tuple(Person(**person) for person in fields["people"])
    fields["parties"] = tuple(fields["parties"])
    return Readout(**{name: row[name] for name in _COLUMNS}, **fields)
