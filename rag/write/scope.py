"""What a sentence must not leave out of a quote: what governs the words that it uses.

Takes the tokens of a quote and which of them a sentence uses. Returns the first that is missing: an operator ("not",
"hopes", "may", "if"), the head of a part ("buy" of "and buy lithium"), or who does it ("the companies" of "the
companies will invest").
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.write.lexicon import ALONE, DENIALS, MODALS, NOT_VERBS, operators, words
from rag.write.tokens import Token

_TOLD = ("told", "tells", "informed", "thanked", "assured")
_CONTRAST = ("but", "while", "whereas", "yet")
_AT = ("in", "on", "until", "till", "from", "since", "before", "after", "by", "during")
_OPENS = ("coordinator", "both")


def left_out(quote: Sequence[Token], used: frozenset[int]) -> Token | None:
    """Return a token of the quote that the sentence needs and does not have; None where nothing is missing."""
    regions = _regions(quote)
    for at, token in enumerate(quote):
        if at in used:
            continue
        if token.kind == "operator" and _governs(quote, at, regions, used) and not _has_twin(quote, at, used):
            return token
        if token.kind in ("party", "person") and token.role == "bare" and not token.speaker:
            told = at > 0 and quote[at - 1].text.lower() in _TOLD and token.bound == ""
            if not told and not _beside_speaker(quote, at) and any(regions[i] == regions[at] for i in used if i > at):
                return token
    return (
        _unrestricted(quote, used, regions)
        or _headless(quote, used)
        or _subjectless(quote, used, regions)
        or _objectless(quote, used, regions)
    )


def past_date(quote: Sequence[Token], used: frozenset[int], date: str | None) -> Token | None:
    """Return the date, of a year before the readout's, of what a used verb tells: "opposed the pact in 2010"."""
    regions = _regions(quote)
    for at, token in enumerate(quote):
        year = token.key[:4]
        if token.kind != "date" or at in used or token.by not in _AT or not date or not year.isdigit():
            continue
        if int(year) >= int(date[:4]) - 1:
            continue
        if any(regions[i] == regions[at] and quote[i].kind == "operator" for i in used):
            return token
    return None


def _governs(quote: Sequence[Token], at: int, regions: list[int], used: frozenset[int]) -> bool:
    operator = operators()[quote[at].key]
    if operator.optional or operator.free:
        return False
    if operator.next:
        return at + 1 in used
    if _opens_all(quote, at):
        reach = next((i for i, token in enumerate(quote) if token.by in (";", *_CONTRAST)), len(quote))
        return any(at < i < reach and not _is_free(quote[i]) for i in used)
    if quote[at].key == "negation" and (at + 1 == len(quote) or regions[at + 1] != regions[at]):
        return any(i < at for i in used)  # "says that it supports the pact, but it does not"
    governed = {regions[at]}
    if at + 1 < len(quote) and quote[at + 1].by == "that":  # "hopes that it will sell, and that others will buy"
        governed |= {
            regions[i] for i in range(at + 2, len(quote)) if quote[i].bound == "both" and quote[i].by == "that"
        }
    return any((i > at or operator.both) and regions[i] in governed and not _is_free(quote[i]) for i in used)


def _opens_all(quote: Sequence[Token], at: int) -> bool:
    """Whether an operator opens the quote and governs all of it: "If Peru agrees, Chile will sell and it will buy",
    "With the consent of Peru, Chile will sell"."""
    if at == 0:
        return operators()[quote[at].key].both
    first = next((i for i, token in enumerate(quote) if token.speaker and token.role == "bare"), 0)
    return at < first and quote[0].by in ("with", "under", "by") and quote[first].by == ","


def _beside_speaker(quote: Sequence[Token], at: int) -> bool:
    """Whether the party acts together with the speaker, of whom alone it can be said too: "Greece and Cyprus"."""
    before = at > 0 and quote[at - 1].speaker and quote[at].by in ("and", "both")
    return before or (at + 1 < len(quote) and quote[at + 1].speaker and quote[at + 1].by == "and")


def _has_twin(quote: Sequence[Token], at: int, used: frozenset[int]) -> bool:
    """Whether the sentence has the other of two that say it together: "support for and commitment to"."""
    if quote[at].key in ALONE:
        return False
    for i, second in ((at - 1, at), (at + 1, at + 1)):
        if 0 <= i < len(quote) and i in used and quote[i].kind == "operator" and quote[second].by in ("and", "or"):
            return quote[i].key not in ALONE
    return False


def _regions(quote: Sequence[Token]) -> list[int]:
    """The number of the clause that each token stands in: "and hopes", "; we will" and "but China" begin another."""
    number, found = 0, []
    for at, token in enumerate(quote):
        opens = token.bound in _OPENS and at > 0 and token.by != "("
        verb = token.kind == "operator" and token.key not in NOT_VERBS
        aux = token.key in MODALS and token.by in ("and", "but")
        another = (
            aux
            or (token.key == "negation" and token.bound in _OPENS)
            or (verb and not _twins(quote[at - 1], token))
            or token.by in _CONTRAST
            or _acts(quote, at)
        )
        if token.by == ";" or (opens and another):
            number += 1
        found.append(number)
    return found


def _acts(quote: Sequence[Token], at: int) -> bool:
    """Whether somebody begins to act here: "and Secretary Clinton replied", "and Chile sees"."""
    if quote[at].by == ",":
        return False
    actor = at
    while actor + 1 < len(quote) and quote[actor].kind == "title":
        actor += 1
    token = quote[actor]
    if token.kind not in ("party", "person", "pronoun") or token.role != "bare" or actor + 1 >= len(quote):
        return False
    verb = quote[actor + 1]
    finite = verb.kind == "word" and verb.text.endswith(("s", "ed")) and quote[at - 1].kind not in ("party", "person")
    return verb.bound == "" and (verb.kind == "operator" or finite)


def _twins(one: Token, other: Token) -> bool:
    """Whether two operators are said together ("wishes and is ready", "support and commitment"), not one the object
    of a verb and the other the next verb ("welcomed this support, and reaffirmed")."""
    return one.kind == "operator" and one.text.lower().endswith("ed") == other.text.lower().endswith("ed")


def _headless(quote: Sequence[Token], used: frozenset[int]) -> Token | None:
    """The head of a part of which only later words are used."""
    for opened_by_preposition in (False, True):
        start = 0
        for at in range(1, len(quote) + 1):
            if at < len(quote) and not _opens_part(quote, at, opened_by_preposition):
                continue
            head = next((i for i in range(start, at) if _can_head(quote[i])), None)
            if head is not None and head not in used and any(i in used for i in range(head + 1, at)):
                alias = next((i for i in range(head + 1, at) if i in used and quote[i].by == "("), None)
                if alias is None or not all(token.text[0].isupper() for token in quote[head:alias]):
                    return quote[head]
            start = at
    return None


def _objectless(quote: Sequence[Token], used: frozenset[int], regions: list[int]) -> Token | None:
    """What a used operator is about, where a later word is put in its place: "supports membership in X and Y" does
    not say "supports Y". One of a plain list may stand for it."""
    for at, token in enumerate(quote):
        if at not in used or token.kind != "operator" or at + 1 >= len(quote):
            continue
        end = next((i for i in range(at + 1, len(quote)) if i > at + 1 and _opens_part(quote, i, False)), len(quote))
        head = next((i for i in range(at + 1, end) if _can_head(quote[i])), None)
        if head is None or head in used or quote[at + 1].bound in _OPENS:
            continue
        complex = any(quote[i].bound == "preposition" for i in range(head + 1, end))
        later = [i for i in used if i > head and regions[i] == regions[at]]
        clause = any(
            quote[i].bound == "both" and quote[i].by in ("to", "that") for i in range(end, min(later, default=0) + 1)
        )
        if complex and later and not clause:
            return quote[head]
    return None


def _unrestricted(quote: Sequence[Token], used: frozenset[int], regions: list[int]) -> Token | None:
    """The adjective of what is denied, where it is left out: the sentence would deny more than the quote."""
    for at in range(1, len(quote)):
        if at not in used or at - 1 in used or quote[at].bound or quote[at].kind != "word":
            continue
        adjective = quote[at - 1]
        if adjective.kind != "word" or not adjective.droppable or adjective.text.lower() in words("claims"):
            continue
        before = (i for i in used if i < at and regions[i] == regions[at] and quote[i].kind == "operator")
        if any(quote[i].key in DENIALS for i in before):
            return adjective
    return None


def _opens_part(quote: Sequence[Token], at: int, prepositions: bool) -> bool:
    token = quote[at]
    if (token.bound in _OPENS and token.by != "(") or (token.kind == "operator") or quote[at - 1].kind == "operator":
        return True
    return prepositions and (token.bound == "preposition" or token.by == "(")


def _can_head(token: Token) -> bool:
    kinds = ("party", "person", "word", "number", "date")
    return token.kind in kinds and not token.speaker and not token.droppable


def _subjectless(quote: Sequence[Token], used: frozenset[int], regions: list[int]) -> Token | None:
    """Who does it, where a verb is used without the words before it: the companies that will invest, another
    president who "mentioned the issue". An office alone ("the Secretary") is the speaker's."""
    for at, token in enumerate(quote):
        if token.kind != "operator" or token.bound or (_is_free(token) and token.text.endswith("ing")):
            continue
        governs = _is_free(token) and any(i > at and regions[i] == regions[at] for i in used)
        if not (governs or at in used):
            continue
        before = []
        for i in range(at - 1, -1, -1):
            if quote[i].kind == "operator":
                break
            before.append(i)
            if quote[i].bound in _OPENS or quote[i].by == "that":
                break
        named = [i for i in before if quote[i].speaker and quote[i].role not in ("", "bare", "own")]
        nouns = [i for i in before if _can_head(quote[i])] or named
        office = any(quote[i].kind in ("title", "government") for i in before)
        acting = (quote[i].speaker and (office or quote[i].role in ("", "bare")) for i in before)
        if nouns and not any(acting) and not any(i in used for i in before):
            return quote[nouns[-1]]
    return None


def _is_free(token: Token) -> bool:
    return token.kind == "operator" and operators()[token.key].free
