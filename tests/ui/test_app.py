from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rag import Library
from tests.ui.seen import exchanges, sources


def _ask(app: AppTest, question: str) -> AppTest:
    return app.chat_input[0].set_value(question).run()


def test_an_empty_library_says_how_to_fill_it(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert any("onrecord ingest" in text.value for text in app.markdown)


def test_a_question_to_an_empty_library_gets_a_sentence(app: AppTest) -> None:
    _ask(app.run(), "What did Kenya say?")
    assert not app.exception
    assert "onrecord ingest" in exchanges(app)[0]["error"]


def test_the_empty_page_offers_questions_and_asks_one_on_a_click(filled: Library, app: AppTest) -> None:
    app.run()
    assert app.button[0].label == "What did Kenya say about WIDGET?"
    app.button[0].click().run()
    assert exchanges(app)[0]["question"] == "What did Kenya say about WIDGET?"
    assert exchanges(app)[0]["found"] is True


def test_an_answer_has_cards_with_account_and_title(filled: Library, app: AppTest) -> None:
    _ask(app.run(), "What did Kenya say about fishing nets?")
    assert not app.exception
    first = exchanges(app)[0]["cards"][0]
    assert "fishing nets" in first["quote"]
    assert "France’s readout of 2 May 2024" in first["account"]
    assert first["title"] == "Readout fr-ke-1"
    assert app.query_params["q"] == "What did Kenya say about fishing nets?"


def test_silence_shows_what_was_searched(filled: Library, app: AppTest) -> None:
    _ask(app.run(), "What did Kenya say about zeppelins?")
    shown = exchanges(app)[0]
    assert shown["found"] is False
    assert {"word": "zeppelins", "readouts": 0} in shown["receipt"]["terms"]
    assert shown["receipt"]["readouts"] == 3
    assert shown["chart"]["title"] == "Readouts searched with Kenya, by year"
    assert shown["chart"]["years"] == [{"word": "2023", "readouts": 1}, {"word": "2024", "readouts": 2}]


def test_the_chart_of_a_silence_counts_what_the_filters_leave(filled: Library, app: AppTest) -> None:
    app.query_params["since"] = "2024"
    _ask(app.run(), "What did Kenya say about zeppelins?")
    assert exchanges(app)[0]["chart"]["years"] == [{"word": "2024", "readouts": 2}]


def test_questions_stay_on_the_page_in_order(filled: Library, app: AppTest) -> None:
    _ask(_ask(app.run(), "What did Kenya say about nets?"), "And the port of Mombasa?")
    assert [shown["question"] for shown in exchanges(app)] == [
        "What did Kenya say about nets?",
        "And the port of Mombasa?",
    ]


def test_an_address_shows_question_readout_and_passage_again(filled: Library, app: AppTest) -> None:
    text = filled.show("fr-ke-2").text
    app.query_params["q"] = "What about a loan for Mombasa?"
    app.query_params["readout"] = "fr-ke-2"
    app.query_params["passage"] = f"0-{len(text)}"
    app.run()
    assert exchanges(app)[0]["question"] == "What about a loan for Mombasa?"
    assert "".join(run["t"] for run in sources(app)[0]["paragraphs"][0] if "m" in run) == text.strip()


def test_an_address_of_an_old_revision_shows_what_was_cited_and_says_so(
    filled: Library, app: AppTest, write: Callable[..., Path]
) -> None:
    filled.ingest(write("fr-ke-2", "A quite different text.", Date="2023-01-05"))
    app.query_params.update({"readout": "fr-ke-2", "passage": "0-6", "revision": "1"})
    app.run()
    shown = sources(app)[0]
    assert shown["superseded"].startswith("Revision 1, superseded by revision 2 of ")
    assert [run["t"] for run in shown["paragraphs"][0] if "m" in run] == ["France"]
    app.query_params["revision"] = "9"
    app.run()
    assert "there is no revision 9" in app.error[0].value


def test_an_address_with_a_readout_that_is_not_there_says_so(filled: Library, app: AppTest) -> None:
    app.query_params["readout"] = "no-such"
    app.run()
    assert not app.exception
    assert "no such readout" in app.error[0].value


def test_an_address_with_an_unusable_passage_still_shows_the_readout(filled: Library, app: AppTest) -> None:
    for passage in ("x", "5", "9-2", "0-99999999", "-1-3", "1-2-3", "٣-٤"):
        app.query_params["readout"] = "fr-ke-2"
        app.query_params["passage"] = passage
        app.run()
        assert not app.exception
        assert sources(app)[0]["missing"] is True


def test_an_overlong_question_gets_a_sentence(filled: Library, app: AppTest) -> None:
    app.query_params["q"] = "nets " * 2000
    app.run()
    assert not app.exception
    assert "2,000" in exchanges(app)[0]["error"] or "2000" in exchanges(app)[0]["error"]


def test_a_question_of_control_characters_is_no_question(filled: Library, app: AppTest) -> None:
    _ask(app.run(), "\x00\x1b\u202e")
    assert not app.exception
    assert exchanges(app) == []


def test_a_damaged_index_gets_the_command_that_mends_it(filled: Library, data: Path, app: AppTest) -> None:
    filled.close()
    current = data / "index" / (data / "index" / "CURRENT").read_text().strip()
    shutil.rmtree(current)
    _ask(app.run(), "What did Kenya say about nets?")
    assert not app.exception
    assert "onrecord check" in exchanges(app)[0]["error"]


def test_a_catalog_of_a_later_version_gets_a_sentence(data: Path, app: AppTest) -> None:
    data.mkdir()
    with sqlite3.connect(data / "catalog.sqlite") as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    app.run()
    assert not app.exception
    assert "later version" in app.error[0].value


def test_a_failure_that_is_not_ours_shows_no_traceback(data: Path, app: AppTest) -> None:
    data.mkdir()
    (data / "catalog.sqlite").mkdir()
    app.run()
    assert not app.exception
    assert "Traceback" not in app.error[0].value


def test_a_failure_while_answering_keeps_the_question_and_shows_no_traceback(
    filled: Library, app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(Library, "stream", broken)
    _ask(app.run(), "What did Kenya say about nets?")
    assert not app.exception
    assert "Something went wrong" in exchanges(app)[0]["error"]
    assert "secret" not in exchanges(app)[0]["error"]


def test_the_page_says_that_the_model_is_loading(
    filled: Library, app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.engine.Engine._load", lambda self: None)
    app.run()
    assert any("Loading the search model" in caption.value for caption in app.caption)


def test_a_chip_that_is_changed_asks_again(filled: Library, app: AppTest) -> None:
    _ask(app.run(), "What did Kenya say about fishing nets?")
    assert [chip["label"] for chip in exchanges(app)[0]["reading"]["chips"]] == ["By Kenya"]
    app.session_state["asked"] = "What did Kenya say about fishing nets?"
    app.session_state["instead"] = {"parties": ["FR"]}
    app.run()
    first, second = exchanges(app)
    assert first["choices"] == []  # what can be changed is how the latest question was read
    assert [chip["label"] for chip in second["reading"]["chips"]] == ["By France"]
    assert second["found"] is False
    assert app.query_params["read"] in ("parties:FR", ["parties:FR"])


def test_an_address_says_how_its_question_is_to_be_read(filled: Library, app: AppTest) -> None:
    app.query_params["q"] = "What did Kenya say about fishing nets?"
    app.query_params["read"] = ["parties:FR", "nonsense", "since:2023"]
    app.run()
    chips = exchanges(app)[0]["reading"]["chips"]
    assert [(chip["label"], chip["changed"]) for chip in chips] == [("By France", True), ("From 2023", True)]
    app.query_params["read"] = ["parties:Atlantis"]
    app.query_params.pop("c", None)
    app.run()
    assert not app.exception
