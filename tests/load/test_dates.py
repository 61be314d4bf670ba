"""Dates in four languages, and which of them is the event's."""

from __future__ import annotations

import datetime

import pytest

from rag.load.dates import dates_in, event_date, header_date

DAY = datetime.date(2024, 11, 5)


@pytest.mark.parametrize(
    "text",
    [
        "on November 5, 2024 local time",
        "on Nov. 5, 2024",
        "on the 5th of November 2024",
        "5 November 2024",
        "el 5 de noviembre de 2024",
        "el 5 de noviembre del 2024",
        "5 ноября 2024 года",
        "2024年11月5日",
        "2024-11-05",
        "2024/11/5",
        "05 NOVEMBER 2024",
    ],
)
def test_a_date_is_read_in_each_form(text: str) -> None:
    assert dates_in(text) == [DAY]


@pytest.mark.parametrize("text", ["November 31, 2024", "2024-13-01", "may 2024", "route 2024/45/99", "5 2024"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates_in(text) == []


def test_a_date_without_a_year_takes_the_published_years() -> None:
    text = "They met on December 30."
    assert event_date(text, "2024-12-31") == "2024-12-30"
    assert event_date(text, "2025-01-02") == "2024-12-30", "the year before, around New Year"


def test_only_a_date_shortly_before_publication_is_the_events() -> None:
    assert event_date("They recalled the accord of March 1, 2020.", "2024-05-02") is None
    assert event_date("The summit will be held on May 20.", "2024-05-02") is None
    assert event_date("They met on May 1. The accord of March 1, 2020 was praised.", "2024-05-02") == "2024-05-01"
    assert event_date("x" * 500 + " May 1", "2024-05-02") is None, "only the opening tells the event's date"


def test_header_dates_are_iso_or_refused() -> None:
    assert header_date("2024-11-05") == header_date(DAY) == "2024-11-05"
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        header_date("yesterday")


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("On May 1, the minister met her colleague.", "2024-05-01"),
        ("FOR THE PRESS\n\nThe minister met Mr. Example in Lima on May 1 to speak of trade.", "2024-05-01"),
        ("The minister spoke with her colleague about the fire of May 1.", None),
        ("They spoke by telephone. The President recalled the talks held in Lima on May 1.", None),
        ("The minister condemned the May 1 attack.", None),
        ("The results of the forum held in Lima on May 1 were discussed.", None),
    ],
)
def test_the_date_of_something_talked_about_is_not_the_events(opening: str, day: str | None) -> None:
    assert event_date(opening, "2024-05-02") == day
