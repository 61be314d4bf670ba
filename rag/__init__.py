"""On Record: questions about diplomatic readouts, answered in their own words.

from rag import Library
answer = Library.open().ask("What did Chile say about CPTPP?")
"""

from __future__ import annotations

import functools
from typing import Any

from rag.errors import OnRecordError
from rag.ingesting import Ingested
from rag.library import Library
from rag.types import Answer, Citation, Readout, Searched, Statement, Turn

__all__ = [
    "Answer",
    "Citation",
    "Ingested",
    "Library",
    "OnRecordError",
    "Readout",
    "Searched",
    "Statement",
    "Turn",
    "ask",
]


def ask(question: str, **filters: Any) -> Answer:
    """Answer a question from the default data directory; filters and errors as in `Library.ask`."""
    return _default().ask(question, **filters)


@functools.cache
def _default() -> Library:
    return Library.open()
