"""What changed between two revisions of a readout.

Takes two texts. Returns the lines of both as runs: `d` 1 added, -1 taken out, absent kept. Words are compared inside
changed lines only, so that a long transcript stays quick.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

from rag.clean import clean

Line = list[dict[str, Any]]
MOST_WORDS = 2000
"""Longer lines are shown as taken out and added whole."""

_WORDS = re.compile(r"\s+|\S+")


def changes(old: str, new: str) -> list[Line]:
    """Return the lines, kept ones shortened to those next to a change."""
    before, after = (_lines(text) for text in (old, new))
    lines: list[Line] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            lines += _near(before[a:b])
        elif what == "replace" and b - a == d - c:
            for one, other in zip(before[a:b], after[c:d], strict=True):
                lines.append(_line(one, other))
        else:
            lines += [[{"t": line, "d": -1}] for line in before[a:b]]
            lines += [[{"t": line, "d": 1}] for line in after[c:d]]
    return lines


def _lines(text: str) -> list[str]:
    return [line for line in clean(text).split("\n") if line.strip()]


def _near(kept: list[str]) -> list[Line]:
    if len(kept) <= 2:
        return [[{"t": line}] for line in kept]
    left_out = len(kept) - 2
    return [
        [{"t": kept[0]}],
        [{"t": f"({left_out} unchanged paragraph{'' if left_out == 1 else 's'})", "o": 1}],
        [{"t": kept[-1]}],
    ]


def _line(old: str, new: str) -> Line:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return [{"t": old, "d": -1}, {"t": new, "d": 1}]
    line: Line = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            line.append({"t": "".join(before[a:b])})
            continue
        if b > a:
            line.append({"t": "".join(before[a:b]), "d": -1})
        if d > c:
            line.append({"t": "".join(after[c:d]), "d": 1})
    return line
