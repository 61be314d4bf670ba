"""The words that the rules turn on, by language: a TOML file each, loaded once, with the verbs inflected."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

VerbClass = Literal["statement", "commitment", "agreement", "discussion", "procedural"]
Form = Literal["past", "present", "ing"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words. `verbs` maps an inflected form to its class and form."""

    language: str
    verbs: dict[str, tuple[VerbClass, Form]]
    words: dict[str, frozenset[str]]
    heads: dict[str, frozenset[str]]
    lists: dict[str, tuple[str, ...]]
    participles: dict[str, VerbClass]
    """Participles that only after an auxiliary are verbs: "ha subrayado"."""

    def verb(self, word: str) -> tuple[VerbClass, Form] | None:
        """Class and form of a verb form, None for another word."""
        return self.verbs.get(word)


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language that has rules for subject and verb: en, es."""
    table: dict[str, Any] = tomllib.loads((files(__package__) / f"{_FILES[language]}.toml").read_text("utf-8"))
    verbs: dict[str, tuple[VerbClass, Form]] = {}
    for kind, entries in table["verbs"].items():
        for entry in entries:
            for word, form in _INFLECT[language](entry, frozenset(table["words"].get("nouns", ()))):
                if word not in _PREPOSITIONS:
                    verbs.setdefault(word, (kind, form))
    return Lexicon(
        language,
        verbs,
        {name: frozenset(words) for name, words in table["words"].items()},
        {name: frozenset(words) for name, words in table["heads"].items()},
        {name: tuple(words) for name, words in table["kinds"].items()},
        _participles(table) if language == "es" else {},
    )


def _participles(table: dict[str, Any]) -> dict[str, VerbClass]:
    """Spanish participles with the class of their verb."""
    found: dict[str, VerbClass] = {word: kind for kind, words in table["participles"].items() for word in words}
    for kind, entries in table["verbs"].items():
        for entry in entries:
            base = entry.partition(":")[0]
            found.setdefault(base[:-2] + ("ado" if base.endswith("ar") else "ido"), kind)
    return found


def _english(entry: str, nouns: frozenset[str]) -> list[tuple[str, Form]]:
    """Past, third person and -ing form of an English verb: "refer+", "say:said", "note"."""
    base, _, irregular = entry.partition(":")
    doubled = base.endswith("+")
    base = base.rstrip("+")
    stem = base + base[-1] if doubled else base
    soft = base[-1] == "y" and base[-2:-1] not in "aeiou"
    past = stem + "d" if base.endswith("e") else base[:-1] + "ied" if soft else stem + "ed"
    sibilant = base.endswith(("s", "x", "ch", "sh", "o"))
    third = base[:-1] + "ies" if soft else base + "es" if sibilant else base + "s"
    ing = base[:-1] + "ing" if base.endswith("e") and not base.endswith("ee") else stem + "ing"
    forms: list[tuple[str, Form]] = [(irregular or past, "past"), (third, "present"), (ing, "ing")]
    return forms if base in nouns else [*forms, (base, "present")]


def _spanish(entry: str, nouns: frozenset[str]) -> list[tuple[str, Form]]:
    """Preterite, present (third persons) and gerund: "subrayar", "decir:dijo,dijeron,dice,dicen"."""
    base, _, irregular = entry.partition(":")
    stem, ending = base[:-2], base[-2:]
    if ending == "ar":
        past, present, ing = [stem + "ó", stem + "aron"], [stem + "a", stem + "an"], stem + "ando"
    else:
        past, present, ing = [stem + "ió", stem + "ieron"], [stem + "e", stem + "en"], stem + "iendo"
    if irregular:
        forms = irregular.split(",")
        past, present = forms[:2], forms[2:4] or present
    return [(word, "past") for word in past] + [(word, "present") for word in present] + [(ing, "ing")]


# Participles that have become prepositions.
_PREPOSITIONS = frozenset({"regarding", "concerning", "including", "following", "considering", "according"})
_FILES = {"en": "english", "es": "spanish"}
_INFLECT = {"en": _english, "es": _spanish}
