from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from rag.types import Understood
from tests.ui.examples import HOSTILE
from ui.reading import changed, choices, from_address, reading, to_address

READ = Understood(
    parties=("KE", "UG"), counterparts=("FR",), reporter="FR", since="2022-01-01", topic=("fishing", "nets")
)


def test_each_thing_read_is_a_chip_and_the_topic_a_text() -> None:
    made = reading(READ)
    assert [chip["label"] for chip in made["chips"]] == [
        "By Kenya",
        "By Uganda",
        "To or with France",
        "In the account of France",
        "From 1 January 2022",
    ]
    assert made["about"] == "fishing, nets"
    assert not any(chip["changed"] for chip in made["chips"])


def test_an_answer_from_before_has_no_chips() -> None:
    assert reading(None) == {"chips": [], "about": ""}


def test_one_party_of_several_is_changed_or_dropped() -> None:
    assert changed(READ, "parties", "KE", "TZ") == {"parties": ["TZ", "UG"]}
    assert changed(READ, "parties", "KE", "") == {"parties": ["UG"]}
    assert changed(READ, "since", "2022-01-01", "") == {"since": ""}


def test_what_was_changed_before_stays_changed() -> None:
    before = dataclasses.replace(READ, until="2023", corrected=("until",))
    assert changed(before, "reporter", "FR", "KE") == {"until": "2023", "reporter": "KE"}


def test_what_was_dropped_has_a_chip_to_take_it_up_again() -> None:
    dropped = dataclasses.replace(READ, parties=(), corrected=("parties",))
    chip = next(chip for chip in reading(dropped)["chips"] if chip["field"] == "parties")
    assert (chip["label"], chip["value"], chip["changed"]) == ("By anybody", "", True)
    assert changed(dropped, "parties", "", "KE") == {"parties": ["KE"]}


def test_nothing_changes_without_a_change_or_for_a_field_that_is_none() -> None:
    assert changed(READ, "reporter", "FR", "FR") is None
    assert changed(READ, "__class__", "", "x") is None


def test_the_address_says_the_same() -> None:
    instead = {"parties": ["KE", "UG"], "since": "", "people": []}
    assert from_address(to_address(instead)) == instead


@given(st.lists(st.text(max_size=30), max_size=4))
def test_no_address_fails(texts: list[str]) -> None:
    assert set(from_address(texts)) <= {"parties", "people", "counterparts", "reporter", "since", "until"}


def test_hostile_words_are_cleaned() -> None:
    made = reading(Understood(people=(HOSTILE,), topic=(HOSTILE,)))
    assert not set(made["chips"][0]["label"] + made["about"]) & set("\u202e\u202c\u2066\u2069")


def test_parties_are_offered_by_name() -> None:
    assert choices(["US", "KE", "CL"]) == [["CL", "Chile"], ["KE", "Kenya"], ["US", "United States"]]
