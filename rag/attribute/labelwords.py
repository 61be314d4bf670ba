"""The words of speaker labels: tables, capitals, and whose labels are nobody's."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "labels.toml").read_text("utf-8"))


@cache
def label_words(name: str) -> frozenset[str]:
    """A list of labels.toml as a set."""
    return frozenset(_table()[name])


def is_nobody(label: str) -> bool:
    """Whether a label is a journalist's, a moderator's, an interpreter's or the audience's."""
    plain = " ".join(label.casefold().strip(" .:*_").split())
    words = plain.split()
    if not words or plain in label_words("nobody"):
        return True
    if plain.startswith(tuple(label_words("somebody"))):
        return False  # "Speaker of Parliament Lee", "Press Secretary Pak"
    return words[0] in label_words("nobody") or words[-1] in label_words("nobody_endings")


def in_capitals(label: str) -> bool:
    """Whether a label before a colon is in capitals: "SECRETARY-GENERAL LEE", "MS. PAK", "Q"."""
    letters = [c for c in label if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    # "McGUIRE": a few small letters inside a name do not matter
    return (
        bool(letters)
        and len(label) <= 100
        and upper >= 0.8 * len(letters)
        and is_clean(label)
        and (upper > 1 or label in {"Q", "В", "A"})
    )


def is_clean(label: str) -> bool:
    """Whether a label has no marks or digits that names and offices do not have."""
    return not re.search(r"[!?;=<>/\"“”|@#0-9—–]", label)


def is_interpreted(note: str) -> bool:
    """Whether what a label says in brackets is how it was spoken: "retranslated", "en inglés"."""
    low = note.casefold()
    return any(word in low for word in label_words("notes"))
