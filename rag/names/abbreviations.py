"""Abbreviations that a text introduces: "Full Name (ABBR)".

The letters of the abbreviation must begin words of the name, in order (Schwartz and Hearst 2003, made stricter: word
beginnings only).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BRACKETED = re.compile(r"\(\s*(?:the |la |el )?[\"“«]?([A-ZА-ЯЁ][A-Za-zА-Яа-яЁё&.-]{1,11})[\"”»]?\s*\)")
_SMALL = {"of", "the", "for", "on", "and", "in", "to", "a", "an", "du", "des", "et"} | {
    *("de", "del", "la", "las", "los", "el", "y", "e", "para", "с", "и", "в", "на", "по", "о")
}
"""Words of which no letter stands in the abbreviation."""

_BEFORE = 120
"""Characters before the bracket in which the full name is looked for."""


def introduced(text: str) -> Iterator[tuple[str, str]]:
    """Yield the abbreviations that a text introduces, each with its full name."""
    for match in _BRACKETED.finditer(text):
        short = match.group(1).rstrip(".")
        if sum(char.isupper() for char in short) < 2:
            continue
        if full := full_name(text[max(0, match.start() - _BEFORE) : match.start()], short):
            yield short, full


def full_name(before: str, short: str) -> str:
    """Return the shortest run of words at the end of `before` whose initials give the abbreviation, or nothing."""
    run = re.split(r"[.;:!?()\n]", before)[-1].rstrip()
    words = [(m.start(), m.group()) for m in re.finditer(r"[^\W_]+", run)]
    letters = [char.lower() for char in short if char.isalnum()]
    at = len(words)
    for letter in reversed(letters):
        at -= 1
        while at >= 0 and words[at][1][0].lower() != letter:
            if words[at][1].lower() not in _SMALL and words[at][1][0].isupper() and len(letters) < 3:
                return ""
            at -= 1
        if at < 0:
            return ""
    name = run[words[at][0] :]
    return name if len(name.split()) > 1 and len(name.split()) <= len(letters) + 5 else ""
