"""Conversations kept in the data directory: a SQLite database of questions, their answers and what was said of them.

Takes a user (an empty text where nobody is named) with every call; nobody sees or changes what another user asked.
Raises NotWritableError, NewerVersionError or DamagedError where the file cannot be used.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.clean import one_line
from rag.errors import DamagedError, NewerVersionError, NotWritableError, OnRecordError

VERSION = 1
TITLE = 120
VERDICTS = ("right", "wrong speaker", "wrong source", "missed something")
_SCHEMA = """
CREATE TABLE conversation (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, title TEXT NOT NULL, updated TEXT NOT NULL);
CREATE INDEX conversation_of ON conversation (user, updated);
CREATE TABLE turn (
    id INTEGER PRIMARY KEY, conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    question TEXT NOT NULL, answer TEXT, error TEXT NOT NULL, asked TEXT NOT NULL, verdict TEXT NOT NULL DEFAULT '');
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """A conversation in a list."""

    id: str
    title: str
    updated: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A question as kept: the answer object of the interface, or the sentence that says why there is none."""

    id: int
    question: str
    answer: Mapping[str, Any] | None
    error: str = ""
    asked: str = ""
    verdict: str = ""


class Conversations:
    """The conversations of all users; every call has a connection of its own, so that threads may share it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def start(self, user: str, title: str) -> str:
        """Begin a conversation; returns its id."""
        id = secrets.token_urlsafe(9)
        with self._open() as db:
            db.execute("INSERT INTO conversation VALUES (?, ?, ?, ?)", (id, user, _title(title), _now()))
        return id

    def add(self, user: str, id: str, question: str, answer: Mapping[str, Any] | None, error: str = "") -> int:
        """Add a question with its answer or error to a conversation of the user; returns the turn's number."""
        with self._open() as db:
            changed = db.execute("UPDATE conversation SET updated = ? WHERE id = ? AND user = ?", (_now(), id, user))
            if not changed.rowcount:
                raise OnRecordError("this conversation is gone; begin a new one")
            kept = json.dumps(answer, ensure_ascii=False) if answer is not None else None
            row = db.execute(
                "INSERT INTO turn (conversation, question, answer, error, asked) VALUES (?, ?, ?, ?, ?)",
                (id, question, kept, error, _now()),
            )
            return int(row.lastrowid or 0)

    def finish(self, user: str, turn: int, answer: Mapping[str, Any]) -> None:
        """Put the finished answer in the place of the one that was kept while it was being written."""
        with self._open() as db:
            db.execute(
                "UPDATE turn SET answer = ? WHERE id = ? "
                "AND conversation IN (SELECT id FROM conversation WHERE user = ?)",
                (json.dumps(answer, ensure_ascii=False), turn, user),
            )

    def turns(self, user: str, id: str) -> list[Stored]:
        """Return what was asked, oldest first; nothing where the user has no such conversation."""
        with self._open() as db:
            rows = db.execute(
                "SELECT turn.* FROM turn JOIN conversation ON conversation.id = turn.conversation "
                "WHERE conversation.id = ? AND user = ? ORDER BY turn.id",
                (id, user),
            ).fetchall()
        return [
            Stored(
                r["id"], r["question"], r["answer"] and json.loads(r["answer"]), r["error"], r["asked"], r["verdict"]
            )
            for r in rows
        ]

    def title(self, user: str, id: str) -> str | None:
        """Return the title, None where the user has no such conversation."""
        with self._open() as db:
            row = db.execute("SELECT title FROM conversation WHERE id = ? AND user = ?", (id, user)).fetchone()
        return str(row["title"]) if row else None

    def list(self, user: str, words: str = "", limit: int = 100) -> list[Summary]:
        """Return the user's conversations, the last used first; with `words` those that hold them all."""
        with self._open() as db:
            rows = db.execute(
                "SELECT id, title, updated, (SELECT group_concat(question || ' ' || coalesce(answer, ''), ' ') "
                "FROM turn WHERE conversation = conversation.id) AS said FROM conversation "
                "WHERE user = ? ORDER BY updated DESC, rowid DESC",
                (user,),
            ).fetchall()
        wanted = words.casefold().split()
        found = [
            Summary(row["id"], row["title"], row["updated"])
            for row in rows
            if not wanted or all(word in f"{row['title']} {row['said'] or ''}".casefold() for word in wanted)
        ]
        return found[:limit]

    def rename(self, user: str, id: str, title: str) -> None:
        """Give a conversation another title; an empty one changes nothing."""
        if _title(title):
            with self._open() as db:
                db.execute("UPDATE conversation SET title = ? WHERE id = ? AND user = ?", (_title(title), id, user))

    def delete(self, user: str, id: str) -> None:
        """Delete a conversation with all that was asked in it."""
        with self._open() as db:
            db.execute("DELETE FROM conversation WHERE id = ? AND user = ?", (id, user))

    def judge(self, user: str, turn: int, verdict: str) -> None:
        """Keep what the user says of an answer: one of VERDICTS, or an empty text to take it back."""
        if verdict and verdict not in VERDICTS:
            return
        with self._open() as db:
            db.execute(
                "UPDATE turn SET verdict = ? WHERE id = ? "
                "AND conversation IN (SELECT id FROM conversation WHERE user = ?)",
                (verdict, turn, user),
            )

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))  # what was asked is the user's own
            db = sqlite3.connect(self.path, timeout=5)
        except (OSError, sqlite3.OperationalError) as error:
            raise NotWritableError(f"{self.path}: conversations cannot be kept ({error})") from None
        with contextlib.closing(db):
            db.row_factory = sqlite3.Row
            try:
                with db:
                    self._prepare(db)
                    yield db
            except sqlite3.DatabaseError as error:
                raise DamagedError(
                    f"{self.path}: cannot be used ({error}); `onrecord check --repair` keeps what can be read"
                ) from None

    def _prepare(self, db: sqlite3.Connection) -> None:
        db.execute("PRAGMA foreign_keys = ON")
        found = int(db.execute("PRAGMA user_version").fetchone()[0])
        if found > VERSION:
            raise NewerVersionError(
                f"{self.path}: written by a later version of On Record; update with `pip install --upgrade onrecord`"
            )
        if found < VERSION:
            db.execute("BEGIN IMMEDIATE")
            if not int(db.execute("PRAGMA user_version").fetchone()[0]):
                for statement in _SCHEMA.split(";"):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {VERSION}")


def _title(text: str) -> str:
    return one_line(text, TITLE)


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
