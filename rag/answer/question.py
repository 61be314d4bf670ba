"""Understand a question, with no language model.

Takes the text, the caller's filters and the earlier turns. Returns a Question. Refuses an empty or overlong text and
unusable filters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from rag.answer.expand import expansions
from rag.answer.history import completed
from rag.answer.understand import understood
from rag.clean import one_line
from rag.errors import QuestionError
from rag.names.parties import is_party, party_code
from rag.types import READOUT_KINDS, Filters, Question, Turn

MAX_CHARACTERS = 2000
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def parse(text: str, filters: Filters, history: Sequence[Turn] = ()) -> Question:
    """Return the question as understood. Raises QuestionError."""
    line = unicodedata.normalize("NFC", one_line(text))
    if not line:
        raise QuestionError("the question is empty; ask for instance: What did Chile say about CPTPP?")
    if len(line) > MAX_CHARACTERS:
        raise QuestionError(f"the question has {len(line)} characters; ask it in {MAX_CHARACTERS} or fewer")
    question = completed(understood(line, checked(filters)), history)
    return replace(question, expansions=expansions(question))


def checked(filters: Filters) -> Filters:
    """Return the filters in stored form (codes for names). Raises QuestionError."""
    codes = tuple(dict.fromkeys(_code(name) for name in filters.parties))
    reporter = _code(filters.reporter) if filters.reporter else None
    for name, date in (("since", filters.since), ("until", filters.until)):
        if date and not _DATE.fullmatch(date):
            raise QuestionError(f"{name}: {date[:20]!r} is not a date in the form YYYY, YYYY-MM or YYYY-MM-DD")
    if filters.since and filters.until and filters.since > filters.until + "~":
        raise QuestionError(f"since {filters.since} is after until {filters.until}")
    if filters.kind and filters.kind not in READOUT_KINDS:
        raise QuestionError(f"kind: {filters.kind[:20]!r}; known are {', '.join(READOUT_KINDS)}")
    return Filters(
        codes,
        reporter,
        filters.person or None,
        filters.since or None,
        filters.until or None,
        filters.language or None,
        filters.kind or None,
    )


def _code(name: str) -> str:
    code = party_code(name)
    if code is None or not is_party(code):
        raise QuestionError(f"{name[:40]!r} is no party that we know; give an ISO 3166 code such as CL")
    return code
