"""Finds every listed form in a folded text. The automaton (pyahocorasick) lives here and nowhere else.

Takes folded text; yields (start, end, key) at word boundaries, left to right, longest first, not overlapping.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

# From here on scripts write without spaces between words: no boundary is asked for.
_CJK = "\u2e80"


class Matcher:
    """An automaton over a fixed set of forms; safe to share between threads once built."""

    def __init__(self, keys: Iterable[str]) -> None:
        import ahocorasick

        automaton: Any = ahocorasick.Automaton()
        for key in keys:
            if key:
                automaton.add_word(key, key)
        automaton.make_automaton()
        self._automaton = automaton

    def find(self, text: str, wanted: Callable[[str], bool]) -> Iterator[tuple[int, int, str]]:
        """(start, end, key) of the forms that `wanted` admits."""
        hits: list[tuple[int, int, str]] = []
        for last, key in self._automaton.iter(text):
            start = last + 1 - len(key)
            if _bounded(text, start, last + 1, key) and wanted(key):
                hits.append((start, -last - 1, key))
        hits.sort()
        done = 0
        for start, minus_end, key in hits:
            if start >= done:
                done = -minus_end
                yield start, done, key


def _bounded(text: str, start: int, end: int, key: str) -> bool:
    first, last = key[0], key[-1]
    if first < _CJK and start and _word(text[start - 1]):
        return False
    if end == len(text) or last >= _CJK:
        return True
    # A form that ends in a hyphen ("Franco-") is the first half of a compound.
    return _word(text[end]) if last == "-" else not _word(text[end]) or not _word(last)


def _word(char: str) -> bool:
    return char == "_" or (char < _CJK and char.isalnum())
