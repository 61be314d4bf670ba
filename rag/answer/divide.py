"""A compound question as its parts, where its wording leaves no doubt.

Takes the text, the filters and the earlier turns. Returns the parts, each to be asked after those before it ("what
did Japan say about it?"), or none: where a clause is no question by itself, where one names no party of its own and
points back to no single one, where a topic is missing, and where accounts are to be compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rag.answer.question import parse
from rag.answer.understand import understood
from rag.clean import one_line
from rag.types import Filters, Question, Turn

MOST = 4
"""Parts of a question."""
_ASKS = (
    r"(?:(?:what|which|how|why|when|where|whom?|whose)\b(?: [a-z]+){0,3}?"
    r" (?:did|does|do|has|have|had|is|are|was|were|will|would|can|could|should)\b"
    r"|(?:a |con |de |en |por |sobre )?(?:qué|cómo|cuándo|dónde|cuánt[oa]s?|cuál(?:es)?|quién(?:es)?)\b)"
)
"""How a clause begins that is a question by itself; in English the verb before its subject tells it from a
relative."""
_PARTED = re.compile(rf"(?:\?|;|,)?\s+(?:(?:and|but|y|pero)(?: also| también)?,?\s+)?(?=¿?{_ASKS})", re.IGNORECASE)
_OPENS = re.compile(rf"¿?{_ASKS}", re.IGNORECASE)
_AND = re.compile(r"^(?:and|but|¿?y|pero),? ", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:did|does|has|is|was|will|would|can) (?:he|she|it|they)\b", re.IGNORECASE)

_IT = re.compile(r"\b(?:it|this|that|so|lo|eso|esto|dijo)\b", re.IGNORECASE)


def divided(text: str, filters: Filters, history: Sequence[Turn] = ()) -> tuple[str, ...]:
    """Return the parts, with the words that open the question before each; () where it is not certainly several.

    A single part is the question without a clause that each citation answers ("..., and when was it said?").
    """
    clauses = _clauses(unicodedata.normalize("NFC", one_line(text)))
    if not 2 <= len(clauses) <= MOST or understood(one_line(text), Filters()).wish == "compare":
        return ()
    turns, first, read = list(history), None, []
    for clause in clauses:
        if first and _cited_anyway(clause):
            continue
        question = parse(clause, filters, turns)
        if not is_whole(question) or not _own(clause, first):
            return ()
        first = first or question
        read.append(question)
        turns.append(Turn(clause, ""))
    return tuple(question.text for question in read) if distinct(read) else ()


def is_whole(question: Question) -> bool:
    """Whether a question, as completed, asks something of somebody; the sides of a comparison belong together."""
    who = question.speakers or question.people or question.asks_speaker
    return bool(who and (question.topic or question.phrases)) and question.wish != "compare"


def distinct(questions: Sequence[Question]) -> bool:
    """Whether no two of them are looked for in the same way: "..., and when was it?" asks nothing further."""
    ways = {
        (q.speakers, q.people, q.counterparts, q.reporter, q.topic, q.phrases, q.since, q.until) for q in questions
    }
    return len(ways) == len(questions)


def _clauses(line: str) -> tuple[str, ...]:
    """The clauses, each a sentence that asks; what stands before the first question word is put before each."""
    line = _AND.sub("", line)
    opening = _OPENS.search(line)
    if not opening or (opening.start() and not re.search(r"[,:]\s+$", line[: opening.start()])):
        return ()
    before, rest = line[: opening.start()], line[opening.start() :]
    parts = [part.strip(" ¿?,;.") for part in _PARTED.split(rest)]
    mark = "¿" if "¿" in line else ""
    return tuple(f"{before}{mark}{part if before else part[0].upper() + part[1:]}?" for part in parts if part)


def _cited_anyway(clause: str) -> bool:
    """Whether a clause asks only for the date or the person of what a clause before it asks for."""
    alone = understood(clause, Filters())
    named = alone.mentioned or alone.people or alone.topic or alone.phrases
    return alone.asks in ("when", "who") and not named and bool(_IT.search(clause))


def _own(clause: str, first: Question | None) -> bool:
    """Whether a clause names its speakers, or they are the only ones that the first part names."""
    alone = understood(clause, Filters())
    if first is None or alone.speakers or alone.people or alone.asks_speaker:
        return True
    single = len(first.speakers) == 1 and not first.counterparts and not first.ambiguous
    return single and bool(alone.topic) and bool(_POINTS.search(clause))
