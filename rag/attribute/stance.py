"""An impersonal passive about one side's position -> that side.

"Peru's readiness to mediate was confirmed", "Подтверждена готовность Перу", "Se reiteró la disposición del Perú":
nobody is named as speaking, but the position is one side's. Where it is of both ("Peru and Chile's interest") it is
theirs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.types import Code

_NOUN = (
    r"(?:readiness|willingness|position|stance|approach(?:es)?|interest|commitment|desire|intention|determination"
    r"|resolve|concerns?|views?|assessments?|proposals?|expectations?)"
)
_BEFORE = {
    # the text from the party on: "'s [side's] [firm] readiness", "[ian] side's readiness", "n position"
    "en": re.compile(rf"(?:(?:['’]s|['’])|(?: side['’]s))(?: [\w-]+){{0,2}}? {_NOUN}\b(?! and )", re.IGNORECASE),
}
_AFTER = {
    "en": re.compile(
        rf"(?:\A|, |; |\bthat )(?:the |a )?(?:\w+ )?{_NOUN} (?:of|on the part of) (?:the )?\Z", re.IGNORECASE
    ),
    "es": re.compile(
        r"\b(?:disposición|disponibilidad|voluntad|compromiso|posición|postura|interés|intención|preocupación) "
        r"(?:del? |de la |de parte del? )(?:gobierno (?:del? |de la )?|parte )?\Z",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(?:готовность|позиция|заинтересованность|приверженность|настрой|намерение|стремление|решимость|подходы?"
        r"|озабоченность|обеспокоенность) (?:руководства )?\Z",
        re.IGNORECASE,
    ),
}
_SAID = re.compile(r"\bthat (?:the )?\Z")
_IS = re.compile(
    r"(?: side)? (?:is|was|remains|remained) (?!not\b)(?:\w+ )?"
    r"(?:ready|open|willing|prepared|interested|determined)\b"
)
_LEAD = re.compile(r"(?:\A|, |; |\bthat |\bthen )(?:also )?(?:the |la |el )?\Z|[)»] \Z", re.IGNORECASE)
_PART = re.compile(r"(?:['’]s)? (?:part|side)\b")


Named = tuple[int, int, Code]
"""A party named in a text: start, end, code."""


def owner(
    text: str, start: int, end: int, named: Sequence[Named], sides: Sequence[Code], language: str
) -> Code | None:
    """The side whose position the impersonal sentence text[start:end] reports; None where no one side's."""
    inside = [one for one in named if start <= one[0] and one[1] <= end]
    for index, (first, last, party) in enumerate(inside):
        before, after = text[start:first], text[last:end]
        if party not in sides or _joined(text, inside, index):
            continue
        possessed = language in _BEFORE and _BEFORE[language].match(after) and _LEAD.search(before)
        told = language == "en" and _SAID.search(before) and _IS.match(after)
        part = language == "en" and re.search(r"\b[Oo]n (?:the )?\Z", before) and _PART.match(after)
        of = language in _AFTER and _AFTER[language].search(before)
        if possessed or told or part or of:
            return party
    return None


def _joined(text: str, named: Sequence[Named], index: int) -> bool:
    """Whether another party is joined to this one: "Peru and Chile's interest"."""
    link = re.compile(r"(?:['’]s)?\s*(?:,|and|y|и|-|–|as well as)\s*(?:the\s+|la\s+)?")
    first, last, party = named[index]
    if text[last : last + 1] in {"-", "–"} or text[first - 1 : first] in {"-", "–"}:
        return True
    after = named[index + 1 : index + 2]
    before = named[index - 1 : index] if index else []
    return any(one[2] != party and link.fullmatch(text[last : one[0]]) for one in after) or any(
        one[2] != party and link.fullmatch(text[one[1] : first]) for one in before
    )
