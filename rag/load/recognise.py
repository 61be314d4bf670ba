"""What a text without a header tells about itself: its sides, its reporter, its language.

Takes title, body and address. Returns only what they state or what the title's act shows; never a guess.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from rag.names.leaders import find_leaders
from rag.names.parties import find_parties
from rag.names.reporter import recognise
from rag.types import Code

_LOOKED_AT = 50_000
"""Characters at the head and at the foot of a text in which a letterhead is looked for."""
_LONGEST_TITLE = 2000
_WORDS = {
    "en": frozenset(["the", "of", "and", "to", "in", "that", "with", "for", "on", "is", "was", "by"]),
    "es": frozenset(["el", "la", "los", "las", "de", "del", "y", "que", "en", "con", "por", "para", "una", "se"]),
}


def recognise_sides(title: str, text: str, url: str | None) -> dict[str, Any]:
    """Return `reporter`, `reporter_inferred` and `parties` (the reporter, and whom the title names)."""
    if len(text) > 2 * _LOOKED_AT:
        text = f"{text[:_LOOKED_AT]}\n{text[-_LOOKED_AT:]}"
    reporter, inferred = recognise(title[:_LONGEST_TITLE], text, url)
    parties = tuple(dict.fromkeys(code for code in (reporter, *sides_named(title)) if code))
    return {"reporter": reporter, "reporter_inferred": inferred, "parties": parties}


def sides_named(title: str) -> list[Code]:
    """Return the parties that a title names, or whose leaders it names, in order."""
    places = [(found.start, found.party) for found in find_parties(title[:_LONGEST_TITLE])]
    persons = [(found.start, found.party) for found in find_leaders(title[:_LONGEST_TITLE]) if found.party]
    return [code for _, code in sorted(places + persons)]


def language_of(text: str) -> str:
    """Return en, es, ru or zh: by the script, then by which function words are more frequent."""
    sample = text[:5000]
    if len(re.findall(r"[\u4e00-\u9fff]", sample)) > len(sample) / 5:
        return "zh"
    if len(re.findall(r"[\u0400-\u04ff]", sample)) > len(sample) / 5:
        return "ru"
    words = Counter(re.findall(r"[a-zñáéíóú]+", sample.casefold()))
    return max(_WORDS, key=lambda language: sum(words[word] for word in _WORDS[language]))
