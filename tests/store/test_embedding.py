"""Embedders: unit vectors, the accepted weights, and what is said where a model is not to be had."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from rag.errors import ModelError
from rag.settings import Settings
from rag.store import embedding, weights
from rag.store.embedding import HashEmbedder, make_embedder

TEXTS = ["Both ministers spoke about fisheries.", "", "Полный текст", "short"]


def test_hash_vectors_are_unit_deterministic_and_near_for_shared_words() -> None:
    vectors = HashEmbedder().embed(TEXTS)
    assert vectors.shape == (4, 256)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert (vectors == HashEmbedder().embed(TEXTS)).all()
    near, far = HashEmbedder().embed(["fisheries and ministers", "a wholly unlike thing"])
    assert near @ vectors[0] > far @ vectors[0]


def test_the_packaged_model_reads_meaning_and_counts_its_own_tokens(tmp_path: Path) -> None:
    embedder = make_embedder(Settings(data=tmp_path))
    question = embedder.embed(["Who talked about catching fish?"], query=True)
    fish, tax = embedder.embed(["The ministers discussed fisheries.", "The ministers discussed income tax."])
    assert embedder.dimension == 384
    assert question[0] @ fish > question[0] @ tax
    assert np.allclose(np.linalg.norm(fish), 1, atol=1e-3)
    assert embedder.count_tokens(["fish", "fish " * 600]) == [3, 602], "not cut off at what the model reads"


def test_bf16_vectors_agree_with_fp32(tmp_path: Path) -> None:
    exact = make_embedder(Settings(data=tmp_path, precision="fp32")).embed(TEXTS)
    automatic = make_embedder(Settings(data=tmp_path, precision="auto")).embed(TEXTS)
    assert (exact * automatic).sum(axis=1).min() >= embedding.AGREEMENT


def test_many_texts_and_many_threads_get_each_text_its_own_vector(tmp_path: Path) -> None:
    embedder = make_embedder(Settings(data=tmp_path))
    texts = [f"{place} spoke of {'trade and ' * (number % 9)}ship number {number}"
             for number, place in enumerate(["Chile", "Peru", "Japan"] * 40)]  # fmt: skip
    alone = np.concatenate([embedder.embed([text]) for text in texts[:12]])
    with ThreadPoolExecutor(4) as threads:
        for together in threads.map(embedder.embed, [texts] * 4):
            assert (together[:12] * alone).sum(axis=1).min() > 0.995


def test_a_batch_holds_texts_of_like_length_in_tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = make_embedder(Settings(data=tmp_path))
    assert isinstance(embedder, embedding.SentenceTransformerEmbedder)
    words = ["ship and sea at it by one in all " * 2, "antidisestablishmentarianism Zvyozdochka " * 2]  # few, many
    texts = [words[number % 2][: 60 + number // 2] for number in range(32)] + ["very long " * 600]
    batches: list[list[str]] = []
    encode = embedder._encode
    monkeypatch.setattr(embedder, "_encode", lambda some, query: batches.append(list(some)) or encode(some, query))
    monkeypatch.setattr(embedding, "BATCH", 300)
    assert len(embedder.embed(texts)) == 33
    sizes = [[min(size, 256) for size in embedder.count_tokens(batch)] for batch in batches]
    sizes.sort(key=max, reverse=True)
    assert sizes[0] == [256], "what is cut off does not count"
    assert all(max(later) <= min(before) for before, later in itertools.pairwise(sizes))
    assert all(len(batch) * max(batch) <= 300 for batch in sizes)
    assert len(sizes) < 10


def test_no_texts_have_no_vectors(tmp_path: Path) -> None:
    assert make_embedder(Settings(data=tmp_path)).embed([]).shape == (0, 384)


def test_other_weights_under_the_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "PACKAGED_SHA256", "0" * 64)
    with pytest.raises(ModelError, match=r"not the accepted weights.*--force-reinstall"):
        make_embedder(Settings(data=tmp_path))


def test_a_model_that_is_not_here_is_not_fetched_unasked(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="ONRECORD_DOWNLOAD=1"):
        make_embedder(Settings(data=tmp_path, model="no-such/model"))


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no weights"):
        make_embedder(Settings(data=tmp_path, model=str(tmp_path)))


def test_the_parts_of_a_text_are_read_where_they_stand(tmp_path: Path) -> None:
    embedder = make_embedder(Settings(data=tmp_path))
    first, second = "The two ministers discussed fisheries.", "They agreed to lower taxes on income."
    text, other = f"{first} {second}", "Herring is a fish."
    spans = [(0, len(first)), (len(first) + 1, len(text))]
    vectors, parts = embedder.embed_parts([text, other], [spans, []])
    assert np.allclose(vectors, embedder.embed([text, other]), atol=5e-3)
    assert [part.shape for part in parts] == [(2, 384), (0, 384)]
    fish, tax = parts[0] / np.linalg.norm(parts[0], axis=1, keepdims=True)
    asked = embedder.embed(["Who talked about catching fish?", "What will happen to the tax on wages?"], query=True)
    assert asked[0] @ fish > asked[0] @ tax
    assert asked[1] @ tax > asked[1] @ fish


def test_a_part_without_a_token_of_its_own_takes_the_vector_of_the_text(tmp_path: Path) -> None:
    embedder = make_embedder(Settings(data=tmp_path))
    text = "herring " * 300
    vectors, parts = embedder.embed_parts([text], [[(len(text) - 9, len(text))]])
    assert np.allclose(parts[0][0] / np.linalg.norm(parts[0][0]), vectors[0], atol=5e-3)


def test_no_texts_have_no_parts(tmp_path: Path) -> None:
    vectors, parts = make_embedder(Settings(data=tmp_path)).embed_parts([], [])
    assert vectors.shape == (0, 384)
    assert parts == []
