"""Attention for short texts: the same outcome as torch's own, whatever is masked."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from rag.settings import Settings
from rag.store import attention
from rag.store.attention import attend
from rag.store.embedding import SentenceTransformerEmbedder


def _one(tokens: int, kind: torch.dtype) -> torch.Tensor:
    """Queries, keys or values as a model hands them over: heads lie beside each other in memory."""
    made = torch.Generator().manual_seed(tokens)
    return torch.randn(3, tokens, 4, 32, generator=made).to(kind).transpose(1, 2)


@pytest.mark.parametrize("tokens", [1, 7, 88])
@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize(("kind", "near"), [(torch.float32, 1e-5), (torch.bfloat16, 0.03)])
def test_the_outcome_is_that_of_torch(tokens: int, masked: bool, kind: torch.dtype, near: float) -> None:
    query, key, value = _one(tokens, kind), _one(tokens, kind).flip(2), _one(tokens, kind).flip(0)
    mask = None
    if masked:
        mask = torch.zeros(3, 1, tokens, tokens, dtype=kind)
        mask[1, ..., tokens // 2 + 1 :] = torch.finfo(kind).min
    before = query.clone()
    expected = torch.nn.functional.scaled_dot_product_attention(query, key, value, mask).transpose(1, 2)
    outcome, weights = attend(None, query, key, value, mask)
    assert weights is None
    assert outcome.shape == (3, tokens, 4, 32)
    assert outcome.dtype is kind
    assert float((outcome - expected).abs().max()) < near
    assert torch.equal(query, before)


def test_a_scale_of_the_model_s_own_is_kept() -> None:
    some = _one(9, torch.float32)
    expected = torch.nn.functional.scaled_dot_product_attention(some, some, some, scale=0.5).transpose(1, 2)
    assert torch.allclose(attend(None, some, some, some, None, scaling=0.5)[0], expected, atol=1e-5)


def test_padding_changes_no_vector(tmp_path: Path) -> None:
    embedder = SentenceTransformerEmbedder(Settings(data=tmp_path, precision="bf16"))
    model = embedder._model.transformers_model
    assert model is not None
    assert model.config._attn_implementation == attention.NAME
    alone = embedder.embed(["The ministers spoke about herring."])
    padded = embedder.embed(["The ministers spoke about herring.", "They agreed to meet again next spring. " * 20])
    assert float(alone[0] @ padded[0]) > 0.9995


def test_an_architecture_whose_attention_may_be_another_keeps_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attention, "FITS", frozenset({"another"}))
    embedder = SentenceTransformerEmbedder(Settings(data=tmp_path, precision="bf16"))
    model = embedder._model.transformers_model
    assert model is not None
    assert model.config._attn_implementation != attention.NAME
