"""Everything that a question names: parties, people, words that several share, and names that no table holds.

Takes the question, its language and date. Returns actors, left to right, not overlapping, each by itself. A name that
several bear keeps them all as choices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rag.answer.grammar import UPPER, flat, table, words
from rag.names.cyrillic import find_cyrillic
from rag.names.folding import fold
from rag.names.leaders import find_leaders
from rag.names.parties import find_parties, party_code, party_name
from rag.names.patterns import patterns
from rag.names.people import surnames, terms
from rag.names.tables import forms
from rag.types import Code

Kind = Literal["actor", "adjective", "unknown"]

_CAPITALISED = re.compile(
    rf"(?<!\w)[{UPPER}][\w'’-]*(?: (?:(?:bin|ibn|al|el|de|da|do|van|von|der|dos|del|la) )?[{UPPER}][\w'’-]*)*"
)
# "Mexican transcript" speaks of no language in a question.
_ACCOUNT = re.compile(r" (?:transcript|version|translation)")
_OWNER = re.compile(r"['’]s ")
_OWNS = re.compile(rf"['’]s (?=[{UPPER}])")
_OWNING = re.compile(r"['’]s?$")
_PLANNING = re.compile(r" (?:plan|planning|process|agree) (?:to|on|for)\b")
_ASKING = re.compile(r"\b(?:[Dd]oes|[Dd]id|[Ii]s|[Ww]as|[Ww]ill) $")
# Not every word in -ed or -ing: Ahmed and Fleming are names.
_DOING = re.compile(
    r"(?:Going|Judging|Looking|Searching|Asking|Asked|Told|Pressed|Questioned|Challenged|Speaking|Talking|Writing"
    r"|Based|Following|Including|Hosting|Meeting|Receiving|Exactly|Briefly|Lately|Recently|Finally) [a-z]"
)
_DASHES = ("-", "–", "—")
_AT_PLACE = re.compile(
    r"(?:\b(?:in|at|near|outside|around|visit(?:ed|s|ing)?|trip to|travel\w* to|flew to|en|в)|[在于]) $"
)
_CASED = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody named at text[start:end]. `core` is where the name itself stands, without article and office.

    `choices` are the names among which nothing decides, `options` their parties.
    """

    start: int
    end: int
    kind: Kind
    party: Code | None = None
    person: str = ""
    office: str = ""
    options: tuple[Code, ...] = ()
    choices: tuple[str, ...] = ()
    core: tuple[int, int] = (0, 0)
    together: bool = False
    """Several parties under one name: "the Baltic leaders"."""

    @property
    def parties(self) -> tuple[Code, ...]:
        """The party, or those that come into question."""
        return (self.party,) if self.party else self.options


def find_named(text: str, language: str, date: str | None) -> list[Actor]:
    """Return everybody named, one by one."""
    small = _written_small(text)
    shown = _capitalised(text) if small else text
    parties = [*_parties(text, language, small), *_shared(text), *_seats(text), *_blocs(text)]
    found = _apart([*_people(shown, date), *_families(shown), *parties])
    found = _apart([*found, *_shared_surnames(shown, date, found)])
    if language == "ru":
        # A full name is longer than the surname that the table found in it: "Аббас Аракчи".
        found = _apart([*found, *_heard(text, date, found)])
    return _apart([*found, *_unknown(text, found), *(_unknown_chinese(text, found) if language == "zh" else ())])


def _people(text: str, date: str | None) -> Iterator[Actor]:
    for mention in find_leaders(text, date, surnames=True):
        parties = tuple(dict.fromkeys(term.party for term in terms()[mention.name]))
        options = () if mention.party else parties
        yield Actor(mention.start, mention.end, "actor", mention.party, mention.name, options=options)


def _heard(text: str, date: str | None, known: list[Actor]) -> Iterator[Actor]:
    """People whom the table holds in Latin letters only."""
    for start, end, name in find_cyrillic(text):
        if any((actor.start <= start and end <= actor.end) or actor.end > end > actor.start for actor in known):
            continue
        held = tuple(dict.fromkeys(t.party for t in terms()[name] if not date or t.covers(date)))
        parties = held or tuple(dict.fromkeys(t.party for t in terms()[name]))
        yield Actor(
            start, end, "actor", parties[0] if len(parties) == 1 else None, name, options=parties[1:] and parties
        )


def _parties(text: str, language: str, small: bool) -> Iterator[Actor]:
    for mention in find_parties(text, language, any_case=small):
        kind: Kind = "adjective" if mention.kind == "adjective" else "actor"
        if text[mention.end : mention.end + 1] in ("-", "‑") and re.match(r"[a-z]{3}", text[mention.end + 1 :]):
            kind = "adjective"  # "US-led"
        yield Actor(mention.start, mention.end, kind, mention.party)


def _seats(text: str) -> Iterator[Actor]:
    """Brussels for the Union, unless it is a place or Belgium is spoken of."""
    seats = table("grammar")["names"]["seats"]
    for match in re.finditer(rf"(?<!\w)(?:{'|'.join(seats)})(?!\w)", text):
        if not _AT_PLACE.search(text[: match.start()]) and "Belgi" not in text:
            yield Actor(match.start(), match.end(), "actor", seats[match.group()])


def _families(text: str) -> Iterator[Actor]:
    """People of the table with wife or husband: "the Macrons"."""
    for match in re.finditer(rf"\b[Tt]he ([{UPPER}][\w-]+)s\b", text):
        bearers = surnames().get(fold(match.group(1)), frozenset())
        parties = {term.party for name in bearers for term in terms()[name]}
        if len(bearers) == 1 and len(parties) == 1:
            (person,) = bearers
            yield Actor(match.start(1), match.end(), "actor", min(parties), person)


def _blocs(text: str) -> Iterator[Actor]:
    """Several parties under one name: "the three Baltic leaders"."""
    blocs = table("grammar")["names"]["blocs"]
    members = r"(?:heads of (?:state|government)|leaders|presidents|premiers|prime ministers|(?:foreign )?ministers"
    members += r"|governments|states|countries|capitals|trio|three|four|five|powers|partners|guarantors|group)"
    number = r"(?:two|three|four|five|both) "
    for match in re.finditer(rf"\b[Tt]he (?:{number})?({'|'.join(blocs)}) (?i:{members})\b", text):
        codes = tuple(blocs[match.group(1)].split())
        yield Actor(match.start(), match.end(), "actor", options=codes, together=True)


def _shared(text: str) -> Iterator[Actor]:
    """Words that several parties share and nothing in the text settles."""
    for match in _shared_words().finditer(fold(text) if len(fold(text)) == len(text) else text):
        pattern = patterns()[match.group()]
        options = tuple(code.lstrip("-") for code in pattern.options)
        kind: Kind = "adjective" if pattern.kind == "adjective" else "actor"
        names = tuple(party_name(code) for code in options)
        yield Actor(match.start(), match.end(), kind, options=options, choices=names)


def _shared_surnames(text: str, date: str | None, known: list[Actor]) -> Iterator[Actor]:
    """Surnames of several people: told apart by the party beside them or by the date, else all kept."""
    for match in re.finditer(r"[^\W\d_](?:[\w-]|['’](?!s\b))+", text):
        bearers = surnames().get(fold(match.group()), frozenset())
        if len(bearers) < 2 or match.group()[0].islower():
            continue
        beside = {party for actor in known for party in actor.parties if 0 <= match.start() - actor.end < 30}
        fitting = {name for name in bearers if any(term.party in beside for term in terms()[name])} or bearers
        fitting = {name for name in fitting if _titled(name, flat(text[: match.start()]))} or fitting
        if date and len(fitting) > 1:
            fitting = {n for n in fitting if any(t.covers(date) for t in terms()[n])} or fitting
        fitting = fitting & set(forms(table("grammar")["names"]["likeliest"])) or fitting
        names = tuple(sorted(fitting))
        parties = tuple(dict.fromkeys(term.party for name in names for term in terms()[name]))
        yield Actor(
            match.start(),
            match.end(),
            "actor",
            parties[0] if len(parties) == 1 else None,
            names[0] if len(names) == 1 else "",
            options=parties if len(parties) > 1 else (),
            choices=names if len(names) > 1 else (),
        )


def _titled(name: str, before: str) -> bool:
    """Whether a person held the office that the words before the name end with."""
    title = _title().search(before)
    return bool(title) and any(term.office.lower() == title.group().strip() for term in terms()[name] if title)


def _unknown(text: str, known: list[Actor]) -> Iterator[Actor]:
    for match in _CAPITALISED.finditer(text):
        start, end = match.span()
        owner = list(_OWNER.finditer(text, start, end))
        end = start + len(_OWNING.sub("", text[start:end]))
        first = re.match(r"[\w'’-]+", text[start:end])
        if first and (_is_word(first.group()) or (start == 0 and _DOING.match(text))):
            start += first.end()
            start += text[start:end].startswith(" ")
        for actor in known:  # "Chile's Falk": Chile is known, Falk stands after it
            if start <= actor.start and actor.end < end and (own := _OWNS.match(text, actor.end, end)):
                start = own.end()
        inside = [actor for actor in known if actor.start < end and start < actor.end]
        if not inside and end - start > 1 and not _is_office(text[start:end]):
            joined = text[end : end + 1] in _DASHES or text[start - 1 : start] in _DASHES
            planning = _PLANNING.match(text, end) and _ASKING.search(text[:start])  # "Does Vilnius plan to"
            code = party_code(text[start:end]) if joined or planning or _ACCOUNT.match(text[end:]) else None
            kind: Kind = "unknown" if not code else "actor" if joined or planning else "adjective"
            yield Actor(start, end, kind, code, core=(owner[-1].end() if owner else start, end))


# "芬纳会见马朝旭时": whoever meets somebody there is a person or a party.
_MEETING = re.compile(
    r"(?:^|[\s,，：:。年月日])(?P<name>[\u4e00-\u9fff·]{2,8}?)(?=会见|会晤|接见|(?:同|与)[^，。]{2,12}(?:通话|会谈|会面))"
)


def _unknown_chinese(text: str, known: list[Actor]) -> Iterator[Actor]:
    for match in _MEETING.finditer(text):
        start, end = match.span("name")
        light = re.search(words("grammar", "zh", "light"), match["name"])
        if not light and not any(actor.start < end and start < actor.end for actor in known):
            yield Actor(start, end, "unknown", core=(start, end))


@cache
def _title() -> re.Pattern[str]:
    return re.compile(rf"\b{words('grammar', 'en', 'offices')} $")


@cache
def _is_office(name: str) -> bool:
    """Whether a capitalised word is an office without a name ("the King"), or a month."""
    months = "|".join(table("dates")["months"].values())
    return bool(re.fullmatch(rf"{words('grammar', 'en', 'offices')}|{months}", flat(name)))


@cache
def _is_word(word: str) -> bool:
    """Whether a capitalised word is one of grammar: "What", "Did", "Track"."""
    groups = ("question", "auxiliaries", "stop", "light", "adjectives", "nouns", "topic")
    low = flat(word)
    framing = ("frame_amounts", "frame_nouns", "frame_places", "general")
    return any(re.fullmatch(words("grammar", lang, g), low) for lang in ("en", "es", "ru") for g in groups) or any(
        re.fullmatch(words("grammar", "en", g), low) for g in framing
    )


def _apart(actors: list[Actor]) -> list[Actor]:
    """Without overlaps: what starts first, and of those the longest, and of those the first listed, stays."""
    kept: list[Actor] = []
    for actor in sorted(actors, key=lambda item: (item.start, -item.end)):
        if not kept or actor.start >= kept[-1].end:
            kept.append(actor)
    return kept


def _written_small(text: str) -> bool:
    """Whether the question uses no capitals but for its first letter and abbreviations."""
    if text.isupper():
        return True
    return not re.search(rf"(?<![^\W\d_])[{UPPER}][a-zа-яё]", text[1:]) and bool(_CASED.search(text))


def _capitalised(text: str) -> str:
    def up(match: re.Match[str]) -> str:
        word = match.group()
        small = flat(word)
        return (
            word
            if re.fullmatch(words("grammar", "names", "words_too"), small)
            or _is_word(small)
            or len(word.title()) != len(word)
            else word.title()
        )

    return re.sub(r"[^\W\d_][\w'’]*", up, text)


@cache
def _shared_words() -> re.Pattern[str]:
    shared = (form for form, pattern in patterns().items() if pattern.options and pattern.party is None)
    forms = "|".join(sorted(map(re.escape, shared), key=len, reverse=True)) or "(?!)"
    return re.compile(rf"\b(?<!-)(?:{forms})\b(?! (?:[Pp]eninsula|[Ww]ar\b|[Ss]trait))")
