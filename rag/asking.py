"""Ask with whatever is configured: split or complete the question, quote, write.

Takes what answers in quotes, what gives the language model, and a question. Yields the answer as it grows. Without a
model a question is split only where its wording leaves no doubt, and nothing is completed or written.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rag.types import Answer, Filters, Turn

if TYPE_CHECKING:
    from rag.settings import Settings
    from rag.write.models import Writer


def grown(
    quoted: Callable[..., Answer],
    get_writer: Callable[[], Writer | None],
    settings: Settings,
    question: str,
    filters: Filters,
    history: Sequence[Turn],
    instead: Mapping[str, Any],
    stop: threading.Event | None,
) -> Iterator[Answer]:
    """Yield the answer; `quoted` is that of rag.answering without its first arguments, the rest as in
    `Library.stream`. A question that the user reads otherwise (`instead`) stays whole."""
    from rag.compound import compound
    from rag.write.rewrite import rewritten
    from rag.write.split import split
    from rag.write.write import written

    def search(wording: str, before: Sequence[Turn], first: int = 1) -> Answer:
        return quoted(wording, filters, before, instead, first)

    def write(answer: Answer) -> Iterator[Answer]:
        return written(answer, get_writer, settings, stop)

    parts = () if instead else split(question, filters, history, get_writer, settings, stop)
    if len(parts) > 1:
        yield from compound(question, parts, history, search, write if settings.llm else None)
    elif parts:
        yield from write(replace(search(parts[0], history), question=question, rewritten=parts[0]))
    elif completed := rewritten(question, filters, history, get_writer, settings, stop):
        yield from write(replace(search(completed, ()), question=question, rewritten=completed))
    else:
        yield from write(search(question, history))
