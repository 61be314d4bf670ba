"""The kind of a statement from its words: the highest of agreement, commitment, statement, discussion."""

from __future__ import annotations

from rag.attribute.lexicon import Lexicon
from rag.types import StatementKind


def kind_of(words: str, verb_class: str, joint: bool, lexicon: Lexicon) -> StatementKind:
    """The kind of a clause that somebody makes; `words` is its text, `verb_class` its verb's class."""
    low = " ".join(words.lower().split())
    if joint and (verb_class == "agreement" or any(w in low for w in lexicon.lists["agreement"])):
        return "agreement"
    if verb_class == "commitment" or any(w in low for w in lexicon.lists["commitment"]):
        return "commitment"
    if verb_class == "discussion" and not any(w in low for w in lexicon.lists["positions"]):
        return "discussion"
    return "statement"
