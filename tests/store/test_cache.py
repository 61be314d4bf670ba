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
SPANS = [[(0, 5), (6, 25)], [(0, 21)]]


@pytest.mark.parametrize("place", [3, 4 * 256 + 3, -2], ids=["of a text", "of a part", "the checksum"])
def test_vectors_in_which_a_bit_was_flipped_are_computed_again(tmp_path: Path, place: int) -> None:
    path = tmp_path / "embeddings.sqlite"
    embedder = make_embedder(read(model="hash"))
    with contextlib.closing(EmbeddingCache(path, embedder)) as cache:
        vectors, parts = cache.embed(TEXTS, SPANS)
        assert [len(part) for part in parts] == [512, 256]
        for key, held in cache._db.execute("SELECT key, vectors FROM passage").fetchall():
            wrong = bytearray(held)
            wrong[place] ^= 1
            cache._db.execute("UPDATE passage SET vectors = ? WHERE key = ?", (bytes(wrong), key))
        cache._db.commit()
        again, parts_again = cache.embed(TEXTS, SPANS)
    assert np.array_equal(vectors, again)
    assert parts == parts_again


def test_a_text_whose_parts_stand_elsewhere_is_embedded_anew(tmp_path: Path) -> None:
    with contextlib.closing(EmbeddingCache(tmp_path / "e.sqlite", make_embedder(read(model="hash")))) as cache:
        _, (first,) = cache.embed(TEXTS[:1], [[(0, 5)]])
        _, (second,) = cache.embed(TEXTS[:1], [[(6, 11)]])
        assert first != second
        assert cache.embed(TEXTS[:1], [[(0, 5)]])[1] == [first]


def test_the_cache_of_an_earlier_version_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "embeddings.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as old:
        old.execute("CREATE TABLE vector (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID")
        old.execute("INSERT INTO vector VALUES (x'00', x'00')")
        old.commit()
    with contextlib.closing(EmbeddingCache(path, make_embedder(read(model="hash")))) as cache:
        assert len(cache.embed(TEXTS, SPANS)[0]) == 2
        tables = [name for (name,) in cache._db.execute("SELECT name FROM sqlite_master")]
        assert tables == ["passage"]


def test_what_is_no_database_is_begun_anew_and_what_cannot_be_opened_is_left(tmp_path: Path) -> None:
    embedder = make_embedder(read(model="hash"))
    path = tmp_path / "embeddings.sqlite"
    path.write_bytes(b"no database " * 400)
    with contextlib.closing(EmbeddingCache(path, embedder)) as cache:
        assert len(cache.embed(TEXTS, SPANS)[0]) == 2
    folder = tmp_path / "folder.sqlite"
    folder.mkdir()
    with pytest.raises(NotWritableError, match=r"folder\.sqlite.*onrecord check"):
        EmbeddingCache(folder, embedder)
    assert folder.is_dir()


def test_a_full_disk_does_not_cost_what_was_computed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = make_embedder(read(model="hash"))
    path = tmp_path / "embeddings.sqlite"
    with contextlib.closing(EmbeddingCache(path, embedder)) as cache:
        cache.embed(TEXTS, SPANS)
    before = path.read_bytes()

    def full(*arguments: object, **options: object) -> sqlite3.Connection:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", full)
        with pytest.raises(NotWritableError, match="disk is full"):
            EmbeddingCache(path, embedder)
    assert path.read_bytes() == before
