"""A readout's title and text -> its cast: everybody introduced, and who of them met."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from rag.attribute.blocks import Block
from rag.attribute.clauses import clauses
from rag.attribute.lexicon import Lexicon, lexicon
from rag.attribute.people import Cast
from rag.attribute.phrases import Phrase
from rag.attribute.roster import Roster
from rag.attribute.sentences import split
from rag.attribute.spoken import merged, phrases_of
from rag.attribute.tokens import Tokens, tokenise
from rag.names.leaders import find_leaders
from rag.names.parties import Mention, find_parties
from rag.types import Readout

LONGEST = 6000
"""Characters; a longer "sentence" is a table or a list, and not read."""


def cast_of(readout: Readout, roster: Roster | None, blocks: list[Block]) -> Cast:
    """The cast of a readout, settled."""
    cast = Cast(readout, roster)
    if readout.language in {"ru", "zh"}:
        _listed(readout, cast)
    else:
        _described(readout, cast, blocks, lexicon("es" if readout.language == "es" else "en"))
    cast.settle()
    return cast


def _described(readout: Readout, cast: Cast, blocks: list[Block], words: Lexicon) -> None:
    """People in phrases of office and name."""
    title = readout.title
    _introduce(cast, tokenise(title, 0, len(title), find_parties(title, readout.language)), True, words)
    for block in blocks:
        if block.turn and block.kind == "turn" and not block.turn.nobody:
            phrase = merged(phrases_of(block.turn.label, words))
            if phrase and phrase.name:
                cast.add(replace(phrase, kind="person" if phrase.title else "name"), bool(phrase.title), False)
    mentions = find_parties(readout.text, readout.language)
    opened = False
    for block in blocks:
        if block.kind not in {"running", "other"} and not (block.kind == "speech" or block.turn):
            continue
        for start, end in split(readout.text[block.start : block.end], readout.language):
            if end - start > LONGEST:
                continue
            tokens = _tokens(readout.text, block.start + start, block.start + end, mentions)
            opening = not opened and block.kind in {"running", "other"}
            opened |= _introduce(cast, tokens, opening, words) and opening


def _listed(readout: Readout, cast: Cast) -> None:
    """People of the table of leaders, in languages whose phrases are not read."""
    for source, opening in ((readout.title, True), (readout.text, False)):
        for mention in find_leaders(source, readout.date):
            if mention.party:
                phrase = Phrase(0, 0, "name", (), tuple(mention.name.split()), (mention.party,))
                sides = {readout.reporter, *readout.parties}
                cast.add(phrase, opening or mention.party in sides, False)


def _tokens(text: str, start: int, end: int, mentions: list[Mention]) -> Tokens:
    low = bisect_left(mentions, start, key=lambda m: m.start)
    high = bisect_left(mentions, end, key=lambda m: m.start)
    return tokenise(text, start, end, mentions[low:high])


def _introduce(cast: Cast, tokens: Tokens, opening: bool, words: Lexicon) -> bool:
    """Take in the people of a sentence; whether it is one in which people meet."""
    letters = sum(word.isalpha() for word in tokens.word)
    if letters > 6 and sum(word.isupper() for word in tokens.word) > 0.7 * letters:
        return False  # a heading in capitals: its words are no names
    found, phrases = clauses(tokens, words)
    subjects = {phrase.first for clause in found[:1] for phrase in clause.subject[:1]}
    named = 0
    for group in _with_appositions(tokens, phrases):
        for phrase in group:
            if opening and phrase.kind == "group":
                cast.met = (*cast.met, *phrase.parties)
            if phrase.kind == "group":
                named += _add_each(cast, phrase, opening)
            elif phrase.name:
                named += 1
                cast.add(phrase, opening, phrase.first in subjects)
    return named > 1 or (named == 1 and bool(found))


def _add_each(cast: Cast, group: Phrase, opening: bool) -> int:
    """The people of "Presidents Ana Ríos and Jan Kos"; how many there are."""
    title = tuple(word.removesuffix("s") for word in group.title)
    full = [name.split() for name in group.name if " " in name]
    for name in full:
        cast.add(replace(group, kind="person", title=title, name=tuple(name), parties=()), opening, False)
    return len(full)


def _with_appositions(tokens: Tokens, groups: list[tuple[Phrase, ...]]) -> list[tuple[Phrase, ...]]:
    """Give a name the office and party that stand beside it, set off by a comma."""
    result = list(groups)
    for index in range(len(result) - 1):
        one, other = result[index][-1], result[index + 1][0]
        beside = tokens.at(one.last) in {",", "("} and other.first == one.last + 1
        if not beside or not {one.kind, other.kind} <= {"person", "name"} or bool(one.name) == bool(other.name):
            continue
        named, office = (one, other) if one.name else (other, one)
        if not office.title or (named.parties and office.parties):
            continue
        title = (*named.title, "and", *office.title) if named.title else office.title
        both = replace(named, title=title, parties=named.parties or office.parties, kind="person")
        result[index] = tuple(both if phrase is one else phrase for phrase in result[index])
        result[index + 1] = tuple(both if phrase is other else phrase for phrase in result[index + 1])
    return result
