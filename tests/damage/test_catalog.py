"""Damage to the catalog: nothing of it is given up unasked, and nothing altered is quoted."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from rag import Library
from rag.errors import DamagedError
from rag.store.sources import Sources
from tests.damage.spoiling import opened, quotes, spoil
from tests.sweep import FISH, RAIL, write


@pytest.mark.parametrize("how", ["cut", "head", "folder", "gone", "empty", "page", "letter", "bytes"])
def test_a_damaged_catalog_is_named_its_index_left_alone_and_a_backup_mends_it(
    data: Path, whole: Path, how: str
) -> None:
    path = data / "catalog.sqlite"
    if how == "empty":
        path.write_bytes(b"")
    elif how in ("letter", "bytes"):  # SQLite does not notice
        altered = b"fisheries neet" if how == "letter" else b"\xff\xfesheries need"
        path.write_bytes(path.read_bytes().replace(b"fisheries need", altered))
    else:
        spoil(path, how)
    before = (data / "index" / "CURRENT").read_text()
    try:
        library = opened(data)
    except DamagedError as error:
        assert str(path) in str(error)  # noqa: PT017  (whether it can be opened depends on the damage)
        if how == "folder":
            path.rmdir()
    else:
        with contextlib.suppress(DamagedError):  # no answer, or the right one
            assert quotes(library, "fisheries protection") == [FISH]
        for found in (library.check(), library.check(repair=True)):
            assert any(str(path) in finding.what and "restore FILE" in finding.remedy for finding in found)
        library.close()
    assert (data / "index" / "CURRENT").read_text() == before
    Library.bring_back(whole.parent / "kept.zip", data, model="hash")
    with contextlib.closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",), "readers and a writer need not wait"
    mended = opened(data)
    assert mended.check() == []
    assert quotes(mended, "fisheries protection") == [FISH]
    mended.close()


def test_an_altered_readout_is_never_quoted_and_can_be_given_up(data: Path) -> None:
    path = data / "catalog.sqlite"
    path.write_bytes(path.read_bytes().replace(b"fisheries need", b"fisheries neet"))
    library = opened(data)
    with pytest.raises(DamagedError, match="fish, revision 1, is not what was taken in"):
        library.ask("fisheries protection")
    with pytest.raises(DamagedError, match="is not what was taken in"):
        library.show("fish")
    assert quotes(library, "railway opened") == [RAIL]
    done = Library.bring_back(None, data, model="hash")
    assert (done.readouts, done.lost) == (1, ("fish",))
    assert quotes(library, "railway opened") == [RAIL]
    assert not [quote for quote in quotes(library, "fisheries protection") if "fisheries" in quote]
    library.close()


def test_a_catalog_that_was_emptied_is_filled_by_ingesting_again(data: Path, whole: Path) -> None:
    (data / "catalog.sqlite").unlink()
    library = opened(data)
    with pytest.raises(DamagedError, match="onrecord check"):
        library.ask("fisheries protection")
    with pytest.raises(DamagedError, match="nothing can be read"):
        Library.bring_back(None, data, model="hash")
    library.ingest(whole.parent / "in")
    assert library.check() == []
    assert quotes(library, "fisheries protection") == [FISH]
    library.close()


def test_a_catalog_that_lost_its_end_is_salvaged(data: Path, tmp_path: Path) -> None:
    library = opened(data)
    library.ingest(*[write(tmp_path / "in", f"r{n:03}", f"Kenya opened railway {n}. " * 90) for n in range(80)])
    library.close()
    with contextlib.closing(sqlite3.connect(data / "catalog.sqlite")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = (data / "catalog.sqlite").read_bytes()
    (data / "catalog.sqlite").write_bytes(content[: len(content) * 3 // 4])
    done = Library.bring_back(None, data, model="hash")
    assert 20 < done.readouts < 82
    mended = opened(data)
    assert mended.check() == []
    assert all("Kenya" in readout.text for readout in mended.list())
    mended.close()
    assert Sources(data / "sources.sqlite").list(), "the other files stay as they are"


def test_a_reason_that_is_no_text_any_more_is_damage_and_salvage_drops_it(data: Path, tmp_path: Path) -> None:
    library = opened(data)
    library.ingest(tmp_path / "lost.txt")
    library.close()
    with contextlib.closing(sqlite3.connect(data / "catalog.sqlite")) as db:
        db.execute("UPDATE failure SET reason = CAST(x'fffe' AS TEXT)")
        db.commit()
    [finding] = opened(data).check()
    assert "restore --salvage" in finding.remedy
    assert Library.bring_back(None, data, model="hash").readouts == 2
    assert opened(data).check() == []
