"""Backups: whole or refused; a restore changes everything at one moment, and nothing when it cannot."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag import Library
from rag.cli import main
from rag.errors import DamagedError, InputError, LockedError, NewerVersionError
from rag.store.lock import writing

Write = Callable[..., Path]
FISH = "The minister of Kenya said that fisheries need protection."
OTHER = "The minister of Kenya said that fisheries are a matter for the courts."
RAIL = "The minister of Kenya said that a railway was opened."


@pytest.fixture
def two(library: Library, write: Write) -> Library:
    library.ingest(write("fish", FISH), write("rail", RAIL))
    return library


def quotes(library: Library, question: str) -> list[str]:
    return [citation.quote for citation in library.ask(question).citations]


def state(data: Path) -> dict[str, str]:
    """What a refused restore must leave alone; a lock and SQLite's own files may come and go."""
    return {
        path.relative_to(data).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in data.rglob("*")
        if path.is_file() and not path.name.endswith((".lock", "-wal", "-shm"))
    }


def bring_back(library: Library, file: Path | None) -> object:
    return Library.bring_back(file, library.settings.data, model="hash", lock_seconds=0.2)


def test_a_restore_brings_back_what_was_backed_up_and_keeps_what_it_replaced(
    two: Library, write: Write, tmp_path: Path
) -> None:
    with contextlib.closing(sqlite3.connect(two.settings.data / "conversations.sqlite")) as db:
        db.execute("CREATE TABLE said (words TEXT)")
        db.execute("INSERT INTO said VALUES ('before')")
        db.commit()
        file = tmp_path / "kept.zip"
        assert two.back_up(file) == ("catalog.sqlite", "conversations.sqlite")
        db.execute("UPDATE said SET words = 'after'")
        db.commit()
        two.ingest(write("fish", OTHER))
        two.remove("rail")
        done = Library.bring_back(file, two.settings.data, model="hash")
        assert db.execute("SELECT words FROM said").fetchall() == [("before",)]
    assert done.readouts == 2
    assert quotes(two, "fisheries")[0] == FISH, "the library that was open all the while sees it"
    assert quotes(two, "railway opened") == [RAIL]
    assert [finding.what for finding in two.check()] == []
    shutil.copytree(done.kept, tmp_path / "again")
    assert Library.open(tmp_path / "again", model="hash").show("fish").text == OTHER


def test_the_same_revision_in_other_words_is_not_taken_for_the_same(
    library: Library, write: Write, tmp_path: Path
) -> None:
    other = Library.open(tmp_path / "other", model="hash")
    other.ingest(write("fish", OTHER))
    other.back_up(tmp_path / "other.zip")
    library.ingest(write("fish", FISH))
    bring_back(library, tmp_path / "other.zip")
    assert quotes(library, "fisheries") == [OTHER]
    assert library.check() == []


def test_others_read_while_it_is_backed_up_and_brought_back(two: Library, write: Write, tmp_path: Path) -> None:
    wrong: list[object] = []
    stop = threading.Event()

    def asking() -> None:
        while not stop.is_set():
            try:
                if (found := quotes(two, "Kenya fisheries"))[:1] not in ([FISH], [OTHER]):
                    wrong.append(found)
            except Exception as error:  # any error at all is the failure that this test looks for
                wrong.append(error)

    threads = [threading.Thread(target=asking) for _ in range(4)]
    for thread in threads:
        thread.start()
    two.back_up(tmp_path / "one.zip")
    two.ingest(write("fish", OTHER))
    two.back_up(tmp_path / "two.zip")
    for name in ("one", "two", "one"):
        bring_back(two, tmp_path / f"{name}.zip")
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert quotes(two, "fisheries") == [FISH]


def repack(file: Path, into: Path, change: Callable[[dict[str, bytes]], Iterator[tuple[str, bytes]]]) -> Path:
    with zipfile.ZipFile(file) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(into, "w") as archive:
        for name, content in change(held):
            archive.writestr(name, content)
    return into


def stated(held: dict[str, bytes], **changes: object) -> bytes:
    return json.dumps({**json.loads(held["manifest.json"]), **changes}).encode()


def spoiled(file: Path, how: str) -> Path:
    into = file.with_name(f"{how}.zip")
    if how == "cut":
        into.write_bytes(file.read_bytes()[:-2000])
    elif how == "flipped":
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 0xFF
        into.write_bytes(content)
    elif how == "text":
        into.write_text("not an archive")
    elif how == "foreign":
        repack(file, into, lambda held: iter([("letter.txt", b"hello")]))
    elif how == "later":
        repack(file, into, lambda held: iter({**held, "manifest.json": stated(held, format=99)}.items()))
    elif how == "later catalog":
        repack(file, into, lambda held: iter({**held, "manifest.json": stated(held, catalog=99)}.items()))
    elif how == "escape":
        repack(file, into, lambda held: iter({**held, "../../catalog.sqlite": b"x"}.items()))
    elif how == "escape stated":
        held_files = {"../x.sqlite": {"bytes": 1, "sha256": "0"}}
        repack(file, into, lambda held: iter({"manifest.json": stated(held, files=held_files)}.items()))
    elif how == "swapped":
        repack(file, into, lambda held: iter({**held, "catalog.sqlite": b"x" * 100}.items()))
    elif how == "no catalog":
        digest = {"bytes": 100, "sha256": hashlib.sha256(b"x" * 100).hexdigest()}
        repack(
            file,
            into,
            lambda held: iter(
                {
                    "manifest.json": stated(held, files={"catalog.sqlite": digest}),
                    "catalog.sqlite": b"x" * 100,
                }.items()
            ),
        )
    return into


@pytest.mark.parametrize(
    ("how", "error", "words"),
    [
        ("cut", DamagedError, "damaged"),
        ("flipped", DamagedError, "damaged"),
        ("text", DamagedError, "not a backup"),
        ("foreign", InputError, "not a backup"),
        ("later", NewerVersionError, "pip install --upgrade"),
        ("later catalog", NewerVersionError, "pip install --upgrade"),
        ("escape", DamagedError, "other files"),
        ("escape stated", InputError, "not a backup"),
        ("swapped", DamagedError, "damaged"),
        ("no catalog", DamagedError, "damaged"),
        ("missing", InputError, "no such file"),
    ],
)
def test_what_is_not_a_sound_backup_is_refused_and_nothing_is_touched(
    two: Library, tmp_path: Path, how: str, error: type[Exception], words: str
) -> None:
    two.back_up(tmp_path / "kept.zip")
    two.close()
    before = state(two.settings.data)
    with pytest.raises(error, match=words):
        bring_back(two, spoiled(tmp_path / "kept.zip", how))
    assert state(two.settings.data) == before
    assert sorted(path.name for path in tmp_path.glob("*.sqlite")) == []


def test_a_backup_takes_no_other_files_place_and_leaves_nothing_beside(two: Library, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    letter = tmp_path / "out" / "letter.txt"
    letter.write_text("dear minister")
    with pytest.raises(InputError, match="not a backup"):
        two.back_up(letter)
    assert letter.read_text() == "dear minister"
    two.back_up(tmp_path / "out" / "kept.zip", vectors=True)
    two.back_up(tmp_path / "out" / "kept.zip")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["kept.zip", "letter.txt"]


def test_a_restore_waits_its_turn(two: Library, tmp_path: Path) -> None:
    two.back_up(tmp_path / "kept.zip")
    with writing(two.settings.data, 1), pytest.raises(LockedError, match="another process"):
        bring_back(two, tmp_path / "kept.zip")


def test_a_catalog_with_a_broken_page_is_named_and_brought_back_or_salvaged(
    library: Library, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library.ingest(*[write(f"r{n:03}", f"Kenya said that railway {n} was opened. " * 60) for n in range(60)])
    library.back_up(tmp_path / "kept.zip")
    library.close()
    catalog = library.settings.data / "catalog.sqlite"
    with contextlib.closing(sqlite3.connect(catalog)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'revision'").fetchone()[0]
        size = db.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(catalog.read_bytes())
    middle = (len(content) // size // 2) * size
    for page in (middle, middle + 3 * size):
        assert page // size + 1 != root
        content[page : page + size] = b"\xa5" * size
    catalog.write_bytes(content)
    damaged = tmp_path / "damaged"
    shutil.copytree(library.settings.data, damaged)

    assert main(["check", "--data", str(library.settings.data)]) == 2
    assert "onrecord restore FILE" in capsys.readouterr().out
    done = Library.bring_back(None, library.settings.data, model="hash")
    assert 40 <= done.readouts < 60
    again = Library.open(library.settings.data, model="hash")
    assert again.check() == []
    assert all(again.show(readout.id).text.startswith("Kenya said that railway") for readout in again.list())
    assert done.readouts + len(done.lost) >= 59, "what is lost is named, unless nothing names it any more"

    assert Library.bring_back(tmp_path / "kept.zip", damaged, model="hash").readouts == 60
    assert Library.open(damaged, model="hash").check() == []


def test_a_catalog_of_which_nothing_is_left_is_brought_back(two: Library, tmp_path: Path) -> None:
    two.back_up(tmp_path / "kept.zip")
    two.close()
    (two.settings.data / "catalog.sqlite").write_bytes(b"nothing" * 4000)
    with pytest.raises(DamagedError, match="onrecord restore FILE"):
        Library.open(two.settings.data, model="hash")
    with pytest.raises(DamagedError, match="nothing can be read"):
        bring_back(two, None)
    bring_back(two, tmp_path / "kept.zip")
    again = Library.open(two.settings.data, model="hash")
    assert again.check() == []
    assert quotes(again, "fisheries") == [FISH]


def test_the_commands(
    two: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_MODEL", "hash")
    data = ["--data", str(two.settings.data)]
    assert main(["backup", str(tmp_path / "kept.zip"), *data]) == 0
    assert "catalog.sqlite" in capsys.readouterr().out
    two.remove("rail")
    assert main(["restore", str(tmp_path / "kept.zip"), *data]) == 0
    assert capsys.readouterr().out.startswith("2 readouts are in; what was there before is kept in ")
    assert main(["restore", *data]) == 1
    assert "FILE or --salvage" in capsys.readouterr().err
