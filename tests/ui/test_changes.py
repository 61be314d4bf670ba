from __future__ import annotations

import dataclasses

from rag.store.diff import compare
from rag.types import Readout, Statement
from ui.changes import Line, lines

OLD = Readout("one", "A title", "")


def drawn(old: str, new: str, **fields: str) -> list[Line]:
    newer = dataclasses.replace(OLD, text=new, revision=2, **fields)  # type: ignore[arg-type]
    return lines(compare(dataclasses.replace(OLD, text=old), newer, (), ()))


def test_words_that_differ_are_marked_inside_their_sentence() -> None:
    assert drawn("The two sides agreed today.", "The two sides talked today.") == [
        [{"t": "The two sides "}, {"t": "agreed ", "d": -1}, {"t": "talked ", "d": 1}, {"t": "today."}]
    ]


def test_sentences_that_came_and_went_are_whole() -> None:
    assert drawn("Ay one.\nBy two.", "By two.\nSee three.") == [
        [{"t": "Ay one.", "d": -1}],
        [{"t": "By two."}],
        [{"t": "See three.", "d": 1}],
    ]


def test_what_stayed_is_shortened() -> None:
    kept = "Ay one. By two. See three. Dee four."
    shown = drawn(f"{kept} Gone now.", f"{kept} Else wise.")
    assert shown[:3] == [[{"t": "Ay one."}], [{"t": "(2 unchanged sentences)", "o": 1}], [{"t": "Dee four."}]]


def test_fields_stand_before_the_sentences() -> None:
    assert drawn("Same.", "Same.", title="Another")[0] == [
        {"t": "Title: "},
        {"t": "A title", "d": -1},
        {"t": "Another", "d": 1},
    ]


def test_another_speaker_is_named_below_the_sentence() -> None:
    text = "He welcomed the treaty."
    before, after = ((Statement("one", 0, 23, (code,)),) for code in ("CL", "CN"))
    old = dataclasses.replace(OLD, text=text)
    shown = lines(compare(old, dataclasses.replace(old, revision=2), before, after))
    assert shown[1] == [{"t": "(speaker: China; before: Chile)", "o": 1}]
