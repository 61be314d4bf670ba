from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rag import Library
from tests.ui.seen import components, sources

APP = Path(__file__).parents[2] / "ui" / "app.py"


@pytest.fixture
def reading(data: Path) -> AppTest:
    """The Read page; AppTest knows no pages of functions, so it is drawn by itself."""

    def script() -> None:
        from ui import read

        read.page()

    return AppTest.from_function(script, default_timeout=20)


def test_the_list_is_newest_first_and_narrows_down(filled: Library, reading: AppTest) -> None:
    reading.run()
    assert not reading.exception
    rows = components(reading, "onrecord_list")[0]["rows"]
    assert [row["id"] for row in rows] == ["fr-ke-3", "fr-ke-1", "fr-ke-2"]
    reading.text_input[0].set_value("2023").run()
    assert [row["id"] for row in components(reading, "onrecord_list")[0]["rows"]] == ["fr-ke-2"]


def test_what_is_looked_for_stands_in_the_address_and_may_name_a_field(filled: Library, reading: AppTest) -> None:
    reading.query_params["find"] = "kind:summary"
    reading.run()
    assert [row["id"] for row in components(reading, "onrecord_list")[0]["rows"]] == ["fr-ke-3"]
    reading.text_input[0].set_value("year:2023 reporter:fr").run()
    assert [row["id"] for row in components(reading, "onrecord_list")[0]["rows"]] == ["fr-ke-2"]
    assert reading.query_params["find"] in ("year:2023 reporter:fr", ["year:2023 reporter:fr"])


def test_a_readout_of_the_address_is_shown_with_its_statements(filled: Library, reading: AppTest) -> None:
    reading.query_params["readout"] = "fr-ke-1"
    reading.run()
    shown = sources(reading)[0]
    expected = filled.statements(filled.show("fr-ke-1"))
    assert len(shown["statements"]) == len(expected)
    assert [statement["v"] >= 0 for statement in shown["statements"]] == [bool(s.speakers) for s in expected]


def test_a_readout_that_is_not_there_gets_a_sentence(filled: Library, reading: AppTest) -> None:
    reading.query_params["readout"] = "../../etc/passwd"
    reading.run()
    assert not reading.exception
    assert "no such readout" in reading.error[0].value


def test_revisions_can_be_read_and_compared(filled: Library, reading: AppTest, write: Callable[..., Path]) -> None:
    filled.ingest(write("fr-ke-2", "France announced a grant for the port of Mombasa.", Date="2023-01-05"))
    reading.query_params["readout"] = "fr-ke-2"
    reading.run()
    assert "grant" in str(sources(reading)[0]["paragraphs"])
    reading.toggle[0].set_value(True).run()
    runs = components(reading, "onrecord_changes")[0]["lines"][0]
    assert [(run["t"].strip(), run["d"]) for run in runs if "d" in run] == [("loan", -1), ("grant", 1)]
    reading.toggle[0].set_value(False).run()
    reading.selectbox[0].set_value(1).run()
    assert "loan" in str(sources(reading)[0]["paragraphs"])
    assert "superseded by revision 2" in sources(reading)[0]["superseded"]


def test_the_revision_of_the_address_is_the_one_that_is_open(
    filled: Library, reading: AppTest, write: Callable[..., Path]
) -> None:
    filled.ingest(write("fr-ke-2", "France announced a grant for the port of Mombasa.", Date="2023-01-05"))
    reading.query_params.update({"readout": "fr-ke-2", "passage": "0-6", "revision": "1"})
    reading.run()
    assert reading.selectbox[0].value == 1
    assert "loan" in str(sources(reading)[0]["paragraphs"])
    assert sources(reading)[0]["marked"] == [0, 6]
