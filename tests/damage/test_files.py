"""Damage to the files beside catalog and index: asking goes on, `check` names it, `check --repair` mends it."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from rag.errors import DamagedError
from tests.damage.spoiling import DATABASES, NAMES, opened, quotes, spoil
from tests.sweep import FISH, RAIL, write
from ui.conversations import Conversations

OTHERS = ("write.lock", "sync/write.lock", "mirror.json", "index/CURRENT", "index/STALE")
CASES = [
    *((name, how) for name in DATABASES for how in ("cut", "head", "page")),
    *((name, "empty") for name in DATABASES[:3]),
    *((name, "folder") for name in (*DATABASES, *OTHERS)),
    ("index", "file"),
    ("sync", "file"),
]


@pytest.mark.parametrize(("name", "how"), CASES)
def test_asking_goes_on_check_names_it_and_repair_mends_it(data: Path, name: str, how: str) -> None:
    if how == "empty":
        (data / name).write_bytes(b"")
    else:
        spoil(data / name, how)
    library = opened(data)
    if name == "index":
        with pytest.raises(DamagedError, match="onrecord check --repair"):
            library.ask("fisheries protection")
    else:
        assert quotes(library, "fisheries protection") == [FISH]
    named = [finding for finding in library.check() if str(data / name) in finding.what]
    assert [finding.remedy for finding in named[:1]] == ["onrecord check --repair"]
    for finding in library.check(repair=True):
        assert str(data / name) in finding.what, "only what may lack something is told after a repair"
        assert Path(finding.what.rsplit(" ", 1)[-1]).is_dir(), "what was there is kept"
    assert library.check() == []
    assert quotes(library, "fisheries protection") == [FISH]
    assert quotes(library, "railway opened") == [RAIL]
    library.close()
    again = opened(data)
    assert [readout.id for readout in again.list()] == ["fish", "rail"]
    assert again.statements(again.show("fish"))
    left = {source.name for source in again.sources.list()}
    assert left <= {"watched", *NAMES}
    if "watched" in left:
        assert [done.failed for done in again.sync("watched")] == [()]
    assert len(Conversations(data / "conversations.sqlite").list("")) <= 60
    again.close()


@pytest.mark.parametrize("name", [*DATABASES, "write.lock", "sync/write.lock"])
def test_what_is_gone_is_begun_anew(data: Path, name: str) -> None:
    (data / name).unlink()
    library = opened(data)
    assert quotes(library, "railway opened") == [RAIL]
    library.sources.add(str(data / ".."), name="another")
    library.sync("another")
    assert library.check(repair=True) == []
    library.close()


def test_of_a_damaged_list_of_sources_what_can_be_read_stays(data: Path) -> None:
    path = data / "sources.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE source SET pattern = ?", ("*/readouts/*" * 20,))  # the list is of many pages now
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    at = content.rindex(b"https://desk-150.example") // 4096 * 4096
    content[at : at + 4096] = b"\xa5" * 4096
    path.write_bytes(content)
    library = opened(data)
    [told] = library.check(repair=True)
    assert "what can be read of it is in place" in told.what
    left = {source.name for source in library.sources.list()}
    assert 150 < len(left) < len(NAMES)
    assert {"watched", NAMES[0], NAMES[-1]} <= left
    library.close()


def test_a_visit_that_nobody_can_read_costs_a_request_and_no_sync(data: Path) -> None:
    write(data.parent / "watched", "dam", "The minister of Kenya said that a dam was built.")
    library = opened(data)
    library.sources.add(str(data.parent / "watched"), name="dams")
    library.sync("dams")
    with contextlib.closing(sqlite3.connect(data / "sources.sqlite")) as db:
        db.execute("UPDATE page SET readouts = '[\"da'")
        db.commit()
    assert any("rows of page cannot be read" in finding.what for finding in library.check())
    library.check(repair=True)
    assert library.check() == []
    assert [done.unchanged for done in library.sync("dams")] == [("dam",)]
    library.close()
