"""What an ambiguous verb does in its place: "spoke with" is a meeting, "spoke highly of" a statement.

`frame` looks at the words after a verb and returns the class in effect; `meeting` reads what a sentence that tells
of a meeting says beside: its purpose, a second verb, a topic.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from rag.attribute.lexicon import Lexicon

Effect = Literal["meeting", "statement", "discussion", "commitment", "agreement", "procedural", "be", "other"]

_TOLD: tuple[tuple[str, Effect], ...] = (
    ("discussion_purpose", "discussion"),
    ("statement_purpose", "statement"),
    ("topic", "discussion"),
    ("participle", "discussion"),
)
"""Patterns of frames.toml, and what a meeting's sentence tells where they stand."""


@cache
def _frames(language: str) -> list[tuple[re.Pattern[str], Effect]]:
    table: dict[str, Any] = tomllib.loads((files(__package__) / "frames.toml").read_text("utf-8"))
    return [(re.compile(row["words"], re.IGNORECASE), row["effect"]) for row in table[language]]


@cache
def _impersonal(language: str) -> dict[str, re.Pattern[str]]:
    table: dict[str, Any] = tomllib.loads((files(__package__) / "frames.toml").read_text("utf-8"))
    return {name: re.compile(words, re.IGNORECASE) for name, words in table["impersonal"].get(language, {}).items()}


@cache
def _meeting(language: str) -> dict[str, re.Pattern[str]]:
    table: dict[str, Any] = tomllib.loads((files(__package__) / "frames.toml").read_text("utf-8"))
    return {name: re.compile(words, re.IGNORECASE) for name, words in table["meeting"][language].items()}


def frame(clause: str, verb_class: Effect, lexicon: Lexicon) -> Effect:
    """The class of a verb in its place; `clause` is the text from the verb on."""
    head = " ".join(clause[:400].split())
    for pattern, effect in _frames(lexicon.language):
        if pattern.match(head):
            return effect
    return verb_class


def impersonal_effect(sentence: str, lexicon: Lexicon) -> str | None:
    """ "discussion" or "statement" for a sentence that tells without a subject what all sides said; else None."""
    for effect, pattern in _impersonal(lexicon.language).items():
        if pattern.match(sentence):
            return effect
    return None


def meeting(clause: str, lexicon: Lexicon) -> Effect:
    """What a meeting's sentence tells beside the meeting; "procedural" where nothing.

    "to discuss", "about" and "and discussed" make it a discussion (of all), "to thank", "and thanked" a statement
    of its subject.
    """
    patterns = _meeting(lexicon.language)
    found: list[tuple[int, Effect]] = [
        (match.end(), effect) for name, effect in _TOLD for match in [patterns[name].search(clause)] if match
    ]
    for match in patterns["second_verb"].finditer(clause):
        known = lexicon.verb(match["verb"].lower())
        if known and known[1] == "past" and known[0] != "procedural":
            found.append((match.end(), known[0]))
            break
    return min(found)[1] if found else "procedural"
