"""A catalog of an earlier version is brought up to date in one transaction, and nothing in it is lost."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from rag.store import failures, schema
from rag.store.catalog import Catalog, Revision
from rag.store.database import Database
from rag.store.failures import FailedSource
from rag.store.record import content_hash
from rag.types import Person, Readout

VERSION_1 = """
PRAGMA journal_mode=WAL;
CREATE TABLE readout (
    id TEXT PRIMARY KEY, revision INTEGER NOT NULL, removed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE revision (
    id TEXT NOT NULL, revision INTEGER NOT NULL, sha256 TEXT NOT NULL, source TEXT NOT NULL,
    retrieved TEXT, text TEXT NOT NULL, fields TEXT NOT NULL, PRIMARY KEY (id, revision));
CREATE TABLE failure (source TEXT PRIMARY KEY, reason TEXT NOT NULL, at TEXT NOT NULL);
INSERT INTO readout VALUES ('one', 2, 0), ('two', 1, 1);
INSERT INTO revision VALUES ('one', 1, 'x', '/in/one.txt', '2024-05-01T10:00:00+00:00', 'Old words.', :fields);
INSERT INTO revision VALUES ('one', 2, 'y', '/in/one.txt', '2024-05-03T10:00:00+00:00', 'New words.', :fields);
INSERT INTO revision VALUES ('two', 1, 'z', '', NULL, 'Gone.', :fields);
INSERT INTO failure VALUES ('/in/bad', 'empty', '2024-05-01');
PRAGMA user_version = 1;
"""
FIELDS = """'{"title": "A title", "date": "2024-05-01", "published": null, "reporter": "FR", "reporter_inferred":
false, "issuer": "", "parties": ["FR", "KE"],
"people": [{"name": "Ana Ejemplo", "office": "minister", "party": "FR"}],
"venue": "", "language": "en", "kind": "readout", "url": null, "extra": {"Licence": "free"}}'"""
NEW = Readout(
    "one",
    "A title",
    "New words.",
    date="2024-05-01",
    retrieved="2024-05-03T10:00:00+00:00",
    reporter="FR",
    parties=("FR", "KE"),
    people=(Person("Ana Ejemplo", "minister", "FR"),),
    source="/in/one.txt",
    revision=2,
    extra={"Licence": "free"},
)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "catalog.sqlite"
    db = sqlite3.connect(path)
    db.executescript(VERSION_1.replace(":fields", FIELDS))
    db.close()
    return path


def version(path: Path) -> int:
    db = sqlite3.connect(path)
    found = int(db.execute("PRAGMA user_version").fetchone()[0])
    db.close()
    return found


def test_all_of_a_first_version_is_there_after_it(old: Path) -> None:
    catalog = Catalog(old)
    assert version(old) == schema.VERSION
    assert catalog.get("one") == NEW
    assert catalog.get("one", 1).text == "Old words."
    assert catalog.live() == {"one": 2}
    assert catalog.get("two").text == "Gone."
    assert catalog.revisions("one") == [
        Revision("one", 1, "2024-05-01T10:00:00+00:00", "/in/one.txt"),
        Revision("one", 2, "2024-05-03T10:00:00+00:00", "/in/one.txt"),
    ]
    assert [place.source for place in catalog.places("one")["one"]] == ["/in/one.txt"]
    assert failures.listed(catalog.database) == [
        FailedSource("/in/bad", "empty", "2024-05-01", "2024-05-01", 1, False)
    ]


def test_the_same_content_is_the_same_after_it(old: Path) -> None:
    assert [change.what for change in Catalog(old).put([NEW])] == ["unchanged"]


def test_a_field_that_is_added_later_changes_no_readout() -> None:
    assert content_hash(NEW) == "821d15510a6c46c9079f6ae92eb84f0d13ddf760d2c74e708bd9dfb4540860ea"


def test_a_step_that_fails_leaves_the_old_version(old: Path) -> None:
    def last(db: sqlite3.Connection) -> None:
        db.execute("DROP TABLE revision")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        Database(old, (*schema.MIGRATIONS, last))
    assert version(old) == 1
    assert Catalog(old).get("one") == NEW


@pytest.mark.parametrize("statement", range(0, len(schema._SECOND), 5))
def test_a_process_killed_half_way_leaves_the_old_version(old: Path, statement: int) -> None:
    code = f"""
import os, signal, sys, pathlib
from rag.store import schema
class Killing(tuple):
    def __iter__(self):
        for number, text in enumerate(tuple.__iter__(self)):
            if number == {statement}:
                os.kill(os.getpid(), signal.SIGKILL)
            yield text
schema._SECOND = Killing(schema._SECOND)
from rag.store.catalog import Catalog
Catalog(pathlib.Path(sys.argv[1]))
"""
    assert subprocess.run([sys.executable, "-c", code, str(old)], check=False).returncode == -9
    assert version(old) == 1
    assert Catalog(old).get("one") == NEW
