"""Computed vectors: damage costs computing, nothing else, and what may be sound is not thrown away."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from rag.errors import NotWritableError
from rag.settings import read
from rag.store.cache import EmbeddingCache
from rag.store.embedding import make_embedder

TEXTS = ["Kenya spoke of fisheries.", "A railway was opened."]


def test_a_vector_in_which_a_bit_was_flipped_is_computed_again(tmp_path: Path) -> None:
    path = tmp_path / "embeddings.sqlite"
    embedder = make_embedder(read(model="hash"))
    with contextlib.closing(EmbeddingCache(path, embedder)) as cache:
        right = cache.embed(TEXTS)
        wrong = right[0].copy()
        place = int(np.argmax(np.abs(wrong)))
        wrong.view(np.uint32)[place] ^= 1 << 24  # in the exponent
        cache._db.execute("UPDATE vector SET vector = ? WHERE vector = ?", (wrong.tobytes(), right[0].tobytes()))
        cache._db.commit()
        assert np.array_equal(cache.embed(TEXTS), right)


def test_what_is_no_database_is_begun_anew_and_what_cannot_be_opened_is_left(tmp_path: Path) -> None:
    embedder = make_embedder(read(model="hash"))
    path = tmp_path / "embeddings.sqlite"
    path.write_bytes(b"no database " * 400)
    with contextlib.closing(EmbeddingCache(path, embedder)) as cache:
        assert len(cache.embed(TEXTS)) == 2
    folder = tmp_path / "folder.sqlite"
    folder.mkdir()
    with pytest.raises(NotWritableError, match=r"folder\.sqlite.*onrecord check"):
        EmbeddingCache(folder, embedder)
    assert folder.is_dir()


def test_a_full_disk_does_not_cost_what_was_computed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = make_embedder(read(model="hash"))
    path = tmp_path / "embeddings.sqlite"
    with contextlib.closing(EmbeddingCache(path, embedder)) as cache:
        cache.embed(TEXTS)
    before = path.read_bytes()

    def full(*arguments: object, **options: object) -> sqlite3.Connection:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", full)
        with pytest.raises(NotWritableError, match="disk is full"):
            EmbeddingCache(path, embedder)
    assert path.read_bytes() == before
