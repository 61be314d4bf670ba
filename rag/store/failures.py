"""Sources that could not be taken in: why, since when, how often tried.

Takes the catalog's database. A failure is gone once its source is taken in; one that was dismissed is kept, but not
listed until the same source fails for another reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rag.errors import InputError
from rag.store.database import Database


@dataclass(frozen=True, slots=True)
class FailedSource:
    """A source that failed: the reason, the first and the last time (ISO timestamps) and the number of tries."""

    source: str
    reason: str
    first: str
    last: str
    tries: int
    dismissed: bool


def note(database: Database, failed: Iterable[tuple[str, str]], mended: Iterable[str], at: str) -> None:
    """Record (source, reason) of what failed at a time; forget the sources that were taken in."""
    with database.open(write=True) as db:
        db.executemany("DELETE FROM failure WHERE source = ?", [(source,) for source in mended])
        db.executemany(
            "INSERT INTO failure (source, reason, first, last) VALUES (:source, :reason, :at, :at) "
            "ON CONFLICT (source) DO UPDATE SET last = :at, tries = tries + 1, "
            "dismissed = dismissed AND reason = :reason, reason = :reason",
            [{"source": source, "reason": reason, "at": at} for source, reason in failed],
        )


def listed(database: Database, dismissed: bool = False) -> list[FailedSource]:
    """Return what failed and has not been taken in since; with `dismissed` what was dismissed as well."""
    with database.open() as db:
        rows = db.execute(
            "SELECT source, reason, first, last, tries, dismissed FROM failure "
            "WHERE ? OR NOT dismissed ORDER BY source",
            (dismissed,),
        )
        return [FailedSource(**{**row, "dismissed": bool(row["dismissed"])}) for row in rows]


def dismiss(database: Database, sources: Iterable[str]) -> None:
    """No longer list these failures, all or none. Raises InputError for a source that has not failed."""
    with database.open(write=True) as db:
        for source in sources:
            if not db.execute("UPDATE failure SET dismissed = 1 WHERE source = ?", (source,)).rowcount:
                raise InputError(f"{source}: not among the failures; `onrecord failures` lists them")
