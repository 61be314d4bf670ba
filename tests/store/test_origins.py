"""A readout keeps every place that it was found at; places that part become readouts of their own."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from rag.store.catalog import Catalog
from rag.types import Readout

A = "https://a.example.org/talks"
B = "https://b.example.org/archive/17"
ONE = Readout("talks", "Talks", "The ministers met.", date="2024-05-01", reporter="FR", source=A)
OTHER = dataclasses.replace(ONE, id="archive-17", source=B)


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog(tmp_path / "catalog.sqlite")


def put(catalog: Catalog, *readouts: Readout, restore: bool = True) -> list[tuple[str, str]]:
    return [(change.id, change.what) for change in catalog.put(readouts, restore)]


def places(catalog: Catalog, id: str) -> list[str]:
    return [place.source for place in catalog.places(id).get(id, ())]


def test_the_same_text_at_two_addresses_is_one_readout_with_two_places(catalog: Catalog) -> None:
    white_space = dataclasses.replace(OTHER, text="The ministers\n met. ")
    assert put(catalog, ONE, white_space) == [("talks", "added"), ("talks", "unchanged")]
    assert catalog.live() == {"talks": 1}
    assert places(catalog, "talks") == [A, B]


@pytest.mark.parametrize(
    "other", [{"reporter": "KE"}, {"date": "2024-05-02"}, {"language": "fr"}, {"text": "The Ministers met."}]
)
def test_another_reporter_date_language_or_text_is_another_readout(catalog: Catalog, other: dict[str, str]) -> None:
    put(catalog, ONE, dataclasses.replace(OTHER, **other))  # type: ignore[arg-type]
    assert set(catalog.live()) == {"talks", "archive-17"}


def test_files_of_one_text_keep_the_ids_of_their_names(catalog: Catalog) -> None:
    put(catalog, *(dataclasses.replace(ONE, id=id, source=f"/in/{id}.txt") for id in ("one", "two")))
    assert set(catalog.live()) == {"one", "two"}


def test_an_address_with_another_text_is_a_revision_whatever_id_it_brings(catalog: Catalog) -> None:
    put(catalog, ONE)
    assert put(catalog, dataclasses.replace(ONE, id="new-id", text="They met.")) == [("talks", "changed")]


def test_a_second_place_that_departs_becomes_a_readout_of_its_own(catalog: Catalog) -> None:
    put(catalog, ONE, OTHER)
    edited = dataclasses.replace(OTHER, text="The ministers quarrelled.")
    assert put(catalog, edited, edited, ONE) == [
        ("archive-17", "added"),
        ("archive-17", "unchanged"),
        ("talks", "unchanged"),
    ]
    assert (places(catalog, "talks"), places(catalog, "archive-17")) == ([A], [B])


def test_a_second_place_lags_behind_the_first_without_turning_it_back(catalog: Catalog) -> None:
    put(catalog, ONE, OTHER)
    edited = dataclasses.replace(ONE, text="The ministers met twice.")
    assert put(catalog, edited, OTHER) == [("talks", "changed"), ("talks", "unchanged")]
    follows = dataclasses.replace(OTHER, text=edited.text)
    assert put(catalog, follows, edited) == [("talks", "unchanged"), ("talks", "unchanged")]
    assert catalog.live() == {"talks": 2}


def test_removing_takes_out_all_places_and_a_sync_does_not_bring_it_back(catalog: Catalog) -> None:
    put(catalog, ONE, OTHER)
    catalog.remove(["talks"])
    assert put(catalog, ONE, OTHER, restore=False) == [("talks", "removed"), ("talks", "removed")]
    assert catalog.live() == {}
    assert put(catalog, dataclasses.replace(ONE, text="They met."), restore=False) == [("talks", "removed")]
    assert catalog.live() == {}
    catalog.restore(["talks"])
    assert catalog.live() == {"talks": 2}


def test_a_place_that_vanishes_is_noted_and_the_next_one_takes_over(catalog: Catalog) -> None:
    put(catalog, ONE, OTHER)
    catalog.note_vanished([A], "2024-06-01T00:00:00+00:00")
    assert [place.vanished for place in catalog.places("talks")["talks"]] == ["2024-06-01T00:00:00+00:00", None]
    assert catalog.live() == {"talks": 1}
    put(catalog, OTHER)
    assert put(catalog, dataclasses.replace(OTHER, text="They met.")) == [("talks", "changed")]


def test_a_place_that_comes_back_is_no_longer_vanished(catalog: Catalog) -> None:
    put(catalog, ONE)
    catalog.note_vanished([A], "2024-06-01T00:00:00+00:00")
    put(catalog, ONE)
    assert catalog.places("talks")["talks"][0].vanished is None


def test_a_file_that_was_moved_is_at_its_new_place(catalog: Catalog, tmp_path: Path) -> None:
    here, there = tmp_path / "talks.txt", tmp_path / "kept" / "talks.txt"
    here.write_text("x")
    put(catalog, dataclasses.replace(ONE, source=str(here)))
    put(catalog, dataclasses.replace(ONE, source=str(there)))
    assert catalog.source_of("talks") == str(here)
    here.unlink()
    put(catalog, dataclasses.replace(ONE, source=str(there)))
    assert catalog.source_of("talks") == str(there)
    assert [bool(place.vanished) for place in catalog.places("talks")["talks"]] == [True, False]
