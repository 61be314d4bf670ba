"""What changed between two revisions is told sentence by sentence, with words, speakers and fields."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from rag.clean import one_line
from rag.store.diff import Changes, FieldChange, Run, Voice, compare, words
from rag.types import Readout, Statement


def changes(old: str, new: str, before: tuple[Statement, ...] = (), after: tuple[Statement, ...] = ()) -> Changes:
    first = Readout("one", "A title", old)
    return compare(first, dataclasses.replace(first, text=new, revision=2), before, after, "2024-05-03")


def told(changes: Changes) -> list[str]:
    """Each sentence as its kind and its words, gone ones in brackets, new ones in braces."""
    marks = {"kept": "{}", "removed": "[{}]", "added": "{{{}}}"}
    return [
        f"{s.what}: {one_line(''.join(marks[run.mark].format(run.text.strip()) + ' ' for run in s.runs))}"
        for s in changes.sentences
    ]


def test_a_changed_sentence_is_paired_with_its_successor() -> None:
    old = "They met in Rome. Both sides agreed to build the port by 2026. They parted."
    new = "They met in Rome. Both sides discussed to build the port by 2027. They parted."
    assert told(changes(old, new)) == [
        "kept: They met in Rome.",
        "changed: Both sides [agreed] {discussed} to build the port by [2026] {2027} .",
        "kept: They parted.",
    ]


def test_a_sentence_that_came_or_went_stands_in_its_place() -> None:
    old = "They met in Rome. Debt was not spoken of. They parted."
    new = "They met in Rome. They parted. A feast followed."
    assert told(changes(old, new)) == [
        "kept: They met in Rome.",
        "removed: [Debt was not spoken of.]",
        "kept: They parted.",
        "added: {A feast followed.}",
    ]


def test_in_a_rewritten_stretch_each_finds_its_own() -> None:
    old = "The ministers praised the new harbour. The loan will be repaid in ten years."
    new = "Tea was served at noon. The ministers praised the old harbour. The loan will be repaid in two years."
    assert [s.what for s in changes(old, new).sentences] == ["added", "changed", "changed"]


def test_white_space_is_no_change() -> None:
    found = changes("They met\nin Rome. They parted.", "They met in  Rome.\n\nThey parted.")
    assert found.counts == {"changed": 0, "added": 0, "removed": 0, "voices": 0}


def test_the_offsets_are_those_of_each_revision() -> None:
    old, new = "One stays. Two goes to Rome.", "Zero comes. One stays. Two goes to Paris."
    for sentence in changes(old, new).sentences:
        for span, text, mark in ((sentence.before, old, "added"), (sentence.after, new, "removed")):
            if span:
                assert text[slice(*span)] == "".join(run.text for run in sentence.runs if run.mark != mark)


def test_another_speaker_of_the_same_words_is_told() -> None:
    before = (Statement("one", 0, 23, ("CL",), person="Ana Ejemplo"),)
    after = (Statement("one", 0, 23, ("CN",)),)
    text = "He welcomed the treaty."
    found = changes(text, text, before, after)
    (sentence,) = found.sentences
    assert sentence.voices_before == (Voice(("CL",), False, "Ana Ejemplo"),)
    assert sentence.voices_after == (Voice(("CN",), False, ""),)
    assert found.counts["voices"] == 1
    assert len(found.to_dict()["sentences"]) == 1


def test_fields_beside_the_text_are_told_and_the_place_is_not() -> None:
    old = Readout("one", "A title", "Words.", date="2024-05-01", reporter="FR", parties=("FR",), source="/a")
    new = dataclasses.replace(old, title="Another", date="2024-05-02", parties=("FR", "KE"), source="/b", revision=2)
    found = compare(old, new, (), ()).fields
    assert found == (
        FieldChange("title", "A title", "Another"),
        FieldChange("date", "2024-05-01", "2024-05-02"),
        FieldChange("parties", ("FR",), ("FR", "KE")),
    )
    assert found[2].shown() == ("FR", "FR, KE")


def test_chinese_is_compared_by_characters() -> None:
    assert words("双方同意合作", "双方讨论合作") == (
        Run("双方", "kept"),
        Run("同意", "removed"),
        Run("讨论", "added"),
        Run("合作", "kept"),
    )


TEXT = st.text(alphabet="abAB .!\n", max_size=80)


@given(TEXT, TEXT)
def test_nothing_is_lost_on_either_side(old: str, new: str) -> None:
    found = changes(old, new)
    for text, other in ((old, "added"), (new, "removed")):
        shown = "".join(run.text for s in found.sentences for run in s.runs if run.mark != other)
        assert "".join(shown.split()) == "".join(text.split())
