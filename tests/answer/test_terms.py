"""The table of terms in four languages: no row may lead from one topic to another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from rag.answer.expand import LANGUAGES, SUBJECTS
from rag.answer.grammar import table
from rag.names.tables import forms
from rag.stemming import stem_list

MEANT = {
    "settlement": "of a conflict; where settlers live",
    "ship": "shipping; a ship",
    "liberacion": "of a country; of a prisoner",
    "освобод": "of a country; of a prisoner",
    "освобожден": "of a country; of a prisoner",
    "cumplimiento": "of a plan; of a rule",
    "восстановлен": "of an economy; of a town",
    "добыч": "of oil and gas (production); of ore (mining)",
    "товарооборот": "trade; its volume",
    "deport": "sport, in Spanish; deportation",
    "газ": "gas; Gaza, told apart by the capital letter",
}
"""Stems of words that stand for two topics. A new one is added only if the language has no other word."""


def rows() -> Iterator[tuple[str, list[list[str]]]]:
    for subject in SUBJECTS:
        for line in table(f"terms/{subject}")["list"]:
            yield f"{subject}: {line}", [forms(cell) for cell in line.split("|")]


def key(form: str) -> str:
    return " ".join(stem_list(form))


def test_every_row_has_english_and_another_language() -> None:
    short = [row for row, cells in rows() if len(cells) > len(LANGUAGES) or not cells[0] or not any(cells[1:])]
    assert short == []


def test_no_form_stands_twice_in_a_row() -> None:
    assert [row for row, cells in rows() for cell in cells if len(set(cell)) < len(cell)] == []


@pytest.mark.parametrize("column", range(len(LANGUAGES)), ids=LANGUAGES)
def test_no_word_leads_to_two_topics_unless_meant(column: int) -> None:
    held = defaultdict(set)
    for row, cells in rows():
        for form in cells[column] if column < len(cells) else ():
            held[key(form)].add(row)
    assert {stem for stem, where in held.items() if len(where) > 1} - set(MEANT) == set()


@pytest.mark.parametrize("language", ["en", "es", "ru"])
def test_no_form_has_the_stem_of_a_small_word(language: str) -> None:
    """Snowball takes "заем" (a loan) for "за" (for): such a form would be found in every passage."""
    small = {key(word) for word in table("grammar")[language]["stop"].split("|")}
    column = LANGUAGES.index(language)
    found = [
        form for _, cells in rows() if column < len(cells) for form in cells[column] if key(form) in small - {"про"}
    ]
    assert found == []


def test_no_stem_is_met_by_a_form_of_another_row_in_another_language() -> None:
    """A Spanish form that has the stem of an unrelated English word ("policial": "policy") is no equivalent."""
    english = defaultdict(set)
    for row, cells in rows():
        for form in cells[0]:
            english[key(form)].add(row)
    crossed = {
        (form, other)
        for row, cells in rows()
        for form in cells[1]
        for other in english.get(key(form), ())
        if other != row and key(form) not in MEANT
    }
    assert crossed == set()


def test_an_abbreviation_and_a_synonym_are_listed_once() -> None:
    assert all(len(forms(names)) == len(set(forms(names))) for names in table("terms/abbreviations").values())
    lines = Counter(tuple(sorted(forms(line))) for line in table("terms/synonyms")["list"])
    assert max(lines.values()) == 1
