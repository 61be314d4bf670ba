"""Tokens -> the phrases that can be a speaker: pronouns, "the two leaders", offices, names, parties.

`phrase_at` reads one phrase from a token, `subject_at` several joined by "and". Neither knows who is meant: that is
what people.py resolves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rag.attribute.bodies import party_of_body, party_tail
from rag.attribute.lexicon import Lexicon
from rag.attribute.lexicon import lexicon as load_lexicon
from rag.attribute.naming import names_of_group, of_parties, read_honorific, read_name, read_office
from rag.attribute.tokens import Tokens
from rag.types import Code

PhraseKind = Literal["he", "they", "we", "group", "person", "name", "party", "side"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase over the tokens first to last (exclusive).

    `title` holds the words of an office in lower case, `name` the words of a name as printed, `parties` the
    parties named with it. `definite` is set where "the" or a party stands before an office, `past` where the office
    is one of the past.
    """

    first: int
    last: int
    kind: PhraseKind
    title: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    parties: tuple[Code, ...] = ()
    definite: bool = False
    honorific: str = ""
    past: bool = False


# Groups that need no article: "In the meeting, participants noted".
_BARE = frozenset(
    {"participants", "leaders", "officials", "delegates", "ministers", "attendees", "members", "negotiators"}
)
_DASHES = frozenset("-–—/")
_PAST = frozenset({"former", "late", "then", "outgoing", "ex", "expresidente", "expresidenta"})


def subject_at(tokens: Tokens, index: int, lexicon: Lexicon) -> list[Phrase]:
    """The phrases joined by "and" that begin at a token; empty where none does."""
    first = phrase_at(tokens, index, lexicon)
    if first is None:
        return []
    found = [first]
    comma_list = False
    while True:
        at = found[-1].last
        low = tokens.at(at)
        step = 0
        if low in lexicon.words["and"]:
            step = 1
        elif low == "," and tokens.at(at + 1) in lexicon.words["and"]:
            # ", and X" closes "A, B, and X"; after "A" or "A and B" it opens another clause
            step = 2 if comma_list else 0
        elif low == "," and found[-1].kind in {"person", "name", "party"}:
            step = 1
        elif low in {"together", "along"} and tokens.at(at + 1) == "with":
            step = 2
        if not step:
            return found
        following = phrase_at(tokens, at + step, lexicon, True)
        if following is None or following.kind in {"he", "they", "we"}:
            return found
        if low == "," and step == 1:
            # a list only where an "and" closes it; otherwise an apposition or another clause
            if following.kind not in {"person", "name", "party"} or not _closes(tokens, following.last, lexicon):
                return found
            comma_list = True
        found.append(following)


def _closes(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Whether a list that has come to token `at` goes on to an "and"."""
    for _ in range(12):
        low = tokens.at(at)
        if low in lexicon.words["and"] or (low == "," and tokens.at(at + 1) in lexicon.words["and"]):
            return True
        if low != ",":
            return False
        following = phrase_at(tokens, at + 1, lexicon)
        if following is None or following.kind not in {"person", "name", "party"}:
            return False
        at = following.last
    return False


@cache
def _openings(language: str) -> frozenset[str]:
    """Words in small letters that can begin a phrase."""
    words, heads = load_lexicon(language).words, load_lexicon(language).heads
    pronouns = words["he"] | words["they"] | words["we"]
    return pronouns | words["determiners"] | words["numbers"] | _BARE | heads["singular"]


@cache
def _nouns(language: str) -> frozenset[str]:
    """Words in small letters that can follow an article in a phrase."""
    words, heads = load_lexicon(language).words, load_lexicon(language).heads
    return frozenset().union(*heads.values(), words["modifiers"], words["numbers"], words["fillers"])


def may_begin(tokens: Tokens, lexicon: Lexicon) -> Iterator[int]:
    """The tokens at which a phrase can begin that no "and" joins to another."""
    opening, parties = _openings(lexicon.language), tokens.parties
    for index, low in enumerate(tokens.low):
        if low in opening or index in parties or tokens.word[index][0].isupper():
            yield index


def phrase_at(tokens: Tokens, index: int, lexicon: Lexicon, joined: bool = False) -> Phrase | None:
    """The phrase that begins at a token, None where none does. `joined`: an "and" after a phrase precedes."""
    low = tokens.at(index)
    if not low:
        return None
    words = lexicon.words
    if low in words["he"]:
        return Phrase(index, index + 1, "he", (low,))
    if low == "each" and tokens.at(index + 1) in {"side", "party", "country"}:
        return Phrase(index, index + 2, "group", ("sides",), (), (), True)
    if low in words["we"]:
        return Phrase(index, index + 1, "we")
    if low in words["they"]:
        alone = _verb_follows(tokens, index + 1, lexicon) and tokens.at(index + 1) not in lexicon.heads["plural"]
        # "any and all needed assistance"
        loose = low == "all" and index > 0 and tokens.at(index - 1) not in {",", ";"}
        if not loose and (low not in words["numbers"] or alone):
            return Phrase(index, index + 1, "they")
    if low == "pm" and tokens.at(index - 1)[-1:].isdigit():
        return None  # "4:00 PM"
    opens = tokens.capital(index) or low in words["determiners"] or low in words["numbers"]
    bare = low in _BARE and tokens.at(index - 1) == "," and _verb_follows(tokens, index + 1, lexicon)
    if bare:
        return Phrase(index, index + 1, "group", (low,), (), (), True)
    # "del presidente": Spanish writes offices small
    opens = opens or (low in lexicon.heads["singular"] and tokens.at(index - 1) in {"del", "al"})
    if not (opens or index in tokens.parties or (joined and low in words["fillers"] | words["modifiers"])):
        return None
    return _noun(tokens, index, lexicon, joined)


def _verb_follows(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    low = tokens.at(at)
    return low in lexicon.verbs or low in lexicon.words["auxiliaries"] or low in lexicon.words["adverbs"]


def _noun(tokens: Tokens, index: int, lexicon: Lexicon, joined: bool) -> Phrase | None:
    at = index
    determiner = "el" if tokens.at(index - 1) in {"del", "al"} else ""
    if tokens.at(at) in lexicon.words["determiners"] and at not in tokens.parties:
        determiner = tokens.at(at)
        at += 1
        if not (tokens.capital(at) or at in tokens.parties or tokens.at(at) in _nouns(lexicon.language)):
            return None
    parties, at, number, bare = _before_head(tokens, at, lexicon)
    known = bool(determiner or parties or number)
    plural = _group(tokens, at, lexicon, known or joined)
    while plural and tokens.at(plural) in {"'", "’"} and tokens.at(plural + 1) in lexicon.heads["plural"]:
        plural += 2  # "the two countries’ leaders"
    if plural:
        inside, end = of_parties(tokens, plural, lexicon)
        if end == plural and tokens.at(end) in {"of", "for", "on", "from"} and tokens.capital(end + 1):
            while tokens.capital(end + 1) or (end > plural and tokens.at(end) in {"for", "of"} and False):
                end += 1
            end += 1
        names, end = names_of_group(tokens, end, lexicon) if tokens.capital(end) else ((), end)
        title = tuple(tokens.low[at:plural])
        return Phrase(index, end, "group", title, names, (*parties, *inside), True)
    title, inside, at = read_office(tokens, at, lexicon, known or joined)
    if not title and parties and bare is not None:
        tail = party_tail(tokens, at, lexicon)
        if tail > at or bare:
            return Phrase(index, tail, "party", (), (), parties, True)
        return None
    if not title and not parties:
        body = _body(tokens, index, at, determiner, lexicon)
        if body:
            return body
    honorific, at = read_honorific(tokens, at, lexicon)
    name, at = read_name(tokens, at, lexicon, bool(title or honorific))
    if name or title:
        after, at = of_parties(tokens, at, lexicon) if name else ((), at)
        kind: PhraseKind = "person" if title or honorific else "name"
        if kind == "name" and determiner:
            return None
        definite = bool(determiner in {"the", "el", "la", "los", "las"} or parties or inside)
        past = bool(_PAST & {tokens.at(index - 1), *tokens.low[index:at]})
        return Phrase(index, at, kind, title, name, (*parties, *inside, *after), definite, honorific, past)
    return None


def _body(tokens: Tokens, index: int, at: int, determiner: str, lexicon: Lexicon) -> Phrase | None:
    """ "the Government of Peru", "la Agencia Española", "the administration"."""
    end = party_tail(tokens, at, lexicon)
    if end == at:
        return None
    named, last = party_of_body(tokens, end, lexicon)
    if named:
        return Phrase(index, last, "party", (), (), named, True)
    return Phrase(index, end, "side", tuple(tokens.low[at:end]), (), (), True) if determiner else None


def _before_head(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[tuple[Code, ...], int, bool, bool | None]:
    """Parties, numbers and adjectives before a noun: parties, where they end, whether a number was among them.

    The last value says whether the parties by themselves can be a subject ("China", not "Chinese"); None
    where no party came last.
    """
    parties: list[Code] = []
    number = False
    bare: bool | None = None
    while at < len(tokens):
        span = tokens.parties.get(at)
        if span:
            parties.append(span.party)
            bare = span.kind not in {"adjective", "demonym"}
            at = span.last
            if tokens.at(at) in {"'s", "’s"} or (tokens.at(at) in {"'", "’"} and tokens.at(at - 1).endswith("s")):
                bare = False
                at += 1
            elif tokens.at(at) == "(" and tokens.at(at + 2) == ")":
                at += 3
            joined = tokens.at(at) in _DASHES or tokens.at(at) in lexicon.words["and"] or tokens.at(at) == ","
            if joined and at + 1 in tokens.parties and not bare:
                at += 1
        elif tokens.at(at) in lexicon.words["numbers"]:
            number = True
            bare = None
            at += 1
        elif tokens.at(at) in lexicon.words["fillers"] and not tokens.capital(at):
            bare = False if parties else None
            at += 1
        else:
            break
    return tuple(parties), at, number, bare


def _group(tokens: Tokens, at: int, lexicon: Lexicon, known: bool) -> int:
    """Where the noun of a group ends ("foreign ministers", "heads of state and government"); 0 for none."""
    plural = lexicon.heads["plural"]
    the = tokens.at(at - 2) in lexicon.words["determiners"]
    if (
        the
        and tokens.at(at) not in plural
        and tokens.at(at - 1) in lexicon.words["numbers"]
        and _verb_follows(tokens, at, lexicon)
    ):
        return at
    end = at
    while end < min(at + 5, len(tokens)) and tokens.at(end) not in plural:
        if known and end < at + 2 and tokens.capital(end) and end not in tokens.parties:
            end += 1  # "the six Partnership countries", "the EAS foreign ministers"
            continue
        if tokens.at(end) not in lexicon.words["modifiers"] and tokens.at(end) not in lexicon.heads["singular"]:
            return 0
        end += 1
    if tokens.at(end) not in plural or not (known or tokens.capital(at)):
        return 0
    counted = tokens.at(end) in {"two", "three", "four"}
    named = tokens.at(end) in {"dos", "tres"} and end > at  # "Presidente dos Santos"
    if named or (counted and not known):
        return 0
    end += 1
    if tokens.at(end - 1) == "heads" and tokens.at(end) in lexicon.words["of"]:
        end += 2
        if tokens.at(end) in lexicon.words["and"] and tokens.at(end + 1).startswith("government"):
            end += 2
    return end
