"""Find the passages that may answer a question.

Takes a Question and an index generation. Returns candidates, best first: the nearest by vector and the best by BM25,
fused by reciprocal rank (Cormack, Clarke, Buettcher 2009: the sum of 1 / (60 + rank)). It looks twice: among the
readouts in which the asked speakers take part, so that what others say to each other changes no answer of theirs, and
among what they said there, so that the other side's words do not crowd theirs out.
"""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.names.parties import party_name
from rag.store.embedding import Embedder, Vectors
from rag.store.generation import Generation
from rag.store.parts import cosines
from rag.store.row import Row
from rag.types import Filters, Question

DEPTH = 60
"""Passages taken from each order."""

LISTED = 120
"""The same for a list or a comparison, which want many."""

CONSTANT = 60
"""The constant of reciprocal rank fusion."""

EXACT = 800
"""Where filters leave fewer passages, all of them are compared (1 to 13 ms); else the nearest of a longer list are
filtered (2 to 20 ms). Chroma's own filters took 23 to 57 ms for the same."""

SLACK = datetime.timedelta(days=2)
"""What is added on either side of a single day: events near midnight, and readouts that came out a day later."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with its fused score, and the cosine of each of its statements to the question."""

    row: Row
    score: float
    near: tuple[float, ...]


def candidates(
    question: Question, generation: Generation, embedder: Embedder, everywhere: bool = False
) -> list[Candidate]:
    """Return the candidates of all looks, best first, twice as many as each order gives; with `everywhere` also from
    readouts in which none of the asked speakers takes part."""
    vector = embedder.embed([question.text], query=True)
    words = search_words(question)
    bound = bounds(question)
    sides = () if everywhere else question.speakers
    looks = [(bound, sides)]
    if question.speakers and not bound.parties:
        looks.append((dataclasses.replace(bound, parties=question.speakers), ()))
    if not question.dates_certain and (question.since or question.until):
        looks.append((bounds(dataclasses.replace(question, dates_certain=True)), sides))
    orders = []
    depth = LISTED if question.wish in ("list", "compare") else DEPTH
    for filters, present in looks:
        selected = generation.lexical.selected(filters, present)
        orders.append([row for row, _ in _nearest(vector, selected, generation, depth)])
        orders.append([row for row, _ in generation.lexical.match(words, depth, filters, present)])
    scores = dict(itertools.islice(fuse(orders).items(), 2 * depth))
    rows = generation.lexical.rows(scores)
    near = {number: tuple(cosines(vector[0], row.vectors)) for number, row in rows.items()}
    return [Candidate(rows[number], score, near[number]) for number, score in scores.items()]


def bounds(question: Question) -> Filters:
    """Return what binds: the caller's filters, and from the text the reporter and dates that are certain."""
    since, until = question.since, question.until
    if not question.dates_certain:
        since = until = None
    if since and since == until and len(since) == 10:
        day = datetime.date.fromisoformat(since)
        since, until = (day - SLACK).isoformat(), (day + SLACK).isoformat()
    asked = question.filters
    return dataclasses.replace(
        asked,
        reporter=asked.reporter or question.reporter,
        since=max(filter(None, (asked.since, since)), default=None),
        until=min(filter(None, (asked.until, until)), default=None),
    )


def earliest(since: str) -> str:
    """Return the day from which a statement may be about something of that time, some slack allowed."""
    first = datetime.date.fromisoformat(since + "0000-01-01"[len(since) :])
    return (first - SLACK).isoformat()


def search_words(question: Question) -> list[str]:
    """Return the words and phrases for BM25: topic, equivalents, occasion, and the other side's names."""
    equivalents = [word for _, words in question.expansions for word in words]
    names = [party_name(code) for code in question.counterparts]
    people = [name.split()[-1] for name in question.counterpart_people]
    words = [*question.topic, *question.phrases, *equivalents, *question.setting, *names, *people]
    return list(dict.fromkeys(words))


def fuse(orders: Iterable[Sequence[int]]) -> dict[int, float]:
    """Return each row's fused score, best first. Example: [[1, 2], [2]] -> {2: 1/62 + 1/61, 1: 1/61}."""
    scores: dict[int, float] = {}
    for order in orders:
        for rank, row in enumerate(order, 1):
            scores[row] = scores.get(row, 0.0) + 1 / (CONSTANT + rank)
    return dict(sorted(scores.items(), key=lambda pair: -pair[1]))


def _nearest(
    vector: Vectors, selected: frozenset[int] | None, generation: Generation, depth: int
) -> list[tuple[int, float]]:
    """The nearest of the selected passages, of all where None are."""
    if selected is None:
        return _closest(vector, depth, generation)
    if len(selected) < EXACT:
        similar = generation.vectors.similarities(vector, sorted(selected))
        return sorted(similar.items(), key=lambda pair: -pair[1])[:depth]
    passages = generation.manifest.passages
    longer = min(passages, math.ceil(2 * depth * passages / len(selected)))
    return [pair for pair in _closest(vector, longer, generation) if pair[0] in selected][:depth]


def _closest(vector: Vectors, n: int, generation: Generation) -> list[tuple[int, float]]:
    """The `n` nearest passages of all, those among them that the graph of neighbours does not find."""
    found = generation.vectors.nearest(vector, n)[0]
    if not generation.manifest.hidden:
        return found
    merged = dict(found) | generation.vectors.similarities(vector, generation.manifest.hidden)
    return sorted(merged.items(), key=lambda pair: -pair[1])[:n]
