"""The catalog: every readout, each of its revisions, and where they were found.

The system of record: the index is derived from it and can always be rebuilt. Takes and returns Readouts. One writer
at a time (store.lock); any number of readers.
"""

from __future__ import annotations

import dataclasses
import datetime
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.errors import DamagedError, UnknownReadoutError
from rag.store import origins
from rag.store.database import RESTORE, Database
from rag.store.origins import Origin
from rag.store.record import content_hash, is_sound, readout_of, row_of, text_hash
from rag.types import Readout


@dataclass(frozen=True, slots=True)
class Change:
    """What putting a readout did: added, changed (a new revision), restored (it had been removed), unchanged, or
    removed (it is kept up, and stays out). `id` is the one that it is kept under."""

    id: str
    what: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of a readout: its number, when it was taken in (ISO timestamp) and from where."""

    id: str
    number: int
    at: str
    source: str


class Catalog:
    """The catalog in one file; made where it is missing.

    Raises NotWritableError, NewerVersionError or DamagedError where the file cannot be used, and DamagedError for a
    readout that is not, by its hash, what was taken in.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = Database(path)

    def put(self, readouts: Iterable[Readout], restore: bool = True) -> list[Change]:
        """Take in readouts in one transaction, all or none; the same content again changes nothing.

        One that had been removed comes back, unless `restore` is False. Where a readout is filed that was found at
        several places, see rag/store/origins.py.
        """
        at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        with self.database.open(write=True) as db:
            return [_put(db, readout, at, restore) for readout in readouts]

    def restore(self, ids: Iterable[str]) -> None:
        """Take removed readouts back, each in its newest revision, all or none. Raises UnknownReadoutError."""
        with self.database.open(write=True) as db:
            for id in ids:
                if not db.execute("UPDATE readout SET removed = 0 WHERE id = ?", (id,)).rowcount:
                    raise _unknown(id)

    def get(self, id: str, revision: int | None = None) -> Readout:
        """Return the readout, by default its newest revision, removed or not. Raises UnknownReadoutError."""
        with self.database.open() as db:
            row = db.execute(
                "SELECT revision.* FROM revision JOIN readout USING (id) "
                "WHERE id = ? AND revision.revision = coalesce(?, readout.revision)",
                (id, revision),
            ).fetchone()
            if row is None:
                newest = db.execute("SELECT revision FROM readout WHERE id = ?", (id,)).fetchone()
                raise _unknown(id, revision if newest else None, newest)
        if not is_sound(row):
            raise DamagedError(f"{self.path}: {_altered(row)}; bring back a backup with {RESTORE}")
        return readout_of(row)

    def revisions(self, id: str) -> list[Revision]:
        """Return the revisions of a readout, oldest first. Raises UnknownReadoutError."""
        with self.database.open() as db:
            rows = db.execute(
                "SELECT id, revision, at, source FROM revision WHERE id = ? ORDER BY revision", (id,)
            ).fetchall()
        if not rows:
            raise _unknown(id)
        return [Revision(*row) for row in rows]

    def revised(self, since: str = "") -> list[Revision]:
        """Return the revisions that took the place of another since a date or time (ISO), the latest first."""
        with self.database.open() as db:
            rows = db.execute(
                "SELECT id, revision, at, source FROM revision WHERE revision > 1 AND at >= ? "
                "ORDER BY at DESC, id, revision DESC",
                (since,),
            )
            return [Revision(*row) for row in rows]

    def live(self) -> dict[str, int]:
        """Return the newest revision of every readout that has not been removed."""
        with self.database.open() as db:
            rows = db.execute("SELECT id, revision FROM readout WHERE NOT removed ORDER BY id")
            return {row["id"]: row["revision"] for row in rows}

    def readouts(self) -> Iterator[Readout]:
        """Yield every readout that has not been removed, in the order of the ids."""
        with self.database.open() as db:
            for row in db.execute(
                "SELECT revision.* FROM revision JOIN readout USING (id, revision) WHERE NOT removed ORDER BY id"
            ):
                yield readout_of(row)

    def source_of(self, id: str) -> str | None:
        """Return where the readout came from; None where there is no such readout, or it was removed."""
        with self.database.open() as db:
            row = db.execute(
                "SELECT source FROM revision JOIN readout USING (id, revision) WHERE id = ? AND NOT removed",
                (id,),
            ).fetchone()
            return row["source"] if row else None

    def places(self, id: str | None = None) -> dict[str, list[Origin]]:
        """Return for a readout, or for each, where it was found, the first place first."""
        with self.database.open() as db:
            return origins.places(db, id)

    def note_vanished(self, sources: Iterable[str], at: str) -> None:
        """Note that nothing is found at these places any more; what came from there stays."""
        with self.database.open(write=True) as db:
            origins.vanished(db, sources, at)

    def remove(self, ids: Iterable[str]) -> None:
        """Take readouts out, all or none; their revisions are kept. Raises UnknownReadoutError."""
        with self.database.open(write=True) as db:
            for id in ids:
                if not db.execute("UPDATE readout SET removed = 1 WHERE id = ? AND NOT removed", (id,)).rowcount:
                    raise _unknown(id)

    def problems(self) -> list[str]:
        """Return what SQLite's own integrity check finds, and the revisions that are not what was taken in."""
        with self.database.open() as db:
            rows = [str(row[0]) for row in db.execute("PRAGMA integrity_check(10)")]
            if rows != ["ok"]:
                return rows
            for table in ("readout", "failure", "origin", "link"):
                for _ in db.execute(f"SELECT * FROM {table}"):  # fails where there are bytes that are no text
                    pass
            return [_altered(row) for row in db.execute("SELECT * FROM revision") if not is_sound(row)]

    def is_empty(self) -> bool:
        """Whether nothing was ever taken in; of what was removed the revisions are kept."""
        with self.database.open() as db:
            return db.execute("SELECT 1 FROM revision LIMIT 1").fetchone() is None


def _put(db: sqlite3.Connection, readout: Readout, at: str, restore: bool) -> Change:
    words = text_hash(readout.text)
    id, only_place = origins.filed(db, readout, words)
    old = db.execute(
        "SELECT revision, removed, sha256, source FROM readout JOIN revision USING (id, revision) WHERE id = ?", (id,)
    ).fetchone()
    origins.seen(db, id, readout.source, words, at)
    readout = dataclasses.replace(readout, id=id, revision=old["revision"] + 1 if old else 1)
    digest = content_hash(readout)
    stays_out = bool(old and old["removed"] and not restore)
    if old and (only_place or old["sha256"] == digest):
        if origins.is_gone(db, id, old["source"]):
            db.execute(
                "UPDATE revision SET source = ? WHERE id = ? AND revision = ?", (readout.source, id, old["revision"])
            )
        db.execute("UPDATE readout SET removed = ? WHERE id = ?", (stays_out, id))
        return Change(id, "removed" if stays_out else "restored" if old["removed"] else "unchanged")
    columns = row_of(readout) | {"sha256": digest, "at": at, "text_hash": words}
    db.execute(f"INSERT INTO revision ({', '.join(columns)}) VALUES (:{', :'.join(columns)})", columns)
    db.execute("INSERT OR REPLACE INTO readout VALUES (?, ?, ?)", (id, readout.revision, stays_out))
    return Change(id, "removed" if stays_out else "changed" if old else "added")


def _altered(row: sqlite3.Row) -> str:
    return f"{row['id']}, revision {row['revision']}, is not what was taken in"


def _unknown(id: str, revision: int | None = None, newest: sqlite3.Row | None = None) -> UnknownReadoutError:
    if newest is not None:
        return UnknownReadoutError(f"{id}: there is no revision {revision}; the newest is {newest['revision']}")
    return UnknownReadoutError(f"{id!r}: no such readout; `onrecord list` names those there are")
