"""Vectors that have been computed before, by model and text, in a SQLite file beside the index.

It only saves work: where it is damaged or missing it is begun anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from rag.errors import NotWritableError
from rag.store.embedding import Embedder, Vectors

WINDOW = 1024
"""Texts embedded in one call: enough for batches of like length, little enough to keep memory and losses small."""


LENGTH = 0.01
"""By which a vector's length may differ from 1: more tells that a bit of it was flipped on the disk."""


class EmbeddingCache:
    """Vectors of one model; for one process that writes, safe to share between its threads."""

    def __init__(self, path: Path, embedder: Embedder) -> None:
        self._embedder = embedder
        self._turn = threading.Lock()
        try:
            try:
                self._db = _connect(path)
            except sqlite3.OperationalError:
                raise  # a full disk, no access, another process: what is there may be sound
            except sqlite3.DatabaseError:
                path.unlink(missing_ok=True)
                self._db = _connect(path)
        except sqlite3.DatabaseError as error:
            raise NotWritableError(f"{path}: cannot be written ({error}); run `onrecord check`") from None

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Return one vector a text, computing only what is not there; `progress` is told how many are ready."""
        keys = [self._key(text) for text in texts]
        known = self._read(keys)
        vectors = np.empty((len(texts), self._embedder.dimension), np.float32)
        missing: dict[bytes, list[int]] = {}
        for at, key in enumerate(keys):
            if key in known:
                vectors[at] = known[key]
            else:
                missing.setdefault(key, []).append(at)
        if progress:
            progress(len(texts) - sum(map(len, missing.values())))
        places = sorted(missing.values(), key=lambda at: len(texts[at[0]]))
        for first in range(0, len(places), WINDOW):
            part = places[first : first + WINDOW]
            made = self._embedder.embed([texts[at[0]] for at in part])
            for vector, equal in zip(made, part, strict=True):
                vectors[equal] = vector
            self._write([(keys[equal[0]], vector.tobytes()) for vector, equal in zip(made, part, strict=True)])
            if progress:
                progress(sum(map(len, part)))
        return vectors

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self._embedder.fingerprint}\0{text}".encode("utf-8", "replace")).digest()

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        found: dict[bytes, Vectors] = {}
        for first in range(0, len(keys), 500):
            part = keys[first : first + 500]
            marks = ", ".join("?" * len(part))
            with contextlib.suppress(sqlite3.DatabaseError), self._turn:
                for key, blob in self._db.execute(
                    f"SELECT key, vector FROM vector WHERE key IN ({marks})",
                    part,
                ):
                    if len(blob) == 4 * self._embedder.dimension:
                        vector = np.frombuffer(blob, np.float32)
                        if abs(float(vector @ vector) - 1.0) < LENGTH:
                            found[key] = vector
        return found

    def _write(self, pairs: Sequence[tuple[bytes, bytes]]) -> None:
        with contextlib.suppress(sqlite3.DatabaseError), self._turn, self._db:
            self._db.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", pairs)


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, check_same_thread=False)  # its threads take turns
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=NORMAL")
    db.execute("CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID")
    return db
