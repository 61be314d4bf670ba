"""Damage to the files beside catalog and index: asking goes on, `check` names it, `check --repair` mends it."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import Library
from rag.errors import DamagedError
from rag.store.heard import Heard, Voice
from rag.store.sources import Sources
from tests.sweep import FISH, RAIL, write
from ui.conversations import Conversations

NAMES = [f"desk-{n:03}" for n in range(200)]


@pytest.fixture(scope="module")
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


def opened(data: Path) -> Library:
    return Library.open(data, model="hash", lock_seconds=0.5)


def quotes(library: Library, question: str) -> list[str]:
    return [citation.quote for citation in library.ask(question).citations]


def spoil(path: Path, how: str) -> None:
    if how == "folder":
        path.unlink(missing_ok=True)
        path.mkdir()
    elif how == "file":
        shutil.rmtree(path, ignore_errors=True)
        path.write_text("x")
    elif how == "gone":
        path.unlink()
    else:
        content = bytearray(path.read_bytes())
        if how == "cut":
            content = content[: len(content) // 2]
        elif how == "head":
            content[:100] = b"\xa5" * 100
        elif how == "page":  # of two the second: one may be of an index only
            for at in (len(content) // 2 // 4096 * 4096, len(content) - 4096):
                content[at : at + 4096] = b"\xa5" * 4096
        path.write_bytes(content)


DATABASES = ("sources.sqlite", "heard.sqlite", "conversations.sqlite", "embeddings.sqlite")
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


@contextlib.contextmanager
def somebody_else(*owned: Path) -> Iterator[None]:
    """Whoever runs this may read everything: then as another user."""
    if os.geteuid():
        yield
        return
    for folder in owned:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, 65534, 65534)
        for parent in folder.parents:
            parent.chmod(parent.stat().st_mode | 0o111)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("name", ["sources.sqlite", "embeddings.sqlite", "write.lock", "index/CURRENT", "index"])
def test_what_may_not_be_read_is_named_and_left_alone(data: Path, name: str) -> None:
    opened(data).ask("railway")  # what is loaded late is loaded while it may be
    path = data / name
    with somebody_else(data):
        mode = path.stat().st_mode
        path.chmod(0)
        try:
            library = opened(data)
            if name != "index":
                assert quotes(library, "fisheries protection") == [FISH]
            for found in (library.check(), library.check(repair=True)):
                assert [finding.what for finding in found] == [f"{path}: may not be read and written"]
                assert f"chmod -R u+rwX {path}" in found[0].remedy
            library.close()
        finally:
            path.chmod(mode)
        assert opened(data).check() == []


# -- the catalog: nothing of it is given up unasked


@pytest.mark.parametrize("how", ["cut", "head", "folder", "gone", "empty", "page", "letter"])
def test_a_damaged_catalog_is_named_its_index_left_alone_and_a_backup_mends_it(
    data: Path, whole: Path, how: str
) -> None:
    path = data / "catalog.sqlite"
    if how == "empty":
        path.write_bytes(b"")
    elif how == "letter":  # SQLite does not notice
        content = path.read_bytes()
        path.write_bytes(content.replace(b"fisheries need", b"fisheries neet"))
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
