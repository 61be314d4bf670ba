"""A readout -> its blocks: furniture of the page, turns and their labels, speeches, running text.

Blocks are in order, do not overlap, and together hold every character that is not white space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rag.attribute.furniture import furniture
from rag.attribute.turns import Turn, turns
from rag.types import Readout

BlockKind = Literal["furniture", "label", "turn", "speech", "running", "other"]
SPOKEN = frozenset({"transcript", "press_conference"})
"""Kinds of readouts that give speech word for word."""


# "Statement by President Lee", told in the first person.
_AUTHORED = re.compile(r"(?:statement|remarks|message|declaración|mensaje|заявление|обращение)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(
    r"(?<![“\"«])\bI (?:am|have|had|was|will|spoke|met|condemn|welcome|thank|look|urge|want|told|call|also)\w*\b"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A span of the text that is read by one set of rules."""

    start: int
    end: int
    kind: BlockKind
    turn: Turn | None = None


def blocks(readout: Readout) -> list[Block]:
    """The blocks of a readout."""
    text = readout.text
    marked = [Block(start, end, "furniture") for start, end in furniture(text, readout.title)]
    found = turns(text, readout.title)
    spoken = readout.kind in SPOKEN
    if not spoken and not any(turn.label[1:2] == "." for turn in found):
        named = [turn for turn in found if not turn.nobody]
        capitals = [turn for turn in named if turn.label.isupper()]
        if len(named) < 2 and not capitals:
            found = []
    for turn in found:
        marked.append(Block(turn.label_start, turn.label_end, "label"))
        marked.append(Block(turn.start, turn.end, "turn", turn))
    spoken = spoken or (bool(_AUTHORED.match(readout.title)) and len(_FIRST_PERSON.findall(text)) > 1)
    rest: BlockKind = "other" if found else "speech" if spoken else "running"
    return _filled(text, sorted(marked, key=lambda b: (b.start, b.end)), rest, bool(found))


def _filled(text: str, marked: list[Block], rest: BlockKind, turned: bool) -> list[Block]:
    """The marked blocks and what lies between them; a turn that furniture interrupts goes on after it."""
    result: list[Block] = []
    at = 0
    pending = list(marked)
    while pending:
        block = pending.pop(0)
        if block.start < at:
            if block.end > at and block.kind == "turn":
                block = Block(at, block.end, block.kind, block.turn)
            else:
                continue
        inside = next((b for b in pending if block.start < b.start < block.end), None)
        if inside and block.kind == "turn":
            pending.insert(0, Block(inside.end, block.end, "turn", block.turn))
            pending.sort(key=lambda b: (b.start, b.end))
            block = Block(block.start, inside.start, "turn", block.turn)
        if text[at : block.start].strip():
            before_turns = turned and not any(b.kind == "turn" for b in result)
            result.append(Block(at, block.start, "running" if before_turns else rest))
        if text[block.start : block.end].strip():
            result.append(block)
        at = max(at, block.end)
    if text[at:].strip():
        result.append(Block(at, len(text), rest))
    return [_trimmed(text, block) for block in result]


def _trimmed(text: str, block: Block) -> Block:
    piece = text[block.start : block.end]
    lead = len(piece) - len(piece.lstrip())
    return Block(block.start + lead, block.start + len(piece.rstrip()), block.kind, block.turn)
