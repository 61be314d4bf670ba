"""A thousand random operations against a model: nothing is lost, nothing doubled, what was cited is still there."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from rag.errors import UnknownReadoutError
from rag.store import links
from rag.store.catalog import Catalog
from rag.types import Readout

FILES = st.sampled_from(["alpha", "beta"])
ADDRESSES = st.sampled_from([f"https://example.org/{name}" for name in ("delta", "epsilon")])
TEXTS = st.sampled_from(["They met.", "They met and  ate.", "They parted in anger.", "Nobody came."])


class Keeping(RuleBasedStateMachine):
    """The model: the texts of each id in order, which ids are out, and the addresses that were looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.catalog = Catalog(self.folder / "catalog.sqlite")
        self.texts: dict[str, list[str]] = {}
        self.out: set[str] = set()
        self.seen: set[str] = set()

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(id=FILES, text=TEXTS)
    def take_in_a_file(self, id: str, text: str) -> None:
        self.take_in(Readout(id, "A title", text, date="2024-05-01", reporter="FR", source=f"/in/{id}.txt"), True)

    @rule(address=ADDRESSES, text=TEXTS, sync=st.booleans())
    def take_in_a_page(self, address: str, text: str, sync: bool) -> None:
        id = address.rsplit("/", 1)[1]
        living = [self.catalog.get(other).text for other in self.catalog.live()]
        doubled = address not in self.seen and text in living
        readouts = len(self.texts)
        self.take_in(Readout(id, "A title", text, date="2024-05-01", reporter="FR", source=address), restore=not sync)
        assert len(self.texts) == readouts or not doubled
        self.seen.add(address)

    def take_in(self, readout: Readout, restore: bool) -> None:
        (change,) = self.catalog.put([readout], restore)
        known = self.texts.setdefault(change.id, [])
        before = len(known)
        newest = self.catalog.get(change.id).revision
        if newest > before:
            assert newest == before + 1
            known.append(readout.text)
        said = {" ".join(text.split()) for text in known}
        assert " ".join(readout.text.split()) in said
        assert change.what == ("removed" if change.id in self.out and not restore else change.what)
        if restore or not before:
            self.out.discard(change.id)
        if change.what in ("added", "changed"):
            assert newest == before + 1
            assert (before == 0) == (change.what == "added")

    @rule(id=FILES | ADDRESSES.map(lambda address: address.rsplit("/", 1)[1]))
    def remove(self, id: str) -> None:
        if id in self.texts and id not in self.out:
            self.catalog.remove([id])
            self.out.add(id)
        else:
            with pytest.raises(UnknownReadoutError):
                self.catalog.remove([id])

    @rule(id=FILES)
    def restore(self, id: str) -> None:
        if id in self.texts:
            self.catalog.restore([id])
            self.out.discard(id)

    @rule(address=ADDRESSES)
    def vanish(self, address: str) -> None:
        self.catalog.note_vanished([address], "2024-06-01")

    @rule(text=TEXTS)
    def fail_half_way(self, text: str) -> None:
        def batch() -> object:
            yield Readout("alpha", "Another title", text, source="/in/alpha.txt")
            raise OSError("power cut")

        with pytest.raises(OSError, match="power cut"):
            self.catalog.put(batch())  # type: ignore[arg-type]

    @rule()
    def link(self) -> None:
        links.update(self.catalog.database)
        live = self.catalog.live()
        for link in links.linked(self.catalog.database):
            assert {link.id, link.other} <= set(live)

    @rule()
    def open_again(self) -> None:
        self.catalog = Catalog(self.catalog.path)

    @invariant()
    def the_catalog_equals_the_model(self) -> None:
        assert self.catalog.live() == {id: len(texts) for id, texts in self.texts.items() if id not in self.out}
        for id, texts in self.texts.items():
            assert [self.catalog.get(id, number).text for number in range(1, len(texts) + 1)] == texts
        places = [place.source for some in self.catalog.places().values() for place in some]
        assert len(places) == len(set(places))


TestKeeping = Keeping.TestCase
TestKeeping.settings = settings(
    max_examples=25, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
