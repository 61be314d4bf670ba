"""The library behind the pages: opened once for a server, its model loaded in the background.

Takes the settings of the environment. Returns an Engine that all sessions share. Raises OnRecordError where the data
directory cannot be used.
"""

from __future__ import annotations

import contextlib
import threading
import time

import streamlit as st

from rag.library import Library
from rag.settings import Settings, read
from rag.store.generation import current_path
from rag.types import Readout, Statement
from ui.overview import Overview, survey
from ui.writing import Writing

EXAMPLES = 4
KEPT = 50
"""Readouts whose statements are kept."""


class Engine:
    """A library, the state of its model, and what it holds. Safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        self.library = Library.open(settings.data, **settings.model_dump(exclude={"data"}))
        self.loaded = threading.Event()
        self.seconds = 0.0
        self.writings: dict[int, Writing] = {}
        """Answers under way, by the number of their turn in the conversations."""
        self._overview: tuple[str, Overview] | None = None
        self._answered: tuple[tuple[str, ...], tuple[str, ...]] = (), ()
        self._counting = threading.Lock()
        self._statements: dict[tuple[str, int], tuple[Statement, ...]] = {}
        threading.Thread(target=self._load, name="onrecord-model", daemon=True).start()

    @property
    def ready(self) -> bool:
        """Whether a question is answered at once."""
        return self.loaded.is_set()

    def overview(self) -> Overview:
        """Return what the library holds now."""
        stamp = str(current_path(self.library.settings.data / "index"))
        with self._counting:
            if self._overview is None or self._overview[0] != stamp:
                self._overview = stamp, survey(self.library.list())
            return self._overview[1]

    def examples(self) -> tuple[str, ...]:
        """Return questions of the collection: those that are answered, once that is known."""
        stamp, answered = self._answered
        asked = self.overview().examples
        return answered if stamp == asked and answered else asked[:EXAMPLES]

    def _try_examples(self) -> None:
        asked = self.overview().examples
        answered: list[str] = []
        for question in asked:
            quotes = self.library.stream(question)  # of which only the quotes are wanted: no model writes for nobody
            if len(answered) < EXAMPLES and next(quotes).found:
                answered.append(question)
        self._answered = asked, tuple(answered)

    def statements(self, readout: Readout) -> tuple[Statement, ...]:
        """Return the statements of a readout; those read last are kept."""
        key = readout.id, readout.revision
        with self._counting:
            if key not in self._statements:
                while len(self._statements) >= KEPT:
                    self._statements.pop(next(iter(self._statements)))
                self._statements[key] = self.library.statements(readout)
            return self._statements[key]

    def _load(self) -> None:
        """Ask once for nobody: it loads the model and opens the index. What fails here fails clearly when asked."""
        began = time.perf_counter()
        with contextlib.suppress(Exception):
            self.library.passages("on record", k=1)
        self.seconds = time.perf_counter() - began
        self.loaded.set()
        with contextlib.suppress(Exception):
            self._try_examples()
            self.library.warm()


def engine() -> Engine:
    """Return the engine of this process's settings."""
    settings = read()
    return _engine(settings.model_dump_json(), settings)


@st.cache_resource(show_spinner=False)
def _engine(key: str, _settings: Settings) -> Engine:
    return Engine(_settings)
