"""The regular expressions by which roles are found: roles.toml with the words of grammar.toml put in.

Takes a language. Returns rules over the flat line with signs for what is named; a language without a table has those
of English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from rag.answer.grammar import table
from rag.answer.skeleton import ACTOR, ADJECTIVE, ANY, UNKNOWN
from rag.names.folding import fold

_NOTHING = "(?P<who>(?!))"
Rules = dict[str, re.Pattern[str]]
LANGUAGES = ("en", "es", "ru", "zh")


@dataclass(slots=True)
class Roles:
    """Numbers of groups by role, in order of finding; `used` are slices of the line that are no topic."""

    speakers: list[int] = field(default_factory=list)
    counterparts: list[int] = field(default_factory=list)
    reporters: list[int] = field(default_factory=list)
    used: list[tuple[int, int]] = field(default_factory=list)
    named_by: list[int] = field(default_factory=list)
    """Persons through whom a speaker spoke: "as voiced by"."""
    asks_who: bool = False
    """The speakers are what is asked for."""
    datives: frozenset[int] = frozenset()
    """Groups in the Russian case of the one who is spoken to."""
    oblique: frozenset[int] = frozenset()
    """Groups in a Russian case in which no subject stands."""
    shared: bool = False
    """The speakers are asked for together: "X's position, with Y, on"."""
    viewpoint: bool = False
    """The speaker is named as whose opinion it is: "in X's view"."""


def table_language(language: str) -> str:
    """Return the language whose table holds for one."""
    return language if language in LANGUAGES else "en"


@cache
def reporter_rules(language: str) -> list[re.Pattern[str]]:
    """Return the rules for "according to X" and the like."""
    lang = table_language(language)
    return [re.compile(_filled(source, lang)) for source in table("roles")["reporter"][lang]]


@cache
def viewpoint_rules(language: str) -> list[re.Pattern[str]]:
    """Return the rules for "in X's opinion" and the like, the surest first."""
    lang = table_language(language)
    return [re.compile(_filled(source, lang)) for source in table("roles")["viewpoint"][lang]]


@cache
def role_rules(language: str) -> Rules:
    """Return the rules for everything else, by name."""
    lang = table_language(language)
    general = table("roles")["general"]
    if lang == "zh":
        general = dict.fromkeys(general, _NOTHING)
    sources = general | table("roles").get(lang, {})
    return {name: re.compile(_filled(source, lang)) for name, source in sources.items()}


def _filled(source: str, lang: str) -> str:
    """A rule with its <parts> put in."""
    parts = {
        "actor": ACTOR,
        "adjective": ADJECTIVE,
        "unknown": UNKNOWN,
        "any": ANY,
        "named": rf"(?:{ACTOR}|{UNKNOWN})",
    }
    macros = table("roles")["macros"]
    grammar = table("grammar")[lang]

    def part(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in parts:
            return parts[name]
        if name in macros:
            return put(str(macros[name]).replace("\n", ""))
        return f"(?:{fold(grammar[name])})" if name in grammar else match.group()

    def put(text: str) -> str:
        return re.sub(r"(?<!\(\?P)<(\w+)>", part, text)

    # What was blanked out leaves several blanks.
    return re.sub(r" (?![?*+{\]])", " +", put(fold(source)))
