from __future__ import annotations

from typing import Any

import pytest

from rag.answer.question import parse
from rag.answer.reading import corrected, reading
from rag.errors import QuestionError
from rag.types import Filters, Question

TEXT = "What did Kenya tell France about fishing nets since 2022?"


def _read(**instead: Any) -> Question:
    return corrected(parse(TEXT, Filters()), instead)


def test_what_was_read_is_told() -> None:
    made = reading(_read(), {})
    assert (made.parties, made.counterparts, made.since, made.until) == (("KE",), ("FR",), "2022-01-01", None)
    assert "nets" in made.topic
    assert made.corrected == ()


def test_a_correction_takes_the_place_of_what_was_read_and_leaves_the_rest() -> None:
    made = reading(_read(parties=["Uganda"]), {"parties": ["Uganda"]})
    assert (made.parties, made.counterparts, made.since) == (("UG",), ("FR",), "2022-01-01")
    assert made.corrected == ("parties",)


def test_what_is_corrected_to_nothing_is_as_if_the_question_did_not_say() -> None:
    made = reading(_read(parties=[], counterparts=[], since=""), {})
    assert (made.parties, made.counterparts, made.since) == ((), (), None)


def test_another_party_takes_the_person_away_with_it() -> None:
    asked = parse("What did Macron say about nets?", Filters())
    assert corrected(asked, {}).people == ("Emmanuel Macron",)
    assert corrected(asked, {"parties": ["KE"]}).people == ()
    assert corrected(asked, {"people": ["Amina Mwangi"]}).speakers == ("FR",)


def test_a_corrected_date_binds_and_takes_the_place_of_an_event() -> None:
    made = corrected(parse("What did Kenya say about nets after the Geneva summit?", Filters()), {"since": "2023-01"})
    assert (made.since, made.since_event, made.dates_certain) == ("2023-01", "", True)


@pytest.mark.parametrize(
    "instead",
    [{"wish": "list"}, {"parties": "KE"}, {"parties": ["Atlantis"]}, {"since": "May"}, {"since": "2023-02-31"},
     {"until": "2021"},
     {"people": ["x"] * 50}],
)  # fmt: skip
def test_what_cannot_be_read_otherwise_is_refused(instead: dict[str, Any]) -> None:
    with pytest.raises(QuestionError):
        _read(**instead)
