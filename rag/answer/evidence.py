"""Choose the statements that answer, or admit silence and say which kind.

Takes a Question and the features of the statements found. Returns Evidence: statements that the asked party made
(alone or jointly, and then it says so) on the topic, in the order that the question wants; or a reason and the nearest.
The weights come from weights.toml, which tests/evals/calibrate.py wrote from the development questions.
"""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields

from rag.answer.features import Features
from rag.answer.words import stems
from rag.types import Question, Reason

QUOTES = 5
"""Statements that an answer cites at most; a list or a comparison has room for more."""

LISTED = 16
PER_READOUT = 2
"""Statements of one readout, so that it does not crowd out the others."""

SAME = 0.8
"""The share of stems from which two statements count as one, said again."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each feature counts, and how much support an answer needs."""

    own: float
    around: float
    similarity: float
    rank: float
    person: float
    counterpart: float
    timely: float
    setting: float
    joint: float
    nobody: float
    procedural: float
    background: float
    discussion: float
    support_own: float
    """In the support that decides between answer and silence, the share of the topic held; `around` has the rest."""
    support_similarity: float
    enough: float
    """The least support of a statement that answers."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A statement with its place in the order (score) and what decides whether it answers at all (support)."""

    features: Features
    score: float
    support: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """A statement to cite, and those of other readouts that say the same in nearly the same words."""

    features: Features
    again: tuple[Features, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer rests on; without a reason it is found."""

    quotes: tuple[Chosen, ...]
    nearest: tuple[Chosen, ...]
    reason: Reason | None


@functools.cache
def weights() -> Weights:
    """Return the calibrated weights."""
    text = importlib.resources.files("rag.answer").joinpath("weights.toml").read_text(encoding="utf-8")
    stated = tomllib.loads(text)
    return Weights(**{field.name: float(stated[field.name]) for field in fields(Weights)})


def choose(question: Question, found: Sequence[Features], w: Weights) -> Evidence:
    """Return the evidence."""
    scored = sorted((weigh(question, item, w) for item in found), key=lambda item: -item.score)
    able = [item for item in scored if item.support >= w.enough]
    theirs = [item for item in able if item.features.whose in _admitted(question)]
    if theirs:
        return Evidence(tuple(_pick(question, theirs)), (), None)
    others = [item for item in able if item.features.whose == "other"]
    nearest = tuple(Chosen(item.features) for item in _spread(others or scored, 1)[:3])
    if others and (question.speakers or question.filters.parties):
        return Evidence((), nearest, "said_by_other")
    spoke = any(item.features.whose in ("theirs", "joint") for item in scored)
    return Evidence((), nearest, "party_silent" if question.speakers and spoke else "nothing_found")


def weigh(question: Question, item: Features, w: Weights) -> Scored:
    """Return the statement's score and support."""
    kind = item.statement.kind
    score = (
        w.own * item.own
        + w.around * item.around
        + w.similarity * item.similarity
        + w.rank * item.rank
        + w.person * item.person
        + w.counterpart * item.counterpart
        + w.timely * item.timely
        + w.setting * item.setting
    )
    if item.whose == "joint" and not question.joint:
        score -= w.joint
    if item.whose == "nobody":
        score -= w.nobody
    if question.wish != "fact":
        score -= {"procedural": w.procedural, "background": w.background, "discussion": w.discussion}.get(kind, 0.0)
    support = w.support_own * item.own + (1 - w.support_own) * item.around + w.support_similarity * item.similarity
    return Scored(item, score, support)


def _admitted(question: Question) -> tuple[str, ...]:
    """Whose statements may answer: for a fact, and where no speaker is asked for, nobody's too."""
    if question.wish == "fact" or not (question.speakers or question.filters.parties):
        return ("theirs", "joint", "nobody")
    return ("theirs", "joint")


def _pick(question: Question, scored: Sequence[Scored]) -> list[Chosen]:
    """The statements to cite, in the order that the question wants."""
    if question.wish in ("latest", "first"):
        close = [item for item in scored if item.score >= 0.75 * scored[0].score]
        close.sort(key=lambda item: item.features.row.date or "", reverse=question.wish == "latest")
        scored = close
    if question.wish == "list":  # every meeting counts, whatever its words
        return [Chosen(item.features) for item in _spread(scored, 1)[:LISTED]]
    most, room = (3, 2 * QUOTES) if question.wish == "compare" else (PER_READOUT, QUOTES)
    return _grouped(_spread(scored, most))[:room]


def _spread(scored: Sequence[Scored], most: int) -> list[Scored]:
    """Keep the order, at most `most` statements a readout."""
    taken: dict[str, int] = {}
    kept = []
    for item in scored:
        readout = item.features.row.readout
        if taken.get(readout, 0) < most:
            taken[readout] = taken.get(readout, 0) + 1
            kept.append(item)
    return kept


def _grouped(scored: Sequence[Scored]) -> list[Chosen]:
    """Put statements that say the same in nearly the same words behind the first of them."""
    groups: list[tuple[frozenset[str], list[Features]]] = []
    for item in scored:
        row, statement = item.features.row, item.features.statement
        words = stems(row.text[statement.start - row.start : statement.end - row.start])
        for other, members in groups:
            if len(words & other) >= SAME * max(len(words | other), 1):
                members.append(item.features)
                break
        else:
            groups.append((words, [item.features]))
    return [Chosen(first, tuple(again)) for _, (first, *again) in groups]
