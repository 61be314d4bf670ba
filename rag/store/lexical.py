"""The lexical half of an index generation: passages and their words in SQLite (FTS5, BM25).

Takes passages with their readouts. Returns rows by their words or numbers, and what a receipt counts. Published
generations are opened read-only and immutable, with a connection for each thread that asks.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.names.abbreviations import introduced
from rag.stemming import stem_list
from rag.store.broken import broken
from rag.store.condition import condition_of, rows_of
from rag.store.passages import people_of, speakers_of
from rag.store.row import Row, indexed
from rag.types import Code, Filters, Passage, Readout, Statement

_SCHEMA = """
CREATE TABLE readout (
    id TEXT PRIMARY KEY, revision INTEGER, date TEXT, reporter TEXT, language TEXT, kind TEXT, parties TEXT,
    stems TEXT);
CREATE TABLE passage (  -- what is long stands last, so that a scan of the rest does not read it
    row INTEGER PRIMARY KEY, readout TEXT, revision INTEGER, start INTEGER, end INTEGER, date TEXT, reporter TEXT,
    language TEXT, kind TEXT, parties TEXT, header TEXT, text TEXT, statements TEXT, vectors BLOB);
CREATE INDEX passage_filter ON passage (date, reporter, language, kind, readout);
CREATE INDEX passage_readout ON passage (readout);
CREATE TABLE speaker (party TEXT, row INTEGER, PRIMARY KEY (party, row)) WITHOUT ROWID;
CREATE TABLE side (party TEXT, row INTEGER, PRIMARY KEY (party, row)) WITHOUT ROWID;
CREATE TABLE person (name TEXT, row INTEGER, PRIMARY KEY (name, row)) WITHOUT ROWID;
CREATE TABLE abbreviation (short TEXT, full TEXT, readout TEXT, PRIMARY KEY (short, full, readout)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
    text, content='', tokenize="unicode61");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, 'row');
"""
COMMON = 8
SELECTIONS = 16
"""Selections that are remembered: the same few parties are asked about again and again."""
_STATEMENT = ("start", "end", "speakers", "joint", "person", "kind", "cue")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many readouts the filters leave, and their first and last date."""

    readouts: int
    since: str | None
    until: str | None


class LexicalIndex:
    """One file. `create` makes it, for a single writer; otherwise it is read-only."""

    def __init__(self, path: Path, create: bool = False, write: bool = False) -> None:
        self.path = path
        self._write = create or write
        self._count: int | None = None
        self._abbreviations: dict[str, tuple[str, ...]] | None = None
        self._selected: dict[tuple[Any, ...], frozenset[int]] = {}
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        if create:
            with self._db() as db:
                db.executescript(_SCHEMA)

    # -- writing

    def add(self, first: int, readout: Readout, passages: Sequence[Passage], vectors: Sequence[bytes]) -> None:
        """Add a readout and its passages, numbered from `first`, with the packed vectors of their statements."""
        folded = [fold(indexed(passage.header, passage.text)) for passage in passages]
        held = " ".join({stem for words in folded for stem in words.split()})
        with self._db() as db:
            db.execute(
                "INSERT INTO readout VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (readout.id, readout.revision, readout.date, readout.reporter, readout.language, readout.kind,
                 json.dumps(readout.parties), held),
            )  # fmt: skip
            pairs = {(short, full, readout.id) for short, full in introduced(readout.text)}
            db.executemany("INSERT INTO abbreviation VALUES (?, ?, ?)", pairs)
            for row, (passage, words, packs) in enumerate(zip(passages, folded, vectors, strict=True), first):
                statements = [[getattr(s, name) for name in _STATEMENT] for s in passage.statements]
                db.execute(
                    "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (row, passage.readout, passage.revision, passage.start, passage.end, readout.date,
                     readout.reporter, readout.language, readout.kind, json.dumps(readout.parties),
                     passage.header, passage.text, json.dumps(statements), packs),
                )  # fmt: skip
                db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (row, words))
                speakers = speakers_of(passage)
                db.executemany("INSERT INTO speaker VALUES (?, ?)", [(code, row) for code in speakers])
                sides = {*readout.parties, *speakers}
                db.executemany("INSERT INTO side VALUES (?, ?)", [(code, row) for code in sides])
                db.executemany("INSERT INTO person VALUES (?, ?)", [(name, row) for name in people_of(passage)])

    def commit(self) -> None:
        """Write out what has been added."""
        with self._db() as db:
            db.commit()

    def finish(self) -> None:
        """Merge the word index and put everything into the one file, so that it can be opened as immutable."""
        with self._db() as db:
            for last in ("INSERT INTO words (words) VALUES ('optimize')", "ANALYZE"):
                db.execute(last)
                db.commit()

    # -- reading

    def readouts(self) -> dict[str, int]:
        """Return the revision of every readout that is in."""
        with self._db() as db:
            return dict(db.execute("SELECT id, revision FROM readout").fetchall())

    def count(self) -> int:
        """How many passages are in."""
        if self._count is None or self._write:
            with self._db() as db:
                self._count = int(db.execute("SELECT count(*) FROM passage").fetchone()[0])
        return self._count

    def last(self) -> int:
        """The highest row number, 0 if there is none."""
        with self._db() as db:
            return int(db.execute("SELECT coalesce(max(row), 0) FROM passage").fetchone()[0])

    def rows(self, numbers: Iterable[int]) -> dict[int, Row]:
        """Return the passages of these numbers."""
        numbers = list(numbers)
        marks = ", ".join("?" * len(numbers))
        with self._db() as db:
            found = db.execute(f"SELECT * FROM passage WHERE row IN ({marks})", numbers)
            return {values[0]: _row(values) for values in found}

    def stems(self, readouts: Iterable[str]) -> dict[str, frozenset[str]]:
        """Return the stems of all words of each of these readouts, titles included."""
        ids = list(readouts)
        marks = ", ".join("?" * len(ids))
        with self._db() as db:
            found = db.execute(f"SELECT id, stems FROM readout WHERE id IN ({marks})", ids)
            return {readout: frozenset(held.split()) for readout, held in found}

    def match(
        self, words: Sequence[str], n: int, filters: Filters, sides: Sequence[Code] = ()
    ) -> list[tuple[int, float]]:
        """Return the `n` best passages that hold any of the words or phrases, as (row, BM25), best first; with
        `sides` only those of readouts in which one of them takes part.

        Words that stand in every COMMON-th passage tell little and cost most, so they count only where all do.
        """
        common = self.count() / COMMON
        words = [word for word in words if fold(word)]
        words = [word for word in words if self.frequency([word]) <= common] or words
        if not words:
            return []
        within, values = rows_of(filters, sides)
        with self._db() as db:
            found = db.execute(
                "SELECT rowid, -rank FROM words WHERE words MATCH ?"
                # the plus keeps SQLite from looking up every row of the subquery in the word index
                + (f" AND +rowid IN ({within})" if within else "")
                + " ORDER BY rank LIMIT ?",
                (_query(words), *values, n),
            )
            return [(int(row), float(score)) for row, score in found]

    def selected(self, filters: Filters, sides: Sequence[Code] = ()) -> frozenset[int] | None:
        """Return the rows that the filters leave, with `sides` those in whose readouts one of them takes part; None
        where there are neither."""
        query, values = rows_of(filters, sides)
        if not query:
            return None
        key = query, *values
        rows = self._selected.get(key)
        if rows is None or self._write:
            with self._db() as db:
                rows = frozenset(row for (row,) in db.execute(query, values))
            if len(self._selected) >= SELECTIONS:
                self._selected.clear()
            self._selected[key] = rows
        return rows

    def frequency(self, words: Sequence[str]) -> int:
        """In how many passages the commonest word or phrase occurs, a phrase as often as its rarest word."""
        with self._db() as db:

            def passages(stem: str) -> int:
                found = db.execute("SELECT doc FROM vocabulary WHERE term = ?", (stem,)).fetchone()
                return int(found[0]) if found else 0

            return max((min(map(passages, stem_list(word)), default=0) for word in words), default=0)

    def weighed(self, words: Sequence[str], sides: Sequence[Code]) -> tuple[int, int]:
        """Return how many passages hold any of the words or phrases, and how many there are; with `sides` among the
        readouts in which one of them takes part, so that those of others tell nothing of how rare a word is there."""
        among = self.selected(Filters(), sides)
        if among is None:
            return self.frequency(words), self.count()
        words = [word for word in words if fold(word)]
        if not words:
            return 0, len(among)
        within, values = rows_of(Filters(), sides)
        with self._db() as db:
            held = db.execute(
                f"SELECT count(*) FROM words WHERE words MATCH ? AND +rowid IN ({within})", (_query(words), *values)
            ).fetchone()
            return int(held[0]), len(among)

    def abbreviations(self) -> dict[str, tuple[str, ...]]:
        """Return the abbreviations that readouts introduce, with their full names, the commonest first."""
        if self._abbreviations is None or self._write:
            with self._db() as db:
                found: dict[str, tuple[str, ...]] = {}
                for short, full in db.execute(
                    "SELECT short, full FROM abbreviation GROUP BY short, lower(full) ORDER BY short, count(*) DESC"
                ):
                    found[short] = (*found.get(short, ()), full)
            self._abbreviations = found
        return self._abbreviations

    def coverage(self, filters: Filters, sides: Sequence[Code] = ()) -> Coverage:
        """Count the readouts that the filters leave, or of these the ones in which one of `sides` takes part."""
        condition, values = condition_of(filters)
        inside = f" AND id IN (SELECT readout FROM passage WHERE {condition})" if condition else ""
        marks = ", ".join("?" * len(sides))
        having = f" AND EXISTS (SELECT 1 FROM json_each(parties) WHERE value IN ({marks}))" if sides else ""
        with self._db() as db:
            count, since, until = db.execute(
                f"SELECT count(*), min(date), max(date) FROM readout WHERE 1{inside}{having}",
                (*values, *sides),
            ).fetchone()
            return Coverage(int(count), since, until)

    def occurrences(self, word: str, filters: Filters) -> int:
        """In how many readouts that the filters leave the word or phrase occurs."""
        condition, values = condition_of(filters)
        with self._db() as db:
            return int(
                db.execute(
                    "SELECT count(DISTINCT readout) FROM words JOIN passage ON row = words.rowid "
                    "WHERE words MATCH ?" + (f" AND {condition}" if condition else ""),
                    (_query([word]), *values),
                ).fetchone()[0]
            )

    def close(self) -> None:
        """Close every thread's connection."""
        for db in self._open:
            db.close()

    @contextlib.contextmanager
    def _db(self) -> Iterator[sqlite3.Connection]:
        try:
            db = getattr(self._local, "db", None)
            if db is None:
                mode = "rwc" if self._write else "ro&immutable=1"
                db = sqlite3.connect(
                    f"{self.path.absolute().as_uri()}?mode={mode}", uri=True, check_same_thread=False
                )
                self._local.db = db
                self._open.append(db)
            yield db
        except sqlite3.DatabaseError as error:
            raise broken(self.path, error) from None


def fold(text: str) -> str:
    """The stems of a text, as the word index holds them and is asked for them."""
    return " ".join(stem_list(text))


def _query(words: Sequence[str]) -> str:
    """FTS5's expression for any of the words, each in quotes, so that none of its operators is taken from a user."""
    return " OR ".join(f'"{fold(word)}"' for word in words)


def _row(values: Sequence[Any]) -> Row:
    *fields, parties, header, text, statements, vectors = values
    readout = str(values[1])
    parsed = (
        Statement(readout, start, end, tuple(speakers), *rest)
        for start, end, speakers, *rest in json.loads(statements)
    )
    return Row(*[*fields, tuple(json.loads(parties)), header, text, tuple(parsed), vectors])
