"""What form of answer a question asks for: one statement, the latest, a list, a comparison, a fact.

Takes the flat line and its language. Returns the wish, the kind of fact asked for, and whether what several parties
said together is asked for. Refuses none: what asks for nothing special asks what was said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rag.answer.grammar import table
from rag.names.folding import fold
from rag.types import Asks, Wish

_FACTS: tuple[tuple[str, Asks], ...] = (
    ("how_long", "how long"),
    ("how_many", "how many"),
    ("who", "who"),
    ("when", "when"),
    ("where", "where"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The form of answer: `asks` is set where a fact is asked for, also beside another wish."""

    wish: Wish
    asks: Asks | None
    joint: bool


def find_wish(line: str, language: str, *, sides: int = 1) -> Wanted:
    """Return the form asked for; `sides` is the number of parties asked about together."""
    lang = language if language in ("en", "es", "ru", "zh") else "en"
    has = {name: bool(rule.search(line)) for name, rule in _rules(lang).items()}
    asks = next((fact for name, fact in _FACTS if has[name]), None)
    if asks == "where" and has["not_where"]:
        asks = None
    joint = sides > 1 or has["joint"]
    # "When did they meet" asks for a fact; "when did X first raise Y" for a statement with its date.
    fact = asks in ("how many", "how long", "who") or (asks is not None and has["meet"]) or has["name"]
    wish: Wish = "said"
    if has["compare"] and not has["not_compare"]:
        wish, joint = "compare", False
    elif has["latest"]:
        wish = "latest"
    elif has["first"]:
        wish = "first"
    elif has["list"] and not has["counted"] and asks not in ("how long", "who"):
        wish = "list"
    elif fact:
        wish, joint = "fact", False
    elif has["who_said"]:
        wish = "list"
    elif asks is not None:
        wish = "fact"
    elif joint:
        wish = "joint"
    return Wanted(wish, asks, joint)


@cache
def _rules(language: str) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(fold(sources[language])) for name, sources in table("wishes").items()}
