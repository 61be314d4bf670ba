from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rag import Library
from tests.ui.conftest import APP
from tests.ui.seen import components, exchanges
from ui.conversations import Conversations

USER = "test@example.com"
"""Whom AppTest names as the user."""


def _asked(*questions: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=20).run()
    for question in questions:
        app.chat_input[0].set_value(question).run()
    return app


def _store(data: Path) -> Conversations:
    return Conversations(data / "conversations.sqlite")


def test_a_conversation_is_there_again_in_a_new_session(filled: Library, data: Path) -> None:
    first = _asked("What did Kenya say about nets?", "And about the WIDGET pact?")
    again = AppTest.from_file(str(APP), default_timeout=20)
    again.query_params["c"] = first.query_params["c"]
    again.run()
    assert [shown["question"] for shown in exchanges(again)] == [
        "What did Kenya say about nets?",
        "And about the WIDGET pact?",
    ]
    assert exchanges(again)[0]["cards"] == exchanges(first)[0]["cards"]


def test_each_answer_is_kept_whole(filled: Library, data: Path) -> None:
    _asked("What did Kenya say about nets?")
    store = _store(data)
    kept = store.turns(USER, store.list(USER)[0].id)[0].answer
    assert kept is not None
    assert kept["citations"][0]["quote"] == filled.ask("What did Kenya say about nets?").citations[0].quote


def test_an_address_with_anothers_conversation_asks_the_question_anew(filled: Library, data: Path) -> None:
    id = _store(data).start("somebody else", "Secret")
    _store(data).add("somebody else", id, "Secret question", None, "secret")
    app = AppTest.from_file(str(APP), default_timeout=20)
    app.query_params["c"] = id
    app.query_params["q"] = "What did Kenya say about nets?"
    app.run()
    assert [shown["question"] for shown in exchanges(app)] == ["What did Kenya say about nets?"]
    assert app.query_params["c"] != id
    assert "Secret" not in json.dumps([exchanges(app), components(app, "onrecord_list")])


def test_conversations_are_listed_renamed_and_deleted(filled: Library, data: Path) -> None:
    app = _asked("What did Kenya say about nets?")
    assert [row["title"] for row in components(app, "onrecord_list")[0]["rows"]] == ["What did Kenya say about nets?"]
    title = next(box for box in app.text_input if box.label == "Title")
    title.set_value("Fishing").run()
    assert [row["title"] for row in components(app, "onrecord_list")[0]["rows"]] == ["Fishing"]
    next(button for button in app.button if button.label == "Delete this conversation").click().run()
    assert _store(data).list(USER) == []
    assert exchanges(app) == []


def test_a_new_conversation_begins_empty_and_keeps_the_old(filled: Library, data: Path) -> None:
    app = _asked("What did Kenya say about nets?")
    next(button for button in app.button if button.label == "New conversation").click().run()
    assert exchanges(app) == []
    assert "q" not in app.query_params
    app.chat_input[0].set_value("What about Mombasa?").run()
    assert [shown["question"] for shown in exchanges(app)] == ["What about Mombasa?"]
    assert len(_store(data).list(USER)) == 2


def test_where_nothing_can_be_kept_the_chat_says_so_and_goes_on(filled: Library, data: Path) -> None:
    (data / "conversations.sqlite").mkdir()
    app = _asked("What did Kenya say about nets?")
    assert not app.exception
    assert exchanges(app)[0]["found"] is True
    assert any("conversations" in error.value for error in app.error)


def test_a_kept_answer_that_cannot_be_read_gets_a_sentence(filled: Library, data: Path) -> None:
    id = _store(data).start(USER, "Old")
    _store(data).add(USER, id, "Old question", {"shape": "of another time"})
    app = AppTest.from_file(str(APP), default_timeout=20)
    app.query_params["c"] = id
    app.run()
    assert not app.exception
    assert "cannot be read" in exchanges(app)[0]["error"]


def test_earlier_questions_go_along(filled: Library, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, list[str]] = {}
    stream = Library.stream

    def listening(self: Library, question: str, **filters: object) -> object:
        if "history" in filters:
            seen[question] = [turn.question for turn in filters["history"]]  # type: ignore[attr-defined]
        return stream(self, question, **filters)  # type: ignore[arg-type]

    monkeypatch.setattr(Library, "stream", listening)
    _asked("What did Kenya say about nets?", "And about the WIDGET pact?")
    assert seen == {
        "What did Kenya say about nets?": [],
        "And about the WIDGET pact?": ["What did Kenya say about nets?"],
    }
