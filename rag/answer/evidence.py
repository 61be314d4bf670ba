"""Choose the statements that answer, or admit silence and say which kind.

Takes a Question and the features of the statements found. Returns Evidence: statements that the asked party made
(alone or jointly, and then it says so) on the topic, in the order that the question wants; or a reason and the
nearest. The weights come from weights.toml, which tests/evals/calibrate.py wrote from the development questions.
"""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields

from rag.answer.features import Features
from rag.stemming import stems
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
    together: float
    fits: float
    joint: float
    nobody: float
    procedural: float
    background: float
    discussion: float
    support_own: float
    """In the support that decides between answer and silence, the share of the topic held; `around` has the rest."""
    support_similarity: float
    support_key: float
    enough: float
    """The least support of a statement that answers."""
    held: float
    """The least share of the topic that a statement must hold itself, whatever stands around it."""
    discussed: float
    """The share of the topic from which a discussion of both sides tells what one of them is asked for."""
    close: float
    """The share of the best score that further quotes must reach."""
    rival: float
    """How much of what the other side's best statement holds of the topic theirs must hold, as a share; else it is
    the other side that spoke of it."""
    current: float
    """The share of the best support from which a later (or earlier) statement takes the best one's place."""


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
    theirs = [item for item in able if admitted(question, item.features, w)]
    if theirs := [item for item in theirs if item.features.own >= w.rival * _rival(question, scored)]:
        if question.joint and any(item.features.whose == "joint" for item in theirs):
            theirs = [item for item in theirs if item.features.whose == "joint"]
        return Evidence(tuple(_pick(question, theirs, w)), (), None)
    others = [item for item in able if item.features.whose in ("other", "colleague")]
    nearest = tuple(Chosen(item.features) for item in _spread(others or scored, 1)[:3])
    if others and (question.speakers or question.filters.parties):
        return Evidence((), nearest, "said_by_other")
    spoke = any(item.features.whose in ("theirs", "joint") for item in scored)
    return Evidence((), nearest, "party_silent" if question.speakers and spoke else "nothing_found")


def _rival(question: Question, scored: Sequence[Scored]) -> float:
    """How much of the topic the other side holds where it met the party asked about; 0 where that is no matter."""
    if question.wish in ("list", "compare", "fact") or question.joint or not question.speakers:
        return 0.0
    return max((s.features.own for s in scored if s.features.whose == "other" and s.features.together), default=0.0)


def admitted(question: Question, item: Features, w: Weights) -> bool:
    """Whether a statement may answer at all, however well it fits.

    It must be the asked speakers', alone or - then it says so - with others; what was said to somebody must have been
    said to him; and that two sides discussed a topic is nothing that one of them said of it, unless it is all of it.
    """
    if question.counterparts and not item.counterpart:
        return False
    if question.wish != "fact" and item.own < w.held:
        return False
    if item.early or (question.dates_certain and not item.timely):
        return False
    asked = question.speakers or question.filters.parties
    if question.wish == "fact":
        return item.together or item.whose != "other"
    if question.joint and len(question.speakers) > 1:
        return item.together and item.whose in ("joint", "theirs")
    if not asked:
        return item.whose != "other"
    if item.whose == "joint":
        shared = question.joint or question.wish in ("list", "compare") or item.statement.kind != "discussion"
        return shared or item.own >= w.discussed
    return item.whose == "theirs"


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
        + w.together * (item.together and len(question.speakers) > 1)
        + w.fits * item.fits
    )
    if item.whose == "joint" and not question.joint:
        score -= w.joint
    if item.whose == "nobody" and question.wish != "fact":
        score -= w.nobody
    if question.wish != "fact":
        score -= {"procedural": w.procedural, "background": w.background, "discussion": w.discussion}.get(kind, 0.0)
    support = (
        w.support_own * item.own
        + (1 - w.support_own) * item.around
        + w.support_similarity * item.similarity
        + w.support_key * item.key
    )
    return Scored(item, score, support)


def _pick(question: Question, scored: Sequence[Scored], w: Weights) -> list[Chosen]:
    """The statements to cite, in the order that the question wants."""
    if question.wish == "list":  # every meeting counts, whatever its words
        return [Chosen(item.features) for item in _spread(scored, 1)[:LISTED]]
    if question.wish == "compare":
        return _grouped(_in_turn(_spread(scored, PER_READOUT)))[: 2 * QUOTES]
    if question.wish in ("latest", "first"):
        best = max(item.support for item in scored)
        current = [item for item in scored if item.support >= w.current * best]
        current.sort(key=lambda item: item.features.row.date or "", reverse=question.wish == "latest")
        return _grouped(_spread(current, 1))[:QUOTES]
    close = [item for item in scored if item.score >= w.close * scored[0].score]
    return _grouped(_spread(close, PER_READOUT))[:QUOTES]


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


def _in_turn(scored: Sequence[Scored]) -> list[Scored]:
    """The best of each readout first, then the second best of each."""
    seen: dict[str, int] = {}
    places = []
    for item in scored:
        readout = item.features.row.readout
        places.append(seen.get(readout, 0))
        seen[readout] = places[-1] + 1
    return [item for _, item in sorted(zip(places, scored, strict=True), key=lambda pair: pair[0])]


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
