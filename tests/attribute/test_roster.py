"""People known from other readouts: who is meant, and when nothing is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.attribute.attribute import attribute, read
from rag.attribute.roster import Roster
from rag.attribute.sighting import Known, known_from
from rag.types import Person, Readout, Statement


def account(id: str, text: str, date: str | None = "2023-06-01", parties: str = "US PY", title: str = "") -> Readout:
    codes = tuple(parties.split())
    return Readout(id, title, text, date=date, reporter=codes[0], parties=codes)


def met(id: str, who: str, date: str = "2023-03-01", parties: str = "US PY") -> Readout:
    return account(id, f"Secretary of State Antony J. Blinken met with {who}. They discussed tea.", date, parties)


QUIÑE = "Paraguayan Foreign Minister Berta Quiñe"
TWICE = (met("one", QUIÑE), met("two", QUIÑE, "2023-08-15"))
OPEN = account("open", "The delegations met in Asunción. Minister Quiñe noted the drought.", parties="US PY KE")


def known(readout: Readout, *others: Readout) -> tuple[Known, ...]:
    """Who the open names of a readout are by the others, as a build finds it."""
    roster = Roster(one for other in (readout, *others) for one in read(other).sightings)
    return roster.known(read(readout).open, readout.date, readout.parties)


def told(readout: Readout, *others: Readout) -> Statement:
    """The last statement of a readout among others."""
    return attribute(readout, known(readout, *others))[-1]


def test_alone_the_readout_does_not_say_who_it_is() -> None:
    assert attribute(OPEN)[-1].speakers == ()


def test_two_readouts_that_agree_tell_and_the_nearest_is_named() -> None:
    found = told(OPEN, *TWICE)
    assert (found.speakers, found.person, found.kind) == (("PY",), "Berta Quiñe", "statement")
    assert found.cue == "Minister Quiñe noted (known from two)"
    assert known_from(found) == ("Minister Quiñe noted", "two")


def test_what_the_readout_itself_says_is_not_marked() -> None:
    first, second = attribute(OPEN, known(OPEN, *TWICE))
    assert known_from(first) == (first.cue, "")
    assert first == attribute(OPEN)[0]
    assert second != attribute(OPEN)[1]


@pytest.mark.parametrize(
    "others",
    [
        (),
        TWICE[:1],
        (TWICE[0], replace(TWICE[0], id="copy")),
        (*TWICE, met("three", "Kenyan Trade Minister Tito Quiñe", parties="US KE")),
        (*TWICE, met("three", "Paraguayan Trade Minister Olga Quiñe")),
        (met("one", "former Paraguayan Foreign Minister Berta Quiñe"), TWICE[1]),
        (
            met("one", "Paraguayan President Berta Quiñe"),
            met("two", "Paraguayan President Berta Quiñe", "2023-09-01"),
        ),
        (met("one", "Berta Quiñe"), met("two", "Berta Quiñe", "2023-09-01")),
    ],
    ids=["none", "one", "the same twice", "two parties", "two persons", "former", "another office", "no office"],
)
def test_silence_where_it_is_not_sure(others: tuple[Readout, ...]) -> None:
    assert told(OPEN, *others).speakers == ()


def test_a_party_that_the_readout_does_not_name_is_not_brought_in() -> None:
    assert told(replace(OPEN, parties=("US", "KE", "UG")), *TWICE).speakers == ()


@pytest.mark.parametrize(
    ("date", "speakers"),
    [
        ("2022-03-01", ("PY",)),
        ("2022-02-28", ()),
        ("2024-08-14", ("PY",)),
        ("2024-08-15", ()),
        ("2023", ()),
        (None, ()),
    ],
)
def test_it_counts_round_the_dates_of_the_sightings(date: str | None, speakers: tuple[str, ...]) -> None:
    assert told(replace(OPEN, date=date), *TWICE).speakers == speakers


def test_the_same_surname_in_the_same_office_is_another_person_at_another_time() -> None:
    before = (met("a", "Kenyan Foreign Minister Tito Quiñe", "2011-01-10", "US KE"),
              met("b", "Kenyan Foreign Minister Tito Quiñe", "2012-01-10", "US KE"))  # fmt: skip
    assert told(OPEN, *TWICE, *before).person == "Berta Quiñe"
    assert told(replace(OPEN, date="2011-06-01"), *TWICE, *before).person == "Tito Quiñe"


def test_the_party_that_the_text_gives_decides_between_two_persons() -> None:
    other = (met("a", "Kenyan Foreign Minister Tito Quiñe", "2023-02-10", "US KE"),
             met("b", "Kenyan Foreign Minister Tito Quiñe", "2023-07-10", "US KE"))  # fmt: skip
    text = "The delegations met. Kenyan Foreign Minister Quiñe noted the drought."
    found = told(replace(OPEN, text=text), *TWICE, *other)
    assert (found.speakers, found.person) == (("KE",), "Tito Quiñe")


def test_the_full_name_is_told_where_only_the_party_is_known() -> None:
    text = "Secretary of State Antony J. Blinken met with Minister Quiñe. Minister Quiñe noted the drought."
    here = account("open", text)
    assert (attribute(here)[-1].speakers, attribute(here)[-1].person) == (("PY",), "Quiñe")
    assert (told(here, *TWICE).person, known_from(told(here, *TWICE))[1]) == ("Berta Quiñe", "two")


def test_the_name_is_the_one_that_is_used_most() -> None:
    often = (*TWICE, met("three", "Paraguayan Foreign Minister Berta A. Quiñe Ortega", "2023-10-01"))
    assert told(OPEN, *often[:2]).person == "Berta Quiñe"
    assert told(OPEN, *often).speakers == ("PY",)


def test_a_first_name_in_short_is_the_same_person_in_the_same_office() -> None:
    both = (met("one", "Paraguayan Foreign Minister Tom Quiñe"),
            met("two", "Paraguayan Foreign Minister Thomas J. Quiñe", "2023-09-01"))  # fmt: skip
    assert told(OPEN, *both).speakers == ("PY",)


BARE = replace(OPEN, text="The delegations met in Asunción. Quiñe said that rain was needed.")


def test_a_bare_surname_counts_where_nobody_else_bears_it_at_any_time() -> None:
    assert (told(BARE, *TWICE).speakers, told(BARE, *TWICE).person) == (("PY",), "Berta Quiñe")
    elsewhere = met("three", "Kenyan Trade Minister Tito Quiñe", "2009-01-10", "US KE")
    assert told(BARE, *TWICE, elsewhere).speakers == ()
    given = met("three", "Kenyan Trade Minister Quiñe Otieno", "2009-01-10", "US KE")
    assert told(BARE, *TWICE, given).speakers == ()


@pytest.mark.parametrize("surname", ["Price", "Jordan", "Santiago", "May", "Park", "Trade", "Biden", "Pledge"])
def test_a_bare_surname_that_is_a_word_a_place_or_many_peoples_does_not_count(surname: str) -> None:
    who = f"Paraguayan Foreign Minister Berta {surname}"
    here = replace(BARE, text=f"The delegations met in Asunción. {surname} said that rain was needed.")
    assert told(here, met("one", who), met("two", who, "2023-09-01")).person != f"Berta {surname}"


def test_the_label_of_a_transcript() -> None:
    text = "SECRETARY BLINKEN: Welcome.\n\nMINISTER QUIÑE: Thank you. We grow tea.\n\nSECRETARY BLINKEN: Good.\n"
    here = replace(account("open", text, parties="US PY KE"), kind="transcript")
    assert [s.speakers for s in attribute(here) if "tea" in text[s.start : s.end]] == [()]
    after = attribute(here, known(here, *TWICE))
    tea = [s for s in after if "tea" in text[s.start : s.end]]
    assert [(s.speakers, s.person, s.cue) for s in tea] == [
        (("PY",), "Berta Quiñe", "MINISTER QUIÑE (known from two)")
    ]
    assert [known_from(s)[1] for s in after if s.speakers == ("US",)] == ["", ""]


def test_the_header_of_a_readout_introduces_too() -> None:
    headed = [
        replace(account(id, "They met.", date), people=(Person("Berta Quiñe", "Foreign Minister", "PY"),))
        for id, date in (("one", "2023-03-01"), ("two", "2023-09-01"))
    ]
    assert told(OPEN, *headed).speakers == ("PY",)


def test_places_and_companies_have_presidents_of_their_own() -> None:
    seen = (met("one", "Paraguayan President Ivo Quiñe"), met("two", "Paraguayan President Ivo Quiñe", "2023-09-01"))
    here = replace(OPEN, text="They met. President of Abkhazia Ivo Quiñe noted the drought.")
    assert told(here, *seen).speakers == ()


@given(st.permutations([*TWICE, OPEN, met("three", "Kenyan Envoy Otto Mbeki", parties="US KE"), BARE]))
def test_the_order_of_the_readouts_does_not_matter(order: list[Readout]) -> None:
    assert told(OPEN, *order) == told(OPEN, *TWICE)
