"""Follow-ups: what is missing comes from the turns before, and is shown."""

from __future__ import annotations

import pytest

from rag.answer.question import parse
from rag.types import Filters, Question, Turn

BOUNDARY = Turn(
    "What did Kenya tell Somalia about the maritime boundary in March 2019?",
    "That it would go back to the court over the lighthouse on Kiunga island.",
)
PIPELINE = Turn(
    "According to the Turkish readout, what did Tokayev say about oil?", "He praised the Ceyhan pipeline."
)
GRAIN = Turn("Что сказал Эрдоган Путину о зерне в июле 2022 года?", "Что сделка нужна.")
DAM = Turn("¿Qué dijo Paraguay sobre la represa?", "Que el tratado sigue vigente.")


def follow(text: str, *turns: Turn) -> Question:
    return parse(text, Filters(), turns)


@pytest.mark.parametrize(
    ("text", "turn", "speakers", "topic"),
    [
        ("And about khat exports?", BOUNDARY, ["KE"], ["khat", "exports"]),
        ("And Somalia?", BOUNDARY, ["SO"], ["maritime", "boundary"]),
        ("What about Ethiopia?", BOUNDARY, ["ET"], ["maritime", "boundary"]),
        ("And in 2021?", BOUNDARY, ["KE"], ["maritime", "boundary"]),
        ("And its latest position?", BOUNDARY, ["KE"], ["maritime", "boundary"]),
        ("And the fishing boats held there?", BOUNDARY, ["KE"], ["fishing", "boats", "held"]),
        ("Did they also discuss livestock?", BOUNDARY, ["KE", "SO"], ["livestock"]),
        ("What was said about livestock in the same call?", BOUNDARY, ["KE", "SO"], ["livestock"]),
        ("What did Ethiopia say about it?", BOUNDARY, ["ET"], ["maritime", "boundary"]),
        ("And education?", PIPELINE, ["KZ"], ["education"]),
        ("А что о газе?", GRAIN, ["TR"], ["газе"]),
        ("¿Y sobre el agua?", DAM, ["PY"], ["agua"]),
        ("¿Y el presidente de Brasil?", DAM, ["BR"], ["represa"]),
    ],
)
def test_what_is_missing_is_taken(text: str, turn: Turn, speakers: list[str], topic: list[str]) -> None:
    question = follow(text, turn)
    assert (list(question.speakers), list(question.topic)) == (speakers, topic)
    assert question.taken


def test_what_was_taken_is_told() -> None:
    question = follow("And about khat exports?", BOUNDARY)
    assert question.taken[0] == "Kenya, from the question before"
    assert question.counterparts == ("SO",)
    assert (question.since, question.until, question.dates_certain) == ("2019-03-01", "2019-03-31", False)


def test_a_question_of_its_own_takes_nothing() -> None:
    question = follow("What does Japan say about whaling?", BOUNDARY)
    assert (question.speakers, question.counterparts, question.since, question.taken) == (("JP",), (), None, ())


def test_him_is_the_other_side() -> None:
    question = follow("What did Kenya tell them about livestock?", BOUNDARY)
    assert (question.speakers, question.counterparts) == (("KE",), ("SO",))
    question = follow("What did Putin tell him about gas?", PIPELINE)
    assert (question.speakers, question.counterparts) == (("RU",), ("KZ",))


def test_who_else_asks_for_new_speakers() -> None:
    question = follow("Who else said so?", BOUNDARY)
    assert (question.speakers, question.wish, question.topic) == ((), "list", ("maritime", "boundary"))


def test_a_reporter_is_taken_along() -> None:
    assert follow("And about education?", PIPELINE).reporter == "TR"


def test_a_thing_named_before_brings_its_name() -> None:
    assert "Kiunga" in follow("What did Kenya say about that lighthouse a year later?", BOUNDARY).topic


def test_a_year_later_is_counted_from_the_earlier_date() -> None:
    question = follow("And a year later?", BOUNDARY)
    assert question.since is not None
    assert question.until is not None
    assert question.since < "2020-03-01" < question.until
    assert not question.dates_certain


def test_turns_chain() -> None:
    question = follow("And in 2021?", BOUNDARY, Turn("And Ethiopia?", "Nothing."))
    assert (question.speakers, question.topic, question.since) == (("ET",), ("maritime", "boundary"), "2021-01-01")


def test_a_shared_name_is_settled_by_what_was_said() -> None:
    question = follow("What did Korea say about cars?", Turn("What did South Korea say about steel?", "No tariffs."))
    assert (question.speakers, question.ambiguous) == (("KR",), ())
    assert question.taken


def test_more_of_the_same_meeting_is_looked_for_on_its_day() -> None:
    question = follow("Did they also discuss livestock?", BOUNDARY)
    assert (question.since, question.until, question.dates_certain) == ("2019-03-01", "2019-03-31", True)


def test_somebody_else_need_not_have_spoken_on_that_day_nor_to_them() -> None:
    question = follow("Did Ethiopia also speak of it?", BOUNDARY)
    assert (question.speakers, question.counterparts, question.dates_certain) == (("ET",), (), False)
