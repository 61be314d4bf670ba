"""Who a sentence says has spoken: the speaker of its citations and nobody else.

Takes a sentence and its citations. Returns the tokens left once its subject, the verb of saying and what only tells
the occasion ("told Xi Jinping in Lima") are taken off, or why it names another speaker.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from rag.names.leaders import leader
from rag.stemming import stems
from rag.types import Citation
from rag.write.figures import date_borne
from rag.write.lexicon import operators
from rag.write.tokens import Known, Token, tokens

_JOINT = re.compile(
    r"^(?P<number>the two|both|the three|the four|all|the|these two)(?: of)?(?: the)? (?:sides?|countries|leaders|"
    r"parties|nations|presidents|ministers|foreign ministers|delegations|governments|heads of state|prime ministers|"
    r"teams|secretaries)\b",
    re.I,
)
_NUMBERS = {"the two": 2, "both": 2, "these two": 2, "the three": 3, "the four": 4}
_MEETING = frozenset(("meet", "talk", "convers"))
_OCCASION = frozenset(
    ("call", "phone", "telephon", "visit", "summit", "confer", "press", "virtual", "bilater", "remark")
)
_TOLD = frozenset(("told", "tells", "tell", "informed", "informs"))


def said(text: str, citations: Sequence[Citation], known: Known) -> list[Token] | str:
    """Return what the sentence says its subject has said, or why the subject is another."""
    first = citations[0]
    if not known.speakers:
        return tokens(text, known, quote=False)
    text = _without_occasion(text, citations, known)
    joint = _JOINT.match(text)
    if joint:
        wanted = _NUMBERS.get(joint["number"].lower(), len(known.speakers))
        if not first.joint or wanted != len(known.speakers):
            return "another speaker"
        return _content(tokens(text[joint.end() :], known, quote=False), citations, known)
    found = tokens(text, known, quote=False)
    head: list[Token] = []
    for token in found:
        if token.kind not in ("party", "person", "title", "government") or (
            token.bound == "preposition" and token.by not in ("of", "for")
        ):
            break
        if head and token.kind == "party" and not token.bound and head[-1].kind in ("party", "person"):
            break  # "China is Brazil's largest partner"
        head.append(token)
    parties = {token.key for token in head if token.kind == "party"}
    persons = {token.key for token in head if token.kind == "person"}
    if not parties and not persons:
        if first.joint and _same_offices(head, citations, known):
            return _content(found[len(head) :], citations, known)
        return "no speaker named"
    if not parties <= known.speakers or not persons <= set(known.persons):
        return "another speaker"
    held = {party for name in persons for party in _parties_of(name, known)}
    if len(known.speakers) > 1 and (parties | held) != known.speakers:
        return "not all who spoke"
    return _content(found[len(head) :], citations, known)


def false_title(found: Sequence[Token], citations: Sequence[Citation], known: Known) -> bool:
    """Whether an office is named that neither the quotes, for that person, nor the table of leaders give."""
    texts = [text for c in citations for text in (c.quote, c.title)]
    shown = stems(" ".join([*texts, *(c.issuer for c in citations)]))
    for at, token in enumerate(found):
        if token.kind != "title":
            continue
        person = next((item for item in found[at : at + 6] if item.kind == "person"), None)
        held = leader(person.key, known.date) if person else None
        if held and token.key in stems(held.office):
            continue
        if held and held.office and not any(_titled_so(token, held.name, text) for text in texts):
            return True
        if token.key not in shown:
            return True
    return False


def _titled_so(title: Token, name: str, text: str) -> bool:
    """Whether a text gives a person that title, right before the name."""
    return bool(
        re.search(
            rf"\b{re.escape(title.text)}\b(?:[\s-]+[\w.'’-]+){{0,4}}?[\s-]+{re.escape(name.split()[-1])}\b",
            text,
            re.I,
        )
    )


def _same_offices(head: Sequence[Token], citations: Sequence[Citation], known: Known) -> bool:
    """Whether the subject is that of every quote: "The President and the Prime Minister welcomed"."""
    offices = [token.key for token in head]
    quoted = [[token.key for token in tokens(c.quote, known, quote=True)[: len(head)]] for c in citations]
    return (
        len(offices) > 1 and any(token.bound == "coordinator" for token in head) and all(q == offices for q in quoted)
    )


def _parties_of(name: str, known: Known) -> set[str]:
    if len(known.speakers) == 1:
        return set(known.speakers)
    person = leader(name, known.date)
    return {person.party} if person and person.party else set()


def _content(found: Sequence[Token], citations: Sequence[Citation], known: Known) -> list[Token]:
    """The tokens behind verbs of saying and the occasion; the speaker named again as a subject is left out too."""
    at, met, told = 0, False, False
    while at < len(found):
        token = found[at]
        if _saying(token):
            told = told or token.text.lower() in _TOLD
        elif token.kind == "word" and token.stem in _MEETING and token.bound:
            met = True
        elif not (_occasion(token, citations, known, met, told)):
            break
        at += 1
    rest: list[Token] = []
    for number, token in enumerate(found[at:], at):
        before = found[number - 1] if number else None
        named = any(
            near is not None and near.kind in ("person", "party", "title")
            for near in (before, *found[number + 1 : number + 2])
        )
        if _saying(token) or (token.kind in ("title", "government") and named):
            continue
        if citations[0].joint and token.text.lower() in ("jointly", "joint", "together"):
            continue
        opens = (
            before is None
            or _saying(before)
            or token.by == "that"
            or (token.bound == "coordinator" and token.by in ("and", "but", ","))
        )
        if token.speaker and token.role == "bare" and opens and not citations[0].joint:
            continue  # of several speakers, one is not all: "agreed that Peru would pay"
        rest.append(token)
    return rest


def _without_occasion(text: str, citations: Sequence[Citation], known: Known) -> str:
    """The sentence without an opening that only tells when and with whom: "In a call with Manalo on 5 March,"."""
    opening = re.match(r"^(?P<front>(?:In|During|At|On) [^,]+), (?P<rest>.+)$", text)
    if not opening:
        return text
    for token in tokens(opening["front"], known, quote=False):
        if not (token.stem in _MEETING or _occasion(token, citations, known, met=True, told=False)):
            return text
    return opening["rest"]


def _occasion(token: Token, citations: Sequence[Citation], known: Known, met: bool, told: bool) -> bool:
    title = " ".join(citation.title for citation in citations)
    if token.kind == "date":
        return bool(token.bound) and all(c.date and date_borne(token.key, c.date, c.date) for c in citations)
    if token.kind in ("party", "person"):
        addressed = (
            (told and token.bound == "")
            or (token.by == "to" and token.bound == "preposition")
            or (met and token.by == "with")
        )
        there = {item.key for item in tokens(title, known, quote=True)}
        told_in_quote = {item.key for c in citations for item in _addressed(tokens(c.quote, known, quote=True))}
        return addressed and token.key in (told_in_quote or there) and not token.speaker
    if token.kind == "title":
        return told or met
    if token.kind == "word":
        name = met and token.by == "with" and token.text[0].isupper()
        return bool(token.bound or met) and (token.stem in _OCCASION or name) and token.stem in stems(title)
    return False


def _addressed(quote: Sequence[Token]) -> list[Token]:
    """Whom the speaker spoke to, where the quote tells: "told Mr Barak"."""
    pairs = itertools.pairwise(quote)
    return [
        item
        for verb, item in pairs
        if _saying(verb) and item.kind in ("party", "person") and item.role in ("bare", "to")
    ]


def _saying(token: Token) -> bool:
    return token.kind == "operator" and operators()[token.key].free
