from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rag.clean import clean
from rag.types import Statement
from tests.ui.examples import readout
from ui.source import paragraphs, source


def _words(lines: list[list[dict[str, object]]], marked: bool) -> str:
    return "\n".join("".join(str(run["t"]) for run in line if ("m" in run) == marked or not marked) for line in lines)


def test_the_marked_words_are_those_of_the_offsets() -> None:
    shown = source(readout("One. Two two.\n\nThree."), (5, 13))
    assert [[(run["t"], "m" in run) for run in line] for line in shown["paragraphs"]] == [
        [("One. ", False), ("Two two.", True)],
        [("Three.", False)],
    ]
    assert shown["missing"] is False


def test_a_passage_outside_the_text_marks_nothing_and_says_so() -> None:
    for passage in ((3, 400), (0, 0), (5, 2)):
        shown = source(readout("One. Two."), passage)
        assert shown["missing"] is True
        assert not any("m" in run for line in shown["paragraphs"] for run in line)


def test_runs_carry_the_number_of_their_statement() -> None:
    made = paragraphs(readout("One. Two."), None, [Statement("r", 0, 4), Statement("r", 5, 9)])
    assert [[run.get("s") for run in line] for line in made] == [[0, None, 1]]


def test_a_passage_over_several_lines_is_marked_on_each() -> None:
    made = paragraphs(readout("One\nTwo\nThree"), (0, 7))
    assert [["m" in run for run in line] for line in made] == [[True], [True], [False]]


@given(st.text(max_size=80), st.integers(-5, 90), st.integers(-5, 90))
def test_no_text_and_no_offsets_lose_or_add_words(text: str, start: int, end: int) -> None:
    shown = source(readout(text), (start, end))
    drawn = "".join(run["t"] for line in shown["paragraphs"] for run in line)
    assert drawn.split() == [] or "".join(drawn.split()) == "".join(clean(text).split())


def test_facts_leave_out_what_is_not_known() -> None:
    shown = source(readout("x", reporter=None, date=None, issuer="", parties=(), url="javascript:x"), None)
    assert shown["facts"] == ["Reporter not known", "No date"]
    assert shown["link"] is None
