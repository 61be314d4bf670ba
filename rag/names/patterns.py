"""Every form by which a party is named, with its kind: tables, CLDR and rules of inflection put together.

`patterns()` maps a folded form to its Pattern. Forms that several parties share come from the table of
ambiguous words alone and carry no party of their own; blocking phrases carry no party either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rag.names import territories
from rag.names.folding import fold
from rag.names.inflect import russian_adjective, russian_demonym, russian_name, spanish_adjective
from rag.names.tables import forms, rows
from rag.types import Code

Kind = Literal["name", "adjective", "demonym", "capital", "seat", "abbreviation"]

_ARTICLES = ("the ", "The ", "los ", "el ", "la ", "las ")
# The preference where one party's form is of several kinds ("Luxembourg" is a name before it is a capital).
_RANK: tuple[Kind, ...] = ("name", "adjective", "demonym", "seat", "abbreviation", "capital")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A form: the party it stands for (None: blocked or ambiguous) and its kind.

    `options` are the parties a shared word may stand for; "-KP" is one that speaks against the others.
    `spanish` marks lower-case words that count in Spanish texts only.
    """

    party: Code | None
    kind: Kind
    options: tuple[Code, ...] = ()
    spanish: bool = False


@cache
def patterns() -> dict[str, Pattern]:
    """Folded form to Pattern, in every writing that counts (as listed, capitalised, all capitals)."""
    found: dict[str, Pattern] = {}
    fixed = {form: pattern for word, pattern in _settled() for form in _writings(word, pattern.kind)}
    entries = sorted(set(_entries()), key=lambda entry: (entry[3], _RANK.index(entry[2]), entry[:2]))
    plain = {(word, code) for word, code, _, _ in entries}
    for word, code, kind, spanish in entries:
        bare = next((word[len(a) :] for a in _ARTICLES if word.startswith(a)), word)
        if bare != word and (bare, code) in plain:
            continue  # "the Gambia" is found as "Gambia"
        for form in _writings(word, kind):
            found.setdefault(form, Pattern(code, kind, spanish=spanish))
    return found | fixed


def clashes() -> dict[str, set[Code]]:
    """Forms that the tables give to several parties and that no table settles; there should be none."""
    fixed = {form for word, pattern in _settled() for form in _writings(word, pattern.kind)}
    owners: dict[str, set[Code]] = {}
    for word, code, kind, _ in _entries():
        for form in _writings(word, kind):
            if form not in fixed:
                owners.setdefault(form, set()).add(code)
    return {form: codes for form, codes in owners.items() if len(codes) > 1}


def _writings(word: str, kind: Kind) -> set[str]:
    folded = fold(word)
    if kind == "abbreviation":
        return {folded}
    # "People'S": headings in which every word was given a capital
    return {folded, folded.upper(), folded[:1].upper() + folded[1:], folded.replace("'s ", "'S ")}


def _settled() -> Iterator[tuple[str, Pattern]]:
    for (phrase,) in rows("blocks"):
        yield phrase, Pattern(None, "name")
    for word, kind, options, default in rows("ambiguous"):
        party = None if default == "-" else default
        yield word, Pattern(party, _kind(kind), tuple(forms(options)))


def _kind(word: str) -> Kind:
    return next(kind for kind in _RANK if kind == word)


def _entries() -> Iterator[tuple[str, Code, Kind, bool]]:
    """(form, party, kind, Spanish texts only)."""
    yield from _territory_names()
    yield from _english()
    yield from _spanish()
    yield from _russian()
    yield from _chinese()
    yield from _organisations()
    for code, seats in rows("seats"):
        for seat in forms(seats):
            for form in russian_name(seat) if _cyrillic(seat) else {seat}:
                yield form, code, "seat", False


def _territory_names() -> Iterator[tuple[str, Code, Kind, bool]]:
    for language in territories.LANGUAGES:
        for code, names in territories.names(language).items():
            for name in names:
                for form in russian_name(name) if language == "ru" else {name}:
                    yield form, code, "abbreviation" if name.isupper() else "name", False


def _english() -> Iterator[tuple[str, Code, Kind, bool]]:
    for code, name, others, adjectives, demonyms, capitals, abbreviations in rows("en"):
        columns: tuple[tuple[Kind, str], ...] = (
            ("name", f"{name};{others}"),
            ("adjective", adjectives),
            ("demonym", demonyms),
            ("capital", capitals),
            ("abbreviation", abbreviations),
        )
        for kind, cell in columns:
            for form in forms(cell):
                yield form, code, kind, False


def _inflected(
    code: Code, kind: Kind, cell: str, rule: Callable[[str], Iterable[str]], spanish: bool = False
) -> Iterator[tuple[str, Code, Kind, bool]]:
    """Every form that a rule of inflection makes of those in a cell."""
    for listed in forms(cell):
        for form in rule(listed):
            yield form, code, kind, spanish


def _as_listed(form: str) -> tuple[str]:
    return (form,)


def _spanish() -> Iterator[tuple[str, Code, Kind, bool]]:
    for code, names, adjectives, capitals in rows("es"):
        yield from _inflected(code, "name", names, _as_listed)
        yield from _inflected(code, "adjective", adjectives, spanish_adjective, True)
        yield from _inflected(code, "capital", capitals, _as_listed)


def _russian() -> Iterator[tuple[str, Code, Kind, bool]]:
    for code, names, stems, demonyms, capitals, abbreviations in rows("ru"):
        yield from _inflected(code, "name", names, russian_name)
        yield from _inflected(code, "adjective", stems, lambda stem: russian_adjective(stem) | {f"{stem}о-"})
        yield from _inflected(code, "demonym", demonyms, russian_demonym)
        yield from _inflected(code, "capital", capitals, russian_name)
        yield from _inflected(code, "abbreviation", abbreviations, _as_listed)


def _chinese() -> Iterator[tuple[str, Code, Kind, bool]]:
    for code, names, capitals, sides in rows("zh"):
        for kind, cell in (("name", names), ("capital", capitals), ("abbreviation", sides)):
            for form in forms(cell):
                yield form, code, _kind(kind), False


def _organisations() -> Iterator[tuple[str, Code, Kind, bool]]:
    for code, name, others, abbreviations, spanish, russian, chinese in rows("organisations"):
        for abbreviation in forms(abbreviations):
            yield abbreviation, code, "abbreviation", False
        if not name.isupper():
            yield name, code, "name", False
        for full in forms(f"{others};{spanish};{chinese}"):
            yield full, code, "name", False
        for full in forms(russian):
            for form in russian_name(full):
                yield form, code, "name", False


def _cyrillic(word: str) -> bool:
    return any("\u0400" <= char <= "\u04ff" for char in word)
