"""Passages: exact offsets, one speaker each, never longer than the model reads."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.attribute.sentences import split
from rag.store.embedding import HashEmbedder
from rag.store.passages import TARGET, cut
from rag.types import Passage, Readout, Statement

EMBEDDER = HashEmbedder()


def passages(readout: Readout, statements: list[Statement], room: int = 256) -> list[Passage]:
    return cut(readout, statements, EMBEDDER.count_tokens, room)


def unattributed(readout: Readout) -> list[Statement]:
    return [Statement(readout.id, start, end) for start, end in split(readout.text, readout.language)]


@given(st.text(max_size=3000))
def test_passages_are_exact_and_cover_every_statement_of_any_text(text: str) -> None:
    readout = Readout("one", "Title", text, date="2024-05-01", reporter="FR")
    statements = unattributed(readout)
    made = passages(readout, statements)
    assert all(passage.text == text[passage.start : passage.end] for passage in made)
    inside = [s for passage in made for s in passage.statements]
    assert "".join("".join(text[s.start : s.end].split()) for s in inside) == "".join(
        "".join(text[s.start : s.end].split()) for s in statements
    ), "nothing is lost, nothing is doubled, nothing changes places"
    assert all(a.end <= b.start for a, b in itertools.pairwise(inside))


@given(st.lists(st.sampled_from(["a", "word", "x" * 300, "."]), max_size=400), st.integers(40, 256))
def test_no_passage_is_longer_than_the_model_reads(words: list[str], room: int) -> None:
    readout = Readout("one", "T", " ".join(words), date="2024-05-01")
    for passage in passages(readout, unattributed(readout), room):
        assert EMBEDDER.count_tokens([f"{passage.header}\n{passage.text}"])[0] <= room


def test_neighbours_of_one_speaker_share_a_passage_up_to_the_target() -> None:
    text = " ".join(f"Sentence number {n} says a little about trade and tariffs." for n in range(30))
    readout = Readout("one", "T", text)
    made = passages(readout, unattributed(readout))
    assert all(len(passage.statements) > 1 for passage in made)
    assert all(passage.end - passage.start <= TARGET + 80 for passage in made)


def test_a_passage_never_mixes_speakers() -> None:
    text = "France spoke first. Kenya answered. Kenya went on. Both agreed."
    spans = split(text)
    sides: list[tuple[tuple[str, ...], bool]] = [
        (("FR",), False),
        (("KE",), False),
        (("KE",), False),
        (("FR", "KE"), True),
    ]
    readout = Readout("one", "T", text, date="2024-05-01", reporter="FR")
    statements = [Statement("one", *span, who, joint) for span, (who, joint) in zip(spans, sides, strict=True)]
    made = passages(readout, statements)
    assert [passage.text for passage in made] == [
        "France spoke first.",
        "Kenya answered. Kenya went on.",
        "Both agreed.",
    ]
    assert "Kenya" in made[1].header
    assert "2024-05-01" in made[0].header


def test_a_header_that_leaves_no_room_is_refused() -> None:
    readout = Readout("one", "word " * 30, "Text.")
    with pytest.raises(ValueError, match="header"):
        passages(readout, unattributed(readout), room=20)
