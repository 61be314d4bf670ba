"""Whose readout a text is that has no header: the address, the letterhead, else the side whose act the title tells.

Takes title, body and address. Returns the party and whether it was inferred from the act; (None, False) where nothing
says it or the title names both sides alike. An address or a letterhead states it; an act only shows it.
"""

from __future__ import annotations

import re
from functools import cache

from rag.names.folding import fold
from rag.names.hosts import host_party
from rag.names.leaders import find_leaders
from rag.names.letterhead import letterhead
from rag.names.parties import find_parties
from rag.names.tables import rows
from rag.types import Code

# What may stand before the side that acts.
_FRAME = re.compile(
    r"^(?:(?:summary |official )?readouts? (?:of|from) |read-out of |statement (?:by|from) "
    r"|remarks (?:by|of|as) |press (?:release|statement):? |transcript of "
    r"|palabras (?:de la |del |de )|discurso (?:de la |del |de )"
    r"|mensaje (?:de la |del |de )|summary of |joint )+",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:statement|remarks|palabras|discurso|mensaje|press statement)\b", re.IGNORECASE)
_BY_ENDS = re.compile(
    r" (?:on|after|before|at|in|with|during|following|regarding|to|ante|en|tras|durante|con|sobre|previ[oa]|al"
    r"|a la) ",
    re.IGNORECASE,
)
# One who speaks for another: "Statement by NSC Spokesperson X on Y's Meeting" tells Y's act.
_AIDE = re.compile(r"\b(?:spokes\w+|press secretary|advis[eo]r|assistant|portavoz|vocero)\b", re.IGNORECASE)
# A title that tells an act without saying whose: the first sentence of the body may.
_BARE_ACT = re.compile(
    r"(?:telephone conversation|phone conversation|phone call|call|meeting|talks|working meeting|conversation"
    r"|телефонны. разговор|встреча|беседа|переговоры|conversacion telefonica|reunion|llamada|encuentro)"
    r" (?:with|с|со|con) ",
    re.IGNORECASE,
)
# Several act together: nobody's account in particular.
_TOGETHER = re.compile(
    r"\b(?:leaders|members|countries|heads|ministers|sides|lideres|paises|лидеры|страны|главы)\b", re.IGNORECASE
)
# The other side may tell of it as well as the one that took the step.
_STEP = re.compile(r"\b(?:initiated|requested|telephoned|phoned|called|asked)\b", re.IGNORECASE)
_OFFICE = re.compile(r", [A-Z][\w' -]{2,60}")
_PLACE = re.compile(r" (?:in|to|at|en|в|to the|in the) $", re.IGNORECASE)
_TITLE, _OPENING = 400, 400


def recognise(title: str, text: str, url: str | None) -> tuple[Code | None, bool]:
    """(reporter, inferred) of a readout without a header."""
    stated = host_party(url) or letterhead(text, title)
    if stated:
        return stated, False
    folded = fold(title.strip()[:_TITLE])
    actor = _actor(folded)
    if actor is None and _BARE_ACT.match(folded):
        opening = fold(text.strip()[:_OPENING])
        actor = next(filter(None, (_actor(line.strip(), True) for line in re.split(r"  |\. ", opening))), None)
        if actor in _sides(folded):
            actor = None  # the guest's own act, told in the host's account
    actor = actor or _byline(text)
    return actor, actor is not None


def _byline(text: str) -> Code | None:
    """The party of the one whose name and office are the first line: "Antony J. Blinken, Secretary of State"."""
    line = fold(text.strip()[:_OPENING].partition("\n")[0])
    people = find_leaders(line)
    if len(people) != 1 or people[0].start or not _OFFICE.fullmatch(line[people[0].end :]):
        return None
    return people[0].party


def _actor(folded: str, sentence: bool = False) -> Code | None:
    """The one side that a title, or a sentence by a person's name, shows acting."""
    frame = _FRAME.match(folded)
    rest = folded[frame.end() :] if frame else folded
    acts = [match for pattern in _acts() if (match := pattern.search(rest))]
    act = min(acts, key=lambda match: match.start()) if acts else None
    if _BY.match(folded):
        ends = _BY_ENDS.search(rest)
        speaker = rest[: ends.start()] if ends else rest
        if not (ends and act and _AIDE.search(speaker)) or _sides(speaker):
            return _only_side(speaker)
        return _only_side(rest[ends.end() : act.start()])
    if act is None:
        return None
    subject = act.groupdict().get("actor") or rest[: act.start()]
    return _only_side(subject, sentence)


def _only_side(subject: str, people_only: bool = False) -> Code | None:
    unclear = _TOGETHER.search(subject) or _STEP.search(subject)
    sides = set() if unclear else _sides(subject, people_only)
    return sides.pop() if len(sides) == 1 else None


def _sides(subject: str, people_only: bool = False) -> set[Code]:
    """The parties of the people and bodies that a subject names; a place after "in" or "to" is none."""
    sides = {mention.party for mention in find_leaders(subject) if mention.party}
    for mention in () if people_only else find_parties(subject):
        if not _PLACE.search(subject[: mention.start]):
            sides.add(mention.party)
    return sides


@cache
def _acts() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(fold(act), re.IGNORECASE) for _, act in rows("acts"))
