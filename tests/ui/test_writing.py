from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator

from rag.errors import EmptyLibraryError, ModelError
from rag.types import Answer
from tests.ui.test_stored import ANSWER
from ui.writing import Writing

QUOTES = dataclasses.replace(ANSWER, finished=False)
WRITTEN = dataclasses.replace(ANSWER, mode="written", text="Kenya would ban nets. [1]", finished=False)
WAIT = 10.0


def _ended(writing: Writing) -> Writing:
    done = threading.Event()
    writing.keep(lambda _: done.set())
    assert done.wait(WAIT)
    return writing


def test_the_quotes_are_there_while_the_model_is_not() -> None:
    model = threading.Event()

    def ask(stop: threading.Event) -> Iterator[Answer]:
        yield QUOTES
        model.wait(WAIT)
        yield dataclasses.replace(WRITTEN, finished=True)

    writing = Writing(ask)
    assert writing.quotes() == QUOTES
    assert not writing.ended
    model.set()
    assert _ended(writing).answer == dataclasses.replace(WRITTEN, finished=True)


def test_stopping_keeps_what_was_verified() -> None:
    def ask(stop: threading.Event) -> Iterator[Answer]:
        yield QUOTES
        yield WRITTEN
        stop.wait(WAIT)

    writing = Writing(ask)
    writing.quotes()
    writing.stop()
    assert writing.stopping
    assert _ended(writing).answer == dataclasses.replace(WRITTEN, finished=True)


def test_a_model_that_fails_leaves_the_quotes_and_says_why() -> None:
    def ask(stop: threading.Event) -> Iterator[Answer]:
        yield QUOTES
        raise ModelError("the server hangs; try again")

    answer = _ended(Writing(ask)).answer
    assert answer is not None
    assert (answer.finished, answer.note, answer.citations) == (True, "the server hangs; try again", QUOTES.citations)


def test_an_error_before_the_quotes_is_the_sentence_on_the_page() -> None:
    def ask(stop: threading.Event) -> Iterator[Answer]:
        raise EmptyLibraryError("no readouts yet")
        yield

    writing = Writing(ask)
    assert writing.quotes() is None
    assert writing.error == "no readouts yet"


def test_a_failure_that_is_not_ours_shows_nothing_of_itself() -> None:
    def ask(stop: threading.Event) -> Iterator[Answer]:
        raise RuntimeError("secret")
        yield

    writing = Writing(ask)
    assert writing.quotes() is None
    assert "Something went wrong" in writing.error
    assert "secret" not in writing.error
