"""Readouts that say the same are linked, those that only sound alike are not."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from rag.store import links
from rag.store.catalog import Catalog
from rag.store.link import Kind
from rag.types import Readout

TEXT = (
    "The foreign minister of Chile received his colleague from Kenya in Santiago. They spoke at length of the cable "
    "that is to join both coasts, of 240 scholarships for students of geology, and of the harbour at Mombasa, for "
    "which Chile will lend 35 million dollars over 12 years. The Kenyan minister asked for a longer term. He also "
    "invited his host to Nairobi, where the two will meet again before the rains. A dinner in his honour followed."
)
ONE = Readout("one", "Talks in Santiago", TEXT, date="2024-05-01", reporter="CL", parties=("CL", "KE"))


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog(tmp_path / "catalog.sqlite")


def linked(catalog: Catalog, *readouts: Readout) -> set[tuple[str, str, Kind]]:
    catalog.put(readouts)
    links.update(catalog.database)
    return {(link.id, link.other, link.kind) for link in links.linked(catalog.database)}


def other(id: str = "two", **fields: object) -> Readout:
    return dataclasses.replace(ONE, id=id, **fields)  # type: ignore[arg-type]


def test_the_same_text_again_is_a_duplicate_of_the_earlier_one(catalog: Catalog) -> None:
    again = other(date="2024-05-20", text=TEXT.replace("Chile received", "Chile\nreceived"))
    assert linked(catalog, again, ONE) == {("two", "one", "duplicate")}


def test_a_language_that_was_told_wrong_hides_no_duplicate(catalog: Catalog) -> None:
    assert linked(catalog, ONE, other(language="es")) == {("two", "one", "duplicate")}


def test_a_corrected_word_is_nearly_the_same(catalog: Catalog) -> None:
    assert linked(catalog, ONE, other(text=TEXT.replace("geology", "zoology"))) == {("two", "one", "near_duplicate")}


def test_the_same_words_by_another_reporter_are_another_account(catalog: Catalog) -> None:
    assert linked(catalog, ONE, other(reporter="KE")) == {("two", "one", "other_reporter")}


@pytest.mark.parametrize(
    "fields",
    [
        {"text": TEXT.replace("Kenya", "Ghana").replace("Kenyan", "Ghanaian"), "parties": ("CL", "GH")},
        {"date": "2023-05-01"},
        {"text": f"{TEXT} {' '.join(f'word{n} and' for n in range(40))}"},
    ],
    ids=["another country", "another year", "much more text"],
)
def test_what_only_sounds_alike_is_not_linked(catalog: Catalog, fields: dict[str, object]) -> None:
    assert linked(catalog, ONE, other(**fields)) == set()


def test_a_short_formula_is_no_publication_of_last_months(catalog: Catalog) -> None:
    short = dataclasses.replace(ONE, text="The President of Chile spoke by telephone with the President of Kenya.")
    later = dataclasses.replace(short, id="two", date="2024-05-25")
    assert linked(catalog, short, later, dataclasses.replace(short, id="three", date="2024-05-02")) == {
        ("three", "one", "duplicate")
    }


def test_links_follow_changes_and_removals(catalog: Catalog) -> None:
    assert linked(catalog, ONE, other())
    catalog.remove(["one"])
    assert linked(catalog) == set()
    catalog.restore(["one"])
    assert linked(catalog) == {("two", "one", "duplicate")}
    assert linked(catalog, other(text="Nothing is known of this meeting.")) == set()


def test_only_what_changed_is_looked_at(catalog: Catalog) -> None:
    catalog.put([ONE, other()])
    assert [links.update(catalog.database) for _ in range(2)] == [2, 0]
    catalog.put([other(text=TEXT + " They parted.")])
    assert links.update(catalog.database) == 1
    assert links.update(catalog.database, anew=True) == 2


def test_the_answer_can_ask_which_readouts_are_one(catalog: Catalog) -> None:
    linked(catalog, ONE, other(), other("three", reporter="KE"))
    assert links.again(catalog.database, ["one", "three", "nine"]) == {"one": frozenset({"two"})}


def test_an_update_that_is_killed_is_finished_by_the_next(catalog: Catalog) -> None:
    catalog.put([ONE, *(other(f"copy-{n:02}") for n in range(6))])
    code = f"""
import os, signal, pathlib
from rag.store import links
from rag.store.catalog import Catalog
links.GROUP = 3
same, seen = links.republished, []
def killing(db, texts, id):
    seen.append(id)
    if len(seen) == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return same(db, texts, id)
links.republished = killing
links.update(Catalog(pathlib.Path({str(catalog.path)!r})).database)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    assert links.update(catalog.database) == 4
    assert len(links.linked(catalog.database)) == 7 * 6 // 2
