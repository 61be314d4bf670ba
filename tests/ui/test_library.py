from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pycountry
import pytest
from streamlit.testing.v1 import AppTest

from rag import Library
from tests.ui.examples import HOSTILE, readout
from tests.ui.seen import components
from ui.library import sections
from ui.overview import survey


@pytest.fixture
def page(data: Path) -> AppTest:
    """The Library page by itself."""

    def script() -> None:
        from ui import library

        library.page()

    return AppTest.from_function(script, default_timeout=20)


def test_counts_are_charted_by_year_reporter_party_language_and_kind(filled: Library, page: AppTest) -> None:
    page.run()
    assert not page.exception
    charts = {chart["title"]: chart["rows"] for chart in components(page, "onrecord_figures")[0]["sections"]}
    assert charts["By year"] == [
        {"word": "2023", "readouts": 1, "find": "year:2023"},
        {"word": "2024", "readouts": 2, "find": "year:2024"},
    ]
    assert charts["By reporter"] == [{"word": "France", "readouts": 3, "find": "reporter:FR"}]
    assert {row["word"] for row in charts["By party"]} == {"France", "Kenya"}
    kinds = [(row["word"], row["readouts"], row["find"]) for row in charts["By kind"]]
    assert kinds == [("readout", 2, "kind:readout"), ("summary", 1, "kind:summary")]
    assert any("5 May 2024" in text.value or "2 May 2024" in text.value for text in page.markdown)


def test_many_parties_are_summed_up() -> None:
    codes = sorted(party.alpha_2 for party in pycountry.countries)[:18]
    chart = next(c for c in sections(survey([readout("x", parties=tuple(codes))])) if c["title"] == "By party")
    assert len(chart["rows"]) == 15
    assert chart["rest"] == "and 3 more, each with 1 or fewer"


def test_an_empty_library_can_still_be_filled(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert any("0 readouts" in text.value for text in page.markdown)
    assert any(button.label == "Add to the library" for button in page.button)


def test_what_failed_is_listed_with_its_reason_and_escaped(
    filled: Library, page: AppTest, write: Callable[..., Path]
) -> None:
    filled.ingest(write("bad", "Words.", Date=f"2024-13-45 {HOSTILE[:60]}"))
    page.run()
    assert not page.exception
    said = "\n".join(text.value for text in page.markdown)
    assert "Not taken in: 1" in said
    assert "![x](" not in said


def test_a_readout_is_removed_and_the_removal_undone(filled: Library, page: AppTest) -> None:
    page.session_state["chosen"] = "fr-ke-2"
    page.run()
    next(button for button in page.button if button.label.startswith("Remove")).click().run()
    assert [entry.id for entry in filled.list()] == ["fr-ke-1", "fr-ke-3"]
    next(button for button in page.button if button.label == "Undo").click().run()
    assert [entry.id for entry in filled.list()] == ["fr-ke-1", "fr-ke-2", "fr-ke-3"]
    assert not any(button.label == "Undo" for button in page.button)


def test_files_are_added_and_what_is_no_readout_is_said(
    page: AppTest, data: Path, write: Callable[..., Path]
) -> None:
    good = write("fr-ke-9", "Mr Mwangi said that Kenya would ban nets.").read_bytes()
    page.run()
    page.file_uploader[0].upload("fr-ke-9.txt", good, "text/plain").upload("empty.txt", b"", "text/plain")
    next(button for button in page.button if button.label == "Add to the library").click().run()
    assert not page.exception
    said = "\n".join(text.value for text in page.markdown).replace("\\", "")
    assert "1 added: fr-ke-9" in said
    assert "empty.txt" in said
    assert [entry.id for entry in Library.open(data, model="hash").list()] == ["fr-ke-9"]
