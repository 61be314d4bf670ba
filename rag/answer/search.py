"""Find the passages that may answer a question.

Takes a Question and an index generation. Returns candidates, best first: the nearest by vector and the best by BM25,
both within the filters, fused by reciprocal rank (Cormack, Clarke, Buettcher 2009: the sum of 1 / (60 + rank)).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.store.embedding import Embedder
from rag.store.generation import Generation
from rag.store.lexical import Row
from rag.store.vectors import where
from rag.types import Question

DEPTH = 60
"""Passages taken from each of the two orders."""

CONSTANT = 60
"""The constant of reciprocal rank fusion."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with its fused score, and its cosine similarity to the question where it is among the nearest."""

    row: Row
    score: float
    similarity: float | None


def candidates(question: Question, generation: Generation, embedder: Embedder) -> list[Candidate]:
    """Return up to twice DEPTH candidates."""
    vector = embedder.embed([question.text], query=True)
    dense = generation.vectors.nearest(vector, DEPTH, where(question.filters))[0]
    lexical = generation.lexical.match([*question.topic, *question.phrases], DEPTH, question.filters)
    similarity = dict(dense)
    scores = fuse([[row for row, _ in dense], [row for row, _ in lexical]])
    rows = generation.lexical.rows(scores)
    return [Candidate(rows[row], score, similarity.get(row)) for row, score in scores.items()]


def fuse(orders: Iterable[Sequence[int]]) -> dict[int, float]:
    """Return each row's fused score, best first. Example: [[1, 2], [2]] -> {2: 1/62 + 1/61, 1: 1/61}."""
    scores: dict[int, float] = {}
    for order in orders:
        for rank, row in enumerate(order, 1):
            scores[row] = scores.get(row, 0.0) + 1 / (CONSTANT + rank)
    return dict(sorted(scores.items(), key=lambda pair: -pair[1]))
