"""People between readouts: whom one introduces, whom one leaves open, and who that is by another."""

from __future__ import annotations

from dataclasses import dataclass

from rag.types import Code, Statement

MARK = " (known from "
"""What follows the cue of a statement whose speaker another readout told; that readout's id and ")" follow."""

Office = frozenset[str]
"""The telling words of an office, as `offices.office_words` gives them."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person whom a readout introduces by full name, office and party."""

    name: str
    party: Code
    offices: tuple[Office, ...]
    readout: str
    reporter: Code | None
    date: str


@dataclass(frozen=True, slots=True)
class Open:
    """A name that a readout leaves open: its folded words, the offices that go with it, the party where that is told.

    `called` and `guess` are the name and the party that it is given where nothing else is known.
    """

    words: tuple[str, ...]
    offices: tuple[Office, ...] = ()
    party: Code | None = None
    called: str = ""
    guess: Code | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Who an open name is, and the readout, the nearest in time, that tells."""

    words: tuple[str, ...]
    offices: tuple[Office, ...]
    name: str
    party: Code
    readout: str


def known_from(statement: Statement) -> tuple[str, str]:
    """The cue of a statement in its readout's words, and the ids of the readouts that told who its speaker is, ""
    where its own readout does."""
    cue, mark, ids = statement.cue.rpartition(MARK)
    return (cue, ids.removesuffix(")")) if mark and ids.endswith(")") else (statement.cue, "")
