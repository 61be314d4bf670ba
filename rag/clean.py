"""Make untrusted text fit to be embedded, prompted or shown; the stored text stays as it came.

Takes any string. Returns it without control, bidirectional, zero-width, private-use and unassigned characters
and lone surrogates. It does not escape markup: that is up to the place where the text is shown.
"""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_DROPPED = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_KEPT = frozenset("\n\t")


class _Seen(dict[int, int | None]):
    """What becomes of each character, looked up once; four times as quick as a look at each of a text."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        seen = character in _KEPT or unicodedata.category(character) not in _DROPPED
        return self.setdefault(code, code if seen else None)


_SEEN = _Seen()


def clean(text: str) -> str:
    """Drop what cannot be seen; keep newlines and tabs; carriage returns and line separators become newlines."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return text.translate(_SEEN)


def one_line(text: str, limit: int | None = None) -> str:
    """Clean and fold all white space to single blanks; cut at `limit` characters with an ellipsis."""
    line = _SPACES.sub(" ", clean(text)).strip()
    if limit is not None and len(line) > limit:
        return line[: limit - 1].rstrip() + "…"
    return line
