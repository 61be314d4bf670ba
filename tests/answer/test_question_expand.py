"""Equivalents of topic words: abbreviations, four languages, synonyms, what a collection introduces."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rag import Library
from rag.answer.expand import expansions
from rag.answer.grammar import table
from rag.answer.question import parse
from rag.names.abbreviations import introduced
from rag.names.tables import forms
from rag.types import Filters

Write = Callable[..., Path]


def equivalents(text: str) -> set[str]:
    return {other for _, others in parse(text, Filters()).expansions for other in others}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did Chile say about CPTPP?", "Comprehensive and Progressive Agreement for Trans-Pacific Partnership"),
        ("What did Mali say about the International Criminal Court?", "ICC"),
        ("¿Qué dijo Perú sobre el comercio?", "trade"),
        ("Что сказал Лукашенко о торговле?", "trade"),
        ("Что сказал Лукашенко о прекращении огня?", "ceasefire"),
        ("法国对停火的立场", "ceasefire"),
        ("What did Chad say about the truce?", "ceasefire"),
        ("What did Peru say about trade?", "贸易"),
        ("What did Chile say about Moscow's wheat?", "Russian"),
        ("Что сказал Токаев о Китае?", "China"),
        ("What did Peru say about Putin's visit plans?", "Владимир Путин"),
        ("Что сказал Лукашенко об урожае?", "harvest"),
        ("Что сказал Лукашенко о миротворцах?", "peacekeeping"),
        ("Что сказал Лукашенко о миротворческих силах?", "peacekeeping"),
        ("What did Belarus say about harvests?", "урожай"),
        ("What did Chile say about the summit?", "саммита"),
        ("¿Qué dijo Perú sobre los hidrocarburos?", "hydrocarbons"),
        ("¿Qué dijo Perú sobre las relaciones diplomáticas?", "diplomatic"),
        ("¿Qué dijo Perú sobre el alto el fuego?", "ceasefire"),
        ("What did Chad say about a cessation of hostilities?", "truce"),
        ("秘鲁对路线图的立场", "roadmap"),
    ],
)
def test_a_word_brings_its_equivalents(text: str, expected: str) -> None:
    assert expected in equivalents(text)


def test_a_capital_letter_tells_a_name_from_a_word() -> None:
    assert "Gaza" in equivalents("Что сказал Лукашенко о Газе?")
    assert "Gaza" not in equivalents("Что сказал Лукашенко о газе?")
    assert "gas" in equivalents("Что сказал Лукашенко о газе?")
    assert "gas" not in equivalents("Что сказал Лукашенко о Газе?")


def test_an_abbreviation_is_not_the_word_that_is_written_like_it() -> None:
    assert "World Health Organization" in equivalents("What did Peru say about WHO reform?")
    assert "Strategic Arms Reduction Treaty" not in equivalents("What did Peru say about the start of talks?")


def test_a_chinese_term_is_not_found_inside_a_longer_one() -> None:
    found = equivalents("秘鲁对自由贸易协定的立场")
    assert "free trade agreement" in found
    assert not found & {"trade", "freedom"}


def test_equivalents_that_the_word_index_takes_for_one_are_given_once() -> None:
    found = equivalents("What did Chad say about wars?")
    assert "guerra" in found
    assert "war" not in found


def test_an_abbreviation_that_is_spelt_like_a_small_word_is_not_looked_for() -> None:
    assert "OMS" in equivalents("What did Chad say about the World Health Organization?")
    assert "WHO" not in equivalents("What did Chad say about the World Health Organization?")


def test_what_has_no_equivalent_brings_none() -> None:
    assert parse("What did Chile say about zeppelins?", Filters()).expansions == ()


def test_abbreviations_are_learned_from_texts() -> None:
    texts = [
        "They joined the Lake Basin Water Council (LBWC). The lake basin water council (LBWC) met.",
        "Lake Basin Water Council (LBWC) members, the Zone of Free Transit (ZOFT), Mr. Adams (UK), nothing (XYZ)",
    ]
    found = {pair for text in texts for pair in introduced(text)}
    assert found == {
        ("LBWC", "Lake Basin Water Council"),
        ("LBWC", "lake basin water council"),
        ("ZOFT", "Zone of Free Transit"),
    }


def test_an_abbreviation_that_a_readout_explains_finds_its_full_name(library: Library, write: Write) -> None:
    library.ingest(
        write("named", "Chad praised the Lake Basin Water Council (LBWC).", Counterparts="TD"),
        write("full", "Chad said that the Lake Basin Water Council needs a new pump.", Counterparts="TD"),
    )
    assert "full" in {c.readout for c in library.ask("What did Chad say about the LBWC?").citations}


def test_what_was_learned_is_used_both_ways() -> None:
    learned = {"LBWC": ("Lake Basin Water Council",)}
    short = parse("What did Chad say about the LBWC?", Filters())
    full = parse("What did Chad say about the Lake Basin Water Council?", Filters())
    assert ("LBWC", ("Lake Basin Water Council",)) in expansions(short, learned)
    assert ("Lake Basin Water Council", ("LBWC",)) in expansions(full, learned)


def test_names_that_belong_to_a_topic_are_found_with_it_and_not_the_other_way_round() -> None:
    assert "TurkStream" in dict(parse("What did Serbia say about gas?", Filters()).expansions)["gas"]
    narrow = parse("What did Serbia say about TurkStream?", Filters()).expansions
    assert not any("gas" in others for _, others in narrow)


def test_every_narrower_row_has_both_sides() -> None:
    rows = [line.partition(">") for line in table("terms/narrower")["list"]]
    assert [row for row in rows if not forms(row[0]) or not forms(row[2])] == []


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("¿En qué quería Chile cooperar con Perú?", "cooperation"),
        ("¿Qué dijo Chile sobre reconstruir el puerto?", "reconstruction"),
        ("Что сказал Моди о Пахалгаме?", "Pahalgam"),
        ("What did Modi say about Pahalgam?", "Пахалгам"),
        ("За что Моди поблагодарил Макрона?", "gratitude"),
    ],
)
def test_verbs_and_unlisted_names_have_equivalents(text: str, other: str) -> None:
    question = parse(text, Filters())
    assert other in [form for _, others in question.expansions for form in others]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("¿Qué dijo Perú de plantear dudas?", "factory"),
        ("¿Qué pidió Perú por el interés común?", "communism"),
        ("¿Qué dijo Perú de generar ideas?", "women"),
    ],
)
def test_a_spanish_word_is_not_led_astray_by_its_stem(text: str, other: str) -> None:
    assert other not in [form for _, others in parse(text, Filters()).expansions for form in others]
