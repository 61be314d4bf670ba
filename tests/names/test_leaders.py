"""People known by name and office: found where they are meant, left out where it might be another."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.names.leaders import find_leaders, holder, leader
from rag.names.people import terms, women


def named(text: str, date: str | None = None) -> list[tuple[str, str | None]]:
    return [(mention.name, mention.party) for mention in find_leaders(text, date)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xi Jinping received President Gabriel Boric", [("Xi Jinping", "CN"), ("Gabriel Boric", "CL")]),
        ("Secretary Blinken spoke", [("Antony Blinken", "US")]),
        ("President Biden and Prime Minister Trudeau", [("Joe Biden", "US"), ("Justin Trudeau", "CA")]),
        ("Joseph R. Biden, Jr. spoke", [("Joe Biden", "US")]),
        ("PRESIDENT BIDEN: Thanks", [("Joe Biden", "US")]),
        ("Владимир Путин встретился с Эммануэлем Макроном", [("Vladimir Putin", "RU"), ("Emmanuel Macron", "FR")]),
        ("el presidente López Obrador", [("Andrés Manuel López Obrador", "MX")]),
        ("习近平会见博里奇", [("Xi Jinping", "CN"), ("Gabriel Boric", "CL")]),
        ("Secretary Biden spoke", []),
        ("the Biden Administration", []),
        ("Minister Boric spoke", []),
    ],
)
def test_full_names_and_titled_surnames(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert named(text) == expected


def test_a_party_beside_the_title_must_be_that_of_the_person() -> None:
    assert named("Chilean President Boric") == [("Gabriel Boric", "CL")]
    assert named("President Boric of Chile") == [("Gabriel Boric", "CL")]
    assert named("Peruvian President Boric") == []
    assert named("President Boric of Peru") == []


def test_a_common_surname_needs_the_party_or_the_full_name() -> None:
    assert named("Foreign Minister Wang spoke") == []
    assert named("Foreign Minister Wang said that China agreed") == [("Wang Yi", "CN")]
    assert named("Wang Yi arrived. Foreign Minister Wang spoke") == [("Wang Yi", "CN"), ("Wang Yi", "CN")]


def test_the_day_tells_namesakes_apart() -> None:
    assert named("Cuban President Castro", "2005-03-01") == [("Fidel Castro", "CU")]
    assert named("Cuban President Castro", "2015-03-01") == [("Raúl Castro", "CU")]
    assert named("Cuban President Castro") == []


def test_the_day_tells_whom_a_person_served() -> None:
    assert named("Charles Michel spoke", "2018-01-30") == [("Charles Michel", "BE")]
    assert named("Charles Michel spoke", "2022-01-30") == [("Charles Michel", "EU")]
    assert named("Charles Michel spoke") == [("Charles Michel", None)]


def test_bare_surnames_count_only_when_asked_for() -> None:
    assert find_leaders("What did Boric say?") == []
    assert [mention.name for mention in find_leaders("What did Boric say?", surnames=True)] == ["Gabriel Boric"]
    assert find_leaders("What did Castro say?", surnames=True) == []


def test_an_unknown_longer_name_is_not_the_known_person() -> None:
    assert named("President Lee Teng-hui of Taiwan") == []


@pytest.mark.parametrize(
    ("name", "date", "expected"),
    [
        ("Joe Biden", "2022-05-01", ("Joe Biden", "President", "US")),
        ("Biden", "2012-05-01", ("Joe Biden", "Vice President", "US")),
        ("President Biden", None, ("Joe Biden", "President", "US")),
        ("lavrov", None, ("Sergei Lavrov", "Foreign Minister", "RU")),
        ("Мишустин", None, ("Mikhail Mishustin", "Prime Minister", "RU")),
        ("习近平", "2024-11-15", ("Xi Jinping", "President", "CN")),
        ("President Castro", "2022-06-01", ("Xiomara Castro", "President", "HN")),
        ("Gabriel Boric", "2019-01-01", ("Gabriel Boric", "", "CL")),
    ],
)
def test_leader(name: str, date: str | None, expected: tuple[str, str, str]) -> None:
    person = leader(name, date)
    assert person is not None
    assert (person.name, person.office, person.party) == expected


@pytest.mark.parametrize("name", ["Castro", "Nobody Known", "", "President", "Lee"])
def test_leader_does_not_guess(name: str) -> None:
    assert leader(name) is None


def test_the_holder_of_an_office_changes_with_the_day() -> None:
    before, after = holder("CL", "President", "2019-06-01"), holder("CL", "President", "2022-06")
    assert before is not None
    assert after is not None
    assert (before.name, after.name) == ("Sebastián Piñera", "Gabriel Boric")
    assert holder("CL", "Emperor", "2022-06-01") is None
    assert holder("CL", "President", "2022-03-11") is None  # the day of the handover: two


@given(
    st.lists(st.sampled_from(["President ", "Biden", "Xi Jinping", "Путиным", "\u0301", " "]) | st.text(max_size=4))
)
def test_offsets_are_exact_in_any_text(parts: list[str]) -> None:
    text = "".join(parts)
    done = 0
    for mention in find_leaders(text, surnames=True):
        assert done <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        done = mention.end


@given(st.text(max_size=60), st.sampled_from([None, "2020", "2020-02-30", "x"]))
def test_any_name_and_date_can_be_asked_for(name: str, date: str | None) -> None:
    leader(name, date)


def test_a_megabyte_takes_a_few_seconds_at_most() -> None:
    text = "President Biden thanked Xi Jinping, and Secretary Blinken called the Chilean Foreign Minister. " * 10_000
    find_leaders("warm up")
    began = time.process_time()
    assert len(find_leaders(text)) == 30_000
    assert time.process_time() - began < len(text) / 100_000


@pytest.mark.parametrize(
    ("text", "date", "expected"),
    [
        ("AMLO spoke", None, [("Andrés Manuel López Obrador", "MX")]),
        ("King Abdullah spoke", "2019-03-01", [("King Abdullah II", "JO")]),
        ("King Abdullah spoke", "2008-03-01", []),
        ("King Abdullah of Saudi Arabia spoke", "2008-03-01", [("Abdullah bin Abdulaziz Al Saud", "SA")]),
        ("Saudi King Abdullah spoke", None, [("Abdullah bin Abdulaziz Al Saud", "SA")]),
        ("King Abdullah of Jordan spoke", None, [("King Abdullah II", "JO")]),
        ("встреча с королём Абдаллой", "2019-03-01", [("King Abdullah II", "JO")]),
        ("the King Abdullah University", "2019-03-01", []),
        ("President Bush spoke", "1991-03-01", [("George H. W. Bush", "US")]),
        ("George Bush spoke", "1991-03-01", [("George H. W. Bush", "US")]),
        ("President Bush spoke", "2003-03-01", [("George W. Bush", "US")]),
        ("George W. Bush spoke", "1991-03-01", [("George W. Bush", "US")]),
        ("встреча с Джорджем Бушем", "1990-03-01", [("George H. W. Bush", "US")]),
    ],
)
def test_namesakes_are_told_apart_by_day_and_party(
    text: str, date: str | None, expected: list[tuple[str, str | None]]
) -> None:
    assert named(text, date) == expected


def test_a_namesake_by_name_alone() -> None:
    king = leader("King Abdullah", "2019-03-01")
    assert king is not None
    assert king.party == "JO"
    assert leader("King Abdullah", "2008-03-01") is None


def test_the_women_are_listed_leaders() -> None:
    assert women() <= terms().keys()
