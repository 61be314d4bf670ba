"""How a question was read: told to the user, and corrected by him.

Takes a Question; `corrected` also what the user puts in place of what was read. A correction binds as if the question
had said it; it is no filter, and what it does not name stays as read.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from rag.answer.question import checked
from rag.clean import one_line
from rag.errors import QuestionError
from rag.types import Filters, Question, Understood

SEVERAL = ("parties", "people", "counterparts")
SINGLE = ("reporter", "since", "until")
_MOST = 20


def reading(question: Question, instead: Mapping[str, Any]) -> Understood:
    """Return how the question was read, with the names of what was corrected."""
    return Understood(
        parties=question.speakers,
        people=question.people,
        counterparts=question.counterparts,
        reporter=question.reporter,
        since=question.since,
        until=question.until,
        topic=tuple(dict.fromkeys((*question.phrases, *question.topic))),
        corrected=tuple(field.name for field in fields(Understood) if field.name in instead),
    )


def corrected(question: Question, instead: Mapping[str, Any]) -> Question:
    """Return the question read otherwise: `instead` maps parties, people and counterparts to lists, reporter, since
    and until to a text (empty: as if the question did not say). Raises QuestionError."""
    unknown = set(instead) - {*SEVERAL, *SINGLE}
    if unknown:
        raise QuestionError(
            f"{min(unknown)[:40]!r} cannot be read otherwise; known are {', '.join(SEVERAL + SINGLE)}"
        )
    several = {name: _texts(name, instead[name]) for name in SEVERAL if name in instead}
    single = {name: one_line(str(instead[name] or ""), 100) for name in SINGLE if name in instead}
    codes = checked(Filters(several.get("parties", ()), single.get("reporter")))
    if "parties" in instead:
        # The persons and offices read were those of the parties read.
        question = replace(question, speakers=codes.parties, people=(), offices=(), asks_speaker=False, ambiguous=())
    if "people" in instead:
        question = replace(question, people=several["people"], offices=())
    if "counterparts" in instead:
        others = checked(Filters(several["counterparts"])).parties
        question = replace(question, counterparts=others, counterpart_people=())
    if "reporter" in instead:
        question = replace(question, reporter=codes.reporter, accounts=())
    if "since" in instead or "until" in instead:
        dates = {"since": question.since or "", "until": question.until or ""} | single
        given = checked(Filters(since=_date(dates["since"]), until=_date(dates["until"])))
        question = replace(
            question, since=given.since, until=given.until, dates_certain=True, since_event="", until_event=""
        )
    return replace(question, counterparts=tuple(c for c in question.counterparts if c not in question.speakers))


def _date(given: str) -> str:
    if len(given) == 10:
        try:
            datetime.date.fromisoformat(given)
        except ValueError:
            raise QuestionError(f"{given!r} is no day of the calendar") from None
    return given


def _texts(name: str, given: Any) -> tuple[str, ...]:
    if isinstance(given, str) or len(given) > _MOST:
        raise QuestionError(f"{name}: a list of at most {_MOST} is needed")
    return tuple(text for item in given if (text := one_line(str(item), 100)))
