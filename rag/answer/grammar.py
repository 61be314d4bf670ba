"""The tables of question grammar as regular expressions, and the form of a text that they are matched against.

Reads the TOML files of this folder. `flat` keeps offsets, so that what matches is found again in the question.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from rag.names.folding import fold

UPPER = "A-ZÀ-ÖØ-ÞА-ЯЁĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĻĽŁŃŅŇŌŐŒŔŘŚŞŠȘŢŤȚŪŮŰŲŹŻŽҐЄІЇ"
"""Capital letters, for a class of a regular expression: Latin with its accents, Cyrillic."""


@cache
def table(name: str) -> dict[str, Any]:
    """The content of <name>.toml; FileNotFoundError where there is none."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


def flat(text: str) -> str:
    """`text` in small letters without accents and curly marks, every character at its place."""
    folded = fold(text).lower()
    if len(folded) == len(text):
        return folded
    single = ((fold(char).lower(), char) for char in text)
    return "".join(short if len(short) == 1 else char for short, char in single)


@cache
def words(name: str, group: str, key: str) -> str:
    """The alternatives of an entry, accents folded away, as one non-capturing group."""
    return f"(?:{fold(table(name)[group][key])})"
