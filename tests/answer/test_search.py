"""Fusing orders, and what of a question binds the search."""

from __future__ import annotations

import pytest

from rag.answer.features import Concept, share
from rag.answer.search import bounds, earliest, fuse
from rag.stemming import stem_list, stems
from rag.types import Filters, Question


def test_reciprocal_ranks_add_up() -> None:
    scores = fuse([[1, 2, 3], [2]])
    assert list(scores) == [2, 1, 3]
    assert scores[2] == pytest.approx(1 / 62 + 1 / 61)
    assert fuse([]) == {}


def test_a_single_day_gets_slack_and_uncertain_dates_do_not_bind() -> None:
    day = Question("?", since="2024-03-01", until="2024-03-01")
    assert (bounds(day).since, bounds(day).until) == ("2024-02-28", "2024-03-03")
    vague = Question("?", since="2016-01-01", until="2016-12-31", dates_certain=False)
    assert bounds(vague) == Filters()


def test_the_callers_filters_are_never_widened() -> None:
    question = Question("?", since="2020", until="2024", reporter="CN", filters=Filters(since="2022", reporter="FR"))
    assert (bounds(question).since, bounds(question).until, bounds(question).reporter) == ("2022", "2024", "FR")


@pytest.mark.parametrize(
    ("since", "day"), [("2024", "2023-12-30"), ("2024-03", "2024-02-28"), ("2024-03-10", "2024-03-08")]
)
def test_the_earliest_day_of_a_time(since: str, day: str) -> None:
    assert earliest(since) == day


def test_words_meet_whatever_their_form() -> None:
    assert stems("S-400s") == stems("S 400")
    assert stems("Sanctions SUPPORTED") == stems("sanction supporting")
    assert stems("мирного договора") & stems("мирный договор")
    assert stems("Acción") == stems("accion")
    assert stem_list("智利支持") == ["智", "利", "支", "持"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organisations emphasised", "organization emphasizing"),
        ("defence programme", "defense programs"),
        ("neighbouring harbours", "neighbor harbor"),
        ("the theatre centre", "the theater center"),
        ("travelled, fulfilled", "traveling, fulfil"),
        ("he understood", "to understand"),
        ("they sought and withdrew", "seek, withdrawn"),
        ("three crises, two women", "crisis, woman"),
    ],
)
def test_words_meet_whatever_their_spelling(one: str, other: str) -> None:
    assert stems(one) - stems("he they three two the and to") == stems(other) - stems("the to")


@pytest.mark.parametrize(("one", "other"), [("precise", "precision"), ("revise", "revision"), ("rise", "raise")])
def test_a_spelling_is_changed_only_where_it_is_one(one: str, other: str) -> None:
    assert (stems(one) == stems(other)) == (one != "rise")


def test_a_phrase_counts_wholly_or_in_part_and_in_any_of_its_ways() -> None:
    phrase = Concept((stems("Black Sea"), stems("mar Negro")), 2.0)
    word = Concept((stems("grain"),), 1.0)
    assert share([phrase, word], stems("grain from the Black Sea")) == 1
    assert share([phrase, word], stems("el mar Negro")) == pytest.approx(2 / 3)
    assert share([phrase, word], stems("the Red Sea")) == pytest.approx(2 * 0.25 / 3)
    assert share([], stems("anything")) == 1
