"""What a language model said of sentences whose speaker the rules leave open: a SQLite file beside the catalog.

Kept by the readout's text and the sentence's place in it, so that nothing is asked twice and a rebuilt index, `show`
and `diff` say the same. `attributing` gives the statements with it, each such one marked in its `cue`. What is kept
counts only while the sentence is open and the readout gives that party or person.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from rag.clean import one_line
from rag.store.database import Database
from rag.types import Code, Readout, Statement

NAME = "heard.sqlite"
MARK = "model: "
"""How the cue of a statement begins whose speaker a model named; the model's name follows."""

Told = TypeVar("Told", tuple[Statement, ...], tuple[Statement, ...] | None)
"""Statements, or None where they are not known yet."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who may be named as the speaker: a party, or a person of it."""

    party: Code
    person: str = ""


def _first(db: sqlite3.Connection) -> None:
    db.execute(
        """CREATE TABLE heard (
            text TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, party TEXT NOT NULL,
            person TEXT NOT NULL, model TEXT NOT NULL, pending INTEGER NOT NULL, PRIMARY KEY (text, start, stop))"""
    )


MIGRATIONS = (_first,)


class Heard:
    """What was heard; made where the file is missing. Raises StoreError where it cannot be used."""

    def __init__(self, data: Path) -> None:
        self._database = Database(data / NAME, MIGRATIONS)

    def of(self, readout: Readout) -> dict[tuple[int, int], tuple[Voice | None, str]]:
        """Return, for each sentence that was asked about, who was named (None: nobody) and the model's name."""
        with self._database.open() as db:
            rows = db.execute("SELECT * FROM heard WHERE text = ?", (_digest(readout),)).fetchall()
        return {
            (row["start"], row["stop"]): (Voice(row["party"], row["person"]) if row["party"] else None, row["model"])
            for row in rows
        }

    def keep(self, readout: Readout, at: Statement, voice: Voice | None, model: str, indexed: bool) -> None:
        """Keep whom a model named, None for nobody; `indexed` where an index without it holds the readout."""
        party, person = (voice.party, voice.person) if voice else ("", "")
        row = (_digest(readout), at.start, at.end, party, person, one_line(model, 80), bool(voice) and indexed)
        with self._database.open(write=True) as db:
            db.execute("INSERT OR REPLACE INTO heard VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def pending(self) -> bool:
        """Whether the index was built before some of it was heard."""
        with self._database.open() as db:
            return db.execute("SELECT 1 FROM heard WHERE pending LIMIT 1").fetchone() is not None

    def settle(self) -> None:
        """Note that the index holds all of it."""
        with self._database.open(write=True) as db:
            db.execute("UPDATE heard SET pending = 0 WHERE pending")


def existing(*folders: Path) -> Heard | None:
    """Return what was heard, of the first of these data directories that has a file of it. Raises StoreError."""
    for path in (folder / NAME for folder in folders):
        if path.exists():
            return Heard(path.parent)
    return None


def attributing(rules: Callable[[Readout], Told], *folders: Path) -> Callable[[Readout], Told]:
    """Return the function that gives a readout's statements: by the rules, and what was heard put in."""
    heard = existing(*folders)
    if heard is None:
        return rules

    def told(readout: Readout) -> Told:
        statements = rules(readout)
        return statements and _put_in(readout, statements, heard.of(readout))

    return told


def is_open(statement: Statement) -> bool:
    """Whether it may be somebody's and the rules do not say whose. Those call such a sentence background."""
    return not statement.speakers and statement.kind != "procedural"


def is_heard(statement: Statement) -> bool:
    """Whether a model named its speaker."""
    return statement.cue.startswith(MARK)


def voices(readout: Readout) -> tuple[Voice, ...]:
    """Return the parties of a readout, and its people with the party that it gives them."""
    from rag.attribute.attribute import people

    parties = [Voice(code) for code in (readout.reporter, *readout.parties) if code]
    persons = [Voice(p.party, p.name) for p in (*people(readout), *readout.people) if p.party and p.name]
    return tuple(dict.fromkeys([*parties, *persons]))


def fits(statement: Statement, voice: Voice) -> bool:
    """Whether a voice can be that of an open statement: the rules may know the person and not the party."""
    return is_open(statement) and (not statement.person or voice.person in ("", statement.person))


def _put_in(
    readout: Readout, statements: tuple[Statement, ...], heard: dict[tuple[int, int], tuple[Voice | None, str]]
) -> tuple[Statement, ...]:
    if not any(voice for voice, _ in heard.values()):
        return statements
    known = voices(readout)
    told = []
    for statement in statements:
        voice, model = heard.get((statement.start, statement.end), (None, ""))
        if voice and voice in known and fits(statement, voice):
            statement = replace(
                statement,
                speakers=(voice.party,),
                joint=False,
                person=voice.person or statement.person,
                kind="statement" if statement.kind == "background" else statement.kind,
                cue=f"{MARK}{one_line(model, 80)}",
            )
        told.append(statement)
    return tuple(told)


def _digest(readout: Readout) -> str:
    return hashlib.sha256(readout.text.encode("utf-8", "surrogatepass")).hexdigest()
