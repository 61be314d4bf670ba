"""The words of words.toml, ready to be looked up. Reads that file once; takes words, returns what they are."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rag.stemming import stem_list

NOT_VERBS = frozenset(
    (
        *(
            "negation",
            "except",
            "against",
            "will",
            "would",
            "may",
            "can",
            "should",
            "must",
            "condition",
            "hedge",
            "about",
        ),
        *(
            "atleast",
            "atmost",
            "some",
            "all",
            "yet",
            "former",
            "than",
            "source",
            "ready",
            "prospect",
            "false",
            "wane",
        ),
    )
)
"""Operators that do not open a clause of their own."""
MODALS = frozenset(("will", "would", "may", "can", "should", "must", "prospect"))
ALONE = MODALS | {"negation", "condition", "hedge", "false", "source", "except", "wane", "counterfactual"}
"""Operators that no other one stands for."""
DENIALS = frozenset(
    ("negation", "oppose", "condemn", "refuse", "deny", "forbid", "prevent", "stop", "regret", "concern", "except")
)
"""Operators that say more of a thing without its adjective: who opposes unilateral sanctions may want others."""


@dataclass(frozen=True, slots=True)
class Operator:
    """What a class of operators does; see words.toml."""

    name: str
    free: bool = False
    optional: bool = False
    both: bool = False
    next: bool = False


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))


@cache
def operators() -> dict[str, Operator]:
    """Name of each class of operators to the class."""
    return {
        name: Operator(name, **{flag: True for flag in ("free", "optional", "both", "next") if entry.get(flag)})
        for name, entry in _table()["operators"].items()
    }


@cache
def operator_pattern() -> re.Pattern[str]:
    """Matches any operator in small letters; the group's name is its class. The longest form wins."""
    forms = [(form, name) for name, entry in _table()["operators"].items() for form in _alternatives(entry["forms"])]
    forms.sort(key=lambda pair: -len(re.sub(r"\(\?.*", "", pair[0])))
    parts = [f"(?P<{name}_{number}>{form})" for number, (form, name) in enumerate(forms)]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])")


@cache
def boundary_pattern() -> re.Pattern[str]:
    """Matches the words and marks that part a clause; the group's name is the kind."""
    kinds = _table()["boundaries"]
    return re.compile(
        rf"(?P<coordinator>(?<![\w-])(?:{kinds['coordinator']})(?![\w-])|[,;:()]| - )"
        rf"|(?P<preposition>(?<![\w-])(?:{kinds['preposition']})(?![\w-]))"
    )


@cache
def words(name: str) -> frozenset[str]:
    """A list of words: light, claims, government, titles, offices, droppable."""
    return frozenset(_table()["words"][name].split("|"))


def role(preposition: str) -> str:
    """The group of prepositions that say the same of a party; the preposition itself where it has none."""
    return _roles().get(preposition, preposition)


@cache
def _roles() -> dict[str, str]:
    return {word: name for name, group in _table()["roles"].items() for word in group.split("|")}


@cache
def synonyms() -> dict[str, frozenset[int]]:
    """Stem to the numbers of the sets of words that say the same."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(_table()["synonyms"]["sets"]):
        for form in line.split("|"):
            found[stem(form)].add(number)
    return {stem: frozenset(numbers) for stem, numbers in found.items()}


def stem(word: str) -> str:
    """The stem of a word, however it is spelled: "stabilising" and "stabilizing", "labour" and "labor"."""
    american = re.sub(r"(?<=\w{3})is(?=(?:e|es|ed|ing|ations?)$)", "iz", word)
    return "".join(stem_list(re.sub(r"(?<=\w{2})our", "or", american)))


def _alternatives(forms: str) -> list[str]:
    """The alternatives at the top level of a pattern: "a|b(?:c|d)" -> ["a", "b(?:c|d)"]."""
    parts, depth = [""], 0
    for char in forms:
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts
