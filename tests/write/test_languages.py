"""Quotes in languages that sentences cannot be checked against: never given to a model, and the answer says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.settings import Settings
from rag.types import Answer, Citation, Searched
from rag.write.models import ScriptedWriter
from rag.write.write import written

ENGLISH = {"quote": "Kenya said that fisheries need protection.", "speakers": ["KE"], "reporter": "FR"}
SPANISH = {"quote": "Chile no descartó vender más litio.", "speakers": ["CL"], "language": "es"}
RUSSIAN = {"quote": "Кения поддержала охрану моря.", "speakers": ["KE"], "language": "ru"}
WRITES = (
    "Chile ruled out selling more lithium [2]. Chile sells more lithium [2]. "
    "Kenya said that fisheries need protection [1]."
)

Cite = Callable[..., Citation]


def answer(*citations: Citation) -> Answer:
    searched = Searched(readouts=1, since=None, until=None, filters={}, terms={})
    return Answer("What was said?", True, None, "as quoted", "quotes", None, citations, (), searched, 1.0)


def finished(shown: Answer, text: str) -> tuple[Answer, ScriptedWriter]:
    writer = ScriptedWriter([text])
    *_, last = written(shown, lambda: writer, Settings(llm="scripted:x"))
    return last, writer


def test_a_model_sees_the_english_quotes_alone_and_the_answer_tells_which_are_left_out(citation: Cite) -> None:
    shown = answer(citation(1, **ENGLISH), citation(2, **SPANISH), citation(3, **RUSSIAN))
    last, writer = finished(shown, WRITES)
    assert "litio" not in str(writer.asked)
    assert "моря" not in str(writer.asked)
    assert (last.text.count("["), last.dropped, last.citations) == (1, 2, shown.citations)
    assert last.note == "The written answer leaves out what is quoted in Spanish and Russian."


@pytest.mark.parametrize("fields", [SPANISH, RUSSIAN])
def test_where_no_quote_is_english_no_model_is_asked(citation: Cite, fields: dict[str, object]) -> None:
    last, writer = finished(answer(citation(1, **fields)), WRITES)
    assert (last.mode, last.text, writer.asked) == ("quotes", "as quoted", [])
    assert "cannot be checked" in last.note
