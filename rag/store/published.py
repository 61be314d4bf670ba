"""The published generation, opened when it is first read and again when another has taken its place.

Takes the settings and what gives the embedder. Lends the generation to readers of any thread; one that has been
replaced is closed when nobody reads it. Raises EmptyLibraryError, DamagedError.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rag.errors import DamagedError, EmptyLibraryError
from rag.store.build import fingerprint
from rag.store.generation import current_path, open_generation

if TYPE_CHECKING:
    from rag.settings import Settings
    from rag.store.embedding import Embedder
    from rag.store.generation import Generation

Found = TypeVar("Found")


class Published:
    """What readers read, whatever a writer does meanwhile; safe to share between threads."""

    def __init__(self, settings: Settings, embedder: Callable[[], Embedder]) -> None:
        self._data = settings.data
        self._index = settings.data / "index"
        self._embedder = embedder
        self._opening = threading.Lock()
        self._generation: Generation | None = None
        self._readers: dict[Path, int] = {}

    def read(self, look: Callable[[Generation], Found]) -> Found:
        """Return what `look` finds; a writer may clear the generation away meanwhile, then it looks again in the one
        that has taken its place."""
        while True:
            with self.current() as generation:
                try:
                    return look(generation)
                except DamagedError:
                    if generation.path == current_path(self._index):
                        raise

    @contextlib.contextmanager
    def current(self) -> Iterator[Generation]:
        """Lend the published generation."""
        generation = self._enter()
        try:
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
            path = current_path(self._index)
            if path is None:
                raise EmptyLibraryError(f"{self._data}: no readouts yet; add some with `onrecord ingest FOLDER`")
            wanted = fingerprint(self._embedder())
            with self._opening:
                try:
                    if self._generation is None or self._generation.path != path:
                        old, self._generation = self._generation, open_generation(path, wanted)
                        if old and not self._readers.get(old.path):
                            old.close()
                except DamagedError:
                    if path == current_path(self._index):
                        raise
                    continue  # a writer has published another and cleared this one away
                self._readers[path] = self._readers.get(path, 0) + 1
                return self._generation
