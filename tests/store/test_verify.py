"""What a graph of neighbours hides is listed and still found."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from rag import Library
from rag.answer.search import _closest
from rag.store import verify as step
from rag.store.vectors import VectorIndex
from rag.store.verify import hidden

Write = Callable[..., Path]
HARBOUR = "Kenya said that the harbour must be dredged."


class Blind:
    """Finds nothing but row 1, at a given similarity."""

    def __init__(self, similarity: float) -> None:
        self.similarity = similarity

    def nearest(self, vectors: Sequence[object], n: int) -> list[list[tuple[int, float]]]:
        return [[(1, self.similarity)] for _ in vectors]


@pytest.mark.parametrize(("similarity", "lost"), [(0.9, [7]), (1.0, [])], ids=["another", "an equal"])
def test_a_passage_that_its_own_vector_does_not_find_is_hidden(similarity: float, lost: list[int]) -> None:
    vector = np.ones((1, 4), np.float32)
    assert hidden(Blind(similarity), [7], vector) == lost  # type: ignore[arg-type]


def test_a_hidden_passage_is_listed_and_found(
    library: Library, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = VectorIndex.nearest

    def short_sighted(index: VectorIndex, vectors: np.ndarray, n: int) -> list[list[tuple[int, float]]]:
        return [[pair for pair in found if pair[0] != 1] for found in true(index, vectors, n + 1)]

    monkeypatch.setattr(VectorIndex, "nearest", short_sighted)
    library.ingest(write("a", HARBOUR), write("b", "Kenya said that maize is scarce.", Date="2024-06-01"))
    vector = library._embedder().embed([HARBOUR], query=True)
    with library._published.current() as generation:
        assert list(generation.manifest.hidden) == [1]
        assert [row for row, _ in _closest(vector, 2, generation)] == [1, 2]
        without = dataclasses.replace(generation, manifest=dataclasses.replace(generation.manifest, hidden=()))
        assert [row for row, _ in _closest(vector, 2, without)] == [2]
    assert library.ask("What did Kenya say about the harbour?").found


def test_too_many_hidden_passages_are_no_index(
    library: Library, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step, "MOST", 0)
    monkeypatch.setattr(step, "hidden", lambda *given: [1])
    with pytest.raises(Exception, match="not found by their own vectors"):
        library.ingest(write("port", HARBOUR))
