"""People known from other readouts, kept in the catalog: whom each readout introduces, whom it leaves open, and who
that is by the others.

All of it is derived. `People` gives the statements of the readouts that are built into an index and notes their
people; once all have been read it says who the open names are. Of the same readouts the same is known, in whatever
order they came. `attributing` gives a readout's statements by what was found then.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator

from rag.attribute.attribute import Account, attribute, read
from rag.attribute.roster import Roster
from rag.attribute.sighting import Known, Office, Open, Sighting
from rag.errors import DamagedError
from rag.store import passages as cutter
from rag.store.catalog import Catalog
from rag.store.database import Database
from rag.types import Code, Readout, Statement


class People:
    """The people of a catalog while an index of it is built, by one thread at a time that holds the write lock; with
    `anew` nothing that was kept counts. Raises DamagedError where that cannot be read."""

    def __init__(self, catalog: Catalog, anew: bool = False) -> None:
        self._database = catalog.database
        with self._database.open() as db:
            rows = db.execute("SELECT id, revision, open FROM people WHERE version = ?", (cutter.VERSION,)).fetchall()
        self._noted = {} if anew else {(row["id"], row["revision"]): row["open"] != "[]" for row in rows}
        self._fresh: list[tuple[object, ...]] = []
        self._held: dict[str, tuple[Statement, ...]] = {}
        self._known: dict[str, tuple[Known, ...]] | None = None
        self._asked: set[str] = set()

    def statements(self, readout: Readout) -> tuple[Statement, ...] | None:
        """Return the statements; None, once, where they depend on readouts yet to be read: ask again after those."""
        again = readout.id in self._asked
        self._asked.add(readout.id)
        if again or self._known is not None:
            return self._told(readout)
        if (readout.id, readout.revision) not in self._noted:
            account = read(readout)
            self._fresh.append(_row(readout, account))
            if account.open:
                self._held[readout.id] = account.statements
            return None if account.open else account.statements
        return None if self._noted[readout.id, readout.revision] else attribute(readout)

    def pending(self) -> bool:
        """Whether the index holds readouts of which something else is known by now."""
        with self._database.open() as db:
            return db.execute("SELECT 1 FROM people WHERE pending LIMIT 1").fetchone() is not None

    def settle(self) -> None:
        """Note that the index holds all that was asked for."""
        if self._known is None:
            self._known = self._conclude()
        with self._database.open(write=True) as db:
            rows = db.execute("SELECT id FROM people WHERE pending").fetchall()
            done = [(row["id"],) for row in rows if row["id"] in self._asked]
            db.executemany("UPDATE people SET pending = 0 WHERE id = ?", done)

    def _told(self, readout: Readout) -> tuple[Statement, ...]:
        if self._known is None:
            self._known = self._conclude()
        known, held = self._known.get(readout.id, ()), self._held.pop(readout.id, None)
        return held if held is not None and not known else attribute(readout, known)

    def _conclude(self) -> dict[str, tuple[Known, ...]]:
        """Keep what was read; return, and keep, who is known of the names that each readout leaves open."""
        with self._database.open(write=True) as db:
            for row in self._fresh:
                before = db.execute("SELECT known, pending FROM people WHERE id = ?", row[:1]).fetchone()
                values = (*row, *(before or (None, False)))
                db.execute("INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
            db.execute("DELETE FROM people WHERE id NOT IN (SELECT id FROM readout WHERE NOT removed)")
            rows = db.execute("SELECT * FROM people ORDER BY id").fetchall()
            with _readable(self._database):
                roster = Roster(one for row in rows for one in _sightings(row))
                all_known = [(row, roster.known(_open(row), row["date"], json.loads(row["sides"]))) for row in rows]
            for row, known in all_known:
                if (kept := _dump(known)) != row["known"]:
                    was = row["known"] is not None
                    db.execute("UPDATE people SET known = ?, pending = ? WHERE id = ?", (kept, was, row["id"]))
        return {row["id"]: known for row, known in all_known if known}


def attributing(database: Database) -> Callable[[Readout], tuple[Statement, ...]]:
    """Return the function that gives a readout's statements with the people known when the index was built."""

    def told(readout: Readout) -> tuple[Statement, ...]:
        with database.open() as db:
            row = db.execute("SELECT known FROM people WHERE id = ?", (readout.id,)).fetchone()
        with _readable(database):
            known = _loaded(row["known"]) if row and row["known"] else ()
        return attribute(readout, known)

    return told


@contextlib.contextmanager
def _readable(database: Database) -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError):
        raise DamagedError(
            f"{database.path}: what is kept of people cannot be read; run `onrecord check --repair`"
        ) from None


def _row(readout: Readout, account: Account) -> tuple[object, ...]:
    """What the table keeps of a readout, but for what is concluded from all of them."""
    seen = [[one.name, one.party, _plain(one.offices)] for one in account.sightings]
    left = [[one.words, _plain(one.offices), one.party, one.called, one.guess] for one in account.open]
    sides = sorted({code for code in (readout.reporter, *readout.parties) if code})
    lists = json.dumps(sides), json.dumps(seen), json.dumps(left)
    return (readout.id, readout.revision, cutter.VERSION, readout.date, readout.reporter, *lists)


def _sightings(row: sqlite3.Row) -> Iterable[Sighting]:
    for name, party, offices in json.loads(row["seen"]):
        yield Sighting(name, party, _offices(offices), row["id"], row["reporter"], row["date"])


def _open(row: sqlite3.Row) -> Iterable[Open]:
    for words, offices, party, called, guess in json.loads(row["open"]):
        yield Open(tuple(words), _offices(offices), party, called, guess)


def _dump(known: Iterable[Known]) -> str:
    return json.dumps([[one.words, _plain(one.offices), one.name, one.party, one.readout] for one in known])


def _loaded(known: str) -> tuple[Known, ...]:
    rows: list[tuple[list[str], list[list[str]], str, Code, str]] = json.loads(known)
    return tuple(Known(tuple(words), _offices(offices), *rest) for words, offices, *rest in rows)


def _plain(offices: Iterable[Office]) -> list[list[str]]:
    return [sorted(words) for words in offices]


def _offices(offices: Iterable[Iterable[str]]) -> tuple[Office, ...]:
    return tuple(frozenset(words) for words in offices)
