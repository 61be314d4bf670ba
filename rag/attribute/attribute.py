"""A readout -> its statements: whose words, position or act each sentence reports.

`attribute` covers every sentence, in order, never overlapping; text[start:end] is the statement. It refuses
nothing: what the text does not say stays without speakers. The text is cut into blocks first (furniture of the
page, turns of a transcript, running text), each block into sentences; each kind of block has its own rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.attribute.blocks import SPOKEN, Block, blocks
from rag.attribute.introduce import cast_of
from rag.attribute.kinds import kind_of
from rag.attribute.lexicon import Lexicon
from rag.attribute.narrative import Narrative
from rag.attribute.parse import Sentence, parse
from rag.attribute.resolve import Context
from rag.attribute.roster import marked, sightings
from rag.attribute.sighting import Known, Open, Sighting
from rag.attribute.speaker import NOBODY, Piece, Speaker
from rag.attribute.spoken import byline, speaker_of, speech
from rag.types import Person, Readout, Statement, StatementKind

_FIRST_PERSON = re.compile(
    r"\b(?:I|we|We|me|us|our|Our|my|My|nosotros|Nosotros|yo|Yo|nuestr[oa]s?|Nuestr[oa]s?|мы|Мы|нас|нам|наш\w*)\b(?!\.\w)"
)
_QUOTED = re.compile(r"[“«][^“”«»]*[”»]|\"[^\"]*\"")
# "REMARKS OF THE PRESIDENT OF PERU, ..." or mere markup at the head of a speech.
_HEADING = re.compile(r"(?:[^a-zà-öø-ÿа-яё]{25,}|<[^<>]*>)\Z")
_ASIDE = re.compile(r"[(\[*_][^()\[\]]*[)\]*_]\.?\Z")


@dataclass(frozen=True, slots=True)
class Account:
    """What is read of a readout: its statements, whom it introduces, and whom it leaves open."""

    statements: tuple[Statement, ...]
    sightings: tuple[Sighting, ...]
    open: tuple[Open, ...]


def attribute(readout: Readout, known: Sequence[Known] = ()) -> tuple[Statement, ...]:
    """The statements of a readout; `known` says who names are that it leaves open.

    A statement that would be another without `known` says so in its cue.
    """
    statements = read(readout, known).statements
    return marked(read(readout).statements, statements, known) if known else statements


def read(readout: Readout, known: Sequence[Known] = ()) -> Account:
    """The statements of a readout and its people."""
    pieces: list[Piece] = []
    found = blocks(readout)
    parsed = parse(readout, found)
    words = parsed.words
    cast = cast_of(readout, found, parsed, known)
    context = Context(readout, cast)
    narrative = Narrative(context, parsed)
    for block in found:
        sentences = parsed.sentences.get(block.start, [])
        if block.kind == "running":
            told = narrative.block(block.start, sentences)
            turned = readout.kind in SPOKEN and any(other.turn for other in found)
            pieces.extend(_unlabelled(readout, piece) for piece in told) if turned else pieces.extend(told)
        elif block.kind == "speech":
            heading = readout.text[: block.start].strip().rsplit("\n", 1)[-1]
            signed = byline(readout.text[block.start : block.end], context, words)
            if signed:
                ends = block.start + signed[1]
                pieces.extend(Piece(s.start, s.end, NOBODY, "procedural", "") for s in sentences if s.end <= ends)
                sentences = [s for s in sentences if s.end > ends]
            speaker = signed[0] if signed else speech(context, words, heading)
            pieces.extend(_spoken(readout, block, sentences, speaker, words))
        elif block.turn:
            pieces.extend(_spoken(readout, block, sentences, speaker_of(block.turn, context, words), words))
        else:
            pieces.extend(_silent(block, sentences))
    return Account(
        tuple(_statement(readout, piece) for piece in pieces), sightings(readout, cast.members), tuple(cast.open)
    )


def people(readout: Readout) -> tuple[Person, ...]:
    """The people whom a readout introduces by name, with office and party as far as known."""
    found = blocks(readout)
    cast = cast_of(readout, found, parse(readout, found))
    return tuple(
        Person(member.called, " ".join(sorted(member.titles[0])) if member.titles else "", member.party)
        for member in cast.members
    )


def _unlabelled(readout: Readout, piece: Piece) -> Piece:
    """A piece before the first label of a transcript: what is said there in the first person has lost its label."""
    if _FIRST_PERSON.search(_QUOTED.sub("", readout.text[piece.start : piece.end])):
        return Piece(piece.start, piece.end, NOBODY, "procedural", "")
    return piece


def _spoken(
    readout: Readout, block: Block, sentences: list[Sentence], speaker: Speaker, words: Lexicon
) -> list[Piece]:
    """A turn or speech: all its sentences are the speaker's, asides in brackets nobody's."""
    cue = block.turn.label if block.turn else ""
    pieces: list[Piece] = []
    spans = [(sentence.start, sentence.end) for sentence in sentences]
    if speaker.parties and all(_ASIDE.match(readout.text[start:end]) for start, end in spans):
        # "(Laughs.)": all that somebody does in his turn
        return [Piece(start, end, speaker, "procedural", cue) for start, end in spans]
    for start, end in spans:
        text = readout.text[start:end]
        if not block.turn and _HEADING.match(text):
            pieces.append(Piece(start, end, NOBODY, "procedural", ""))
        elif not speaker.parties or _ASIDE.match(text):
            kind: StatementKind = "procedural" if not speaker.person or _ASIDE.match(text) else "statement"
            who = NOBODY if kind == "procedural" else speaker
            pieces.append(Piece(start, end, who, kind, ""))
        else:
            kind = kind_of(text, "statement", False, words)
            pieces.append(Piece(start, end, speaker, kind, cue))
    return pieces


def _silent(block: Block, sentences: list[Sentence]) -> list[Piece]:
    """Labels and the page's furniture, and what stands between turns."""
    spans = [(sentence.start, sentence.end) for sentence in sentences] or [(block.start, block.end)]
    return [Piece(start, end, NOBODY, "procedural", "") for start, end in spans]


def _statement(readout: Readout, piece: Piece) -> Statement:
    return Statement(
        readout.id,
        piece.start,
        piece.end,
        piece.speaker.parties,
        piece.speaker.joint,
        piece.speaker.person,
        piece.kind,
        piece.cue,
    )
