"""The kind of a statement from its words: the highest of agreement, commitment, statement, discussion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.attribute.lexicon import Lexicon
from rag.types import StatementKind


def kind_of(words: str, verb_class: str, joint: bool, lexicon: Lexicon) -> StatementKind:
    """The kind of a clause that somebody makes; `words` is its text, `verb_class` its verb's class."""
    return kind_by(words, verb_class, joint, lexicon.lists)


def kind_by(words: str, verb_class: str, joint: bool, lists: Mapping[str, Sequence[str]]) -> StatementKind:
    """The same by lists of phrases: agreement, commitment, discussion, positions."""
    low = " ".join(words.lower().split())
    if joint and (verb_class == "agreement" or any(w in low for w in lists["agreement"])):
        return "agreement"
    if verb_class == "commitment" or any(w in low for w in lists["commitment"]):
        return "commitment"
    talked = verb_class == "discussion" or (joint and any(w in low for w in lists.get("discussion", ())))
    if talked and not any(w in low for w in lists["positions"]):
        return "discussion"
    return "statement"
