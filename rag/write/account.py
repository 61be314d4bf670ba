"""Whose account a sentence says it rests on: checked against the citations, then said in our words.

Takes a sentence. Returns it without "according to China's readout of 15 November 2024" and the like. What is shown in
that place comes from the citations alone, so that a summary of ours is called one and an unnamed account is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answer.wording import account_of, listed
from rag.names.parties import find_parties
from rag.types import Citation
from rag.write.figures import date_borne, find_dates

_NOUN = r"(?:readouts?|accounts?|summar(?:y|ies)|transcripts?|press releases?|press statements?|communiqu[eé]s?)"
_DATE = r"(?:\d{1,2}(?:st|nd|rd|th)? )?[A-Z][a-z]+(?: \d{1,2})?(?:,? \d{4})?|\d{4}(?:-\d\d){0,2}"
_WHEN = (
    rf"(?: (?:of|from|on|dated|for|issued on|published on) (?:the |its |a |their )?(?:{_DATE})"
    r"(?: (?:meeting|call|talks|conversation|visit)(?: with [^,;\[\]]{1,60}?)?)?)?"
)
_BY = r"(?: (?:by|of|from|issued by|published by) (?:the )?[A-Z][^,;\[\]]{0,40}?)?"
_PHRASE = (
    rf"(?:according to|as reported in|as reported by|as stated in|as recorded in|in|per|based on) "
    rf"(?:[^,;:\[\]]{{0,70}}? )??{_NOUN}\b{_BY}{_WHEN}"
)
_WAYS = [
    re.compile(rf"^(?P<phrase>{_PHRASE})(?:, | that )(?=\S)", re.I),
    re.compile(
        rf"^(?P<phrase>[^,;:\[\]]{{0,70}}? {_NOUN}\b{_BY}{_WHEN}),? "
        r"(?:says?|said|states?|stated|reports?|reported|notes?|noted|records?|recorded) (?:that )?",
        re.I,
    ),
    re.compile(rf",? (?:and )?(?P<phrase>{_PHRASE})$", re.I),
    re.compile(rf", (?P<phrase>{_PHRASE}),(?= )", re.I),
]


def without_account(text: str, citations: Sequence[Citation]) -> str | None:
    """Return the sentence without the phrase that names its source; None where that is another one."""
    for way in _WAYS:
        match = way.search(text)
        if not match:
            continue
        if not _right(match["phrase"], citations):
            return None
        rest = (text[: match.start()] + (" " if match.start() else "") + text[match.end() :]).strip(" ,")
        return rest[:1].upper() + rest[1:]
    return text


def sourced(text: str, citations: Sequence[Citation]) -> str:
    """Return the sentence with its source and its marks."""
    accounts = list(dict.fromkeys(account_of(citation) for citation in citations))
    marks = "".join(f"[{citation.n}]" for citation in citations)
    return f"{text}, according to {listed(accounts)} {marks}."


def _right(phrase: str, citations: Sequence[Citation]) -> bool:
    """Whether the parties and dates of the phrase are those of the accounts."""
    reporters = {citation.reporter for citation in citations}
    named = {mention.party for mention in find_parties(phrase, "en")}
    if named and named != reporters:
        return False
    dates = [key for _, _, key in find_dates(phrase)]
    return all(
        any(c.date and date_borne(date, c.date, c.date) for c in citations) or _yearless(date, citations)
        for date in dates
    )


def _yearless(date: str, citations: Sequence[Citation]) -> bool:
    return date.startswith("--") and any((citation.date or "")[4:].startswith(date[1:]) for citation in citations)
