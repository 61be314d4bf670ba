"""Follow-ups that a model completes: only out of the conversation, only where the rules do not suffice, and shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rag import Library
from rag.settings import Settings
from rag.types import Filters, Turn
from rag.write.models import ScriptedWriter
from rag.write.rewrite import borne, rewritten

Write = Callable[..., Path]
HISTORY = [Turn("Fisheries?", "The minister of Kenya said that fisheries need help.")]
VAGUE = "And then?"
WHOLE = "What did Kenya say about fisheries?"


def completed(writes: str, question: str = VAGUE, history: list[Turn] = HISTORY) -> tuple[str | None, ScriptedWriter]:
    writer = ScriptedWriter([writes])
    return rewritten(question, Filters(), history, lambda: writer, Settings(llm="scripted:x")), writer


@pytest.mark.parametrize(
    "text",
    [
        "What did Peru say about fisheries?",
        "What did Kenya say about lithium?",
        "What did Kenya say about fisheries in 2019?",
        "What did Kenya say about fisheries? [1]",
        "![x](http://evil.example)",
        "What did Kenya say\u200b about fisheries?",
        "",
        "What did Kenya say about fisheries " * 20,
    ],
)
def test_what_the_conversation_does_not_name_is_refused(text: str) -> None:
    assert not borne(text, VAGUE, HISTORY)


def test_what_the_question_itself_names_must_stay() -> None:
    assert not borne(WHOLE, "And Peru?", [*HISTORY, Turn("What did Peru say?", "")])
    assert borne("What did Peru say about fisheries?", "And Peru?", HISTORY)


def test_what_the_rules_do_not_understand_is_completed_by_the_model() -> None:
    text, writer = completed(WHOLE)
    assert text == WHOLE
    assert len(writer.asked) == 1


def test_a_question_that_the_rules_understand_is_not_given_to_a_model() -> None:
    text, writer = completed(WHOLE, "What did Kenya say about fisheries?")
    assert text is None
    assert writer.asked == []
    assert completed(WHOLE, VAGUE, [])[1].asked == []


def test_the_rewritten_question_is_asked_and_shown(library: Library, write: Write, tmp_path: Path) -> None:
    library.ingest(write("fish", "The minister of Kenya said that fisheries need protection."))
    script = tmp_path / "script.txt"
    script.write_text(f"{WHOLE}\n\nKenya said that fisheries need protection [1].", encoding="utf-8")
    asked = Library.open(library.settings.data, model="hash", llm=f"scripted:{script}")
    answer = asked.ask(VAGUE, history=[Turn("Fisheries?", "The minister of Kenya said that they need protection.")])
    assert (answer.question, answer.rewritten, answer.mode) == (VAGUE, WHOLE, "written")
    assert answer.to_dict()["rewritten"] == WHOLE


def test_a_rewrite_that_fails_leaves_the_question(library: Library, write: Write, tmp_path: Path) -> None:
    library.ingest(write("fish", "The minister of Kenya said that fisheries need protection."))
    plain = library.ask(VAGUE, history=HISTORY)
    script = tmp_path / "script.txt"
    script.write_text("What did Peru say about copper?", encoding="utf-8")
    asked = Library.open(library.settings.data, model="hash", llm=f"scripted:{script}")
    answer = asked.ask(VAGUE, history=HISTORY)
    assert (answer.rewritten, answer.found, answer.citations) == (None, plain.found, plain.citations)
