"""The list of sources, and what was seen of them: a SQLite file of its own beside the catalog.

The list is the user's and is never derived; the visits only spare requests: without them everything is asked for
again and nothing is taken in twice. One writer at a time (store.lock); any number of readers.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rag.errors import InputError
from rag.sources.source import Gathered, Host, Listed, Page, Source
from rag.store.database import Database

_TABLES = (
    """CREATE TABLE source (
        name TEXT PRIMARY KEY, address TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, pattern TEXT NOT NULL, reporter TEXT,
        language TEXT, readout_kind TEXT, added TEXT NOT NULL, synced TEXT)""",
    # The last visit to each page or file.
    """CREATE TABLE page (
        address TEXT PRIMARY KEY, outcome TEXT NOT NULL, at TEXT NOT NULL, source TEXT NOT NULL, reason TEXT NOT NULL,
        etag TEXT NOT NULL, modified TEXT NOT NULL, stamp TEXT NOT NULL, sha256 TEXT NOT NULL, version TEXT NOT NULL,
        readouts TEXT NOT NULL, revisions TEXT NOT NULL)""",
    "CREATE INDEX page_source ON page (source)",
    # The last visit to each feed and sitemap of a source, and what it named.
    """CREATE TABLE list (
        source TEXT NOT NULL, address TEXT NOT NULL, at TEXT NOT NULL, etag TEXT NOT NULL, modified TEXT NOT NULL,
        sha256 TEXT NOT NULL, PRIMARY KEY (source, address))""",
    """CREATE TABLE entry (
        source TEXT NOT NULL, list TEXT NOT NULL, n INTEGER NOT NULL, address TEXT NOT NULL, stamp TEXT NOT NULL,
        published TEXT NOT NULL, is_list INTEGER NOT NULL, PRIMARY KEY (source, list, n))""",
    """CREATE TABLE host (
        origin TEXT PRIMARY KEY, robots TEXT NOT NULL, fetched TEXT NOT NULL, closed_until TEXT NOT NULL)""",
)


def _first(db: sqlite3.Connection) -> None:
    for table in _TABLES:
        db.execute(table)


MIGRATIONS = (_first,)


class Sources:
    """The sources of a library; made where the file is missing. Raises StoreError where it cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = Database(path, MIGRATIONS)

    # -- the list

    def list(self, *names: str) -> list[Source]:
        """Return the sources of these names, by default all, in the order of the names. Raises InputError."""
        with self._database.open() as db:
            rows = [dict(row) for row in db.execute("SELECT * FROM source ORDER BY name")]
        known = {row["name"]: _source(row) for row in rows}
        for name in names:
            if name not in known:
                raise InputError(f"{name}: no such source; `onrecord source list` names those there are")
        return [known[name] for name in dict.fromkeys(names or known)]

    def add(self, source: Source) -> None:
        """Add a source. Raises InputError where its name or address is there already."""
        with self._database.open(write=True) as db:
            twin = db.execute(
                "SELECT name FROM source WHERE address = ? OR name = ?", (source.address, source.name)
            ).fetchone()
            if twin:
                raise InputError(
                    f"{source.address}: there is a source {twin['name']!r} of that name or address; "
                    f"`onrecord source remove {twin['name']}` takes it out"
                )
            for table in (
                "list",
                "entry",
            ):  # a sync that ran while a source of this name was removed may have left some
                db.execute(f"DELETE FROM {table} WHERE source = ?", (source.name,))
            _insert(db, "source", dataclasses.asdict(source))

    def remove(self, *names: str) -> Sequence[str]:
        """Take sources out, all or none; what was taken in from them stays. Returns the addresses that are no longer
        looked at: theirs, their lists' and those of pages that never were taken in. Raises InputError."""
        sources = self.list(*names) if names else []
        dropped = [source.address for source in sources]
        with self._database.open(write=True) as db:
            for name in names:
                for table in ("list", "page"):
                    never = "AND readouts = '[]'" if table == "page" else ""
                    rows = db.execute(f"SELECT address FROM {table} WHERE source = ? {never}", (name,))
                    dropped += [row["address"] for row in rows]
                    db.execute(f"DELETE FROM {table} WHERE source = ? {never}", (name,))
                db.execute("DELETE FROM entry WHERE source = ?", (name,))
                db.execute("DELETE FROM source WHERE name = ?", (name,))
        return dropped

    def counts(self) -> dict[str, dict[str, Any]]:
        """Return, for each source, how many of its pages have each outcome, and when it was `synced` last."""
        with self._database.open() as db:
            counts = {row["name"]: {"synced": row["synced"]} for row in db.execute("SELECT name, synced FROM source")}
            for row in db.execute("SELECT source, outcome, count(*) AS n FROM page GROUP BY source, outcome"):
                if row["source"] in counts:
                    counts[row["source"]][row["outcome"]] = row["n"]
        return counts

    # -- what was seen

    def page(self, address: str) -> Page | None:
        """Return the last visit to a page or file."""
        with self._database.open() as db:
            row = db.execute("SELECT * FROM page WHERE address = ?", (address,)).fetchone()
        return _page(row) if row else None

    def last(self, addresses: Iterable[str]) -> Mapping[str, Page]:
        """Return the last visits to these pages, those that there were."""
        with self._database.open() as db:
            rows = (db.execute("SELECT * FROM page WHERE address = ?", (one,)).fetchone() for one in addresses)
            return {row["address"]: _page(row) for row in rows if row}

    def pages(self, source: str) -> Sequence[Page]:
        """Return the last visits to all pages or files of a source, in the order of their addresses."""
        with self._database.open() as db:
            rows = db.execute("SELECT * FROM page WHERE source = ? ORDER BY address", (source,))
            return [_page(row) for row in rows]

    def list_visit(self, source: str, address: str) -> Page | None:
        """Return the last visit to a feed or sitemap for a source."""
        with self._database.open() as db:
            row = db.execute("SELECT * FROM list WHERE source = ? AND address = ?", (source, address)).fetchone()
        return Page(**row, outcome="list") if row else None

    def entries(self, source: str, address: str) -> tuple[Listed, ...]:
        """Return what the list named at that visit."""
        with self._database.open() as db:
            rows = db.execute(
                "SELECT address, stamp, published, is_list FROM entry WHERE source = ? AND list = ? ORDER BY n",
                (source, address),
            )
            return tuple(Listed(**row | {"is_list": bool(row["is_list"])}) for row in map(dict, rows))

    def host(self, origin: str) -> Host | None:
        """Return what is known of a server."""
        with self._database.open() as db:
            row = db.execute("SELECT * FROM host WHERE origin = ?", (origin,)).fetchone()
        return Host(**row) if row else None

    def record(self, gathered: Iterable[Gathered], hosts: Iterable[Host], at: str) -> None:
        """Keep what was seen, in one transaction. To be called once the readouts are in the catalog."""
        with self._database.open(write=True) as db:
            for one in gathered:
                for visited in one.visited:
                    row = dataclasses.asdict(visited.page)
                    lists = {name: json.dumps(row[name]) for name in ("readouts", "revisions")}
                    _insert(db, "page", row | lists)
                for visit in one.lists:
                    kept = ("source", "address", "at", "etag", "modified", "sha256")
                    _insert(db, "list", {name: getattr(visit, name) for name in kept})
                for address, entries in one.entries.items():
                    db.execute("DELETE FROM entry WHERE source = ? AND list = ?", (one.source.name, address))
                    for n, entry in enumerate(entries):
                        row = dataclasses.asdict(entry)
                        _insert(db, "entry", row | {"source": one.source.name, "list": address, "n": n})
                db.execute(
                    "UPDATE source SET synced = ? WHERE name = ? AND address = ?",
                    (at, one.source.name, one.source.address),
                )
            for host in hosts:
                _insert(db, "host", dataclasses.asdict(host))


def _insert(db: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    marks = ", ".join(f":{name}" for name in row)
    db.execute(f"INSERT OR REPLACE INTO {table} ({', '.join(row)}) VALUES ({marks})", row)


def _source(row: dict[str, Any]) -> Source:
    return Source(**{field.name: row[field.name] for field in dataclasses.fields(Source)})


def _page(row: sqlite3.Row) -> Page:
    lists = {name: tuple(json.loads(row[name])) for name in ("readouts", "revisions")}
    return Page(**dict(row) | lists)
