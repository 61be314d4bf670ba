"""Any operations in any order, against a plain model: the catalog equals it, what lives is found by its own words,
what is dead is not.

OPERATIONS=1000 runs that many; by default it is a part of them, the same every time.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from rag import Library
from tests.faulty import touches

NAMES = st.sampled_from(["atlas", "birch", "cedar", "delta", "ember", "fjord"])
SUBJECTS = ["harbours", "railways", "vaccines", "satellites", "glaciers", "tariffs", "visas", "orchards"]
STEPS = 25
EXAMPLES = max(1, int(os.environ.get("OPERATIONS", "50")) // STEPS)


class Killed(BaseException):
    """What a kill raises here; nothing of ours catches it."""


class Collection(RuleBasedStateMachine):
    """A library beside a dict of what it should hold: id to (sentence, whether it lives)."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.library = self.open()
        self.model: dict[str, tuple[str, bool]] = {}
        self.dead: list[str] = []
        self.made = 0
        self.add_or_change(["atlas"], "harbours")  # what is loaded late is loaded before anything is killed
        self.equal()

    def open(self) -> Library:
        return Library.open(self.folder / "data", model="hash", lock_seconds=1)

    # -- what can happen

    @rule(names=st.lists(NAMES, min_size=1, max_size=3, unique=True), subject=st.sampled_from(SUBJECTS))
    def add_or_change(self, names: Sequence[str], subject: str) -> None:
        new = {name: self.sentence(subject) for name in names}
        self.library.ingest(*[self.write(name, new[name]) for name in names])
        self.took_in(new)

    @rule(times=st.integers(1, 2))
    @precondition(lambda self: self.model)
    def ingest_all_again(self, times: int) -> None:
        for _ in range(times):
            done = self.library.ingest(self.folder / "in")
            assert done.failed == ()
        self.took_in({name: sentence for name, (sentence, _) in self.model.items()})

    @rule(data=st.data())
    @precondition(lambda self: self.living())
    def remove(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(self.living()))
        self.library.remove(name)
        self.dead.append(self.model[name][0])
        self.model[name] = self.model[name][0], False

    @rule(data=st.data())
    @precondition(lambda self: self.removed())
    def restore(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(self.removed()))
        self.library.restore(name)
        self.took_in({name: self.model[name][0]})

    @rule(names=st.lists(NAMES, min_size=1, max_size=2, unique=True), at=st.integers(1, 120))
    def kill_an_ingest(self, names: Sequence[str], at: int) -> None:
        """The batch is in whole or not at all; the next ingest completes what was begun."""
        new = {name: self.sentence("canals") for name in names}
        files = [self.write(name, new[name]) for name in names]
        before = self.catalog()
        left = at

        def strike(frame: FrameType, event: str, function: Any) -> None:
            nonlocal left
            if event == "c_call" and touches(function):
                left -= 1
                if left == 0:
                    raise Killed

        try:
            sys.setprofile(strike)
            self.library.ingest(*files)
        except Killed:
            pass
        finally:
            sys.setprofile(None)
        after = self.catalog()
        assert after in (before, {**before, **new})
        if after != before:
            self.took_in(new)
        else:  # the files must be those that the catalog holds
            for name in names:
                if name in self.model:
                    self.write(name, self.model[name][0])
                else:
                    (self.folder / "in" / f"{name}.txt").unlink()
        self.library.close()
        self.library = self.open()
        if living := self.living():
            self.library.ingest(*[self.folder / "in" / f"{name}.txt" for name in living])

    @rule()
    def reopen(self) -> None:
        self.library.close()
        self.library = self.open()

    @rule()
    @precondition(lambda self: self.model)
    def back_up_and_bring_back(self) -> None:
        file = self.folder / "kept.zip"
        self.library.back_up(file)
        Library.bring_back(file, self.folder / "data", model="hash")

    # -- what must hold

    @rule()
    def equal(self) -> None:
        assert self.catalog() == {name: sentence for name, (sentence, lives) in self.model.items() if lives}
        if not self.living():
            return
        for name in self.living():
            assert name in self.found(self.model[name][0])
        for sentence in self.dead[-5:]:
            if sentence not in self.catalog().values():
                assert not self.found(sentence)

    def teardown(self) -> None:
        if self.living():
            self.library.ingest(self.folder / "in" / f"{self.living()[0]}.txt")
        self.equal()
        assert self.library.check() == []
        self.library.close()
        shutil.rmtree(self.folder)

    # -- inside

    def found(self, sentence: str) -> set[str]:
        """The readouts with a passage of just these words."""
        hits = self.library.passages(sentence, k=50)
        return {hit.row.readout for hit in hits if sentence in hit.row.text}

    def catalog(self) -> dict[str, str]:
        return {readout.id: readout.text.strip() for readout in self.library.list()}

    def living(self) -> list[str]:
        return sorted(name for name, (_, lives) in self.model.items() if lives)

    def removed(self) -> list[str]:
        return sorted(name for name, (_, lives) in self.model.items() if not lives)

    def took_in(self, new: dict[str, str]) -> None:
        for name, sentence in new.items():
            old = self.model.get(name)
            if old and old[0] != sentence:
                self.dead.append(old[0])
            self.model[name] = sentence, True

    def sentence(self, subject: str) -> str:
        self.made += 1
        return f"The minister of Kenya said that {subject} come first in plan {self.made}."

    def write(self, name: str, sentence: str) -> Path:
        path = self.folder / "in" / f"{name}.txt"
        path.parent.mkdir(exist_ok=True)
        head = f"Title: About {name}\nDate: 2024-05-02\nIssuer: Ministry of Foreign Affairs (FR)\nCounterparts: KE\n"
        path.write_text(f"{head}Language: en\nKind: readout\nSource: https://example.org/{name}\n\n{sentence}\n")
        return path


TestCollection = Collection.TestCase
TestCollection.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
