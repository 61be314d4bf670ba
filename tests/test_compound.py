"""Questions that ask several things: one answer, each part with its own evidence or its own silence."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rag import Answer, Library
from rag.printing import further_lines
from rag.retriever import to_message
from ui.answers import answered
from ui.overview import survey
from ui.stored import answer_of

Write = Callable[..., Path]
BOTH = "What did Kenya say about fisheries and what did Chile say about lithium?"
HALF = "What did Kenya say about fisheries and what did Ghana say about it?"
FISH = "The minister of Kenya said that fisheries need protection. Both sides met in Paris."
LITHIUM = "The minister of Chile stressed that lithium belongs to the nation."


@pytest.fixture
def filled(library: Library, write: Write) -> Library:
    """Two readouts of two parties, and one with a third that is silent."""
    library.ingest(
        write("fish", FISH),
        write("lithium", LITHIUM, Counterparts="CL", Date="2024-06-03"),
        write("ghana", "The minister of Ghana praised the harvest of cocoa.", Counterparts="GH"),
    )
    return library


def test_each_part_gets_its_evidence_and_the_citations_are_numbered_on(filled: Library) -> None:
    answer = filled.ask(BOTH)
    assert (answer.question, answer.found, answer.reason, answer.mode) == (BOTH, True, None, "quotes")
    assert [(c.n, c.speakers) for c in answer.citations] == [(1, ("KE",)), (2, ("CL",))]
    assert answer.rewritten == "What did Kenya say about fisheries? What did Chile say about lithium?"
    assert [part.citations for part in answer.parts] == [answer.citations[:1], answer.citations[1:]]
    assert (
        answer.text.index("[1]")
        < answer.text.index("On “What did Chile say about lithium?”")
        < answer.text.index("[2]")
    )
    assert set(answer.searched.terms) >= {"fisheries", "lithium"}
    assert json.loads(json.dumps(answer.to_dict()))["parts"][1]["citations"][0]["n"] == 2


def test_a_part_without_evidence_is_named_and_what_comes_nearest_is_listed(filled: Library, write: Write) -> None:
    filled.ingest(
        write("sea", "The minister of Peru said that fisheries of the coast need ships.", Counterparts="PE")
    )
    answer = filled.ask(HALF)
    assert (answer.found, [part.found for part in answer.parts]) == (True, [True, False])
    assert "On “What did Ghana say about it?”:\nTaken from before" in answer.text
    assert "No statement by Ghana on fisheries in 4 readouts" in answer.text
    assert [c.speakers for c in answer.citations] == [("KE",)]
    numbers = [c.n for c in (*answer.citations, *answer.nearest)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert "\nNearest" in list(further_lines(None, answer))


def test_what_one_part_cites_is_not_listed_again_as_nearest_to_another(filled: Library) -> None:
    answer = filled.ask("What did Ghana say about fisheries and what did Kenya say about it?")
    assert [part.found for part in answer.parts] == [False, True]
    places = [(c.readout, c.start) for c in (*answer.citations, *answer.nearest)]
    assert len(places) == len(set(places))
    cited = {(c.readout, c.start): c.n for c in answer.citations}
    assert [c.n for c in answer.parts[0].nearest if (c.readout, c.start) in cited] == [1]


def test_where_no_part_has_evidence_nothing_is_found(filled: Library) -> None:
    answer = filled.ask("What did Ghana say about fisheries and what did Uganda say about lithium?")
    assert (answer.found, answer.citations) == (False, ())
    assert answer.reason is not None
    assert answer.text.count("No statement by") == 2


def test_filters_bind_every_part(filled: Library) -> None:
    answer = filled.ask(BOTH, since="2024-06-01")
    assert [part.found for part in answer.parts] == [False, True]
    assert all(part.searched.filters == {"since": "2024-06-01"} for part in answer.parts)
    assert answer.searched.filters == {"since": "2024-06-01"}


def test_a_correction_is_of_the_whole_question(filled: Library) -> None:
    assert filled.ask(BOTH, instead={"parties": ["KE"]}).parts == ()


def test_passages_come_from_the_parts_in_turn(filled: Library) -> None:
    def places(question: str) -> list[tuple[str, int]]:
        return [(found.row.readout, found.row.start) for found in filled.passages(question)]

    one, other = (places(f"{part}?") for part in BOTH[:-1].split(" and "))
    ranked = [place for pair in itertools.zip_longest(one, other) for place in pair if place]
    assert places(BOTH) == list(dict.fromkeys(ranked))


def written(library: Library, tmp_path: Path, question: str, *texts: str) -> list[Answer]:
    script = tmp_path / "script.txt"
    script.write_text("\n\n".join(texts), encoding="utf-8")
    opened = Library.open(library.settings.data, model="hash", llm=f"scripted:{script}")
    try:
        return list(opened.stream(question))
    finally:
        opened.close()


def test_the_parts_are_written_one_after_the_other(filled: Library, tmp_path: Path) -> None:
    states = written(
        filled,
        tmp_path,
        BOTH,
        "Kenya said that fisheries need protection [1]. Kenya agreed to open its fisheries [1].",
        "Chile stressed that lithium belongs to the nation [2].",
    )
    first, last = states[0], states[-1]
    assert (first.mode, first.finished, len(first.citations)) == ("quotes", False, 2)
    assert [state.finished for state in states] == [False] * (len(states) - 1) + [True]
    assert all(state.citations == first.citations for state in states)
    one, two = last.text.split("\n\n")
    assert (one.endswith("[1]."), two.endswith("[2]."), last.dropped, last.mode) == (True, True, 1, "written")
    shown = [state.text for state in states if state.mode == "written"]
    assert all(after.startswith(before) for before, after in itertools.pairwise(shown))
    assert [note["cited_text"] for note in to_message(last).content_blocks[0]["annotations"]] == [  # type: ignore[typeddict-item]
        c.quote for c in last.citations
    ]


def test_a_silent_part_stays_silent_whatever_a_model_writes(filled: Library, tmp_path: Path) -> None:
    last = written(filled, tmp_path, HALF, "Kenya said that fisheries need protection [1]. Ghana said so too [1].")[
        -1
    ]
    assert "Ghana said so" not in last.text
    assert last.text.index("[1].") < last.text.index("No statement by Ghana on fisheries")


def test_a_part_over_which_nothing_true_is_written_keeps_its_quotes(filled: Library, tmp_path: Path) -> None:
    last = written(
        filled,
        tmp_path,
        BOTH,
        "Kenya sold its fisheries [1].",
        "Chile stressed that lithium belongs to the nation [2].",
    )[-1]
    assert f"“{FISH.partition('. ')[0]}.” [1]" in last.text
    assert (last.mode, last.finished) == ("written", True)


def test_a_page_shows_the_parts_and_an_export_keeps_them(filled: Library) -> None:
    answer = filled.ask(HALF)
    values = answered(answer, survey(filled.list()), latest=True)
    assert values["rewritten"] == answer.rewritten
    assert values["silent"] is True
    assert answer_of(json.loads(json.dumps(answer.to_dict()))) == answer
