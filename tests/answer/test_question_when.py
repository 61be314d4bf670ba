"""When the statements asked for were made."""

from __future__ import annotations

import datetime

import pytest

from rag.answer.when import find_when, later_than

TODAY = datetime.date(2025, 6, 18)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("In February 2003, what did Peru say?", "2003-02-01", "2003-02-28"),
        ("in spring 2022", "2022-03-01", "2022-05-31"),
        ("US statements since autumn 2023", "2023-09-01", None),
        ("October to December 2023: what did Oman say?", "2023-10-01", "2023-12-31"),
        ("between March and June 2022", "2022-03-01", "2022-06-30"),
        ("between November and January 2022", "2021-11-01", "2022-01-31"),
        ("between 12 and 17 May 2021", "2021-05-12", "2021-05-17"),
        ("from 2021 to 2023", "2021-01-01", "2023-12-31"),
        ("on 17 April 2018", "2018-04-17", "2018-04-17"),
        ("on April 17, 2018", "2018-04-17", "2018-04-17"),
        ("mid-March 2022", "2022-03-10", "2022-03-20"),
        ("late January to 23 February 2022", "2022-01-20", "2022-02-23"),
        ("in the ten days after 24 February 2022", "2022-02-24", "2022-03-06"),
        ("in the two weeks before 1 May 2020", "2020-04-17", "2020-05-01"),
        ("after 3 May 2020", "2020-05-04", None),
        ("before 2020", None, "2019-12-31"),
        ("until June 2021", None, "2021-06-30"),
        ("in 2023", "2023-01-01", "2023-12-31"),
        ("(G20, 2016)", "2016-01-01", "2016-12-31"),
        ("2024-11-15", "2024-11-15", "2024-11-15"),
        ("15.11.2024", "2024-11-15", "2024-11-15"),
        ("at the July 2024 consultative group", "2024-07-01", "2024-07-31"),
        ("the 7 December 2021 video call", "2021-12-07", "2021-12-07"),
        ("what did they say yesterday", "2025-06-17", "2025-06-17"),
        ("last month", "2025-05-01", "2025-05-31"),
        ("last week", "2025-06-09", "2025-06-15"),
        ("in the last three weeks", "2025-05-28", "2025-06-18"),
        ("en enero de 2019", "2019-01-01", "2019-01-31"),
        ("el 15 de noviembre de 2024", "2024-11-15", "2024-11-15"),
        ("в феврале 2022 года", "2022-02-01", "2022-02-28"),
        ("с 1 марта 2022 года", "2022-03-01", None),
        ("весной 2022 года", "2022-03-01", "2022-05-31"),
        ("2024年11月说了什么", "2024-11-01", "2024-11-30"),
        ("2022年以来", "2022-01-01", None),
    ],
)
def test_days_asked_for(text: str, since: str | None, until: str | None) -> None:
    when = find_when(text, TODAY)
    assert (when.since, when.until, when.certain) == (since, until, True)


@pytest.mark.parametrize(
    "text",
    [
        "what may he do in march formation",
        "UNSCR 1701",
        "the 2030 Agenda",
        "resolution 2231/2015",
        "1,999 tons and $2000",
        "Su-2022 jets",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    when = find_when(text, TODAY)
    assert (when.since, when.until, when.spans) == (None, None, ())


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("the 2016 arbitration award", "2016-01-01"),
        ("the 2020 agreement with the rebels", "2020-01-01"),
        ("the coup in 2016", "2016-01-01"),
        ("the standoff of 2002", "2002-01-01"),
        ("the April 2018 strikes on the port", "2018-04-01"),
    ],
)
def test_a_date_of_the_topic_is_uncertain_and_stays_in_the_topic(text: str, since: str) -> None:
    when = find_when(text, TODAY)
    assert (when.since, when.certain, when.spans) == (since, False, ())


def test_an_event_instead_of_a_date() -> None:
    assert find_when("What has Oman said since the Geneva summit?", TODAY).since_event == "Geneva summit"
    assert find_when("before the Sochi meeting", TODAY).until_event == "Sochi meeting"


def test_a_time_later_is_counted_from_an_earlier_date() -> None:
    when = find_when("What did he say two years later?", TODAY)
    assert when.later == (2, "year")
    assert later_than("2019-03-01", (2, "year")) == ("2020-12-30", "2021-05-01")
    assert later_than("2019-03-31", (-1, "week")) == ("2019-03-17", "2019-03-31")
