"""Put the candidates into the order of a cross-encoder, where one is configured.

Takes a Question, candidates, and what scores a question with a passage. A cross-encoder reads both together, which
tells more than their vectors do and takes longer, so only the best are looked at (Nogueira and Cho 2019, "Passage
Re-ranking with BERT").
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence

from rag.answer.search import Candidate
from rag.settings import Settings
from rag.types import Question

DEPTH = 40
"""Candidates that are read again."""

Score = Callable[[str, str], float]


def rerank(question: Question, found: Sequence[Candidate], score: Score | None) -> list[Candidate]:
    """Return the candidates, the best of them in a new order; each takes the fused score of its new place, so that
    what weighs the scores need not know who ordered them. Without `score` the order stays."""
    if score is None:
        return list(found)
    best = found[:DEPTH]
    values = [score(question.text, candidate.row.indexed) for candidate in best]
    order = sorted(range(len(best)), key=lambda at: -values[at])
    moved = [dataclasses.replace(best[at], score=found[place].score) for place, at in enumerate(order)]
    return [*moved, *found[DEPTH:]]


@functools.lru_cache(maxsize=2)
def reranker(settings: Settings) -> Score | None:
    """Return what the settings' cross-encoder scores with; None where none is set. Raises ModelError."""
    if not settings.rerank:
        return None
    from rag.store.embedding import make_cross_encoder

    _, scores = make_cross_encoder(settings.rerank, settings)
    return lambda question, passage: scores(question, passage)[-1]
