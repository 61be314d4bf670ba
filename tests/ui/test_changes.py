from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.changes import changes


def test_words_that_differ_are_marked_inside_their_line() -> None:
    assert changes("The two sides agreed today.", "The two sides talked today.") == [
        [{"t": "The two sides "}, {"t": "agreed", "d": -1}, {"t": "talked", "d": 1}, {"t": " today."}]
    ]


def test_lines_that_came_and_went_are_whole() -> None:
    assert changes("a\nb", "b\nc") == [[{"t": "a", "d": -1}], [{"t": "b"}], [{"t": "c", "d": 1}]]


def test_what_stayed_is_shortened() -> None:
    lines = changes("a\nb\nc\nd\ne", "a\nb\nc\nd\nf")
    assert lines[:3] == [[{"t": "a"}], [{"t": "(2 unchanged paragraphs)", "o": 1}], [{"t": "d"}]]


def test_the_same_text_has_no_change() -> None:
    assert not any("d" in run for line in changes("a\nb", "a\nb") for run in line)


@given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40))
def test_what_was_added_and_kept_is_the_new_text(old: str, new: str) -> None:
    lines = changes(old, new)
    if not any("o" in run for line in lines for run in line):
        drawn = "".join(run["t"] for line in lines for run in line if run.get("d") != -1)
        assert drawn.replace(" ", "") == "".join(new.split())
