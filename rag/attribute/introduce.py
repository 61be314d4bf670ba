"""A readout's title and text -> its cast: everybody introduced, and who of them met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from rag.attribute.blocks import Block
from rag.attribute.clauses import Clause, clauses
from rag.attribute.known import office_holder
from rag.attribute.parse import Parsed
from rag.attribute.people import Cast
from rag.attribute.phrases import Phrase
from rag.attribute.sighting import Known
from rag.attribute.spoken import merged, phrases_of
from rag.attribute.tokens import Tokens, tokenise
from rag.attribute.topic import Topic, is_place, topic
from rag.names.leaders import find_leaders
from rag.names.parties import Mention, find_parties
from rag.types import Code, Readout

_EVENTS = frozenset({"summit", "meeting", "meetings", "conference", "session", "forum", "week", "retreat"})


def cast_of(readout: Readout, blocks: list[Block], parsed: Parsed, known: Iterable[Known] = ()) -> Cast:
    """The cast of a readout, settled; `known` says who names are that the readout leaves open."""
    cast = Cast(readout, known)
    if readout.language in {"ru", "zh"}:
        _listed(readout, cast)
    else:
        _described(readout, cast, blocks, parsed)
    cast.settle()
    return cast


def _described(readout: Readout, cast: Cast, blocks: list[Block], parsed: Parsed) -> None:
    """People in phrases of office and name."""
    title, words = readout.title, parsed.words
    named = find_parties(title, readout.language)
    told = topic(title, 0, len(title), None)
    cast.at_opening = _taking_part(title, 0, named, told)
    tokens = tokenise(title, 0, len(title), named)
    _introduce(cast, tokens, clauses(tokens, words), True, told)
    for block in blocks:
        if block.turn and block.kind == "turn" and not block.turn.nobody:
            phrase = merged(phrases_of(block.turn.label, words))
            if phrase and phrase.name:
                cast.add(replace(phrase, kind="person" if phrase.title else "name"), bool(phrase.title), False)
    opened = False
    for block in blocks:
        for sentence in parsed.sentences.get(block.start, ()):
            if sentence.tokens is None or _in_capitals(sentence.tokens):
                continue
            opening = not opened and block.kind in {"running", "other"}
            if not opening:
                _introduce(cast, sentence.tokens, sentence.read(words), False)
                continue
            found = sentence.read(words)[0]
            verb = sentence.tokens.start[found[0].verb] if found else sentence.start
            told = topic(readout.text, sentence.start, sentence.end, verb)
            inside = (m for m in parsed.parties if sentence.start <= m.start < sentence.end)
            cast.at_opening |= _taking_part(readout.text, sentence.start, inside, told)
            opened = _introduce(cast, sentence.tokens, sentence.read(words), True, told)


def _taking_part(text: str, start: int, named: Iterable[Mention], told: Topic) -> set[Code]:
    """The parties named in text from `start` on, but for those that are only places or what was talked about."""
    return {one.party for one in named if one.start not in told and not is_place(text, start, one.start)}


def _listed(readout: Readout, cast: Cast) -> None:
    """People of the table of leaders, in languages whose phrases are not read."""
    for source, opening in ((readout.title, True), (readout.text, False)):
        for mention in find_leaders(source, readout.date):
            if mention.party:
                phrase = Phrase(0, 0, "name", (), tuple(mention.name.split()), (mention.party,))
                sides = {readout.reporter, *readout.parties}
                cast.add(phrase, opening or mention.party in sides, False)


def _in_capitals(tokens: Tokens) -> bool:
    """Whether a sentence is a heading in capitals: its words are no names."""
    letters = sum(map(str.isalpha, tokens.word))
    return letters > 6 and sum(map(str.isupper, tokens.word)) > 0.7 * letters


def _introduce(
    cast: Cast,
    tokens: Tokens,
    read: tuple[list[Clause], list[tuple[Phrase, ...]]],
    opening: bool,
    told: Topic | None = None,
) -> bool:
    """Take in the people of a sentence; whether it is one in which people meet. `told`: what they talked about."""
    found, phrases = read
    subjects = {phrase.first for clause in found[:1] for phrase in clause.subject[:1]}
    named = 0
    if opening and found:
        _own_office(cast, found[0].subject[0])
    for group in _with_appositions(tokens, phrases):
        for phrase in group:
            met = opening and not (told and tokens.start[phrase.first] in told)
            if met and phrase.kind == "group" and not _of_event(tokens, phrase):
                cast.met = (*cast.met, *phrase.parties)
            if phrase.kind == "group":
                named += _add_each(cast, phrase, met)
            elif phrase.name and tokens.at(phrase.last) != "administration":
                named += 1
                cast.add(phrase, met, phrase.first in subjects)
    return named > 1 or (named == 1 and bool(found))


def _own_office(cast: Cast, subject: Phrase) -> None:
    """An account that opens with an office alone ("The Prime Minister spoke to ...") means its issuer's own."""
    reporter = cast.readout.reporter
    alone = subject.kind == "person" and subject.definite and not subject.name and not subject.parties
    if not alone or not reporter or cast.holds(subject.title):
        return
    holder = office_holder(reporter, " ".join(subject.title), cast.readout.date)
    if holder:
        cast.add(replace(subject, name=tuple(holder.name.split()), parties=(reporter,)), True, True)


def _of_event(tokens: Tokens, group: Phrase) -> bool:
    """Whether a group only names an event: "the Quad Leaders’ Summit", "the summit of ASEAN leaders"."""
    after = group.last + (tokens.at(group.last) in {"'", "’", "'s", "’s"})
    before = tokens.at(group.first - 1) == "of" and tokens.at(group.first - 2) in _EVENTS
    return before or tokens.at(after) in _EVENTS


def _add_each(cast: Cast, group: Phrase, opening: bool) -> int:
    """The people of "Presidents Ana Ríos and Jan Kos"; how many there are."""
    title = tuple(word.removesuffix("s") for word in group.title)
    full = [name.split() for name in group.name if " " in name]
    for name in full:
        cast.add(replace(group, kind="person", title=title, name=tuple(name), parties=()), opening, False)
    return len(full)


def _apposed(tokens: Tokens, group: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """The same inside a list: "the President, Ana Ríos, and the Chancellor, Jan Kos,"."""
    phrases = list(group)
    for index, (office, named) in enumerate(pairwise(group)):
        beside = tokens.at(office.last) == "," and named.first == office.last + 1
        bare = named.name and not named.title and named.kind == "name" and not named.parties
        if beside and bare and office.kind == "person" and not office.name:
            held = replace(named, title=office.title, parties=office.parties, kind="person", past=office.past)
            phrases[index + 1] = held
    return tuple(phrases)


def _with_appositions(tokens: Tokens, groups: list[tuple[Phrase, ...]]) -> list[tuple[Phrase, ...]]:
    """Give a name the office and party that stand beside it, set off by a comma."""
    result = [_apposed(tokens, group) for group in groups]
    for index in range(len(result) - 1):
        one, other = result[index][-1], result[index + 1][0]
        beside = tokens.at(one.last) in {",", "("} and other.first == one.last + 1
        if not beside or not {one.kind, other.kind} <= {"person", "name"} or bool(one.name) == bool(other.name):
            continue
        named, office = (one, other) if one.name else (other, one)
        if not office.title or (named.parties and office.parties):
            continue
        title = (*named.title, "and", *office.title) if named.title else office.title
        past = named.past or office.past
        both = replace(named, title=title, parties=named.parties or office.parties, kind="person", past=past)
        result[index] = tuple(both if phrase is one else phrase for phrase in result[index])
        result[index + 1] = tuple(both if phrase is other else phrase for phrase in result[index + 1])
    return result
