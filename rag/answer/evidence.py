"""Choose the statements that answer, or admit silence.

Takes a Question, the candidates and the index. Returns Evidence: the best statements, or a reason and the nearest.
A statement counts by how much of the topic it holds, rare words more (inverse document frequency), and by the rank
of its passage.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.answer.search import Candidate
from rag.answer.words import stems
from rag.store.lexical import LexicalIndex, Row
from rag.types import Question, Reason, Statement

QUOTES = 5
"""Statements that an answer cites at most."""

PER_READOUT = 2
"""Statements of one readout among them, so that it does not crowd out the others."""

ENOUGH = 0.5
"""The share of the topic, weighed by rarity, that a passage must hold to answer."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A statement of a passage, the share of the topic that statement and passage hold, and its total score."""

    row: Row
    statement: Statement
    share: float
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer rests on; without a reason it is found."""

    quotes: tuple[Scored, ...]
    nearest: tuple[Scored, ...]
    reason: Reason | None


def choose(question: Question, found: Sequence[Candidate], index: LexicalIndex) -> Evidence:
    """Return the evidence."""
    weights = rarity(question, index)
    scored = sorted(
        (item for candidate in found for item in _score(candidate, weights)), key=lambda item: -item.score
    )
    best = _spread(scored)
    good = tuple(item for item in best if item.share >= ENOUGH)
    if good:
        return Evidence(good[:QUOTES], (), None)
    return Evidence((), tuple(best[:3]), "nothing_found")


def rarity(question: Question, index: LexicalIndex) -> dict[str, float]:
    """Return the weight of each stem of the topic: how rare it is among passages, as BM25 reckons it, above zero."""
    passages = index.count()
    weights: dict[str, float] = {}
    for word in [*question.topic, *question.phrases]:
        for stem in stems(word):
            holding = index.frequency(word)
            weights[stem] = math.log1p((passages - holding + 0.5) / (holding + 0.5))
    return weights


def _score(candidate: Candidate, weights: Mapping[str, float]) -> list[Scored]:
    row = candidate.row
    total = sum(weights.values()) or 1.0
    header = stems(row.header)
    around = header | stems(row.text)
    share = sum(weight for stem, weight in weights.items() if stem in around) / total
    scored = []
    for statement in row.statements:
        own = stems(row.text[statement.start - row.start : statement.end - row.start])
        held = sum(weight for stem, weight in weights.items() if stem in own) / total
        similarity = candidate.similarity or 0.0
        scored.append(Scored(row, statement, share, held + 0.5 * share + 20 * candidate.score + similarity))
    return scored


def _spread(scored: Sequence[Scored]) -> list[Scored]:
    """Keep the order, at most PER_READOUT statements a readout."""
    taken: dict[str, int] = {}
    kept = []
    for item in scored:
        if taken.get(item.row.readout, 0) < PER_READOUT:
            taken[item.row.readout] = taken.get(item.row.readout, 0) + 1
            kept.append(item)
    return kept
