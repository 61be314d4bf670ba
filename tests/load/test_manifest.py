"""A manifest beside files: what it states outweighs the file; what is wrong in it is named by line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag import Library
from rag.load.find import find
from rag.load.load import load_all
from rag.types import Readout
from tests.load.making import BODY, TITLE, make_zip

HEADER = "file,title,date,published,reporter,issuer,language,kind,url\n"
ROW = (
    "one.txt,A visit,2023-01-02,2023-01-03,Chile,Ministry of Foreign Affairs,es-CL,statement,https://example.org/1\n"
)


def folder(tmp_path: Path, manifest: str | bytes, names: tuple[str, ...] = ("one.txt", "two.txt")) -> Path:
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{TITLE}\n\n{BODY[0]}")
    (tmp_path / "manifest.csv").write_bytes(manifest if isinstance(manifest, bytes) else manifest.encode())
    return tmp_path


def test_what_it_states_outweighs_what_the_file_says(tmp_path: Path) -> None:
    found = find([folder(tmp_path, HEADER + ROW)])
    assert (found.failures, found.skipped) == ((), 0)
    (readout,) = load_all(tmp_path / "one.txt", found.stated[tmp_path / "one.txt"])
    assert isinstance(readout, Readout)
    assert (readout.title, readout.date, readout.published) == ("A visit", "2023-01-02", "2023-01-03")
    assert (readout.reporter, readout.reporter_inferred, readout.parties[0]) == ("CL", False, "CL")
    assert (readout.issuer, readout.language, readout.kind) == ("Ministry of Foreign Affairs", "es", "statement")
    assert (readout.url, readout.id) == ("https://example.org/1", "one")


@pytest.mark.parametrize(
    "manifest", [HEADER + ROW, ("\ufeff" + HEADER + ROW).replace(",", ";"), (HEADER + ROW).upper()]
)
def test_it_may_be_written_by_a_spreadsheet(tmp_path: Path, manifest: str) -> None:
    found = find([folder(tmp_path, manifest, ("one.txt", "ONE.TXT"))])
    assert len(found.stated) == 1


def test_a_named_file_has_its_manifest_too_and_folders_below_are_reached(tmp_path: Path) -> None:
    folder(tmp_path, "file,title\none.txt,A\ndeep/two.txt,B\n", ("one.txt", "deep/two.txt"))
    stated = find([tmp_path / "one.txt"]).stated
    assert stated[tmp_path / "one.txt"] == {"title": "A"}
    assert find([tmp_path]).stated[tmp_path / "deep" / "two.txt"] == {"title": "B"}


@pytest.mark.parametrize(
    ("manifest", "why"),
    [
        (HEADER.replace("issuer", "isuer") + ROW, "line 1, column 'isuer': unknown; known are file, title"),
        (HEADER + ROW.replace("one.txt", "gone.txt"), "line 2, column 'file': 'gone.txt' is not there"),
        (HEADER + ROW.replace("one.txt", "../one.txt"), "line 2, column 'file'"),
        (HEADER + ROW.replace("one.txt", "/etc/passwd"), "line 2, column 'file'"),
        (HEADER + ROW.replace("one.txt", ""), "line 2, column 'file': empty"),
        (HEADER + ROW.replace("2023-01-02", "last week"), "line 2, column 'date'"),
        (HEADER + ROW.replace("Chile", "Atlantis"), "line 2, column 'reporter': 'Atlantis'"),
        (HEADER + ROW.replace("https://", "javascript:"), "line 2, column 'url'"),
        (HEADER + ROW.replace("statement", "gossip"), "line 2, column 'kind'"),
        (HEADER + ROW + ROW, "line 3, column 'file': 'one.txt' has a line already"),
        (HEADER + ROW.replace("\n", ",more\n"), "line 2: 10 cells"),
        ("title\nx\n", "column 'file' is missing"),
        ("", "empty"),
        (HEADER + "x\n" * 20_001, "more than 20000 lines"),
        (HEADER + 'one.txt,"A visit\n', "comma-separated"),
        ((HEADER + ROW).encode() + b"\0", "binary|comma"),
    ],
)
def test_what_is_wrong_is_named_by_line_and_column(tmp_path: Path, manifest: str | bytes, why: str) -> None:
    found = find([folder(tmp_path, manifest)])
    (failure,) = found.failures
    assert failure.source == str(tmp_path / "manifest.csv")
    assert why.split("|")[0] in failure.reason or why.split("|")[-1] in failure.reason
    assert "\n" not in failure.reason
    assert len(found.files) == 2


def test_a_wrong_cell_leaves_the_others(tmp_path: Path) -> None:
    found = find([folder(tmp_path, HEADER + ROW.replace("2023-01-02", "soon") + "two.txt,Two\n")])
    assert found.stated[tmp_path / "one.txt"]["title"] == "A visit"
    assert "date" not in found.stated[tmp_path / "one.txt"]
    assert found.stated[tmp_path / "two.txt"] == {"title": "Two"}


def test_the_library_uses_it_and_a_mended_one_is_no_failure_any_more(library: Library, tmp_path: Path) -> None:
    place = folder(tmp_path / "in", HEADER + ROW.replace("2023-01-02", "soon"))
    done = library.ingest(place)
    assert done.added == ("one", "two")
    assert [source for source, _ in done.failed] == [str(place / "manifest.csv")]
    folder(place, HEADER + ROW)
    done = library.ingest(place)
    assert (done.changed, done.failed, list(library.failures())) == (("one",), (), [])
    assert library.show("one").date == "2023-01-02"


def test_one_in_an_archive_counts_for_the_files_beside_and_below_it(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    files = {"a/one.txt": BODY[0], "a/manifest.csv": "file,title,when\none.txt,A visit,x\ngone.txt,B\n"}
    path.write_bytes(make_zip({**files, "b/two.txt": BODY[1]}))
    found = list(load_all(path))
    readouts = {one.id: one.title for one in found if isinstance(one, Readout)}
    assert readouts == {"one": "A visit", "two": "two"}
    (failure,) = [one for one in found if not isinstance(one, Readout)]
    assert failure.source == f"{path}!a/manifest.csv"
    assert "line 1, column 'when'" in failure.reason
    assert "line 3, column 'file'" in failure.reason
