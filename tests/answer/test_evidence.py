"""Which statements answer, and which silence it is: end to end over readouts of our own, without weights."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from rag import Library
from rag.answer.evidence import Scored, admitted, select, weights
from rag.answer.features import concepts, features
from rag.answer.question import parse
from rag.answer.search import candidates
from rag.types import Filters

Write = Callable[..., Path]
KENYA = {
    "Issuer": "Ministry of Foreign Affairs (FR)",
    "Counterparts": "KE",
    "Title": "Call with Kenya's foreign minister",
}


@pytest.fixture
def desk(library: Library, write: Write) -> Library:
    """Four readouts of France about Kenya and Peru."""
    library.ingest(
        write(
            "debt2022",
            "Kenya said that its debt must be restructured. France stressed that lithium royalties are a national "
            "matter. The two sides discussed piracy in the Red Sea. Both sides agreed to open consulates.",
            Date="2022-03-01",
            **KENYA,
        ),
        write("debt2023", "Kenya said that its debt must be restructured by Easter.", Date="2023-04-01", **KENYA),
        write(
            "peru",
            "Peru said that its copper exports need new ports. Peru thanked France for its help with debt.",
            Date="2024-05-01",
            Issuer="Ministry of Foreign Affairs (FR)",
            Counterparts="PE",
            Title="Call with Peru's foreign minister",
        ),
    )
    return library


def test_the_asked_party_answers_and_nobody_else(desk: Library) -> None:
    answer = desk.ask("What did Kenya say about debt?")
    assert answer.found
    assert {citation.speakers for citation in answer.citations} == {("KE",)}
    assert {citation.reporter for citation in answer.citations} == {"FR"}
    assert "Kenya, according to France’s readout of 1 March 2022" in answer.text


def test_what_only_the_other_side_said_is_silence_that_says_so(desk: Library) -> None:
    answer = desk.ask("What did Kenya say about lithium royalties?")
    assert (answer.found, answer.reason) == (False, "said_by_other")
    assert answer.nearest[0].speakers == ("FR",)
    assert "spoken of by France, not by whom you ask about" in answer.text


def test_a_party_that_says_other_things_is_silent(desk: Library) -> None:
    answer = desk.ask("What did Kenya say about whaling quotas?")
    assert (answer.found, answer.reason) == (False, "party_silent")
    assert "3 readouts (2 with Kenya, 2022 to 2024)" in answer.text
    assert answer.searched.terms["whaling"] == 0


def test_what_both_discussed_is_no_position_of_one(desk: Library) -> None:
    assert not desk.ask("What is Kenya's position on piracy off Somalia?").found
    joint = desk.ask("What did France and Kenya agree on consulates?").citations
    assert [(citation.joint, set(citation.speakers)) for citation in joint] == [(True, {"FR", "KE"})]


def test_what_was_said_to_somebody_must_have_been_said_to_him(desk: Library) -> None:
    assert desk.ask("What did Peru tell France about copper exports?").found
    assert not desk.ask("What did Peru tell Kenya about copper exports?").found


@pytest.mark.parametrize("who", ["Otto Falk", "President Falk of Chile", "Chile's Falk", "Chilean minister Falk"])
def test_nobody_else_speaks_for_a_person_who_is_in_no_table(library: Library, write: Write, who: str) -> None:
    library.ingest(
        write(
            "falk",
            "Foreign Minister Otto Falk of Chile spoke with Foreign Minister Jan Kos of Kenya. Mr. Kos said that "
            "the ports need new cranes. Minister Falk stressed that salmon farms need cleaner water.",
            Title="Foreign Minister Otto Falk of Chile speaks with Foreign Minister Jan Kos of Kenya",
            Issuer="Ministry of Foreign Affairs (CL)",
        )
    )
    assert not library.ask(f"What did {who} say about the ports?").found
    assert library.ask(f"What did {who} say about salmon farms?").citations[0].person == "Otto Falk"


def test_the_latest_comes_first_and_the_one_before_is_named(desk: Library) -> None:
    answer = desk.ask("What is Kenya's latest statement on its debt?")
    assert answer.citations[0].date == "2023-04-01"
    assert {c.date for c in answer.citations} == {"2023-04-01"}
    assert answer.text.startswith("The latest found: Kenya")
    assert answer.text.endswith("Before that: France’s readout of 1 March 2022.")
    assert {c.date for c in answer.nearest} == {"2022-03-01"}


def test_a_meeting_that_was_published_twice_is_listed_once(desk: Library, write: Write) -> None:
    words = (
        "Kenya said that its debt must be restructured and that creditors should meet in Nairobi before the summer, "
        "so that schools and hospitals need not close. France thanked Kenya for its candour and offered to host a "
        "second round of talks in Paris in the autumn."
    )
    desk.ingest(
        write("here", words, Date="2024-06-01", **KENYA),
        write("there", words.replace("candour", "candor"), Date="2024-06-02", **KENYA),
    )
    listed = desk.ask("Which meetings with France did Kenya discuss its debt at?").citations
    both = [c for c in listed if c.readout in ("here", "there")]
    assert len(both) == 1
    assert {both[0].readout, *(other for other, _ in both[0].again)} == {"here", "there"}


def test_dates_of_the_question_bind(desk: Library) -> None:
    assert {c.date for c in desk.ask("In 2022, what did Kenya say about debt?").citations} == {"2022-03-01"}
    assert not desk.ask("In 2021, what did Kenya say about debt?").found


def test_a_follow_up_takes_what_is_missing_and_shows_it(desk: Library) -> None:
    answer = desk.ask(
        "And about copper exports?", history=[{"question": "What did Peru say about debt?", "answer": ""}]
    )
    assert answer.found
    assert answer.citations[0].speakers == ("PE",)
    assert answer.taken
    assert answer.text.startswith("Taken from before: ")


def test_a_summary_of_ours_stands_without_quotation_marks(library: Library, write: Write) -> None:
    library.ingest(write("fish", "Kenya said that fishing nets are banned.", Kind="summary", **KENYA))
    text = library.ask("What did Kenya say about fishing nets?").text
    assert "according to our summary of France’s readout" in text
    assert "“" not in text


def test_a_sentence_that_counts_need_not_name_what_its_readout_is_about(library: Library, write: Write) -> None:
    library.ingest(
        write(
            "park",
            "France opened the Kilimia Mangrove Park with Kenya. Visitors come from 9 towns. "
            "We speak of 300 hectares of trees in the north and 200 in the south.",
            **KENYA,
        )
    )
    answer = library.ask("How many hectares does the Kilimia Mangrove Park have?")
    assert [citation.quote for citation in answer.citations] == [
        "We speak of 300 hectares of trees in the north and 200 in the south."
    ]


def test_a_topic_of_which_no_readout_with_the_party_speaks_needs_a_better_statement(desk: Library) -> None:
    w = dataclasses.replace(weights(), unheard=1.0)
    question = parse("What did Kenya say about debt?", Filters())
    with desk._published.current() as generation:
        words = generation.lexical
        found = features(
            question, candidates(question, generation, desk._embedder()), concepts(question, words), words
        )
    best = next(item for item in found if admitted(question, item, w))
    assert best.unheard == 0
    assert not select(question, [Scored(best, w.enough)], w).reason
    unheard = dataclasses.replace(best, unheard=1.0)
    assert select(question, [Scored(unheard, w.enough + 0.9)], w).reason
    assert not select(question, [Scored(unheard, w.enough + 1.1)], w).reason
    elsewhere = parse("What did Kenya say about glaciers?", Filters())
    assert [concept.heard for concept in concepts(elsewhere, words)] == [False]


def test_a_comparison_of_few_readouts_shows_more_of_each(library: Library, write: Write) -> None:
    for day, crop in (("2023-05-12", "tea"), ("2023-05-17", "sisal")):
        text = " ".join(
            f"Kenya said that its {crop} exports need {n}." for n in ("ships", "credit", "roads", "seeds")
        )
        library.ingest(write(crop, text, Date=day, **KENYA))
    answer = library.ask("How did Kenya's words on exports change between 12 and 17 May 2023?")
    assert [citation.readout for citation in answer.citations].count("tea") == 4
    assert [citation.readout for citation in answer.citations].count("sisal") == 4
