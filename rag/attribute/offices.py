"""Offices as sets of telling words, and whether two wordings can mean the same office."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def offices() -> dict[str, Any]:
    """The table of offices."""
    return tomllib.loads((files(__package__) / "offices.toml").read_text("utf-8"))


@cache
def word_set(name: str) -> frozenset[str]:
    """A list of the table as a set."""
    return frozenset(offices()[name])


@cache
def office_words(title: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """An office as sets of telling words; several where it is one office and another."""
    same, empty = offices()["same"], word_set("empty")
    parts: list[list[str]] = [[]]
    for word in title:
        if word in {"and", "y"}:
            parts.append([])
        else:
            parts[-1].extend(w for w in same.get(word, word).split() if w not in empty)
    whole = [word for part in parts for word in part]
    every = [whole, *parts] if len(parts) > 1 else [whole]
    return tuple(frozenset(words) for words in every if words)


def holds(office: frozenset[str], wanted: frozenset[str]) -> bool:
    """Whether somebody with an office can be meant by another wording of it."""
    rank = word_set("rank")
    return wanted <= office and wanted & rank == office & rank


def listed(office: frozenset[str], offices: list[str]) -> bool:
    """Whether an office is one of those listed: of the same rank, or of several of the words listed."""
    rank = word_set("rank")
    for entry in offices:
        for words in office_words(tuple(entry.split()))[:1]:
            if words <= office and (words & rank == office & rank or len(words) > 1):
                return True
    return False
