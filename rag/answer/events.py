"""Date the events that a question names without a date ("since the Geneva summit"), as far as the collection tells.

Takes a Question and the word index. Returns the Question with its date bounds filled in, uncertain, so that they rank
and do not exclude; unchanged where the collection does not tell.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from rag.stemming import stems
from rag.store.lexical import LexicalIndex
from rag.types import Filters, Question

LOOKED_AT = 40
"""Passages that speak of the event."""


def dated(question: Question, index: LexicalIndex) -> Question:
    """Return the question with the dates of its events."""
    since = day_of(question.since_event, index) if question.since_event and not question.since else None
    until = day_of(question.until_event, index) if question.until_event and not question.until else None
    if not since and not until:
        return question
    return replace(question, since=since or question.since, until=until or question.until, dates_certain=False)


def day_of(event: str, index: LexicalIndex) -> str | None:
    """Return the day on which most readouts name the event in their titles; None where fewer than two do, or none
    more than others."""
    wanted = stems(event)
    rows = index.rows(row for row, _ in index.match(sorted(wanted), LOOKED_AT, Filters()))
    named = {(row.readout, row.date) for row in rows.values() if row.date and wanted <= stems(row.header)}
    days = Counter(date for _, date in named).most_common(2)
    if not days or days[0][1] < 2 or (len(days) > 1 and days[0][1] == days[1][1]):
        return None
    return days[0][0]
