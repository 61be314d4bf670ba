"""Tokens -> offices and names: "Deputy Secretary of State", "Mr.", "Joseph R. Biden, Jr."."""

from __future__ import annotations

from functools import cache

from rag.attribute.lexicon import Lexicon
from rag.attribute.lexicon import lexicon as load_lexicon
from rag.attribute.tokens import Tokens
from rag.names.parties import party_code
from rag.types import Code

_STATES = frozenset(
    {"countries", "states", "nations", "governments", "sides", "países", "naciones", "gobiernos", "delegations"}
)
_APOSTROPHES = frozenset("'’‘`ʼ")


_SKIPPED = frozenset({"the", "of", "for", "to", "on", "in", "a", "an", "de", "del", "la", "el", "los", "las", "y"})


def read_office(
    tokens: Tokens, at: int, lexicon: Lexicon, known: bool
) -> tuple[tuple[str, ...], tuple[Code, ...], int]:
    """The office at a token ("Deputy Secretary of State"), parties named inside it, and where it ends."""
    heads, modifiers, of = lexicon.heads["singular"], lexicon.words["modifiers"], lexicon.words["of"]
    odd = known and tokens.capital(at) and at not in tokens.parties and tokens.capital(at + 1)
    if odd and not (tokens.at(at) in modifiers or tokens.at(at) in heads):
        following = tokens.at(at + 1)
        at += following in modifiers or following in heads  # "the Alternate Prime Minister"
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
        body = at > start and tokens.at(start) not in lexicon.words["honorifics"] and tokens.capital(at + 1)
        if not end and body and (low == "of" or low in lexicon.words["and"]) and tokens.at(at + 1) in modifiers:
            at += 1  # "Ministry of Foreign Affairs and Trade Secretary"
            continue
        if not end:
            break
        after = tokens.parties.get(at) if lexicon.language == "es" else None
        body = tokens.capital(at - 1) and tokens.at(at - 1) not in heads
        if after and after.kind in {"adjective", "demonym"} and (body or not tokens.capital(at)):
            parties.append(after.party)  # "el presidente chileno", "director del Instituto Chileno"
            at = end = after.last
            continue
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
                office = tokens.at(span.last) in heads or tokens.at(span.last) in modifiers
                if span.kind == "adjective" and not possessive and not office:
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
    if tokens.at(at) in lexicon.words["modifiers"] or tokens.at(at) in lexicon.heads["singular"]:
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


def read_honorific(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[str, int]:
    """ "Mr", "Dr." at a token (the first of several, in small letters; "" for none), and where they end."""
    found = ""
    first = at
    while tokens.at(at) in lexicon.words["honorifics"] and tokens.capital(at) and at < first + 6:
        found = found or tokens.at(at)
        at += 2 if tokens.at(at + 1) == "." else 1
    return found, at


def read_name(tokens: Tokens, at: int, lexicon: Lexicon, titled: bool) -> tuple[tuple[str, ...], int]:
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
    small = ("adverbs", "openers", "subordinators", "of", "with", "and", "according")
    return frozenset().union(*(words[name] for name in small))


def _name_goes_on(tokens: Tokens, at: int) -> bool:
    return tokens.capital(at) or tokens.at(at).startswith(("al-", "el-", "as-", "an-", "ad-"))


def names_of_group(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[tuple[str, ...], int]:
    """Names after a plural office: "Ministers Cho and Mori"."""
    names: list[str] = []
    while tokens.capital(at):
        name, end = read_name(tokens, at, lexicon, True)
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


def of_parties(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[tuple[Code, ...], int]:
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
