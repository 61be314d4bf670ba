"""Ask in quotes mode, five steps: parse, find, choose, compose, verify.

Takes the published index, the catalog, the embedder and a question; returns the Answer, found or not.
"""

from __future__ import annotations

import dataclasses
import itertools
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rag.errors import DamagedError, UnknownReadoutError
from rag.types import Answer, Filters, Question, Searched, Turn

if TYPE_CHECKING:
    from rag.answer.evidence import Evidence
    from rag.answer.search import Candidate
    from rag.store.catalog import Catalog
    from rag.store.embedding import Embedder
    from rag.store.generation import Generation
    from rag.store.published import Published


def quoted(
    published: Published,
    catalog: Catalog,
    embedder: Embedder,
    question: str,
    filters: Filters,
    history: Sequence[Turn],
    instead: Mapping[str, Any],
    first: int = 1,
) -> Answer:
    """Return the answer in quotes, its citations numbered from `first`; arguments and errors as in `Library.ask`."""
    from rag.answer.compose import compose
    from rag.answer.events import dated
    from rag.answer.evidence import choose, nearest, weights
    from rag.answer.expand import learned
    from rag.answer.features import concepts, features
    from rag.answer.question import parse
    from rag.answer.reading import corrected, reading
    from rag.answer.receipt import receipt
    from rag.answer.rerank import rerank, reranker
    from rag.answer.search import candidates
    from rag.answer.verify import cite
    from rag.store.links import again

    began = time.perf_counter()
    score = reranker(published.settings)
    asked = parse(question, filters, history)
    asked = corrected(asked, instead)

    def look(generation: Generation) -> tuple[Question, Evidence, Searched, Generation]:
        words = generation.lexical
        question = learned(dated(asked, words), words)
        topic = concepts(question, words)
        found = rerank(question, candidates(question, generation, embedder), score)
        twice = again(catalog.database, {candidate.row.readout for candidate in found})
        evidence = choose(question, features(question, found, topic, words), weights(), twice)
        if question.speakers and evidence.reason in ("nothing_found", "party_silent"):  # who else spoke of it
            wider = candidates(question, generation, embedder, everywhere=True)
            closest = nearest(question, features(question, wider, topic, words), weights())
            evidence = dataclasses.replace(evidence, nearest=closest)
        return question, evidence, receipt(question, words), generation

    asked, evidence, searched, used = published.read(look)
    try:
        citations = cite(evidence.quotes, catalog.get, first)
        close = cite(evidence.nearest, catalog.get, first + len(citations))
    except (DamagedError, UnknownReadoutError) as error:
        if published.moves_on(used):  # a restore is bringing in another catalog with its index
            return quoted(published, catalog, embedder, question, filters, history, instead, first)
        if isinstance(error, DamagedError):
            raise
        raise DamagedError(f"{catalog.path}: lacks what the index holds ({error}); run `onrecord check`") from None
    answer = compose(asked, evidence.reason, citations, close, searched, used.behind)
    elapsed = round((time.perf_counter() - began) * 1000, 1)
    return dataclasses.replace(answer, elapsed_ms=elapsed, understood=reading(asked, instead))


def passages(published: Published, embedder: Embedder, question: str, filters: Filters) -> list[Candidate]:
    """Return the passages that fit a question, best first: the first two steps alone. Those of a question that asks
    several things come from its parts in turn."""
    from rag.answer.divide import divided
    from rag.answer.question import parse
    from rag.answer.search import candidates

    parts = divided(question, filters) or (question,)
    turns = [Turn(part, "") for part in parts]
    asked = [parse(part, filters, turns[:number]) for number, part in enumerate(parts)]

    def look(generation: Generation) -> list[Candidate]:
        found = [candidates(one, generation, embedder) for one in asked]
        ranked = (candidate for rank in itertools.zip_longest(*found) for candidate in rank if candidate)
        firsts: dict[tuple[str, int], Candidate] = {}
        for candidate in ranked:
            firsts.setdefault((candidate.row.readout, candidate.row.start), candidate)
        return list(firsts.values())

    return published.read(look)
