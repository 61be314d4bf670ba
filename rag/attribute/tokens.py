"""A sentence -> its tokens: words with offsets into the text, and the parties named among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.names.parties import Mention
from rag.types import Code

_TOKEN = re.compile(r"\w+(?:(?:[.&-]|['’](?=\w\w))\w+)*|['’]s\b|[^\w\s]")


@dataclass(frozen=True, slots=True)
class PartySpan:
    """A party named by the tokens up to `last` (exclusive); `kind` as in rag.names.parties."""

    last: int
    party: Code
    kind: str


@dataclass(slots=True)
class Tokens:
    """The tokens of one sentence in parallel lists; `parties` maps the first token of a party's name to its span."""

    start: list[int]
    end: list[int]
    word: list[str]
    low: list[str]
    parties: dict[int, PartySpan]

    def __len__(self) -> int:
        return len(self.word)

    def capital(self, index: int) -> bool:
        """Whether the token exists and begins with a capital letter."""
        return index < len(self.word) and self.word[index][0].isupper()

    def at(self, index: int) -> str:
        """The token in lower case, "" outside the sentence."""
        if index < 0:
            return ""
        try:
            return self.low[index]
        except IndexError:
            return ""


def tokenise(text: str, start: int, end: int, mentions: Sequence[Mention]) -> Tokens:
    """The tokens of text[start:end]; `mentions` are those of the sentence, in order."""
    spans = [found.span() for found in _TOKEN.finditer(text, start, end)]
    starts = [first for first, _ in spans]
    ends = [last for _, last in spans]
    words = [text[first:last] for first, last in spans]
    parties: dict[int, PartySpan] = {}
    place = 0
    for mention in mentions:
        while place < len(starts) and starts[place] < mention.start:
            place += 1
        last = place
        while last < len(starts) and starts[last] < mention.end:
            last += 1
        if last > place and starts[place] == mention.start:
            if last < len(starts) and words[last] == "." and mention.text.endswith("."):
                last += 1
            # "US-led": the party is only part of the word
            if ends[last - 1] <= mention.end + 1:
                parties[place] = PartySpan(last, mention.party, mention.kind)
    return Tokens(starts, ends, words, [word.lower() for word in words], parties)
