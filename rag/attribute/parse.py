"""A readout's blocks -> their sentences with tokens, clauses and phrases, each read once for all who need them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from rag.attribute.blocks import Block
from rag.attribute.clauses import Clause, clauses
from rag.attribute.lexicon import Lexicon, lexicon
from rag.attribute.phrases import Phrase
from rag.attribute.sentences import split
from rag.attribute.tokens import Tokens, tokenise
from rag.names.parties import Mention, find_parties
from rag.types import Readout

LONGEST = 6000
"""Characters; a longer "sentence" is a table or a list, and not read."""


@dataclass(slots=True)
class Sentence:
    """A sentence at start to end of the text; `tokens` is None where its words are not read."""

    start: int
    end: int
    tokens: Tokens | None = None
    _read: tuple[list[Clause], list[tuple[Phrase, ...]]] | None = None

    def read(self, words: Lexicon) -> tuple[list[Clause], list[tuple[Phrase, ...]]]:
        """Its clauses and phrases."""
        if self._read is None:
            self._read = clauses(self.tokens, words) if self.tokens else ([], [])
        return self._read


@dataclass(frozen=True, slots=True)
class Parsed:
    """A readout with the parties that its text names and the sentences of each block, by the block's start."""

    words: Lexicon
    parties: list[Mention]
    sentences: dict[int, list[Sentence]]


def _nameless(words: str) -> bool:
    """Whether words that follow a first letter hold no capital but "I": in speech they introduce nobody."""
    words = words.replace(" I ", " ")
    return words == words.lower()


def parse(readout: Readout, blocks: list[Block]) -> Parsed:
    """Split every block that holds words of the readout; tokens are read in languages that have a lexicon."""
    text, language = readout.text, readout.language
    read = language not in {"ru", "zh"}
    parties = find_parties(text, language)
    starts = [mention.start for mention in parties]
    sentences: dict[int, list[Sentence]] = {}
    for block in blocks:
        if block.kind in {"furniture", "label"}:
            continue
        found = []
        for first, last in split(text[block.start : block.end], language):
            start, end = block.start + first, block.start + last
            tokens = None
            spoken = block.turn or block.kind == "speech"
            if read and last - first <= LONGEST and not (spoken and _nameless(text[start + 1 : end])):
                tokens = tokenise(text, start, end, parties[bisect_left(starts, start) : bisect_left(starts, end)])
            found.append(Sentence(start, end, tokens))
        sentences[block.start] = found
    return Parsed(lexicon("es" if language == "es" else "en"), parties, sentences)
