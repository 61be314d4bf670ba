"""The dense half of an index generation: a Chroma collection of our own vectors, in a directory or on a server.

Rows are known by the passage's row number. Written once, by one process, and never changed after the generation is
published: several writers on one directory lose vectors without an error, and a reader beside a writer fails.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from rag.errors import StoreError
from rag.store import chroma
from rag.store.broken import broken

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

NAME = "passages"
BATCH = 250
"""Passages of one request: what Chroma advises, and within the quota of its cloud."""

Metadata = dict[str, str | int | bool | list[str]]


class VectorIndex:
    """An open collection; safe to share between threads."""

    def __init__(self, rows: Collection, name: str, close: Callable[[], None], failed: chroma.Told) -> None:
        self._rows = rows
        self.name = name
        """Its collection's, where that is on a server."""
        self._failed = failed
        self.close = close
        """Let go of the files, if it has any."""

    def add(self, rows: Sequence[int], vectors: npt.NDArray[np.float32], fields: Sequence[Metadata]) -> None:
        """Add passages that are not in yet."""
        for at in range(0, len(rows), BATCH):
            part = slice(at, at + BATCH)
            with chroma.failing(self._failed):
                self._rows.add(
                    ids=[str(row) for row in rows[part]],
                    embeddings=vectors[part],
                    metadatas=list(fields[part]),  # type: ignore[arg-type]
                )

    def copy(self, base: VectorIndex, rows: Sequence[int]) -> None:
        """Add passages of another collection as they are there."""
        for at in range(0, len(rows), BATCH):
            ids = [str(row) for row in rows[at : at + BATCH]]
            with chroma.failing(self._failed):
                found = base._rows.get(ids=ids, include=["embeddings", "metadatas"])
                self._rows.add(ids=found["ids"], embeddings=found["embeddings"], metadatas=found["metadatas"])

    def count(self) -> int:
        """How many passages are in."""
        with chroma.failing(self._failed):
            return self._rows.count()

    def nearest(self, vectors: npt.NDArray[np.float32], n: int) -> list[list[tuple[int, float]]]:
        """Return, for each vector, the `n` nearest passages as (row, cosine similarity), best first, of equals the
        one that was added first: the order in which a graph gives them differs from one build to the next."""
        with chroma.failing(self._failed):
            found = self._rows.query(query_embeddings=vectors, n_results=n, include=["distances"])
        return [
            sorted(
                ((int(row), 1.0 - distance) for row, distance in zip(rows, distances, strict=True)),
                key=lambda pair: (-round(pair[1], 6), pair[0]),
            )
            for rows, distances in zip(found["ids"], found["distances"] or [], strict=True)
        ]

    def similarities(self, vector: npt.NDArray[np.float32], rows: Sequence[int]) -> dict[int, float]:
        """Return the cosine similarity of the vector (shape (1, dimension)) to each of the passages."""
        if not rows:
            return {}
        with chroma.failing(self._failed):
            found = self._rows.get(ids=[str(row) for row in rows], include=["embeddings"])
        own = np.asarray(found["embeddings"], np.float32)
        return {int(row): float(cosine) for row, cosine in zip(found["ids"], own @ vector[0], strict=True)}


def in_directory(path: Path, create: int | None = None) -> VectorIndex:
    """Open the collection of a directory, or make it with the graph of that number (chroma.GRAPHS).

    Raises DamagedError, LockedError, NotWritableError.
    """
    client = chroma.open_directory(path)
    try:
        return _opened(client, NAME, "", create, lambda: chroma.close(client), lambda what: broken(path, what))
    except StoreError:
        chroma.close(client)
        raise


def on_server(client: ClientAPI, name: str, address: str, create: int | None = None) -> VectorIndex:
    """Open a collection of a server, or make it with the graph of that number; the client stays open for others.

    Raises StoreError.
    """
    return _opened(
        client, name, name, create, lambda: None, lambda what: chroma.of_server(address, f"{name}: {what}")
    )


def _opened(
    client: ClientAPI, name: str, shown: str, create: int | None, close: Callable[[], None], failed: chroma.Told
) -> VectorIndex:
    with chroma.failing(failed):
        if create is not None:
            chroma.create(client, name, graph=create)
        return VectorIndex(client.get_collection(name, embedding_function=None), shown, close, failed)


def date_number(date: str, fill: str = "0") -> int:
    """2024, 2024-11 or 2024-11-15 as a number of eight digits, what is missing filled: 20241115."""
    return int(date.replace("-", "").ljust(8, fill))
