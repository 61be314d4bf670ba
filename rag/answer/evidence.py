"""Choose the statements that answer, or admit silence and say which kind.

Takes a Question and the features of the statements found. Returns Evidence: statements that the asked party made
(alone or jointly, and then it says so) on the topic, in the order that the question wants; or a reason and the
nearest. The weights come from weights.toml: a logistic regression over single statements, which
tests/evals/calibrate.py fitted to the development questions and our own.
"""

from __future__ import annotations

import functools
import importlib.resources
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from rag.answer.features import Features
from rag.stemming import stems
from rag.types import Question, Reason

QUOTES = 5
"""Statements that an answer cites at most; a list or a comparison has room for more."""

LISTED = 16
NEAREST = 3
"""Statements that are shown where none answers."""
PER_READOUT = 3
"""Statements of one readout, so that it does not crowd out the others."""

Again = Mapping[str, frozenset[str]]
_NONE: Again = {}

SAME = 0.8
"""The share of stems from which two statements count as one, said again."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model of whether a statement answers, and the thresholds of choosing.

    The log-odds are the intercept plus each feature times its coefficient. Margins are differences of log-odds.
    """

    intercept: float
    own: float
    before: float
    readout: float
    concepts: float
    key: float
    names: float
    near: float
    rank: float
    person: float
    counterpart: float
    setting: float
    together: float
    fits: float
    joint: float
    nobody: float
    foreign: float
    procedural: float
    background: float
    discussion: float
    enough: float
    """The least log-odds of a statement that answers."""
    unheard: float
    """How much more that is for a topic of which no readout with the asked party speaks, for less of it less."""
    close: float
    """How far behind the best further quotes may be."""
    current: float
    """How far behind the best a later (or earlier) statement may be to take its place."""
    discussed: float
    """The share of the topic from which a discussion of both sides tells what one of them is asked for."""
    rival: float
    """How far behind the other side's best statement theirs may be; else it is the other side that spoke of it."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A statement with the log-odds that it answers."""

    features: Features
    score: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """A statement to cite, and those of other readouts that say the same in nearly the same words."""

    features: Features
    again: tuple[Features, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer rests on; without a reason it is found, and `nearest` are those that the latest one replaced."""

    quotes: tuple[Chosen, ...]
    nearest: tuple[Chosen, ...]
    reason: Reason | None


@functools.cache
def weights() -> Weights:
    """Return the calibrated weights."""
    text = importlib.resources.files("rag.answer").joinpath("weights.toml").read_text(encoding="utf-8")
    stated = tomllib.loads(text)
    return Weights(**{field.name: float(stated[field.name]) for field in fields(Weights)})


def choose(question: Question, found: Sequence[Features], w: Weights, again: Again = _NONE) -> Evidence:
    """Return the evidence. `again` tells for a readout the others in which its text was published again."""
    return select(question, [weigh(question, item, w) for item in found], w, again)


def select(question: Question, scored: Sequence[Scored], w: Weights, again: Again = _NONE) -> Evidence:
    """Return the evidence among statements that have their scores."""
    scored = sorted(scored, key=lambda item: -item.score)
    able = [item for item in scored if item.score >= w.enough + w.unheard * item.features.unheard]
    theirs = [item for item in able if admitted(question, item.features, w)]
    if theirs := [item for item in theirs if item.score >= _rival(question, scored) - w.rival]:
        if question.joint and any(item.features.whose == "joint" for item in theirs):
            theirs = [item for item in theirs if item.features.whose == "joint"]
        if question.wish in ("latest", "first"):
            return _by_date(question, theirs, w)
        return Evidence(tuple(_pick(question, theirs, w, again)), (), None)
    others = [item for item in able if item.features.whose in ("other", "colleague")]
    closest = _nearest(others or scored)
    if others and (question.speakers or question.filters.parties):
        return Evidence((), closest, "said_by_other")
    spoke = any(item.features.whose in ("theirs", "joint") for item in scored)
    return Evidence((), closest, "party_silent" if question.speakers and spoke else "nothing_found")


def nearest(question: Question, found: Sequence[Features], w: Weights) -> tuple[Chosen, ...]:
    """Return the statements that come nearest to an answer, whosever they are."""
    return _nearest(sorted((weigh(question, item, w) for item in found), key=lambda item: -item.score))


def _nearest(scored: Sequence[Scored]) -> tuple[Chosen, ...]:
    return tuple(Chosen(item.features) for item in _spread(scored, 1)[:NEAREST])


def _rival(question: Question, scored: Sequence[Scored]) -> float:
    """The best score of the other side where it met the party asked about; the least where that is no matter."""
    if question.wish in ("list", "compare", "fact") or question.joint or not question.speakers:
        return -math.inf
    others = (item for item in scored if item.features.whose == "other" and item.features.together)
    return max((item.score for item in others), default=-math.inf)


def admitted(question: Question, item: Features, w: Weights) -> bool:
    """Whether a statement may answer at all, however well it fits.

    It must be the asked speakers', alone or - then it says so - with others; what was said to somebody must have been
    said to him; and that two sides discussed a topic is nothing that one of them said of it, unless it is all of it.
    """
    if question.counterparts and not item.counterpart:
        return False
    if item.early or (question.dates_certain and not item.timely):
        return False
    if question.wish != "fact" and not item.readout:
        return False  # a readout in which no word of the topic stands
    asked = question.speakers or question.filters.parties
    if question.wish == "fact":
        if question.asks in ("how many", "how long") and not item.fits:
            return False
        return item.together or (item.whose != "other" and len(question.speakers) < 2)
    if question.joint and len(question.speakers) > 1:
        return item.together and item.whose in ("joint", "theirs")
    if not asked:
        return item.whose != "other"
    if item.whose == "joint":
        shared = question.joint or question.wish in ("list", "compare") or item.statement.kind != "discussion"
        return shared or item.own >= w.discussed
    return item.whose == "theirs"


def weigh(question: Question, item: Features, w: Weights) -> Scored:
    """Return the statement with the log-odds that it answers."""
    terms = (getattr(w, name) * value for name, value in signals(question, item).items())
    return Scored(item, w.intercept + sum(terms))


def signals(question: Question, item: Features) -> dict[str, float]:
    """Return the values of the model's features by the name of their coefficients.

    That a statement is nobody's, or of a lesser kind, is no matter where a fact is asked for; nor that it is joint
    where joint statements are.
    """
    said = question.wish != "fact"
    kind = item.statement.kind
    return {
        "own": item.own,
        "before": item.before,
        "readout": item.readout,
        "concepts": item.concepts,
        "key": item.key,
        "names": item.names,
        "near": item.near,
        "rank": item.rank,
        "person": float(item.person),
        "counterpart": float(item.counterpart),
        "setting": float(item.setting),
        "together": float(item.together and len(question.speakers) > 1),
        "fits": float(item.fits),
        "joint": float(item.whose == "joint" and not question.joint),
        "nobody": float(item.whose == "nobody" and said),
        "foreign": float(item.row.language != question.language),
        "procedural": float(said and kind == "procedural"),
        "background": float(said and kind == "background"),
        "discussion": float(said and kind == "discussion"),
    }


def _pick(question: Question, scored: Sequence[Scored], w: Weights, again: Again) -> list[Chosen]:
    """The statements to cite, in the order that the question wants."""
    if (
        question.wish == "list"
    ):  # every meeting counts, whatever its words; what was said there before who met for what
        return _once(sorted(_spread(scored, 1), key=lambda item: item.features.opening), again)[:LISTED]
    if question.wish == "compare":
        most = max(PER_READOUT, math.ceil(2 * QUOTES / len({item.features.row.readout for item in scored})))
        return _grouped(_in_turn(_spread(scored, most)))[: 2 * QUOTES]
    close = [item for item in scored if item.score >= scored[0].score - w.close]
    return _grouped(_spread(close, PER_READOUT))[:QUOTES]


def _by_date(question: Question, scored: Sequence[Scored], w: Weights) -> Evidence:
    """The statements of the latest (or first) day; those of the days before (or after) it are the nearest."""
    current = [item for item in scored if item.score >= scored[0].score - w.current]
    current.sort(key=lambda item: item.features.row.date or "", reverse=question.wish == "latest")
    day = current[0].features.row.date
    that_day = [item for item in current if item.features.row.date == day]
    others = [item for item in current if item.features.row.date != day]
    quotes, replaced = _grouped(_spread(that_day, PER_READOUT))[:QUOTES], _grouped(_spread(others, 1))[:3]
    return Evidence(tuple(quotes), tuple(replaced), None)


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


def _once(scored: Sequence[Scored], again: Again) -> list[Chosen]:
    """Put readouts that were published again behind the first of them: one meeting is listed once."""
    groups: list[list[Features]] = []
    for item in scored:
        others = again.get(item.features.row.readout, frozenset())
        for group in groups:
            if group[0].row.readout in others:
                group.append(item.features)
                break
        else:
            groups.append([item.features])
    return [Chosen(first, tuple(rest)) for first, *rest in groups]


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
        words = stems(row.words(statement))
        for other, members in groups:
            if len(words & other) >= SAME * max(len(words | other), 1):
                members.append(item.features)
                break
        else:
            groups.append((words, [item.features]))
    return [Chosen(first, tuple(again)) for _, (first, *again) in groups]
