"""Vectors that have been computed before, by model and text, in a SQLite file beside the index.

It only saves work: where it is damaged or missing it is begun anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import threading
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from rag.errors import NotWritableError
from rag.store.embedding import Embedder, Vectors
from rag.store.parts import Spans, packed

WINDOW = 1024
"""Texts embedded in one call: enough for batches of like length, little enough to keep memory and losses small."""


CHECK = 4
"""Bytes of the checksum behind a row's vectors: it tells that a bit of them was flipped on the disk."""


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

    def embed(self, texts: Sequence[str], spans: Sequence[Spans]) -> tuple[Vectors, list[bytes]]:
        """Return one vector a text and the packed ones of its parts (rag.store.parts), computing only what is not
        there."""
        keys = [self._key(text, places) for text, places in zip(texts, spans, strict=True)]
        known = self._read(keys)
        vectors = np.empty((len(texts), self._embedder.dimension), np.float32)
        parts = [b""] * len(texts)
        missing: dict[bytes, list[int]] = {}
        for at, key in enumerate(keys):
            if key in known:
                vectors[at], parts[at] = known[key]
            else:
                missing.setdefault(key, []).append(at)
        places = sorted(missing.values(), key=lambda at: len(texts[at[0]]))
        for first in range(0, len(places), WINDOW):
            part = places[first : first + WINDOW]
            made = self._embedder.embed_parts([texts[at[0]] for at in part], [spans[at[0]] for at in part])
            for vector, pieces, equal in zip(*made, part, strict=True):
                vectors[equal] = vector
                for at in equal:
                    parts[at] = packed(pieces)
            self._write([(keys[at], vectors[at].tobytes() + parts[at]) for at, *_ in part])
        return vectors, parts

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _key(self, text: str, spans: Spans) -> bytes:
        stated = f"{self._embedder.fingerprint}\0{list(spans)}\0{text}"
        return hashlib.sha256(stated.encode("utf-8", "replace")).digest()

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, tuple[Vectors, bytes]]:
        found: dict[bytes, tuple[Vectors, bytes]] = {}
        for first in range(0, len(keys), 500):
            part = keys[first : first + 500]
            marks = ", ".join("?" * len(part))
            with contextlib.suppress(sqlite3.DatabaseError), self._turn:
                for key, blob in self._db.execute(f"SELECT key, vectors FROM passage WHERE key IN ({marks})", part):
                    held, size = blob[:-CHECK], 4 * self._embedder.dimension
                    if len(held) >= size and blob[-CHECK:] == _check(held):
                        found[key] = np.frombuffer(held[:size], np.float32), held[size:]
        return found

    def _write(self, rows: Sequence[tuple[bytes, bytes]]) -> None:
        checked = [(key, held + _check(held)) for key, held in rows]
        with contextlib.suppress(sqlite3.DatabaseError), self._turn, self._db:
            self._db.executemany("INSERT OR REPLACE INTO passage VALUES (?, ?)", checked)


def _check(held: bytes) -> bytes:
    return zlib.crc32(held).to_bytes(CHECK)


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, check_same_thread=False)  # its threads take turns
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=NORMAL")
    db.execute("DROP TABLE IF EXISTS vector")  # of versions that knew passages only
    db.execute("CREATE TABLE IF NOT EXISTS passage (key BLOB PRIMARY KEY, vectors BLOB NOT NULL) WITHOUT ROWID")
    return db
