"""The catalog keeps every revision, takes a batch in whole or not at all, and says what is wrong with its file."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import pytest

from rag.errors import DamagedError, NewerVersionError, NotWritableError, UnknownReadoutError
from rag.store.catalog import Catalog
from rag.types import Person, Readout

ONE = Readout(
    "one",
    "A title",
    "Some text \U0001f600\r\n",
    date="2024-05-01",
    reporter="FR",
    parties=("FR", "KE"),
    people=(Person("Ana Ejemplo", "minister", "FR"),),
    source="/in/one.txt",
    extra={"Licence": "free"},
)


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog(tmp_path / "catalog.sqlite")


def outcome(catalog: Catalog, *readouts: Readout) -> list[str]:
    return [change.what for change in catalog.put(readouts)]


def test_a_readout_comes_back_as_it_went_in(catalog: Catalog) -> None:
    assert outcome(catalog, ONE) == ["added"]
    assert catalog.get("one") == ONE
    assert list(catalog.readouts()) == [ONE]
    assert catalog.live() == {"one": 1}


def test_the_same_content_again_changes_nothing_wherever_it_lies(catalog: Catalog) -> None:
    outcome(catalog, ONE)
    moved = dataclasses.replace(ONE, source="/elsewhere/one.txt", retrieved="2024-06-01T00:00:00+00:00")
    assert outcome(catalog, ONE, moved) == ["unchanged", "unchanged"]
    assert catalog.live() == {"one": 1}
    assert catalog.source_of("one") == "/elsewhere/one.txt"


def test_changed_content_is_a_new_revision_and_the_old_one_stays(catalog: Catalog) -> None:
    outcome(catalog, ONE)
    assert outcome(catalog, dataclasses.replace(ONE, text="Edited.")) == ["changed"]
    assert (catalog.get("one").revision, catalog.get("one").text) == (2, "Edited.")
    assert catalog.get("one", 1).text == ONE.text


def test_removed_readouts_are_gone_from_the_living_but_kept(catalog: Catalog) -> None:
    outcome(catalog, ONE)
    catalog.remove(["one"])
    assert catalog.live() == {}
    assert catalog.get("one") == ONE
    assert outcome(catalog, ONE) == ["restored"]
    assert catalog.live() == {"one": 1}


def test_removing_is_all_or_nothing(catalog: Catalog) -> None:
    outcome(catalog, ONE)
    with pytest.raises(UnknownReadoutError, match="'two'"):
        catalog.remove(["one", "two"])
    assert catalog.live() == {"one": 1}


def test_a_batch_that_fails_half_way_leaves_nothing(catalog: Catalog) -> None:
    def batch() -> object:
        yield ONE
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        catalog.put(batch())  # type: ignore[arg-type]
    assert catalog.live() == {}


def test_an_unknown_id_is_named(catalog: Catalog) -> None:
    with pytest.raises(UnknownReadoutError, match="'nine': no such readout"):
        catalog.get("nine")


def test_a_later_format_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    Catalog(path)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(NewerVersionError, match="pip install --upgrade"):
        Catalog(path)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(DamagedError, match=r"catalog\.sqlite"):
        Catalog(path)


def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotWritableError, match="--data"):
        Catalog(tmp_path / "file" / "catalog.sqlite")
