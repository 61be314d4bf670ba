"""The development questions whose readouts are of two parties, and what their labels name."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from rag import Library
from rag.load.load import load
from rag.names.parties import find_parties
from rag.store.embedding import Embedder
from rag.types import Code, Readout
from tests.evals.asked import Row, developed, paths

WANTED = 50
TYPES = ("said", "reported", "swap")
SPARE = ("latest", "range", "joint", "fact")
"""Kinds that fill up where too few questions of the others have two parties."""


@cache
def readout(id: str) -> Readout:
    """Return a readout of ../shared."""
    return load(paths()[id])


def involved(row: Row) -> list[str]:
    """The readouts that a question's labels name: those that answer and those that are traps."""
    return list(dict.fromkeys(item["doc"] for item in [*row["gold"], *row["traps"]]))


def two(row: Row) -> tuple[Code, Code] | None:
    """The asked party and the other one, where the readouts of an English question are of just two."""
    docs = list(dict.fromkeys(item["doc"] for item in row["gold"] or row["traps"]))
    sides = {code for doc in docs for code in readout(doc).parties}
    english = row["language"] == "en" and all(readout(doc).language == "en" for doc in docs)
    asked = row["parties"][0] if row["parties"] else None
    return (asked, *(sides - {asked})) if english and len(sides) == 2 and asked in sides else None


def drawn(seed: int) -> list[Row]:
    """Draw the questions."""
    chance = random.Random(seed)
    found: list[Row] = []
    for kinds in (TYPES, SPARE):
        fitting = [row for row in developed() if row["type"] in kinds and not row["history"] and two(row)]
        chance.shuffle(fitting)
        found += fitting[: WANTED - len(found)]
    return found


def named() -> set[Code]:
    """The parties that any development question names or asks about."""
    asked = {code for row in developed() for code in row["parties"]}
    return asked | {m.party for row in developed() for m in find_parties(row["question"], any_case=True)}


def opened(path: Path, embedder: Embedder | None = None) -> Library:
    """Open a library with an embedder that is loaded already."""
    library = Library.open(path)
    library._embedder_ = embedder
    return library
