"""A data directory with every file that there can be."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest

from rag import Library
from rag.store.heard import Heard, Voice
from tests.damage.spoiling import NAMES
from tests.sweep import FISH, RAIL, write
from ui.conversations import Conversations


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with every file that there can be, each of several pages."""
    folder = tmp_path_factory.mktemp("whole")
    data = folder / "data"
    library = Library.open(data, model="hash")
    library.ingest(write(folder / "in", "fish", FISH))
    library.ingest(write(folder / "in", "rail", RAIL))
    library.back_up(folder / "kept.zip")
    (folder / "watched").mkdir()
    library.sources.add(str(folder / "watched"), name="watched")
    library.sync()
    library.close()
    with contextlib.closing(sqlite3.connect(data / "sources.sqlite")) as db:
        for name in NAMES:
            row = (name, f"https://{name}.example/feed.xml", "feed", "", None, None, None, "2024-05-02", None)
            db.execute(f"INSERT INTO source VALUES ({', '.join('?' * len(row))})", row)
        db.commit()
    fish = library.show("fish")
    heard = Heard(data)
    for n in range(100):
        heard.keep(fish, library.statements(fish)[0], Voice("KE", f"Person {n}" * 20), "model", False)
    talks = Conversations(data / "conversations.sqlite")
    for n in range(60):
        talks.add("", talks.start("", f"talk {n}"), f"What of {n}?", {"text": "said " * 60})
    for path in data.rglob("*.sqlite*"):
        with contextlib.closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return data


@pytest.fixture
def data(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "data"))
