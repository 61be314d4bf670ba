"""Cut a readout's statements into passages, the unit of retrieval.

Takes a readout, its statements in order, and a function that counts a model's tokens. Returns passages: consecutive
statements with the same speakers, up to TARGET characters, each with its header, none longer than the model reads.
A single statement that is too long is cut between words. Offsets are those of the statements, exact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rag.clean import one_line
from rag.names.parties import party_name
from rag.types import Code, Passage, Readout, Statement

VERSION = "10"
"""Part of the index's fingerprint: raise it when the same readout would be cut, headed or
indexed differently."""

TARGET = 450
"""Characters that a passage aims at: small enough to be about one thing, large enough to carry its context."""

TITLE = 120
"""Characters of the title that the header keeps."""

CountTokens = Callable[[Sequence[str]], list[int]]
_BREAK = re.compile(r"\s+")


def cut(readout: Readout, statements: Sequence[Statement], count: CountTokens, max_tokens: int) -> list[Passage]:
    """Return the passages, in order, covering every statement. Raises ValueError if the header leaves no room."""
    passages: list[Passage] = []
    runs = list(_runs(statements))
    headers = [head(readout, first) for first, _ in runs]
    # All in one go: a call of the tokenizer costs as much as a sentence.
    sizes = iter(count([*headers, *(readout.text[s.start : s.end] for _, run in runs for s in run)]))
    taken = [next(sizes) for _ in headers]
    for (_, run), header, used_up in zip(runs, headers, taken, strict=True):
        room = max_tokens - used_up
        if room < max_tokens // 4:
            raise ValueError(f"{readout.id}: the header takes all but {room} of {max_tokens} tokens")
        group: list[Statement] = []
        used = 0
        for piece, size in _fit(run, [next(sizes) for _ in run], readout.text, count, room):
            length = piece.end - group[0].start if group else 0
            if group and (length > TARGET or used + size > room):
                passages.append(_passage(readout, header, group))
                group, used = [], 0
            group.append(piece)
            used += size
        if group:
            passages.append(_passage(readout, header, group))
    return passages


def head(readout: Readout, first: Statement) -> str:
    """Return what stands before a passage's text: date, reporter, speakers, title."""
    parts = [readout.date or "", f"{party_name(readout.reporter)} readout" if readout.reporter else ""]
    if first.speakers:
        who = " and ".join(party_name(code) for code in first.speakers)
        parts.append(f"{who} ({one_line(first.person, 80)})" if first.person else who)
    parts.append(one_line(readout.title, TITLE))
    return "\n".join(part for part in parts if part)


def _runs(statements: Sequence[Statement]) -> Iterator[tuple[Statement, list[Statement]]]:
    """Group neighbours by whose they are; yields the first of each run and the run."""
    run: list[Statement] = []
    for statement in statements:
        if run and _whose(statement) != _whose(run[0]):
            yield run[0], run
            run = []
        run.append(statement)
    if run:
        yield run[0], run


def _whose(statement: Statement) -> tuple[tuple[str, ...], bool]:
    return statement.speakers, statement.joint


def _passage(readout: Readout, header: str, group: list[Statement]) -> Passage:
    start, end = group[0].start, group[-1].end
    return Passage(readout.id, readout.revision, start, end, header, readout.text[start:end], tuple(group))


def _fit(
    run: Sequence[Statement], sizes: Sequence[int], text: str, count: CountTokens, room: int
) -> Iterator[tuple[Statement, int]]:
    """Yield (statement, tokens), statements that exceed the room halved between words until they fit."""
    for statement, size in zip(run, sizes, strict=True):
        if size <= room or statement.end - statement.start < 2:
            yield statement, size
        else:
            middle = _middle(text, statement.start, statement.end)
            halves = replace(statement, end=middle[0]), replace(statement, start=middle[1])
            yield from _fit(halves, count([text[s.start : s.end] for s in halves]), text, count, room)


def _middle(text: str, start: int, end: int) -> tuple[int, int]:
    """Where to cut: the white space nearest to the middle, else the middle itself."""
    centre = (start + end) // 2
    gaps = [match.span() for match in _BREAK.finditer(text, start + 1, end - 1)]
    inside = [gap for gap in gaps if start < gap[0] and gap[1] < end]
    return min(inside, key=lambda gap: abs(gap[0] - centre), default=(centre, centre))


def speakers_of(passage: Passage) -> list[Code]:
    """The parties whose statements the passage holds."""
    return list(dict.fromkeys(code for statement in passage.statements for code in statement.speakers))


def people_of(passage: Passage) -> list[str]:
    """The people whose statements the passage holds, in lower case, by full name and by surname."""
    names = [name.strip().casefold() for s in passage.statements for name in s.person.split(";") if name.strip()]
    return list(dict.fromkeys([*names, *(name.split()[-1] for name in names)]))
