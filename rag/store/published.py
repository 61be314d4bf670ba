"""The published generation, opened when it is first read and again when another has taken its place.

Takes the settings and what gives the embedder. Lends the generation to readers of any thread; one that has been
replaced is closed when nobody reads it. Raises EmptyLibraryError, DamagedError.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rag.errors import DamagedError, EmptyLibraryError, StoreError
from rag.store.build import fingerprint
from rag.store.generation import current_path, open_generation, read_manifest, stand_in
from rag.store.mirror import fetch_earlier, follow
from rag.store.server import connect

if TYPE_CHECKING:
    from rag.settings import Settings
    from rag.store.embedding import Embedder
    from rag.store.generation import Fingerprint, Generation

Found = TypeVar("Found")
MOMENT = 2.0
"""Seconds between a catalog's change by a restore and its index's, at most."""


class Published:
    """What readers read, whatever a writer does meanwhile; safe to share between threads."""

    def __init__(
        self, settings: Settings, embedder: Callable[[], Embedder], live: Callable[[], Mapping[str, int]]
    ) -> None:
        self.settings = settings
        self._data = settings.data
        self._index = settings.data / "index"
        self._embedder = embedder
        self._live = live
        self._opening = threading.Lock()
        self._generation: Generation | None = None
        self._opened_for: Path | None = None
        self._late = False
        self._readers: dict[Path, int] = {}
        self._failed: dict[Path, StoreError] = {}

    def read(self, look: Callable[[Generation], Found]) -> Found:
        """Return what `look` finds; a writer may clear the generation away meanwhile, then it looks again in the one
        that has taken its place; where the current one is damaged, in one that can stand in for it."""
        while True:
            with self.current() as generation:
                try:
                    return look(generation)
                except DamagedError as error:
                    if generation.behind is not None:
                        raise
                    with self._opening:
                        self._failed[generation.path] = error
                        if self._generation and self._generation.path == generation.path:
                            self._generation = None

    def moves_on(self, used: Generation) -> bool:
        """Whether another generation takes this one's place, now or in a moment."""
        end = time.monotonic() + MOMENT
        while self._pointed() == used.path:
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        return used.behind is None

    @contextlib.contextmanager
    def current(self) -> Iterator[Generation]:
        """Lend the published generation."""
        generation = self._enter()
        try:
            if self._late and generation.behind is None:
                yield replace(generation, behind=-1)
            else:
                yield generation
        finally:
            with self._opening:
                self._readers[generation.path] -= 1
                if not self._readers[generation.path] and generation is not self._generation:
                    generation.close()

    def close(self) -> None:
        """Let go of the index."""
        with self._opening:
            if self._generation and not self._readers.get(self._generation.path):
                self._generation.close()
            self._generation = None

    def _enter(self) -> Generation:
        while True:
            path = self._pointed()
            wanted = fingerprint(self._embedder())
            with self._opening:
                try:
                    if self._generation is None or self._opened_for != path:
                        old, self._generation = self._generation, self._open(path, wanted)
                        self._opened_for = path
                        if old and not self._readers.get(old.path):
                            old.close()
                except DamagedError:
                    if path == self._pointed():
                        raise
                    continue  # a writer has published another and cleared this one away
                generation = self._generation
                self._readers[generation.path] = self._readers.get(generation.path, 0) + 1
                return generation

    def _pointed(self) -> Path:
        """The directory that CURRENT names, or CURRENT itself where it names none; why not is then in `_failed`."""
        self._late = follow(self.settings)
        pointer = self._index / "CURRENT"
        try:
            if path := current_path(self._index):
                return path
            waiting = len(self._live())
            self._failed[pointer] = EmptyLibraryError(
                f"{self._data}: {waiting} readouts are taken in and not indexed yet; unless that is going on, run "
                "`onrecord check --repair`"
                if waiting
                else f"{self._data}: no readouts yet; add some with `onrecord ingest FOLDER`"
            )
        except DamagedError as error:
            self._failed[pointer] = error
        return pointer

    def _open(self, path: Path, wanted: Fingerprint) -> Generation:
        """Open the generation, or another that can stand in for it."""
        try:
            if path in self._failed:
                raise self._failed[path]
            return open_generation(path, wanted, connect(self.settings))
        except (DamagedError, EmptyLibraryError):
            if _of_another_model(path, wanted):
                raise
            fetch_earlier(self.settings)
            other = stand_in(self._index, path, wanted, self._live(), connect(self.settings))
            if other is None:
                raise
            return other


def _of_another_model(path: Path, wanted: Fingerprint) -> bool:
    try:
        return read_manifest(path).fingerprint != wanted
    except DamagedError:
        return False
