"""A cross-encoder puts the passages that were found into its own order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rag import Library
from rag.answer import rerank as step
from rag.answer.question import parse
from rag.answer.rerank import rerank, reranker
from rag.errors import ModelError
from rag.types import Filters

Write = Callable[..., Path]
QUESTION = parse("What did Kenya say about debt?", Filters())


def found(library: Library, write: Write) -> list[step.Candidate]:
    library.ingest(
        *(
            write(f"n{number}", f"Kenya said that its debt is a burden, {word}.", Date=f"2024-05-0{number}")
            for number, word in enumerate(("alpha", "bravo", "charlie"), 1)
        )
    )
    return library.passages("What did Kenya say about debt?")


def test_the_order_is_the_cross_encoders_and_the_scores_stay_sorted(library: Library, write: Write) -> None:
    before = found(library, write)
    after = rerank(QUESTION, before, lambda question, passage: float("charlie" in passage) + ("alpha" in passage) / 2)
    assert [candidate.row.readout for candidate in after] == ["n3", "n1", "n2"]
    assert [candidate.score for candidate in after] == [candidate.score for candidate in before]


def test_only_the_best_are_read_again(library: Library, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step, "DEPTH", 1)
    before = found(library, write)
    read: list[str] = []
    after = rerank(QUESTION, before, lambda question, passage: float(len(read.append(passage) or "")))
    assert (after, len(read)) == (before, 1)


def test_without_one_the_order_stays(library: Library, write: Write) -> None:
    assert reranker(library.settings) is None
    before = found(library, write)
    assert rerank(QUESTION, before, None) == before


def test_one_that_is_not_there_is_named_with_the_remedy(library: Library) -> None:
    with pytest.raises(ModelError, match="no-such/encoder"):
        reranker(library.settings.model_copy(update={"rerank": "no-such/encoder"}))
