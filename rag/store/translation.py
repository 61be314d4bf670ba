"""Whether a readout is a translation of another one of the same reporter.

Takes two readouts of the same meeting, as far as reporter, parties and date tell. Returns a score: the share of what
any language keeps that they have in common, from 0 to 1: the parties and leaders they name, numbers, and, where both
are written in Latin letters, names. Refuses pairs whose lengths do not fit.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rag.names.leaders import find_leaders
from rag.names.parties import find_parties
from rag.types import Readout

LONGEST = 1.6
"""How much longer one may be than the other, once each language's need of characters is taken out."""

ROOM = {"zh": 0.33, "ja": 0.45, "ko": 0.5, "ar": 0.85, "he": 0.8, "es": 1.15, "fr": 1.15, "de": 1.15, "ru": 1.1}
"""Characters that a language takes for the same content, English being 1."""

READ = 20_000
"""Characters that are looked at: the beginning tells."""

LEAST = 3.0
"""Traces that there must be on average: two parties alone tell nothing."""

_NUMBERS = re.compile(r"\d{2,}")
_NAMES = re.compile(r"(?<![.!?:\n]\s)(?<!\A)\b[A-ZÀ-Þ][a-zß-ÿ]{3,}\b")


@dataclass(frozen=True, slots=True)
class Traces:
    """What a translation leaves as it is."""

    parties: frozenset[str]
    leaders: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]
    room: float


def traces(readout: Readout) -> Traces:
    """Return what a translation of the readout would have in common with it."""
    text = readout.text[:READ]
    names = frozenset(_plain(name) for name in _NAMES.findall(text))
    return Traces(
        frozenset(mention.party for mention in find_parties(text, readout.language)) | frozenset(readout.parties),
        frozenset(mention.name for mention in find_leaders(text, readout.date)),
        frozenset(_NUMBERS.findall(unicodedata.normalize("NFKC", text))),
        names,
        len(readout.text) / ROOM.get(readout.language, 1.0),
    )


def common(one: Traces, other: Traces) -> float:
    """Return the share of traces that two readouts have in common; 0 where their lengths do not fit."""
    if max(one.room, other.room) > LONGEST * min(one.room, other.room):
        return 0.0
    shared = possible = 0.0
    for some, others in ((one.parties, other.parties), (one.leaders, other.leaders), (one.numbers, other.numbers)):
        shared += len(some & others)
        possible += (len(some) + len(others)) / 2
    # A language may write every noun with a capital: the shorter list counts.
    shared += len(one.names & other.names)
    possible += min(len(one.names), len(other.names))
    return shared / possible if possible >= LEAST else 0.0


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
