"""The receipt: what was looked through to come to an answer.

Takes a Question and the lexical index. Returns how many readouts the filters leave, their first and last date, the
filters, and in how many of these readouts each topic word occurs.
"""

from __future__ import annotations

from rag.store.lexical import LexicalIndex
from rag.types import Question, Searched

WORDS = 8
"""Topic words that are counted at most."""


def receipt(question: Question, index: LexicalIndex) -> Searched:
    """Return the receipt."""
    coverage = index.coverage(question.filters)
    terms = {word: index.occurrences(word, question.filters) for word in question.topic[:WORDS]}
    return Searched(coverage.readouts, coverage.since, coverage.until, question.filters.to_dict(), terms)
