"""The receipt: what was looked through to come to an answer.

Takes a Question and the lexical index. Returns how many readouts the filters leave and in how many of them the asked
party takes part, their first and last date, the filters, and in how many each topic word occurs.
"""

from __future__ import annotations

from rag.answer.search import bounds
from rag.store.lexical import LexicalIndex
from rag.types import Question, Searched

WORDS = 8
"""Topic words that are counted at most."""


def receipt(question: Question, index: LexicalIndex) -> Searched:
    """Return the receipt."""
    filters = bounds(question)
    coverage = index.coverage(filters)
    asked = question.filters.parties or question.speakers
    words = list(dict.fromkeys([*question.phrases, *question.topic]))[:WORDS]
    return Searched(
        readouts=coverage.readouts,
        since=coverage.since,
        until=coverage.until,
        filters=filters.to_dict(),
        terms={word: index.occurrences(word, filters) for word in words},
        with_party=index.coverage(filters, asked).readouts if asked else None,
    )
