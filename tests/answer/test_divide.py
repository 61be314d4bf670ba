"""Compound questions told by their wording: split only where each clause is a question by itself."""

from __future__ import annotations

import pytest

from rag.answer.divide import divided
from rag.types import Filters, Turn

SPLIT = {
    "What did Kenya say about fishing and what did Uganda say about it?": (
        "What did Kenya say about fishing?",
        "What did Uganda say about it?",
    ),
    "What did Kenya say about debt? And what has Ghana said about oil?": (
        "What did Kenya say about debt?",
        "What has Ghana said about oil?",
    ),
    "In 2023, what did Kenya say about debt and what did Ghana say about it?": (
        "In 2023, what did Kenya say about debt?",
        "In 2023, what did Ghana say about it?",
    ),
    "What did Kenya say about debt, how did Ghana respond, and what did Peru say about oil?": (
        "What did Kenya say about debt?",
        "How did Ghana respond?",
        "What did Peru say about oil?",
    ),
    "What did Kenya say about debt and what did it say about fishing?": (
        "What did Kenya say about debt?",
        "What did it say about fishing?",
    ),
    "¿Qué dijo Kenia sobre la pesca y qué dijo Chile sobre el litio?": (
        "¿Qué dijo Kenia sobre la pesca?",
        "¿Qué dijo Chile sobre el litio?",
    ),
}

WHOLE = [
    "What did Kenya say about fishing?",
    "What did Kenya and Uganda say about fishing and oil?",
    "What did Kenya say about fishing and Uganda about oil?",  # no question by itself: for a model
    "What did Kenya say about how Uganda fishes and what Ghana drills?",  # one question about two things
    "What did Kenya tell Uganda about fishing and how did it respond?",  # "it" may be either
    "How do the accounts of Kenya and Uganda differ, and what did Kenya say about fishing?",
    "According to Kenya, did Uganda agree to fish less?",
    "What did Kenya say and what did Uganda say about fishing?",  # the first has no topic
    "What did the readout say about fishing, and how do both treat oil?",
]


@pytest.mark.parametrize("question", SPLIT)
def test_clauses_that_are_questions_by_themselves_are_asked_one_by_one(question: str) -> None:
    assert divided(question, Filters()) == SPLIT[question]


@pytest.mark.parametrize("question", WHOLE)
def test_what_is_in_doubt_is_asked_as_a_whole(question: str) -> None:
    assert divided(question, Filters()) == ()


@pytest.mark.parametrize("tail", [", and when was it said?", " and when did it say so?"])
def test_a_clause_that_every_citation_answers_is_left_out(tail: str) -> None:
    assert divided(f"What did Kenya say about fishing{tail}", Filters()) == ("What did Kenya say about fishing?",)


def test_the_first_part_may_be_completed_from_the_conversation() -> None:
    history = [Turn("What did Kenya say about fishing?", "")]
    question = "And what did it say about oil, and what did Ghana say about it?"
    assert divided(question, Filters(), history) == (
        "What did it say about oil?",
        "What did Ghana say about it?",
    )
    assert divided(question, Filters()) == ()
