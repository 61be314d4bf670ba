"""Damage to the index: known before it is searched, told, and another generation stands in where it can."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from rag import Library
from rag.errors import DamagedError, EmptyLibraryError, LockedError
from rag.store import chroma, passages
from rag.store.generation import current_path

Write = Callable[..., Path]
FISH = "The minister of Kenya said that fisheries need protection."
RAIL = "The minister of Kenya said that a railway was opened."


def quotes(library: Library, question: str) -> list[str]:
    return [citation.quote for citation in library.ask(question).citations]


def current(library: Library) -> Path:
    path = current_path(library.settings.data / "index")
    assert path is not None
    return path


def again(library: Library) -> Library:
    library.close()
    return Library.open(library.settings.data, model="hash")


@pytest.fixture
def two(library: Library, write: Write) -> Library:
    """Two generations: one of a readout, and one to which another has been added."""
    library.ingest(write("fish", FISH))
    library.ingest(write("rail", RAIL))
    return library


def spoil(library: Library, how: str) -> None:
    path = current(library)
    if how == "words":
        content = bytearray((path / "words.sqlite").read_bytes())
        content[len(content) // 2] ^= 0xFF
        (path / "words.sqlite").write_bytes(content)
    elif how == "vectors":
        (path / "chroma" / "chroma.sqlite3").write_bytes(b"broken" * 1000)
    elif how == "manifest":
        (path / "manifest.json").write_text("{")
    elif how == "gone":
        shutil.rmtree(path)
    elif how == "empty pointer":
        (path.parent / "CURRENT").write_text("")
    elif how == "wild pointer":
        (path.parent / "CURRENT").write_text("../../elsewhere\n")
    elif how == "no pointer":
        (path.parent / "CURRENT").unlink()


HOW = ["words", "vectors", "manifest", "gone", "empty pointer", "wild pointer", "no pointer"]


@pytest.mark.parametrize("how", HOW)
def test_the_last_good_generation_answers_and_says_so_until_it_is_mended(two: Library, how: str) -> None:
    spoil(two, how)
    found = again(two)
    answer = found.ask("fisheries protection")
    assert [citation.quote for citation in answer.citations] == [FISH]
    assert answer.text.startswith("The index is damaged; an earlier one answers")
    assert "onrecord check --repair" in {finding.remedy for finding in found.check()}
    assert found.check(repair=True) == []
    assert "damaged" not in found.ask("fisheries protection").text
    assert quotes(found, "railway opened") == [RAIL]


def test_a_generation_with_what_was_taken_out_since_never_stands_in(two: Library) -> None:
    two.remove("fish")
    spoil(two, "vectors")
    with pytest.raises(DamagedError, match="onrecord check --repair"):
        again(two).ask("fisheries protection")


@pytest.mark.parametrize("how", [how for how in HOW if "pointer" not in how])
def test_the_next_ingest_mends_what_it_would_have_built_upon(two: Library, write: Write, how: str) -> None:
    spoil(two, how)
    found = again(two)
    found.ingest(write("dam", "The minister of Kenya said that a dam was built."))
    assert found.check() == []
    assert quotes(found, "railway opened") == [RAIL]


def test_a_flipped_bit_in_the_graph_is_found_before_native_code_reads_it(
    library: Library, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passages, "TARGET", 1)  # a passage a sentence: the graph is written with the thousandth
    words = [
        f"{first}{second}" for first in ("ba", "ko", "mi", "tu", "re", "sa") for second in ("lan", "der", "vik", "mo")
    ]
    chance = random.Random(7)
    many = " ".join(f"They spoke of {' '.join(chance.choices(words, k=9))} {n}." for n in range(1100))
    library.ingest(write("plans", many))
    graph = next(current(library).glob("chroma/*/data_level0.bin"))
    content = bytearray(graph.read_bytes())
    content[len(content) // 3] ^= 0x10
    graph.write_bytes(content)
    found = again(library)
    with pytest.raises(DamagedError, match=r"data_level0\.bin: not as it was written.*check --repair"):
        found.ask("balan koder mivik")
    assert any("data_level0.bin" in finding.what for finding in found.check())
    assert found.check(repair=True) == []


def test_a_deleted_index_is_named_and_built_anew(two: Library) -> None:
    shutil.rmtree(two.settings.data / "index")
    found = again(two)
    with pytest.raises(EmptyLibraryError, match=r"2 readouts are taken in and not indexed yet.*check --repair"):
        found.ask("fisheries protection")
    assert [finding.remedy for finding in found.check()] == ["onrecord check --repair"]
    assert found.check(repair=True) == []
    assert quotes(found, "fisheries protection") == [FISH]


def test_a_database_that_another_program_holds_is_not_waited_for(
    two: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chroma, "LOCKED_SECONDS", 0.2)
    two.close()
    with contextlib.closing(sqlite3.connect(current(two) / "chroma" / "chroma.sqlite3", isolation_level=None)) as db:
        db.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LockedError, match="another program holds it locked"):
            Library.open(two.settings.data, model="hash").ask("fisheries protection")
        db.execute("ROLLBACK")
    assert quotes(again(two), "fisheries protection") == [FISH]


def test_a_clock_that_goes_back_costs_no_generation_and_no_readout(two: Library, write: Write) -> None:
    root = two.settings.data / "index"
    two.close()
    for path in root.glob("g-*"):  # as if they had been built by a clock far ahead
        path.rename(path.with_name("g-2099" + path.name[6:]))
    (root / "CURRENT").write_text("g-2099" + (root / "CURRENT").read_text()[6:])
    ahead = current(two)
    found = again(two)
    found.ingest(write("dam", "The minister of Kenya said that a dam was built."))
    first = current(found)
    assert set(root.glob("g-*")) == {ahead, first}, "the one before stays, whatever its name"
    found.ingest(write("port", "The minister of Kenya said that a port was built."))
    assert set(root.glob("g-*")) == {first, current(found)}
    spoil(found, "gone")
    assert quotes(again(found), "dam built") == ["The minister of Kenya said that a dam was built."]


def test_all_is_on_the_disk_before_anything_refers_to_it(
    two: Library, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: dict[int, int] = {}
    fsync, replace = os.fsync, os.replace
    seen: list[str] = []
    root = two.settings.data / "index"
    listed: set[str] = set()

    def watched_fsync(handle: int) -> None:
        fsync(handle)
        synced[os.fstat(handle).st_ino] = os.fstat(handle).st_mtime_ns
        if os.fstat(handle).st_ino == root.stat().st_ino:
            listed.update(path.name for path in root.iterdir())

    def watched_replace(source: str | Path, target: str | Path) -> None:
        if Path(target).name == "CURRENT":
            final = Path(target).parent / Path(source).read_text().strip()
            assert final.name in listed, "its name may be lost by a power cut"
            for path in (Path(source), final, *final.rglob("*")):
                assert synced.get(path.stat().st_ino) == path.stat().st_mtime_ns, f"{path} may be lost by a power cut"
                seen.append(path.name)
        replace(source, target)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(os, "replace", watched_replace)
    two.ingest(write("dam", "The minister of Kenya said that a dam was built."))
    assert {"words.sqlite", "chroma.sqlite3", "manifest.json"} <= set(seen)
