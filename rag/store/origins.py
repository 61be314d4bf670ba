"""Where readouts were found: one readout may stand at several addresses or paths.

Works inside a transaction of the catalog. The first place of a readout decides on its revisions; another one is noted
as long as it says the same. A place that vanishes is noted too, and takes nothing out.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import SourceError
from rag.load.find import file_of, is_missing
from rag.types import Readout

if TYPE_CHECKING:
    from rag.store.catalog import Catalog

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Origin:
    """A place where a readout was found, first and last when, and since when it is gone (ISO timestamps)."""

    source: str
    first: str | None
    last: str | None
    vanished: str | None


def refuse_double(catalog: Catalog, readout: Readout, batch: Mapping[str, Readout]) -> None:
    """Raise SourceError where another file that is still there has the same name and says something else.

    A readout's id is its file's name: it must not pass for a revision of the other. `batch` is what goes in
    with it.
    """
    other = batch[readout.id].source if readout.id in batch else catalog.source_of(readout.id)
    if other and other != readout.source and not is_missing(Path(file_of(other))):
        same = batch.get(readout.id) or catalog.get(readout.id)
        if same.text != readout.text or readout.id in batch:
            raise SourceError(f"{readout.source}: the id {readout.id!r} is that of {other}; rename one of them")


def filed(db: sqlite3.Connection, readout: Readout, words: str) -> tuple[str, bool]:
    """Return the id under which a readout is kept, and whether this is only another place of what is in already.

    An address keeps the id that it first had. A new address with the words of a readout that is in, of the same
    reporter, date and language, is another place of that one. Should it say something else one day, it becomes a
    readout of its own: the place that was first has not changed. Files keep the id of their name in any case.
    """
    if not _ADDRESS.match(readout.source):
        return readout.id, False
    home = db.execute(
        "SELECT origin.id, origin.text_hash AS here, revision.text_hash AS newest, revision.source AS first "
        "FROM origin JOIN readout USING (id) JOIN revision USING (id, revision) WHERE origin.source = ?",
        (readout.source,),
    ).fetchone()
    if home is None:
        twin = _twin(db, readout, words)
        return (twin, True) if twin else (readout.id, False)
    if home["first"] == readout.source:
        return home["id"], False
    if words in (home["here"], home["newest"]):
        return home["id"], True
    db.execute("DELETE FROM origin WHERE source = ?", (readout.source,))
    return readout.id, False


def _twin(db: sqlite3.Connection, readout: Readout, words: str) -> str | None:
    """The id of another readout that says the same, of the same reporter, date and language."""
    row = db.execute(
        "SELECT id FROM revision JOIN readout USING (id, revision) WHERE text_hash = ? AND id <> ? AND NOT removed "
        "AND json_extract(fields, '$.reporter') IS ? AND json_extract(fields, '$.date') IS ? "
        "AND json_extract(fields, '$.language') IS ? ORDER BY at, id",
        (words, readout.id, readout.reporter, readout.date, readout.language),
    ).fetchone()
    return row["id"] if row else None


def seen(db: sqlite3.Connection, id: str, source: str, words: str, at: str) -> None:
    """Note that the readout was found at a place. Other files of it that have gone meanwhile are noted as gone."""
    if not source:
        return
    db.execute(
        "INSERT INTO origin (source, id, text_hash, first, last) VALUES (:source, :id, :words, :at, :at) "
        "ON CONFLICT (id, source) DO UPDATE SET text_hash = :words, last = :at, vanished = NULL",
        {"source": source, "id": id, "words": words, "at": at},
    )
    others = db.execute("SELECT source FROM origin WHERE id = ? AND source <> ? AND vanished IS NULL", (id, source))
    gone = [
        row["source"]
        for row in others
        if not _ADDRESS.match(row["source"]) and is_missing(Path(file_of(row["source"])))
    ]
    vanished(db, gone, at)


def is_gone(db: sqlite3.Connection, id: str, source: str) -> bool:
    """Whether the readout is not known to be at this place still."""
    row = db.execute("SELECT 1 FROM origin WHERE id = ? AND source = ? AND vanished IS NULL", (id, source)).fetchone()
    return row is None


def vanished(db: sqlite3.Connection, sources: Iterable[str], at: str) -> None:
    """Note that nothing is found at these places any more; what was taken in from there stays."""
    db.executemany(
        "UPDATE origin SET vanished = ? WHERE source = ? AND vanished IS NULL", [(at, source) for source in sources]
    )


def places(db: sqlite3.Connection, id: str | None = None) -> dict[str, list[Origin]]:
    """Return the places of one readout, or of all, the first one first."""
    rows = db.execute(
        "SELECT id, source, first, last, vanished FROM origin WHERE :id IS NULL OR id = :id ORDER BY first, rowid",
        {"id": id},
    )
    found: dict[str, list[Origin]] = {}
    for row in rows:
        found.setdefault(row["id"], []).append(Origin(*row[1:]))
    return found
