"""The dense half of an index generation: a Chroma collection of our own vectors.

Rows are known by the passage's row number. Written once, by one process, and never changed after the generation is
published: several writers on one directory lose vectors without an error, and a reader beside a writer fails.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from rag.errors import DamagedError

if TYPE_CHECKING:
    from chromadb.api.collection_configuration import CreateHNSWConfiguration

NAME = "passages"
BATCH = 250
GRAPH: CreateHNSWConfiguration = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 200}
"""Denser than Chroma's default (16, 100, 100), with which 1 to 7 of 26,656 passages could not be reached; none so."""

_CLIENTS = threading.Lock()
"""Chroma keeps a table of its open clients that two threads must not change at once."""

Metadata = dict[str, str | int | bool | list[str]]


class VectorIndex:
    """An open collection; safe to share between threads. Raises DamagedError where it cannot be opened."""

    def __init__(self, path: Path, create: bool = False) -> None:
        from chromadb import PersistentClient
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        # A .env in the working directory must not change the store.
        settings = Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]
        try:
            with _CLIENTS:
                self._client = PersistentClient(str(path), settings=settings)
            if create:
                self._client.create_collection(NAME, embedding_function=None, configuration={"hnsw": GRAPH})
            self._rows = self._client.get_collection(NAME, embedding_function=None)
        except (ChromaError, ValueError, OSError, AttributeError) as error:
            # AttributeError: what Chroma raises when a directory that it could not open is opened again.
            raise DamagedError(f"{path}: {error}; run `onrecord check --repair`") from None

    def add(self, rows: Sequence[int], vectors: npt.NDArray[np.float32], fields: Sequence[Metadata]) -> None:
        """Add passages that are not in yet."""
        for at in range(0, len(rows), BATCH):
            part = slice(at, at + BATCH)
            self._rows.add(
                ids=[str(row) for row in rows[part]],
                embeddings=vectors[part],
                metadatas=list(fields[part]),  # type: ignore[arg-type]
            )

    def count(self) -> int:
        """How many passages are in."""
        return self._rows.count()

    def nearest(self, vectors: npt.NDArray[np.float32], n: int) -> list[list[tuple[int, float]]]:
        """Return, for each vector, the `n` nearest passages as (row, cosine similarity), best first."""
        from chromadb.errors import ChromaError

        try:
            found = self._rows.query(
                query_embeddings=vectors,
                n_results=n,
                include=["distances"],
            )
        except ChromaError as error:
            raise DamagedError(f"the vector index fails: {error}; run `onrecord check --repair`") from None
        return [
            [(int(row), 1.0 - distance) for row, distance in zip(rows, distances, strict=True)]
            for rows, distances in zip(found["ids"], found["distances"] or [], strict=True)
        ]

    def similarities(self, vector: npt.NDArray[np.float32], rows: Sequence[int]) -> dict[int, float]:
        """Return the cosine similarity of the vector (shape (1, dimension)) to each of the passages."""
        from chromadb.errors import ChromaError

        if not rows:
            return {}
        try:
            found = self._rows.get(ids=[str(row) for row in rows], include=["embeddings"])
        except ChromaError as error:
            raise DamagedError(f"the vector index fails: {error}; run `onrecord check --repair`") from None
        own = np.asarray(found["embeddings"], np.float32)
        return {int(row): float(cosine) for row, cosine in zip(found["ids"], own @ vector[0], strict=True)}

    def close(self) -> None:
        """Let go of the files."""
        with _CLIENTS:
            self._client.close()  # type: ignore[attr-defined]  # the interface's class lacks it, the client has it


def date_number(date: str, fill: str = "0") -> int:
    """2024, 2024-11 or 2024-11-15 as a number of eight digits, what is missing filled: 20241115."""
    return int(date.replace("-", "").ljust(8, fill))
