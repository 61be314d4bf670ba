"""A readout -> its statements: whose words, position or act each sentence reports.

`attribute` covers every sentence, in order, never overlapping; text[start:end] is the statement. It refuses nothing:
what the text does not say stays without speakers.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from rag.attribute.clauses import clauses
from rag.attribute.lexicon import lexicon
from rag.attribute.narrative import Narrative
from rag.attribute.people import Cast
from rag.attribute.phrases import Phrase
from rag.attribute.resolve import Context
from rag.attribute.roster import Roster
from rag.attribute.sentences import split
from rag.attribute.speaker import Piece
from rag.attribute.tokens import Tokens, tokenise
from rag.names.parties import Mention, find_parties
from rag.types import Person, Readout, Statement


def attribute(readout: Readout, roster: Roster | None = None) -> tuple[Statement, ...]:
    """The statements of a readout; `roster` holds people known from other readouts."""
    return tuple(
        Statement(
            readout.id,
            piece.start,
            piece.end,
            piece.speaker.parties,
            piece.speaker.joint,
            piece.speaker.person,
            piece.kind,  # type: ignore[arg-type]
            piece.cue,
        )
        for piece in _narrated(readout, roster)
    )


def _narrated(readout: Readout, roster: Roster | None) -> list[Piece]:
    words = lexicon("en")
    spans = split(readout.text, readout.language)
    mentions = find_parties(readout.text, readout.language)
    sentences = [(start, end, _tokens(readout.text, start, end, mentions)) for start, end in spans]
    cast = Cast(readout, roster)
    title = readout.title
    title_tokens = tokenise(title, 0, len(title), find_parties(title, readout.language))
    _introduce(cast, title_tokens, True)
    opened = False
    for _, _, tokens in sentences:
        opening = not opened and _introduce(cast, tokens, True)
        opened = opened or opening
        if not opening:
            _introduce(cast, tokens, False)
    cast.settle()
    narrative = Narrative(Context(readout, cast), words)
    pieces: list[Piece] = []
    before = 0
    for start, end, tokens in sentences:
        gap = readout.text[before:start]
        pieces.extend(narrative.sentence(readout.text, start, end, tokens, "\n" in gap))
        before = end
    return pieces


def _tokens(text: str, start: int, end: int, mentions: list[Mention]) -> Tokens:
    low = bisect_left(mentions, start, key=lambda m: m.start)
    high = bisect_left(mentions, end, key=lambda m: m.start)
    return tokenise(text, start, end, mentions[low:high])


def _introduce(cast: Cast, tokens: Tokens, opening: bool) -> bool:
    """Take in the people of a sentence; whether it is one in which people meet."""
    found, phrases = clauses(tokens, lexicon("en"))
    subjects = {id(phrase) for clause in found[:1] for phrase in clause.subject}
    named = 0
    for group in _with_appositions(tokens, phrases):
        for phrase in group:
            if phrase.name:
                named += 1
                cast.add(phrase, opening, id(phrase) in subjects)
    return named > 1 or (named == 1 and bool(found))


def _with_appositions(tokens: Tokens, groups: list[tuple[Phrase, ...]]) -> list[tuple[Phrase, ...]]:
    """Give a name the office and party that stand beside it, set off by a comma."""
    result = list(groups)
    for index in range(len(result) - 1):
        one, other = result[index][-1], result[index + 1][0]
        beside = tokens.at(one.last) in {",", "("} and other.first == one.last + 1
        if not beside or one.kind not in {"person", "name"} or other.kind not in {"person", "name"}:
            continue
        if bool(one.name) == bool(other.name):
            continue
        named, office = (one, other) if one.name else (other, one)
        if not office.title or (named.parties and office.parties):
            continue
        both = replace(
            named, title=(*named.title, "and", *office.title), parties=named.parties or office.parties, kind="person"
        )
        result[index] = tuple(both if phrase is one or phrase is other else phrase for phrase in result[index])
        result[index + 1] = tuple(both if phrase is other else phrase for phrase in result[index + 1])
    return result


def people(readout: Readout, roster: Roster | None = None) -> tuple[Person, ...]:
    """The people whom a readout introduces by name."""
    cast = Cast(readout, roster)
    for source in (readout.title, readout.text):
        mentions = find_parties(source, readout.language)
        for start, end in split(source, readout.language):
            _introduce(cast, _tokens(source, start, end, mentions), False)
    cast.settle()
    return tuple(Person(m.called, " ".join(sorted(m.titles[0])) if m.titles else "", m.party) for m in cast.members)
