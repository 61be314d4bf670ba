"""Dates of statements as analysts write them: quarters, weeks, eves, ranges of days."""

from __future__ import annotations

import pytest

from rag.answer.question import parse
from rag.types import Filters, Turn


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("Macron on wheat in the week of 4 March 2019", "2019-03-04", "2019-03-10"),
        ("Macron on wheat, Q3 2021", "2021-07-01", "2021-09-30"),
        ("Macron on wheat in the third quarter of 2021", "2021-07-01", "2021-09-30"),
        ("Macron on wheat in early 2022", "2022-01-01", "2022-04-30"),
        ("Macron on wheat, late 2022", "2022-09-01", "2022-12-31"),
        ("Macron on wheat in the first half of 2022", "2022-01-01", "2022-06-30"),
        ("Macron on wheat the day before 5 May 2022", "2022-05-04", "2022-05-04"),
        ("Macron on wheat the day after 5 May 2022", "2022-05-06", "2022-05-06"),
        ("Macron on wheat just before 5 May 2022", None, "2022-05-04"),
        ("Macron on wheat shortly after 5 May 2022", "2022-05-06", None),
        ("Macron on wheat in winter 2021-22", "2021-12-01", "2022-02-28"),
        ("Macron on wheat in the summer of 2020", "2020-06-01", "2020-08-31"),
        ("Macron on wheat between 3 and 9 June 2020", "2020-06-03", "2020-06-09"),
        ("Macron on wheat from 3 to 9 June 2020", "2020-06-03", "2020-06-09"),
        ("Macron on wheat in 2019 and 2020", "2019-01-01", "2020-12-31"),
        ("Macron on wheat on the 3rd of June 2020", "2020-06-03", "2020-06-03"),
        ("Macron on wheat by the end of 2020", None, "2020-12-31"),
        ("What did Macron say about wheat on June 3rd, 2020?", "2020-06-03", "2020-06-03"),
        ("What did Macron say about wheat throughout 2020?", "2020-01-01", "2020-12-31"),
        ("Macron on wheat within a month of 5 May 2022", "2022-05-05", "2022-06-05"),
        ("June-July 2020: Macron on wheat", "2020-06-01", "2020-07-31"),
        ("Macron on wheat, spring of 2021", "2021-03-01", "2021-05-31"),
        ("Macron on wheat in the opening months of 2022", "2022-01-01", "2022-04-30"),
        ("Macron on wheat towards the end of 2022", "2022-09-01", "2022-12-31"),
        ("Macron on wheat at the start of 2022", "2022-01-01", "2022-04-30"),
        ("Macron on wheat in the last quarter of 2020", "2020-10-01", "2020-12-31"),
        ("Macron on wheat, 4th quarter 2020", "2020-10-01", "2020-12-31"),
        ("Macron on wheat, 2020 Q4", "2020-10-01", "2020-12-31"),
        ("Macron on wheat in the run-up to 5 May 2022", None, "2022-05-04"),
        ("Macron on wheat on the eve of 5 May 2022", None, "2022-05-04"),
        ("Macron on wheat no later than May 2022", None, "2022-05-31"),
        ("Macron on wheat from May 2022 onwards", "2022-05-01", None),
        ("Macron on wheat as early as May 2022", "2022-05-01", "2022-05-31"),
        ("Macron on wheat back in 2017", "2017-01-01", "2017-12-31"),
        ("Macron on wheat by May 2022", None, "2022-05-31"),
        ("Macron on wheat prior to 2020", None, "2019-12-31"),
        ("Macron on wheat during the week of 4-10 March 2019", "2019-03-04", "2019-03-10"),
        ("Macron on wheat in the weekend of 9 March 2019", "2019-03-09", "2019-03-10"),
        ("Macron on wheat in Feb. 2021", "2021-02-01", "2021-02-28"),
        ("Macron on wheat (2021)", "2021-01-01", "2021-12-31"),
        ("Macron on wheat, 12 Feb 2021", "2021-02-12", "2021-02-12"),
        ("Macron on wheat: May 5, 2021 call", "2021-05-05", "2021-05-05"),
        ("Macron on wheat in the months after May 2022", "2022-05-01", None),
        ("Macron on wheat over the course of 2021", "2021-01-01", "2021-12-31"),
        ("Macron sobre el trigo en el tercer trimestre de 2021", "2021-07-01", "2021-09-30"),
        ("Macron sobre el trigo en la primavera de 2021", "2021-03-01", "2021-05-31"),
        ("Макрон о зерне в третьем квартале 2021 года", "2021-07-01", "2021-09-30"),
        ("Макрон о зерне летом 2021 года", "2021-06-01", "2021-08-31"),
        ("2021年第三季度马克龙对小麦说了什么？", "2021-07-01", "2021-09-30"),
        ("2021年夏天马克龙对小麦说了什么？", "2021-06-01", "2021-08-31"),
        ("2021年年初马克龙对小麦说了什么？", "2021-01-01", "2021-04-30"),
    ],
)
def test_the_dates_of_a_statement(text: str, since: str | None, until: str | None) -> None:
    question = parse(text, Filters())
    assert (question.since, question.until) == (since, until)


def test_a_date_of_what_is_spoken_of_is_no_topic_word() -> None:
    question = parse("Macron on the April 2018 strikes in Syria", Filters())
    assert (question.speakers, question.topic) == (("FR",), ("strikes", "Syria"))
    assert not question.dates_certain


def test_a_numbered_name_keeps_its_word() -> None:
    assert "Line" in parse("Macron on Enbridge's Line 5", Filters()).topic


def test_a_month_by_itself_is_of_the_year_spoken_of_before() -> None:
    before = [Turn("What did Fico tell Orban in May 2012 about milk?", "")]
    question = parse("And what did he say at the dairy fair that October?", Filters(), before)
    assert (question.since, question.until) == ("2012-10-01", "2012-10-31")
    assert "October" not in question.topic
