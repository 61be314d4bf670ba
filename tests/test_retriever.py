"""The library in langchain: a retriever, a Runnable, and a message with its citations."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rag import Answer, Library
from rag.retriever import to_message

Write = Callable[..., Path]
QUESTION = "What did Kenya say about fisheries?"
FISH = "The minister of Kenya said that fisheries need protection. Both sides met in Paris."
NETS = "The minister of Kenya said that fisheries [2] need longer nets; see the annex [1]."


@pytest.fixture
def fish(library: Library, write: Write) -> Library:
    library.ingest(write("fish", FISH), write("nets", NETS, Date="2024-06-01"))
    return library


def annotations(answer: Answer) -> list[dict[str, Any]]:
    block: Any = to_message(answer).content_blocks[0]
    assert block["type"] == "text"
    assert block["text"] == answer.text
    return list(block["annotations"])


def parts(answer: Answer) -> list[tuple[int, str]]:
    """Each annotation's number, and what of the answer it stands for."""
    return [(a["extras"]["n"], answer.text[a["start_index"] : a["end_index"]]) for a in annotations(answer)]


def test_a_question_becomes_an_answer(fish: Library) -> None:
    answer = fish.as_runnable().invoke(QUESTION)
    assert isinstance(answer, Answer)
    assert [c.quote for c in answer.citations] == [c.quote for c in fish.ask(QUESTION).citations]


def test_filters_are_those_of_ask_and_a_mapping_adds_to_them(fish: Library) -> None:
    runnable = fish.as_runnable(until="2024-05-31")
    assert {c.readout for c in runnable.invoke(QUESTION).citations} == {"fish"}
    history = [{"question": QUESTION, "answer": ""}]
    followed = runnable.invoke({"question": "And the protection?", "history": history, "until": None})
    assert followed.taken


def test_streamed_it_yields_the_states_of_the_answer(write: Write, tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text("The sun shines.", encoding="utf-8")
    library = Library.open(tmp_path / "data", model="hash", llm=f"scripted:{script}")
    library.ingest(write("fish", FISH))
    states = list(library.as_runnable().stream(QUESTION))
    assert len(states) > 1
    assert (states[0].finished, states[-1].finished) == (False, True)
    assert library.as_runnable().invoke(QUESTION).finished
    library.close()


def test_it_composes_and_batches(fish: Library) -> None:
    to_text = fish.as_runnable() | to_message | (lambda message: message.text)
    assert to_text.batch([QUESTION, QUESTION]) == [fish.ask(QUESTION).text] * 2


def test_a_message_has_every_citation_with_the_part_it_stands_for(fish: Library) -> None:
    answer = fish.ask(QUESTION)
    assert len(answer.citations) == 2
    found = annotations(answer)
    for citation, annotation in zip(answer.citations, found, strict=True):
        assert annotation["type"] == "citation"
        assert annotation["cited_text"] == citation.quote
        assert (annotation["url"], annotation["title"]) == (citation.url, citation.title)
        extras = annotation["extras"]
        assert fish.show(extras["readout"]).text[extras["start"] : extras["end"]] == citation.quote
        assert (extras["speakers"], extras["reporter"]) == (["KE"], "FR")
        part = answer.text[annotation["start_index"] : annotation["end_index"]]
        assert part.startswith("Kenya")
        assert part.endswith("”")
    assert to_message(answer).response_metadata["onrecord"]["found"] is True


def test_marks_within_a_quote_are_the_readouts_own(fish: Library) -> None:
    answer = fish.ask(QUESTION)
    assert "fisheries [2] need" in answer.text
    assert sorted(n for n, _ in parts(answer)) == [1, 2]


@pytest.fixture
def written(fish: Library) -> Callable[[str], Answer]:
    """The answer with another text, as a model might write it."""
    answer = fish.ask(QUESTION)
    return lambda text: dataclasses.replace(answer, text=text)


def test_sentences_on_one_line_are_told_apart(written: Callable[[str], Answer]) -> None:
    text = "Kenya wants protection [1]. It wants nets, too [2]."
    assert parts(written(text)) == [(1, "Kenya wants protection"), (2, "It wants nets, too")]


def test_marks_side_by_side_stand_for_the_same_part(written: Callable[[str], Answer]) -> None:
    text = "Note.\n- Kenya wants both. [1] [2]"
    assert parts(written(text)) == [(1, "Kenya wants both."), (2, "Kenya wants both.")]


def test_a_mark_without_a_citation_is_left_out(written: Callable[[str], Answer]) -> None:
    assert parts(written("Kenya wants protection [1]. And more [7].")) == [(1, "Kenya wants protection")]


def test_silence_is_a_message_without_annotations(fish: Library) -> None:
    message = to_message(fish.ask("What did Kenya say about lithium?"))
    block: Any = message.content_blocks[0]
    assert not block.get("annotations")
    assert message.response_metadata["onrecord"]["found"] is False
