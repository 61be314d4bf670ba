"""A link between two readouts, and the texts from which links are made."""

from __future__ import annotations

import datetime
import sqlite3
from dataclasses import dataclass
from typing import Literal

from rag.store.record import readout_of
from rag.store.similar import resemblance, runs_of, words_of
from rag.types import Readout

Kind = Literal["duplicate", "near_duplicate", "other_reporter", "translation"]
SAME: tuple[Kind, ...] = ("duplicate", "near_duplicate")
"""The kinds of one readout that was published again."""

NEAR = 0.75
"""The share of runs of words from which a text is nearly the same."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two readouts that belong together; `id` is the later one by date (then by id) and `other` the earlier.

    `duplicate`: the same text by the same reporter. `near_duplicate`: the same but for some words. `other_reporter`:
    the same or nearly the same text by another reporter, as of a joint statement. `translation`: the same reporter's
    account in another language; neither is called the original. `score` is the share of runs of words in common, of
    a translation that of parties, leaders, numbers and names.
    """

    id: str
    other: str
    kind: Kind
    score: float


class Texts:
    """Readouts in their newest revision and the runs of their words, each read once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._readouts: dict[str, Readout] = {}
        self._runs: dict[str, set[int]] = {}

    def readout(self, id: str) -> Readout:
        """Return the readout of this id, which must be there."""
        if id not in self._readouts:
            row = self._db.execute(
                "SELECT revision.* FROM revision JOIN readout USING (id, revision) WHERE id = ?", (id,)
            ).fetchone()
            self._readouts[id] = readout_of(row)
        return self._readouts[id]

    def runs(self, id: str) -> set[int]:
        """Return the hashes of the runs of its words (store/similar.py)."""
        if id not in self._runs:
            self._runs[id] = runs_of(words_of(self.readout(id).text))
        return self._runs[id]

    def alike(self, one: str, other: str) -> bool:
        """Whether the texts are nearly the same, whatever the language that they are said to have."""
        return resemblance(self.runs(one), self.runs(other)) >= NEAR


def ordered(one: Readout, other: Readout, kind: Kind, score: float) -> Link:
    """Return the link from the later of the two to the earlier."""
    earlier, later = sorted((one, other), key=lambda readout: (readout.date or "9999", readout.id))
    return Link(later.id, earlier.id, kind, round(score, 3))


def day_of(readout: Readout) -> datetime.date | None:
    """Return the readout's date; None where it is not known to the day."""
    try:
        return datetime.date.fromisoformat(readout.date or "")
    except ValueError:
        return None
