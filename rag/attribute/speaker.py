"""Who speaks in a statement, and the sides of a readout."""

from __future__ import annotations

from dataclasses import dataclass

from rag.types import Code, Readout, StatementKind


@dataclass(frozen=True, slots=True)
class Speaker:
    """The parties whose words, position or act something is; `person` if one is credited."""

    parties: tuple[Code, ...] = ()
    joint: bool = False
    person: str = ""

    @property
    def single(self) -> bool:
        """Whether exactly one party speaks."""
        return bool(self.parties) and not self.joint


NOBODY = Speaker()


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence or a clause of one with its speaker: offsets into the readout's text."""

    start: int
    end: int
    speaker: Speaker
    kind: StatementKind
    cue: str = ""


def sides(readout: Readout) -> tuple[Code, ...]:
    """The reporter's side and the other parties of a readout, each once."""
    reporter = (readout.reporter,) if readout.reporter else ()
    return tuple(dict.fromkeys((*reporter, *readout.parties)))
