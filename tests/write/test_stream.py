"""Answers that grow: `Library.stream` and what `Library.ask` returns of it."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag import Answer, Library
from rag.errors import ModelError, SettingsError
from rag.settings import Settings
from rag.types import Citation, Searched
from rag.write.models import ScriptedWriter
from rag.write.write import written

Write = Callable[..., Path]
QUESTION = "What did Kenya say about fisheries?"
TRUE = "Kenya said that fisheries need protection [1]."
FALSE = "Kenya agreed to open its fisheries [1]."
SHOWN = "Kenya said that fisheries need protection, according to France’s readout of 2 May 2024 [1]."
FISH = "The minister of Kenya said that fisheries need protection. Both sides met in Paris."


def test_without_a_model_the_stream_is_the_one_answer_of_ask(library: Library, write: Write) -> None:
    library.ingest(write("fish", FISH))
    streamed = list(library.stream("What did Kenya say about fisheries?", parties=["KE"]))
    asked = library.ask("What did Kenya say about fisheries?", parties=["KE"])
    assert [dataclasses.replace(answer, elapsed_ms=0) for answer in streamed] == [
        dataclasses.replace(asked, elapsed_ms=0)
    ]
    assert (asked.mode, asked.finished, asked.dropped, asked.rewritten, asked.note) == ("quotes", True, 0, None, "")
    assert {"finished", "dropped", "rewritten", "note"} <= set(asked.to_dict())


@pytest.fixture
def scripted(library: Library, write: Write, tmp_path: Path) -> Iterator[Callable[..., Library]]:
    """A library with one readout and a model that writes what it is told to."""
    library.ingest(write("fish", FISH))
    opened: list[Library] = []

    def open_scripted(text: str) -> Library:
        script = tmp_path / "script.txt"
        script.write_text(text, encoding="utf-8")
        opened.append(Library.open(library.settings.data, model="hash", llm=f"scripted:{script}"))
        return opened[-1]

    yield open_scripted
    for one in opened:
        one.close()


def test_quotes_come_first_then_each_verified_sentence_and_the_citations_stay(
    scripted: Callable[..., Library],
) -> None:
    library = scripted(f"{FALSE} {TRUE} The minister of Kenya stressed that fisheries need protection [1]. {FALSE}")
    first, *rest = library.stream(QUESTION)
    assert (first.mode, first.finished, first.model) == ("quotes", False, None)
    assert [(answer.mode, answer.finished) for answer in rest] == [
        ("written", False),
        ("written", False),
        ("written", True),
    ]
    assert rest[0].text == SHOWN
    assert rest[1].text.startswith(SHOWN)
    assert (rest[-1].text, rest[-1].dropped, rest[-1].model) == (rest[1].text, 2, "scripted")
    assert all(answer.citations == first.citations for answer in rest)


def test_no_model_is_looked_for_before_the_quotes_are_there(scripted: Callable[..., Library]) -> None:
    library = scripted(TRUE)
    answers = library.stream(QUESTION)
    assert next(iter(answers)).mode == "quotes"
    assert library._writer_ is None


def test_ask_returns_the_last_of_the_stream(scripted: Callable[..., Library]) -> None:
    answer = scripted(TRUE).ask(QUESTION)
    assert (answer.text, answer.mode, answer.finished) == (SHOWN, "written", True)


def test_where_no_sentence_stays_the_quotes_stand_and_the_answer_says_so(scripted: Callable[..., Library]) -> None:
    first, last = scripted(FALSE).stream(QUESTION)
    assert (last.mode, last.text, last.dropped, last.model) == ("quotes", first.text, 1, None)
    assert "nothing that the quotes bear" in last.note


def test_silence_is_never_written_over(scripted: Callable[..., Library]) -> None:
    library = scripted("Kenya said that lithium royalties will rise [1].")
    (answer,) = library.stream("What did Kenya say about lithium royalties?")
    assert (answer.found, answer.mode, answer.dropped, answer.finished) == (False, "quotes", 0, True)
    assert library._writer_ is None, "no model was asked for"


def test_a_set_stop_ends_with_what_has_been_verified(scripted: Callable[..., Library]) -> None:
    stop = threading.Event()
    seen: list[Answer] = []
    for answer in scripted(f"{TRUE} The minister of Kenya stressed that fisheries need protection [1].").stream(
        QUESTION, stop=stop
    ):
        seen.append(answer)
        if answer.mode == "written":
            stop.set()
    assert (seen[-1].text, seen[-1].finished) == (SHOWN, True)


def test_a_model_that_cannot_be_had_leaves_the_quotes_and_says_why(
    scripted: Callable[..., Library], tmp_path: Path
) -> None:
    library = scripted(TRUE)
    (tmp_path / "script.txt").unlink()
    last = library.ask(QUESTION)
    assert (last.mode, last.found, last.finished) == ("quotes", True, True)
    assert "script.txt" in last.note


def test_a_model_that_fails_on_the_way_leaves_what_was_verified(
    scripted: Callable[..., Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> Iterator[str]:
        yield f"{TRUE} Kenya "
        raise ModelError("the server does not answer")

    monkeypatch.setattr("rag.write.models.ScriptedWriter.write", failing)
    last = scripted(TRUE).ask(QUESTION)
    assert (last.mode, last.text, last.note) == ("written", SHOWN, "the server does not answer")


def test_a_setting_that_names_no_model_is_an_error(scripted: Callable[..., Library]) -> None:
    library = scripted(TRUE)
    wrong = Library.open(library.settings.data, model="hash", llm="nonsense")
    with pytest.raises(SettingsError, match="nonsense"):
        wrong.ask(QUESTION)


def test_a_model_that_takes_a_grammar_is_shown_one_quote_after_the_other(
    citation: Callable[..., Citation],
) -> None:
    """The first sentence is there when the first quote is read."""
    quotes = ["Kenya said that fisheries need protection.", "Kenya hopes for help with new nets."]
    shown = tuple(citation(n, quote=quote, speakers=["KE"], reporter="FR") for n, quote in enumerate(quotes, 1))
    searched = Searched(readouts=1, since=None, until=None, filters={}, terms={})
    answer = Answer("What?", True, None, "quoted", "quotes", None, shown, (), searched, 1.0)
    texts = ["Kenya said that fisheries need protection [1].", "Kenya hopes for help with new nets [2]."]
    bound = ScriptedWriter(texts, takes_grammar=True)
    states = list(written(answer, lambda: bound, Settings(llm="scripted:x")))
    assert [len(asked) for asked in bound.asked] == [4, 4]
    for at, asked in enumerate(bound.asked):
        assert quotes[at] in asked[-1].content
        assert quotes[1 - at] not in asked[-1].content
    assert [state.text.count("[") for state in states] == [0, 1, 2, 2]
    free = ScriptedWriter([" ".join(texts)])
    assert list(written(answer, lambda: free, Settings(llm="scripted:x")))[-1].text == states[-1].text
    assert len(free.asked) == 1
