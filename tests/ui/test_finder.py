from __future__ import annotations

from tests.ui.examples import readout
from ui.finder import find, row
from ui.overview import survey

ENTRIES = survey(
    [
        readout("a", id="one", title="Fischerei in Mombasa", date="2023-01-05"),
        readout("b", id="two", title="Pesca en Valparaíso", parties=("CL",), reporter=None),
        readout("c", id="three", title="Undated", date=None),
    ]
).entries


def test_every_word_must_occur_in_title_party_date_or_issuer() -> None:
    assert [entry.id for entry in find(ENTRIES, "valparaiso CHILE 2024")] == ["two"]
    assert [entry.id for entry in find(ENTRIES, "january 2023")] == ["one"]
    assert find(ENTRIES, "mombasa chile") == []


def test_the_newest_comes_first_and_the_undated_last() -> None:
    assert [entry.id for entry in find(ENTRIES, "  ")] == ["two", "one", "three"]


def test_a_row_of_an_unknown_reporter_names_none() -> None:
    assert row(ENTRIES[1])["badge"] is None
    assert row(ENTRIES[2])["facts"] == "No date · France, readout"
