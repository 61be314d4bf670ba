"""Tokens -> bodies that stand for their party: "the Government of Peru", "la Agencia Española de Cooperación"."""

from __future__ import annotations

from rag.attribute.lexicon import Lexicon
from rag.attribute.naming import of_parties
from rag.attribute.tokens import Tokens
from rag.types import Code


def party_tail(tokens: Tokens, at: int, lexicon: Lexicon) -> int:
    """Where nouns end that leave a party the party: "government", "Foreign Ministry"."""
    end = at
    while end < min(at + 4, len(tokens)):
        low = tokens.at(end)
        if low in lexicon.heads["party"]:
            end += 1
            while tokens.at(end) in lexicon.heads["party"]:
                end += 1
            return end
        if low not in lexicon.words["modifiers"] and low not in lexicon.words["fillers"]:
            return at
        end += 1
    return at


def party_of_body(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[tuple[Code, ...], int]:
    """The party of "the Government of Peru", "la Agencia Española de ...", and where the body's name ends."""
    named, end = of_parties(tokens, at, lexicon)
    if named:
        return named, end
    span = tokens.parties.get(at)
    if span is None or span.kind != "adjective":
        return (), at
    end = span.last
    small = lexicon.words["of"] | {"y", "e", "el", "la", "los", "las"}
    while tokens.capital(end) or (
        tokens.at(end) in small
        and (tokens.capital(end + 1) or (tokens.at(end + 1) in small and tokens.capital(end + 2)))
    ):
        end += 1
    return (span.party,), end
