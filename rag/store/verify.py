"""Look a new index over before it is published: its counts, and whether each passage is found by its own vector.

A graph of neighbours is no exact search: among very many passages that are nearly alike it may never come to some.
Those are few; they are listed in the manifest, and search compares them all.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from rag.errors import DamagedError
from rag.store.cache import EmbeddingCache
from rag.store.embedding import Vectors
from rag.store.lexical import LexicalIndex
from rag.store.parts import Spans
from rag.store.row import spans
from rag.store.vectors import VectorIndex

SAMPLE = 500
"""Passages of the base that are verified again after an addition."""

EQUAL = 1e-3
"""Cosine distance up to which two vectors count as equal: what rounding to bf16 alone may move one by."""

MOST = 800
"""Hidden passages that search can compare with each question (13 ms)."""

AT_ONCE = 2
"""Requests at once: Chroma answers each on one core."""

Progress = Callable[[str, int, int], None]
"""Told the step, how much of it is done and how much there is."""


def verify(
    vectors: VectorIndex,
    words: LexicalIndex,
    kept: int,
    added: Iterable[tuple[int, str, Spans]],
    cache: EmbeddingCache,
    known: Collection[int],
    progress: Progress,
) -> tuple[int, ...]:
    """Check the counts, and that every added passage and a sample of the `kept` ones are found by their own vectors.

    Returns the rows that are not, besides the `known` ones. Raises DamagedError where they are too many for a list.
    """
    if vectors.count() != words.count():
        raise DamagedError(
            f"the new index holds {vectors.count()} vectors for {words.count()} passages; run the command again"
        )
    sampled = words.rows(set(random.sample(range(1, kept + 1), min(SAMPLE, kept))) - set(known))
    checks = [*added, *((row.row, row.indexed, spans(row)) for row in sampled.values())]
    parts = [checks[first : first + 256] for first in range(0, len(checks), 256)]
    lost: list[int] = []
    done = 0
    progress("verify", 0, len(checks))

    def look(part: Sequence[tuple[int, str, Spans]]) -> list[int]:
        rows, texts, places = zip(*part, strict=True)
        return hidden(vectors, rows, cache.embed(texts, places)[0])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for part, found in zip(parts, pool.map(look, parts), strict=True):
            lost += found
            done += len(part)
            progress("verify", done, len(checks))
    if len(lost) + len(known) > MOST:
        raise DamagedError(
            f"{len(lost)} passages of the new index are not found by their own vectors; run the command again"
        )
    return tuple(lost)


def hidden(vectors: VectorIndex, rows: Sequence[int], own: Vectors) -> list[int]:
    """Return the rows that their own vectors do not find.

    Of passages with equal vectors any may come first, so one whose own vector finds an equal is no loss: a question
    that is near to it finds the same words.
    """
    lost = []
    for row, vector, found in zip(rows, own, vectors.nearest(own, 4), strict=True):
        if all(row != other for other, _ in found):
            wider = vectors.nearest(np.asarray([vector]), 200)[0]
            if all(row != other for other, _ in wider) and wider[0][1] < 1 - EQUAL:
                lost.append(row)
    return lost
