"""What speaks for a statement as an answer, in numbers, before anything is weighed.

Takes a Question, candidates and the word index. Returns one Features a statement.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.answer.search import Candidate
from rag.answer.words import stems
from rag.store.lexical import LexicalIndex, Row
from rag.types import Question, Statement

Whose = Literal["theirs", "joint", "nobody", "other"]
"""Whose a statement is, seen from the question: the asked speakers', theirs with others, nobody's, another's."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A topic word or phrase: the stems of each way to say it, and its weight, the rarer the heavier."""

    ways: tuple[frozenset[str], ...]
    weight: float

    def within(self, held: frozenset[str]) -> bool:
        """Whether all stems of one of the ways are there."""
        return any(way <= held for way in self.ways)


@dataclass(frozen=True, slots=True)
class Features:
    """A statement and what speaks for it; shares and similarity run from 0 to 1."""

    row: Row
    statement: Statement
    whose: Whose
    own: float
    """The share of the topic that the statement holds, rare words heavier."""
    around: float
    """The share that its passage with the header holds."""
    similarity: float
    """The cosine of its passage and the question; 0 where it is not among the nearest."""
    rank: float
    """Its passage's fused rank score, 1 for the best."""
    person: bool
    """A person asked about is credited."""
    counterpart: bool
    """The other side that the question names takes part."""
    timely: bool
    """It lies within the dates of the question, or the question has none."""
    setting: bool
    """The occasion that the question names stands in passage or header."""


def concepts(question: Question, index: LexicalIndex) -> tuple[Concept, ...]:
    """Return the topic's concepts, weighed by inverse document frequency as BM25 reckons it."""
    total = index.count()
    equivalents = dict(question.expansions)
    made = []
    for word in [*question.topic, *question.phrases]:
        words = [word, *equivalents.get(word, ())]
        ways = tuple(way for way in dict.fromkeys(map(stems, words)) if way)
        if ways:
            holding = index.frequency(words)
            made.append(Concept(ways, math.log1p((total - holding + 0.5) / (holding + 0.5))))
    return tuple(made)


def features(question: Question, found: Sequence[Candidate], topic: Sequence[Concept]) -> list[Features]:
    """Return the features of every statement of the candidates."""
    total = sum(concept.weight for concept in topic) or 1.0
    best = max((candidate.score for candidate in found), default=1.0)
    setting = [stems(word) for word in question.setting]
    asked = {name.split()[-1].casefold() for name in question.people}
    others = set(question.counterparts)
    made = []
    for candidate in found:
        row = candidate.row
        around = stems(row.indexed)
        share = _share(topic, around, total)
        sides = {code for s in row.statements for code in s.speakers} | set(row.parties)
        for statement in row.statements:
            own = stems(row.text[statement.start - row.start : statement.end - row.start])
            credited = {name.split()[-1].casefold() for name in statement.person.split(";") if name.strip()}
            made.append(
                Features(
                    row=row,
                    statement=statement,
                    whose=whose(question, statement),
                    own=_share(topic, own, total),
                    around=share,
                    similarity=max(candidate.similarity or 0.0, 0.0),
                    rank=candidate.score / best,
                    person=bool(asked & credited),
                    counterpart=bool(others & sides),
                    timely=_timely(question, row),
                    setting=bool(setting) and any(way <= around for way in setting),
                )
            )
    return made


def whose(question: Question, statement: Statement) -> Whose:
    """Return whose the statement is, seen from the question; without asked speakers every speaker's is theirs."""
    if not statement.speakers:
        return "nobody"
    wanted = question.filters.parties or question.speakers
    if wanted and not set(wanted) & set(statement.speakers):
        return "other"
    return "joint" if statement.joint else "theirs"


def _share(topic: Iterable[Concept], held: frozenset[str], total: float) -> float:
    return sum(concept.weight for concept in topic if concept.within(held)) / total


def _timely(question: Question, row: Row) -> bool:
    if not row.date:
        return not (question.since or question.until)
    return (question.since or "") <= row.date <= (question.until or "9") + "~"
