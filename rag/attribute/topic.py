"""A title or the sentence in which people meet -> the parts that only say what they talked about.

A country or a person named only there ("a briefing on the war against X", "to discuss Y's elections") is no side of
the meeting: it did not meet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DAY = r"\d|\w+day\b|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_OPENS = re.compile(
    rf"\b(?:about|regarding|concerning|against|amid"
    rf"|on (?!{_DAY}|(?:the )?(?:\w+ )?"
    r"(?:margins?|sidelines?|telephone|phone|line|occasion|eve|behalf|board|part|way|stage)\b"
    r"|an? (?:\w+ )?(?:call|visit|trip)\b|his\b|her\b|their\b)"
    r"|to (?:\w+ )?(?:discuss|address|review|consult|coordinate|underscore|reaffirm|reiterate|express|provide)\b"
    r"|in (?:the )?(?:light|face|wake|response)\b"
    r"|sobre|acerca de|contra|para (?:conversar|dialogar|abordar|discutir|analizar|revisar|tratar|evaluar))\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:who|whose|quien|quienes) (?![^,;]*\bjoined)[^,;]*\Z")
_COMPANY = re.compile(r"\b(?:with|between|con|entre)\b", re.IGNORECASE)
_EVENT = re.compile(
    r"\b(?:meetings?|calls?|conversations?|talks|briefings?|roundtable|convening|sessions?|summit|travel|trip|visit"
    r"|participation|engagements?|discussions?|event|met|speaks?|spoke|meets?|llamada|reunión|encuentro)\b",
    re.IGNORECASE,
)
_JOURNEY = re.compile(r"\b(?:visit|travel|trip|tour|arriv|stay|visita|viaje)", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:in|en) (?:the )?\Z", re.IGNORECASE)
_CLAUSE = 120
"""Characters before a party in which its relative clause may begin."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Where a sentence tells its topic, as offsets in the text."""

    spans: tuple[tuple[int, int], ...]

    def __contains__(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self.spans)


def topic(text: str, start: int, end: int, told: int | None) -> Topic:
    """The topic in text[start:end], after `told`, the offset of the verb that tells of the meeting.

    None for a title: there it follows the noun of the event.
    """
    if told is None:
        events = [match.end() for match in _EVENT.finditer(text, start, end)]
        told = events[0] if events else end
    spans = []
    at = told
    met = bool(_COMPANY.search(text, start, told))
    while opened := _OPENS.search(text, at, end):
        met = met or bool(_COMPANY.search(text, at, opened.start()))
        company = None if met else _COMPANY.search(text, opened.end(), end)
        at = company.start() if company else end
        spans.append((opened.start(), at))
    return Topic(tuple(spans))


def is_place(text: str, start: int, at: int) -> bool:
    """Whether the party at an offset is named for a place or another's story: "in X", "who is held in X"."""
    if _RELATIVE.search(text, max(start, at - _CLAUSE), at):
        return True
    return bool(_PLACE.search(text, max(start, at - 12), at)) and not _JOURNEY.search(text, start, at)
