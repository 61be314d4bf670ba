"""`onrecord diff`, and what `show` and `list` tell of revisions, places and links."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
Write = Callable[..., Path]
OLD = "The minister of Kenya said that fisheries need protection. Both sides met in Paris."
NEW = "The minister of Kenya denied that fisheries need protection. Both sides met in Paris. A walk followed."


@pytest.fixture
def edited(run: Run, write: Write) -> Run:
    run("ingest", write("fish", OLD), write("other", "Nothing of note was said that day."))
    run("ingest", write("fish", NEW, Date="2024-05-03"))
    return run


def test_sentences_and_fields_that_changed_are_shown(edited: Run) -> None:
    status, out, _ = edited("diff", "fish")
    assert status == 0
    assert "date: 2024-05-02 -> 2024-05-03" in out
    assert "~ The minister of Kenya [-said-] {+denied+} that fisheries need protection." in out
    assert "+ A walk followed." in out
    assert "Both sides met" not in out


def test_any_two_revisions_are_compared(edited: Run) -> None:
    assert "- A walk followed." in edited("diff", "fish", 2, 1)[1]
    assert "nothing changed" in edited("diff", "other")[1]
    status, _, err = edited("diff", "fish", 1, 9)
    assert (status, err) == (1, "onrecord: fish: there is no revision 9; the newest is 2\n")


def test_what_changed_lately_is_listed_over_the_whole_library(edited: Run) -> None:
    status, out, _ = edited("diff")
    assert status == 0
    assert "fish  revision 2  sentences: 1 changed, 1 added; fields: date, published" in out
    assert "other" not in out
    assert edited("diff", "--since", "9999")[1] == ""
    assert edited("diff", "--since", "may")[0] == 1


def test_as_an_object(edited: Run) -> None:
    told = json.loads(edited("diff", "fish", "--json")[1])
    assert (told["id"], told["before"], told["after"]) == ("fish", 1, 2)
    assert told["counts"] == {"changed": 1, "added": 1, "removed": 0, "voices": 0}
    changed = told["sentences"][0]
    assert changed["runs"][1:3] == [{"text": "said ", "mark": "removed"}, {"text": "denied ", "mark": "added"}]
    assert changed["voices_before"][0]["speakers"] == ["KE"]


def test_an_old_revision_is_shown_as_superseded(edited: Run) -> None:
    out = edited("show", "fish", "--revision", 1)[1]
    assert "superseded by revision 2 of 20" in out
    assert "The minister of Kenya said" in out
    assert json.loads(edited("show", "fish", "--revision", 1, "--json")[1])["superseded_by"]["revision"] == 2
    assert json.loads(edited("show", "fish", "--json")[1])["superseded_by"] is None
    assert "superseded" not in edited("show", "fish")[1]


def test_places_and_links_are_listed(run: Run, write: Write) -> None:
    text = " ".join(f"In point {number} the parties spoke of matter {number}." for number in range(20))
    first, again = write("first", text), write("second", text, Date="2024-05-04")
    run("ingest", first, again)
    rows = {row["id"]: row for row in map(json.loads, run("list", "--json")[1].splitlines())}
    assert rows["second"]["duplicate_of"] == "first"
    assert rows["first"]["duplicate_of"] is None
    assert rows["first"]["duplicates"] == [{"readout": "second", "kind": "duplicate", "score": 1.0}]
    assert [place["source"] for place in rows["first"]["sources"]] == [str(first)]
    assert "(again: first)" in run("list")[1]
    assert "duplicate_of: first" in run("show", "second")[1]
    run("remove", "first")
    assert "duplicate" not in run("show", "second")[1]
