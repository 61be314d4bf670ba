"""Folds a text for matching: accents, curly marks and odd spaces away, offsets kept.

Takes any Unicode string; returns the folded string and, where folding dropped characters, the place of each.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Combining accents, soft hyphen, zero-width characters, byte-order mark: they take no room in a name.
_DROPPED = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]")
_MARKS = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ`´′ʻ", "'"),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\t\n\r", " "),
    }
)


@cache
def _table() -> dict[int, str]:
    table: dict[int, str] = {key: value for key, value in _MARKS.items() if isinstance(value, str)}
    blocks = (range(0xC0, 0x250), range(0x400, 0x460), range(0x1E00, 0x1F00))
    for point in (point for block in blocks for point in block):
        base = unicodedata.normalize("NFD", chr(point))[0]
        if base != chr(point):
            table[point] = base
    return table


def fold(text: str) -> str:
    """`text` without accents, curly marks and odd spaces. Letters keep their case."""
    return _DROPPED.sub("", text).translate(_table())


def fold_keeping(text: str) -> tuple[str, list[int] | None]:
    """The folded text and the index in `text` of each of its characters (None: the same indices)."""
    if _DROPPED.search(text) is None:
        return text.translate(_table()), None
    kept = [index for index, char in enumerate(text) if not _DROPPED.match(char)]
    return "".join(text[index] for index in kept).translate(_table()), kept


def original(start: int, end: int, kept: list[int] | None, text: str) -> tuple[int, int]:
    """Offsets in the text as it came; an accent written as its own character belongs to its letter."""
    if kept is None:
        return start, end
    following = kept[end] if end < len(kept) else len(text)
    last = kept[end - 1] + 1
    while last < following and "\u0300" <= text[last] <= "\u036f":
        last += 1
    return kept[start], last
