"""Server mode: the newest publication is damaged on the server, or a mirror of it on a machine."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rag import Library
from rag.errors import DamagedError
from rag.store import fetch
from rag.store.server import PUBLICATION, Publication, Server

Write = Callable[..., Path]
Machine = Callable[..., Library]
FISH = "The minister of Kenya said that fisheries need protection."
RAIL = "The minister of Kenya said that a railway was opened."
DAM = "The minister of Kenya said that a dam was built."
PARTS = ["vectors", "words", "catalog", "publication"]


@pytest.fixture(autouse=True)
def _asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_damaged", {})


@pytest.fixture
def one(machine: Machine, write: Write) -> Library:
    """The machine that published fish, then fish and rail."""
    library = machine("one")
    library.ingest(write("fish", FISH))
    library.ingest(write("rail", RAIL))
    return library


def quotes(library: Library, question: str) -> list[str]:
    return [citation.quote for citation in library.ask(question).citations]


def newest(server: Server) -> Publication:
    found = server.newest()
    assert found is not None
    return found


def spoil(server: Server, part: str) -> None:
    publication = newest(server)
    if part == "publication":
        name = f"{PUBLICATION}{publication.number:08}"
        server.client.get_collection(name, embedding_function=None).modify(metadata={"format": 1, "number": 2})
    elif part == "vectors":
        server.drop(publication.vectors)
    else:
        held = server.client.get_collection(getattr(publication, part), embedding_function=None)
        held.update(ids=["0"], metadatas=[{"data": "0" * 40}])


@pytest.mark.parametrize("part", PARTS)
def test_readers_go_on_with_the_last_good_one_and_say_so(
    one: Library, machine: Machine, server: Server, part: str
) -> None:
    spoil(server, part)
    for reader in (machine("new"), one):
        answer = reader.ask("fisheries protection")
        assert [citation.quote for citation in answer.citations] == [FISH]
        here = reader is one and part != "vectors"  # what it published it has, but for the vectors
        assert answer.text.startswith("The index is damaged; an earlier one answers") is not here
        assert quotes(reader, "railway opened") == ([RAIL] if here else [])
    assert any("onrecord check --repair" in finding.remedy for finding in one.check())
    assert machine("new").check() != []


@pytest.mark.parametrize("part", PARTS)
def test_repair_where_it_was_published_mends_it_for_all(
    one: Library, machine: Machine, server: Server, part: str
) -> None:
    two = machine("two")
    spoil(server, part)
    assert quotes(two, "fisheries protection") == [FISH]
    assert one.check(repair=True) == []
    for reader in (one, two, machine("new")):
        assert quotes(reader, "railway opened") == [RAIL]
        assert "damaged" not in reader.ask("fisheries protection").text
        assert reader.check() == []
    assert sum(name.startswith(PUBLICATION) for name in server.names()) == 2


@pytest.mark.parametrize("part", ["vectors", "words"])
def test_what_leaves_the_catalog_whole_is_mended_from_any_machine(
    one: Library, machine: Machine, server: Server, write: Write, part: str
) -> None:
    spoil(server, part)
    two = machine("two")
    two.ingest(write("dam", DAM))
    for reader in (one, two):
        assert [quotes(reader, words) for words in ("railway opened", "dam built")] == [[RAIL], [DAM]]
        assert reader.check() == []


@pytest.mark.parametrize("part", ["catalog", "publication"])
def test_a_machine_that_lacks_what_is_damaged_publishes_nothing_over_it(
    one: Library, machine: Machine, server: Server, write: Write, part: str
) -> None:
    spoil(server, part)
    two = machine("two")
    for act in (lambda: two.ingest(write("dam", DAM)), lambda: two.check(repair=True), lambda: two.remove("fish")):
        with pytest.raises(DamagedError, match=r"publication 2 is damaged.*machine that published it"):
            act()
    one.ingest(write("dam", DAM))
    assert [quotes(two, words) for words in ("railway opened", "dam built")] == [[RAIL], [DAM]]
    assert two.check() == []


def test_where_that_machine_is_gone_salvage_goes_on_from_the_one_before(
    one: Library, machine: Machine, server: Server, address: str, tmp_path: Path
) -> None:
    spoil(server, "catalog")
    one.close()
    shutil.rmtree(tmp_path / "one")
    two = machine("two")
    assert quotes(two, "fisheries protection") == [FISH]
    Library.bring_back(None, tmp_path / "two", model="hash", chroma=address)
    assert two.check() == []
    assert quotes(machine("three"), "fisheries protection") == [FISH]


def test_where_nothing_can_be_read_a_new_machine_says_so_and_an_old_one_goes_on(
    one: Library, machine: Machine, server: Server
) -> None:
    for number in server.numbers():
        name = f"{PUBLICATION}{number:08}"
        server.client.get_collection(name, embedding_function=None).modify(metadata={"format": 1})
    with pytest.raises(DamagedError, match="machine that published it"):
        machine("new")
    assert quotes(one, "railway opened") == [RAIL]
    assert one.check(repair=True) == []
    assert quotes(machine("new"), "railway opened") == [RAIL]


@pytest.mark.parametrize("how", ["gone", "head", "letter", "index", "state"])
def test_a_damaged_mirror_is_fetched_anew_and_never_published(
    one: Library, machine: Machine, write: Write, tmp_path: Path, how: str
) -> None:
    two = machine("two")
    assert quotes(two, "railway opened") == [RAIL]
    two.close()
    path = tmp_path / "two" / "catalog.sqlite"
    if how == "gone":
        path.unlink()
    elif how == "head":
        path.write_bytes(b"broken" * 2000)
    elif how == "letter":
        path.write_bytes(path.read_bytes().replace(b"railway was", b"railway has"))
    elif how == "state":
        (tmp_path / "two" / "mirror.json").write_text("{")
    else:
        shutil.rmtree(tmp_path / "two" / "index")
    again = machine("two")
    again.check(repair=True)
    assert again.check() == []
    again.ingest(write("dam", DAM))
    for reader in (one, again):
        assert quotes(reader, "railway opened") == [RAIL]
        assert [readout.id for readout in reader.list()] == ["dam", "fish", "rail"]
