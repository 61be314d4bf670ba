"""Tokens -> the phrases that can be a speaker: pronouns, "the two leaders", offices, names, parties.

`phrase_at` reads one phrase from a token, `subject_at` several joined by "and". Neither knows who is meant: that is
what people.py resolves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from rag.attribute.lexicon import Lexicon
from rag.attribute.lexicon import lexicon as load_lexicon
from rag.attribute.tokens import Tokens
from rag.names.parties import party_code
from rag.types import Code

PhraseKind = Literal["he", "they", "we", "group", "person", "name", "party", "side"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase over the tokens first to last (exclusive).

    `title` holds the words of an office in lower case, `name` the words of a name as printed, `parties` the
    parties named with it. `definite` is set where "the" or a party stands before an office.
    """

    first: int
    last: int
    kind: PhraseKind
    title: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    parties: tuple[Code, ...] = ()
    definite: bool = False
    text: str = ""


_SKIPPED = frozenset({"the", "of", "for", "to", "on", "in", "a", "an", "de", "del", "la", "el", "los", "las", "y"})
# Groups that need no article: "In the meeting, participants noted".
_BARE = frozenset(
    {"participants", "leaders", "officials", "delegates", "ministers", "attendees", "members", "negotiators"}
)
_STATES = frozenset(
    {"countries", "states", "nations", "governments", "sides", "países", "naciones", "gobiernos", "delegations"}
)
_APOSTROPHES = frozenset("'’‘`ʼ")
_DASHES = frozenset("-–—/")


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


def phrase_at(tokens: Tokens, index: int, lexicon: Lexicon, joined: bool = False) -> Phrase | None:
    """The phrase that begins at a token, None where none does. `joined`: an "and" after a phrase precedes."""
    low = tokens.at(index)
    if not low:
        return None
    words = lexicon.words
    if low in words["he"]:
        return Phrase(index, index + 1, "he")
    if low in words["we"]:
        return Phrase(index, index + 1, "we")
    if low in words["they"] and (low not in words["numbers"] or _verb_follows(tokens, index + 1, lexicon)):
        return Phrase(index, index + 1, "they")
    opens = tokens.capital(index) or low in words["determiners"] or low in words["numbers"]
    bare = low in _BARE and tokens.at(index - 1) == "," and _verb_follows(tokens, index + 1, lexicon)
    if bare:
        return Phrase(index, index + 1, "group", (low,), (), (), True)
    if not (opens or index in tokens.parties or (joined and low in words["fillers"] | words["modifiers"])):
        return None
    return _noun(tokens, index, lexicon)


def _verb_follows(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    low = tokens.at(at)
    return low in lexicon.verbs or low in lexicon.words["auxiliaries"] or low in lexicon.words["adverbs"]


def _noun(tokens: Tokens, index: int, lexicon: Lexicon) -> Phrase | None:
    at = index
    determiner = ""
    if tokens.at(at) in lexicon.words["determiners"] and at not in tokens.parties:
        determiner = tokens.at(at)
        at += 1
    parties, at, number, bare = _before_head(tokens, at, lexicon)
    known = bool(determiner or parties or number)
    plural = _group(tokens, at, lexicon, known)
    if plural:
        inside, end = _of_parties(tokens, plural, lexicon)
        if end == plural and tokens.at(end) in {"of", "for", "on", "from"} and tokens.capital(end + 1):
            while tokens.capital(end + 1) or (end > plural and tokens.at(end) in {"for", "of"} and False):
                end += 1
            end += 1
        names, end = _names_of_group(tokens, end, lexicon) if tokens.capital(end) else ((), end)
        title = tuple(tokens.low[at:plural])
        return Phrase(index, end, "group", title, names, (*parties, *inside), True)
    title, inside, at = _office(tokens, at, lexicon, known)
    if not title and parties and bare is not None:
        tail = _party_tail(tokens, at, lexicon)
        if tail > at or bare:
            return Phrase(index, tail, "party", (), (), parties, True)
        return None
    honorific, at = _honorific(tokens, at, lexicon)
    name, at = _name(tokens, at, lexicon, bool(title or honorific))
    if name or title:
        after, at = _of_parties(tokens, at, lexicon) if name else ((), at)
        kind: PhraseKind = "person" if title or honorific else "name"
        if kind == "name" and determiner:
            return None
        definite = bool(determiner in {"the", "el", "la", "los", "las"} or parties or inside)
        return Phrase(index, at, kind, title, name, (*parties, *inside, *after), definite)
    if determiner:
        end = _party_tail(tokens, at, lexicon)
        if end > at:
            named, last = _party_of_body(tokens, end, lexicon)
            if named:
                return Phrase(index, last, "party", (), (), named, True)
            return Phrase(index, end, "side", tuple(tokens.low[at:end]), (), parties, True)
    return None


def _party_of_body(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[tuple[Code, ...], int]:
    """The party of "the Government of Peru", "la Agencia Española de ...", and where the body's name ends."""
    named, end = _of_parties(tokens, at, lexicon)
    if named:
        return named, end
    span = tokens.parties.get(at)
    if span is None or span.kind != "adjective":
        return (), at
    end = span.last
    while tokens.capital(end) or (
        tokens.at(end) in lexicon.words["of"] | {"y", "e", "el", "la"} and tokens.capital(end + 1)
    ):
        end += 1
    return (span.party,), end


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
    if tokens.at(end) in {"two", "three", "four"} and not known:
        return 0
    end += 1
    if tokens.at(end - 1) == "heads" and tokens.at(end) in lexicon.words["of"]:
        end += 2
        if tokens.at(end) in lexicon.words["and"] and tokens.at(end + 1).startswith("government"):
            end += 2
    return end


def _office(tokens: Tokens, at: int, lexicon: Lexicon, known: bool) -> tuple[tuple[str, ...], tuple[Code, ...], int]:
    """The office at a token ("Deputy Secretary of State"), parties named inside it, and where it ends."""
    heads, modifiers, of = lexicon.heads["singular"], lexicon.words["modifiers"], lexicon.words["of"]
    start = at
    end = 0
    parties: list[Code] = []
    while at < len(tokens):
        low = tokens.at(at)
        if low in heads or low in modifiers:
            if not (tokens.capital(at) or known or at > start):
                break
            if at > start and not tokens.capital(at) and tokens.capital(at - 1) and low not in heads:
                break
            at += 1
            if low in heads or (end and tokens.capital(at - 1)):
                end = at
            continue
        if not end:
            break
        if low in of:
            step = at + 1
            while tokens.at(step) in {"the", "la", "el", "los", "las"}:
                step += 1
            span = tokens.parties.get(step)
            host = low == "to" and {"ambassador", "envoy", "representative", "liaison"} & set(tokens.low[start:at])
            code = None if span or not tokens.capital(step) else _place(tokens, step, lexicon)
            if code:
                parties.append(code[0])
                at = end = code[1]
                continue
            if span and low in {"of", "de", "del", "to", "for", "in"}:
                possessive = tokens.at(span.last) in {"'s", "’s"}
                if span.kind == "adjective" and not possessive and tokens.at(span.last) not in heads | modifiers:
                    break
                if not host:
                    parties.append(span.party)
                at = span.last
                if not possessive and span.kind not in {"adjective"}:
                    end = at
                    more = tokens.at(at) in lexicon.words["and"] and at + 1 in tokens.parties
                    if more:
                        break
                continue
            if tokens.at(at - 1) == "head" and tokens.at(step).startswith(("state", "government")):
                at = end = step + 1
                continue
            if tokens.capital(step) and (tokens.at(step) in modifiers or tokens.at(step) in heads):
                at = end = step + 1
                continue
            break
        if low in lexicon.words["and"] and tokens.capital(at + 1) and not _the_before(tokens, start):
            following = tokens.at(at + 1)
            if following in heads or following in modifiers:
                at += 1
                continue
        break
    if not end:
        return (), (), start
    named = {i for first, span in tokens.parties.items() for i in range(first, span.last)}
    title = tuple(
        low
        for i, low in enumerate(tokens.low[start:end], start)
        if i not in named and low[0].isalpha() and low not in _SKIPPED
    )
    return title, tuple(dict.fromkeys(parties)), end


def _place(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[Code, int] | None:
    """A country before a person's name ("President of Israel Reuven Rivlin"), read as part of the name otherwise."""
    if tokens.at(at) in lexicon.words["modifiers"] | lexicon.heads["singular"]:
        return None
    for last in (at + 3, at + 2, at + 1):
        words = tokens.word[at:last]
        if len(words) == last - at and all(word[0].isupper() for word in words):
            code = party_code(" ".join(words))
            if code and len(words[0]) > 2:
                return code, last
    return None


def _the_before(tokens: Tokens, start: int) -> bool:
    """Whether "the" stands before an office: then "and" joins another person, not another office."""
    return tokens.at(start - 1) in {"the", "el", "la"}


def _party_tail(tokens: Tokens, at: int, lexicon: Lexicon) -> int:
    """Where nouns end that leave a party the party: "government", "Foreign Ministry"."""
    end = at
    while end < min(at + 4, len(tokens)):
        low = tokens.at(end)
        if low in lexicon.heads["party"]:
            end += 1
            while tokens.at(end) in lexicon.heads["party"]:
                end += 1
            return end
        if low not in lexicon.words["modifiers"] and low not in lexicon.words["fillers"]:
            return at
        end += 1
    return at


def _honorific(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[bool, int]:
    found = False
    while tokens.at(at) in lexicon.words["honorifics"] and tokens.capital(at):
        found = True
        at += 2 if tokens.at(at + 1) == "." else 1
    return found, at


def _name(tokens: Tokens, at: int, lexicon: Lexicon, titled: bool) -> tuple[tuple[str, ...], int]:
    """The words of a name: capitals, initials, particles between capitals, "Jr."."""
    name: list[str] = []
    start = at
    while at < len(tokens):
        word, low = tokens.word[at], tokens.low[at]
        if at in tokens.parties and (name or not titled or tokens.parties[at].kind != "name"):
            break
        if name and (low in lexicon.words["noise"] or (tokens.capital(at) and low in _small(lexicon.language))):
            break
        if tokens.capital(at) and word[0].isalpha():
            if not titled and (
                low in lexicon.heads["singular"] or (not name and low in _not_names(lexicon.language))
            ):
                break
            if low in lexicon.words["they"] | lexicon.words["he"] | lexicon.words["determiners"] - {"a"}:
                break
            name.append(word)
            at += 1
            initial = len(word) == 1 or low in {"jr", "sr", "dr"}
            if initial and tokens.at(at) == ".":
                at += 1
        elif (
            name and low in _APOSTROPHES and tokens.end[at - 1] == tokens.start[at] and _name_goes_on(tokens, at + 1)
        ):
            at += 1
        elif (
            low in lexicon.words["particles"]
            and (name or titled)
            and (tokens.capital(at + 1) or tokens.at(at + 1) in lexicon.words["particles"])
        ) or (low.startswith(("al-", "el-", "as-", "an-", "ad-")) and (name or titled)):
            name.append(word)
            at += 1
        elif low == "," and name and tokens.at(at + 1) in {"jr", "sr"}:
            at += 3 if tokens.at(at + 2) == "." else 2
            if tokens.at(at) == ",":
                at += 1
        else:
            break
    while name and name[-1].lower() in lexicon.words["particles"]:
        name.pop()
        at -= 1
    return (tuple(name), at) if name else ((), start)


@cache
def _small(language: str) -> frozenset[str]:
    """Small words that a heading prints with a capital: they end a name."""
    words = load_lexicon(language).words
    return (words["prepositions"] | words["and"] | words["subordinators"]) - words["particles"]


@cache
def _not_names(language: str) -> frozenset[str]:
    """Words whose capital at the start of a sentence makes no name of them."""
    words = load_lexicon(language).words
    return words["adverbs"] | words["openers"] | words["subordinators"] | words["of"] | words["with"] | words["and"]


def _name_goes_on(tokens: Tokens, at: int) -> bool:
    return tokens.capital(at) or tokens.at(at).startswith(("al-", "el-", "as-", "an-", "ad-"))


def _of_parties(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[tuple[Code, ...], int]:
    """Parties in "of Russia and Georgia" after a group or a name, "(PRC)" after them, and where they end."""
    low = tokens.at(at)
    if low not in {"of", "from", "de", "del"}:
        return (), at
    step = at + 1
    found: list[Code] = []
    while True:
        while tokens.at(step) in {"the", "la", "el", "los", "las"}:
            step += 1
        span = tokens.parties.get(step)
        if span is None:
            break
        found.append(span.party)
        step = span.last
        if tokens.at(step) in {"'s", "’s"}:
            return tuple(found), step
        if tokens.at(step) == "(" and tokens.at(step + 2) == ")":
            step += 3
        end = step
        if tokens.at(step) == "," and (step + 1 in tokens.parties or tokens.at(step + 1) in {"and", "y", "the"}):
            step += 1
        if tokens.at(step) in lexicon.words["and"]:
            step += 1
            if step not in tokens.parties and not (tokens.at(step) == "the" and step + 1 in tokens.parties):
                return tuple(found), end
        elif step == end:
            return tuple(found), end
    if found:
        return tuple(found), step
    for words_on in range(step, step + 4):
        if tokens.at(words_on) in _STATES and all(
            tokens.capital(i) or tokens.at(i).isdigit() for i in range(step, words_on)
        ):
            return (), words_on + 1
    numbered = step
    while tokens.at(numbered) in lexicon.words["numbers"] | {
        "both",
        "respective",
        "dos",
        "ambos",
        "ambas",
        "participating",
    }:
        numbered += 1
    if tokens.at(numbered) in _STATES:
        return (), numbered + 1
    return (), at


def _names_of_group(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[tuple[str, ...], int]:
    """Names after a plural office: "Ministers Cho and Mori"."""
    names: list[str] = []
    while tokens.capital(at):
        name, end = _name(tokens, at, lexicon, True)
        if not name:
            break
        names.append(" ".join(name))
        at = end
        if tokens.at(at) == "," or tokens.at(at) in lexicon.words["and"]:
            step = at + 1 + (tokens.at(at) == "," and tokens.at(at + 1) in lexicon.words["and"])
            if not tokens.capital(step) or tokens.at(step) in lexicon.heads["singular"]:
                break
            at = step
        else:
            break
    return tuple(names), at


def with_text(phrase: Phrase, tokens: Tokens, text: str) -> Phrase:
    """The phrase with its words as printed."""
    return replace(phrase, text=text[tokens.start[phrase.first] : tokens.end[phrase.last - 1]])
