"""People known from other readouts, through ingests: in any order, and gone with the readout that told."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from rag import Library
from rag.cli import main
from rag.errors import DamagedError
from rag.store.catalog import Catalog
from rag.store.generation import current_path
from rag.store.known import People

Write = Callable[..., Path]
MET = "Secretary of State Antony J. Blinken met with Paraguayan Foreign Minister Berta Quiñe. They discussed {}."
NOTED = "The delegations met in Asunción. Minister Quiñe noted the drought. Both sides agreed to meet again."


@pytest.fixture
def files(write: Write) -> dict[str, Path]:
    header = {"Issuer": "U.S. Department of State (US)"}
    return {
        "one": write("one", MET.format("tea"), Date="2023-02-01", Counterparts="PY", **header),
        "two": write("two", MET.format("jam"), Date="2023-05-01", Counterparts="PY", **header),
        "open": write("open", NOTED, Date="2023-06-01", Counterparts="PY, KE", **header),
    }


def shown(library: Library, id: str = "open") -> list[list[object]]:
    """The statements of a readout as they are shown."""
    return [
        [s.start, s.end, list(s.speakers), s.joint, s.person, s.kind, s.cue]
        for s in library.statements(library.show(id))
    ]


def indexed(library: Library, id: str = "open") -> list[list[object]]:
    """The statements of a readout in the published index."""
    path = current_path(library.settings.data / "index")
    assert path is not None
    with sqlite3.connect(path / "words.sqlite") as db:
        rows = db.execute("SELECT statements FROM passage WHERE readout = ? ORDER BY start", (id,)).fetchall()
    db.close()
    return [statement for (row,) in rows for statement in json.loads(row)]


def is_known(library: Library) -> bool:
    """Whether the open name is known; what is shown and what is indexed are the same."""
    assert shown(library) == indexed(library)
    return shown(library)[1][4:] == ["Berta Quiñe", "statement", "Minister Quiñe noted (known from two)"]


@pytest.mark.parametrize("order", [("open", "one", "two"), ("one", "open", "two"), ("two", "one", "open")])
def test_the_order_of_ingest_does_not_matter(
    library: Library, files: dict[str, Path], order: tuple[str, ...]
) -> None:
    for id in order:
        library.ingest(files[id])
    assert is_known(library)


def test_all_at_once_is_the_same_as_one_by_one(library: Library, files: dict[str, Path]) -> None:
    library.ingest(*files.values())
    assert is_known(library)


def test_ingesting_again_changes_nothing(library: Library, files: dict[str, Path]) -> None:
    library.ingest(*files.values())
    before = current_path(library.settings.data / "index")
    library.ingest(*files.values())
    assert current_path(library.settings.data / "index") == before


def test_one_that_tells_nothing_new_leaves_the_rest_of_the_index(
    library: Library, files: dict[str, Path], write: Write
) -> None:
    library.ingest(*files.values())
    library.ingest(write("tea", "The minister of Kenya said that tea needs rain."))
    assert is_known(library)
    assert not People(Catalog(library.settings.data / "catalog.sqlite")).pending()


def test_removing_what_told_takes_the_knowledge_away_and_restoring_brings_it_back(
    library: Library, files: dict[str, Path]
) -> None:
    library.ingest(*files.values())
    library.remove("one")
    assert not is_known(library)
    assert shown(library)[1][2:5] == [[], False, ""]
    library.restore("one")
    assert is_known(library)


def test_a_revision_that_contradicts_takes_it_away(library: Library, files: dict[str, Path]) -> None:
    library.ingest(*files.values())
    text = files["one"].read_text(encoding="utf-8")
    files["one"].write_text(text.replace("Berta", "Olga"), encoding="utf-8")
    library.ingest(files["one"])
    assert not is_known(library)
    files["one"].write_text(text, encoding="utf-8")
    files["open"].write_text(files["open"].read_text("utf-8").replace("agreed", "promised"), encoding="utf-8")
    library.ingest(files["one"], files["open"])
    assert is_known(library)


def test_what_a_killed_build_left_undone_is_done_by_the_next(library: Library, files: dict[str, Path]) -> None:
    library.ingest(files["open"], files["one"])
    catalog = Catalog(library.settings.data / "catalog.sqlite")
    with catalog.database.open(write=True) as db:  # as after a kill between what was concluded and what is published
        db.execute("UPDATE people SET pending = 1, known = '[]' WHERE id = 'open'")
    assert any("people" in finding.what for finding in library.check())
    library.ingest(files["one"])
    assert not any("people" in finding.what for finding in library.check())
    library.ingest(files["two"])
    assert is_known(library)


def test_the_answer_says_from_where_the_person_is_known(library: Library, files: dict[str, Path]) -> None:
    library.ingest(*files.values())
    answer = library.ask("What did Paraguay say about the drought?")
    (citation,) = [c for c in answer.citations if "drought" in c.quote]
    assert (citation.speakers, citation.person, citation.known) == (("PY",), "Berta Quiñe", "two")
    assert "Paraguay (Berta Quiñe), known from two, according to" in answer.text
    assert citation.to_dict()["known"] == "two"


def test_show_says_it_and_attribute_reads_each_file_alone(
    library: Library, files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    library.ingest(*files.values())
    assert main(["show", "open", "--data", str(library.settings.data)]) == 0
    assert "[PY (Berta Quiñe), known from two] Minister Quiñe noted the drought." in capsys.readouterr().out
    assert main(["attribute", *map(str, files.values()), "--json"]) == 0
    assert "known from" not in capsys.readouterr().out


def test_a_backup_brings_it_back(library: Library, files: dict[str, Path], tmp_path: Path) -> None:
    library.ingest(*files.values())
    library.back_up(tmp_path / "backup.zip")
    library.remove("one")
    Library.bring_back(tmp_path / "backup.zip", library.settings.data, model="hash")
    assert is_known(library)


def test_what_is_kept_and_cannot_be_read_is_made_anew(library: Library, files: dict[str, Path], write: Write) -> None:
    library.ingest(*files.values())
    with Catalog(library.settings.data / "catalog.sqlite").database.open(write=True) as db:
        db.execute("UPDATE people SET seen = 'x', known = 'x'")
    with pytest.raises(DamagedError, match="check --repair"):
        library.statements(library.show("open"))
    with pytest.raises(DamagedError, match="check --repair"):
        library.ingest(write("tea", "The minister of Kenya said that tea needs rain."))
    library.check(repair=True)
    assert is_known(library)
