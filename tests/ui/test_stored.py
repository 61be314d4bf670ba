from __future__ import annotations

import json

import pytest

from rag.types import Answer, Searched
from tests.ui.examples import citation
from ui.stored import answer_of

ANSWER = Answer(
    question="Nets?",
    found=True,
    reason=None,
    text="x [1]",
    mode="quotes",
    model=None,
    citations=(
        citation(again=(("fr-ke-2", "2022-05-03"),)),
        citation(n=2, speakers=("FR", "KE"), joint=True, person=None),
    ),
    nearest=(),
    searched=Searched(3, "2023-01-05", "2024-05-02", {"parties": ["KE"]}, {"nets": 1}),
    elapsed_ms=1.5,
    taken=("Kenya, from the question before",),
)


def test_an_answer_comes_back_as_it_was() -> None:
    assert answer_of(json.loads(json.dumps(ANSWER.to_dict()))) == ANSWER


def test_keys_of_a_later_version_are_left_out() -> None:
    assert answer_of({**ANSWER.to_dict(), "confidence": 3}) == ANSWER


def test_what_is_no_answer_is_refused() -> None:
    for kept in ({}, {"found": True}, {**ANSWER.to_dict(), "citations": [{}]}, {**ANSWER.to_dict(), "searched": {}}):
        with pytest.raises(ValueError, match="not an answer"):
            answer_of(kept)
