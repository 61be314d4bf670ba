"""Who speaks where in a readout: the voices of its statements, each with its look.

Takes statements. Returns a legend and, for each statement, the number of its voice. A statement of nobody has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rag.attribute.sighting import known_from
from rag.clean import one_line
from rag.names.naming import party_name
from rag.types import Code, Statement
from ui.cards import party

LOOKS = 6
"""How many voices have a look of their own (colour and line); later ones share them and keep their label."""

Voice = tuple[tuple[Code, ...], bool]


def voices(statements: Sequence[Statement]) -> dict[str, Any]:
    """Return `voices` (label, parties, look, count) and `statements` (voice or -1, who, kind, cue), in order."""
    numbers: dict[Voice, int] = {}
    counts: list[int] = []
    drawn = []
    for statement in statements:
        voice = statement.speakers, statement.joint
        number = -1
        if statement.speakers:
            number = numbers.setdefault(voice, len(numbers))
            if number == len(counts):
                counts.append(0)
            counts[number] += 1
        drawn.append(
            {
                "v": number,
                "at": [statement.start, statement.end],
                "who": who(statement),
                "kind": statement.kind,
                "cue": one_line(known_from(statement)[0], 80),
            }
        )
    legend = [
        {"label": name(*voice), "parties": [party(code) for code in voice[0]], "look": n % LOOKS, "count": counts[n]}
        for voice, n in numbers.items()
    ]
    return {"voices": legend, "statements": drawn}


def name(speakers: Sequence[Code], joint: bool) -> str:
    """Return "Chile", or "Chile and China jointly"."""
    names = [party_name(code) for code in speakers]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{listed} jointly" if joint else listed


def who(statement: Statement) -> str:
    """Return "Chile (Gabriel Boric)", and another readout that tells so; an empty text for a statement of nobody."""
    if not statement.speakers:
        return ""
    label = name(statement.speakers, statement.joint)
    if statement.person and not statement.joint:
        label += f" ({one_line(statement.person, 120)})"
    told_by = known_from(statement)[1]
    return f"{label}, known from {one_line(told_by, 80)}" if told_by else label
