"""Text to vectors.

An `Embedder` takes texts and returns float32 unit vectors, one row a text. Two ship: a sentence-transformers model,
and a hash of words that needs no weights (deterministic, for tests and trials). Refuses, when it is made, a model
that is not there, not the accepted one, or not installed, with the remedy.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from rag.errors import ModelError
from rag.settings import Settings
from rag.store import attention
from rag.store.parts import Spans, pooled
from rag.store.weights import folder_for, hash_of

Vectors = npt.NDArray[np.float32]
Made = TypeVar("Made")

AGREEMENT = 0.999
"""The least cosine between bf16 and fp32 vectors of the same text for bf16 to be used."""

PADDED = 8
"""Batches are padded to a multiple of so many tokens: with few shapes torch's memory stays put (223 MB of growth over
2,000 passages without, 48 MB with)."""

BATCH = 1280
"""Tokens that go through the model at once: with twice as many a tenth of the time goes into getting memory from the
system, with less than half the steps between the products cost more than they."""

_PROBES = (
    "The two presidents agreed to deepen trade and to meet again next year.",
    "El canciller reiteró la posición de su país sobre la integración regional y agradeció el apoyo recibido.",
    "She said that her government could not accept the proposal as it stood, and called for talks without delay.",
)


class Embedder(Protocol):
    """What the store and the search need of a model."""

    fingerprint: str
    dimension: int
    max_tokens: int

    def embed(self, texts: Sequence[str], query: bool = False) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension)."""
        ...

    def embed_parts(self, texts: Sequence[str], spans: Sequence[Spans]) -> tuple[Vectors, list[Vectors]]:
        """Return the unit vector of each text, and of each the vectors of its parts (rag.store.parts), of any
        length."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens the model makes of each text."""
        ...


def make_embedder(settings: Settings) -> Embedder:
    """Return the embedder that the settings name. Raises ModelError."""
    return HashEmbedder() if settings.model == "hash" else SentenceTransformerEmbedder(settings)


def fingerprint_of(settings: Settings) -> str:
    """Return what the embedder's fingerprint will be, without loading it. Raises ModelError."""
    return HashEmbedder.fingerprint if settings.model == "hash" else hash_of(folder_for(settings))


class HashEmbedder:
    """Each word adds one to a component that its hash chooses: equal words, near vectors."""

    fingerprint = "hash-256"
    dimension = 256
    max_tokens = 256

    def embed(self, texts: Sequence[str], query: bool = False) -> Vectors:
        """Return unit vectors; a text without words points along the first axis."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in re.findall(r"\w+", text.casefold()):
                row[int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest()) % self.dimension] += 1
            row[0] += not row.any()
        return _unit(vectors)

    def embed_parts(self, texts: Sequence[str], spans: Sequence[Spans]) -> tuple[Vectors, list[Vectors]]:
        """Return the vectors of texts and parts, each by its own words."""
        parts = [self.embed([text[a:b] for a, b in places]) for text, places in zip(texts, spans, strict=True)]
        return self.embed(texts), parts

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count words and marks."""
        return [len(re.findall(r"\w{1,8}|[^\w\s]", text)) for text in texts]


class SentenceTransformerEmbedder:
    """A sentence-transformers model on this machine's processor or accelerator.

    Safe to share between threads: the tokenizer is not, so they take turns at it. On a processor each core works at
    batches of its own, which gets 1.2 to 1.3 times as much done as all cores at one batch.
    """

    def __init__(self, settings: Settings) -> None:
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        folder = folder_for(settings)
        self.fingerprint = hash_of(folder)
        _quiet()
        from sentence_transformers import SentenceTransformer

        turn = threading.Lock()

        class InTurn(SentenceTransformer):
            def preprocess(self, *arguments: Any, **options: Any) -> Any:
                with turn:
                    return super().preprocess(*arguments, **options)

        try:
            self._model = InTurn(str(folder), local_files_only=True, trust_remote_code=False)
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"{folder}: not a sentence-transformers model ({error})") from None
        self._model.eval()
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.max_tokens = int(self._model.get_max_seq_length() or 256)
        self._turn = turn
        self._cores = _cores() if self._model.device.type == "cpu" else 1
        # Shared by all who embed: the cores are no more when two do.
        self._pool = ThreadPoolExecutor(self._cores, "embed", _alone)
        if settings.precision == "bf16" or (settings.precision == "auto" and _computes_bf16()):
            self._use_bf16(must_agree=settings.precision == "auto")

    def embed(self, texts: Sequence[str], query: bool = False) -> Vectors:
        """Return unit vectors; batches are made of texts of like length."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        batches = self._batches(self.count_tokens(texts) if len(texts) > 1 else [1] * len(texts))
        encoded = self._each(lambda batch: self._encode([texts[at] for at in batch], query), batches)
        for batch, made in zip(batches, encoded, strict=True):
            vectors[batch] = made
        return _unit(vectors)  # made unit here, not by the model, whose bf16 would round the length

    def embed_parts(self, texts: Sequence[str], spans: Sequence[Spans]) -> tuple[Vectors, list[Vectors]]:
        """Return the unit vectors of the texts, and those of their parts, from one pass through the model."""
        if not texts or not self._model.tokenizer.is_fast:  # a slow one does not tell where its tokens stand
            vectors = self.embed(texts)
            return vectors, [np.repeat(v[None], len(s), axis=0) for v, s in zip(vectors, spans, strict=True)]
        with self._turn:
            tokens = self._model.tokenizer(
                list(texts), truncation=True, max_length=self.max_tokens, padding=False, return_offsets_mapping=True
            )
        places = [np.asarray(offsets, np.int64) for offsets in tokens["offset_mapping"]]
        vectors = np.empty((len(texts), self.dimension), np.float32)
        parts: list[Vectors] = [vectors] * len(texts)

        def encode(batch: list[int]) -> None:
            for at, made in zip(batch, self._read([texts[at] for at in batch]), strict=True):
                vectors[at] = made["sentence_embedding"].float().numpy()
                seen = made["token_embeddings"][made["attention_mask"].bool()].float().numpy()
                # From the end, because a model may want a prompt put before the text.
                parts[at] = pooled(seen[-len(places[at]) :], places[at], spans[at], vectors[at])

        self._each(encode, self._batches([len(offsets) for offsets in places]))
        return _unit(vectors), parts

    def _each(self, work: Callable[[list[int]], Made], batches: Sequence[list[int]]) -> list[Made]:
        """Do the work on each batch, on each core one at a time."""
        alone = len(batches) == 1 or self._cores == 1
        return [work(batch) for batch in batches] if alone else list(self._pool.map(work, batches))

    def _batches(self, tokens: Sequence[int]) -> list[list[int]]:
        """Return where the texts of each batch stand, the longest first: by tokens, for texts of as many characters
        differ in them, and an eighth more padding costs more than counting."""
        sizes = [min(size, self.max_tokens) for size in tokens]
        batches: list[list[int]] = []
        room = 0
        for at in sorted(range(len(sizes)), key=sizes.__getitem__, reverse=True):
            if not room:
                batches.append([])
                room = max(1, BATCH // max(sizes[at], PADDED))
            batches[-1].append(at)
            room -= 1
        return batches

    def _encode(self, batch: Sequence[str], query: bool) -> Vectors:
        encode: Callable[..., Any] = self._model.encode_query if query else self._model.encode_document
        vectors = encode(
            list(batch),
            batch_size=len(batch),
            show_progress_bar=False,
            processing_kwargs={"text": {"pad_to_multiple_of": PADDED}},
        )
        return np.asarray(vectors, np.float32)

    def _read(self, batch: list[str]) -> list[dict[str, Any]]:
        """Return for each text what the model makes of it and of its tokens."""
        encode: Callable[..., Any] = self._model.encode_document
        made: list[dict[str, Any]] = encode(
            batch,
            batch_size=len(batch),
            output_value=None,
            show_progress_bar=False,
            processing_kwargs={"text": {"pad_to_multiple_of": PADDED}},
        )
        return made

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count word pieces as the model's own tokenizer makes them, with the two marks that it adds."""
        if not texts:
            return []
        with self._turn:
            tokens = self._model.tokenizer(list(texts), truncation=False, padding=False, verbose=False)
        return [len(ids) for ids in tokens["input_ids"]]

    def _use_bf16(self, must_agree: bool) -> None:
        exact = self.embed(_PROBES)
        self._model.bfloat16()
        self._use_short_attention()
        if must_agree and float((exact * self.embed(_PROBES)).sum(axis=1).min()) < AGREEMENT:
            self._model.float()

    def _use_short_attention(self) -> None:
        """Put rag.store.attention in the place of torch's own, where the model's is no other."""
        model = self._model.transformers_model
        if self._model.device.type != "cpu" or model is None or model.config.model_type not in attention.FITS:
            return
        from transformers import AttentionInterface, AttentionMaskInterface
        from transformers.masking_utils import eager_mask

        AttentionInterface.register(attention.NAME, attention.attend)
        AttentionMaskInterface.register(attention.NAME, eager_mask)
        model.set_attn_implementation(attention.NAME)


def make_cross_encoder(name: str, settings: Settings) -> tuple[tuple[str, ...], Callable[[str, str], list[float]]]:
    """Return a sentence-transformers CrossEncoder's labels, and what gives a score for each label for two texts.

    `name` is a model's name or folder, fetched as embedding models are. Raises ModelError.
    """
    folder = folder_for(settings.model_copy(update={"model": name}))
    _quiet()
    from sentence_transformers import CrossEncoder

    try:
        model = CrossEncoder(str(folder), local_files_only=True, trust_remote_code=False)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{folder}: not a CrossEncoder ({error})") from None
    labels = model.model.config.id2label
    turn = threading.Lock()

    def scores(one: str, other: str) -> list[float]:
        with turn:
            return [float(score) for score in np.ravel(model.predict([(one, other)], show_progress_bar=False))]

    return tuple(str(labels[number]).lower() for number in sorted(labels)), scores


def _unit(vectors: Vectors) -> Vectors:
    """Make each vector's length 1, in place."""
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return vectors


def _cores() -> int:
    """How many cores torch works with: what the machine or OMP_NUM_THREADS gives."""
    import torch

    return int(torch.get_num_threads())


def _alone() -> None:
    """Have torch work in this thread alone."""
    import torch

    torch.set_num_threads(1)


def _computes_bf16() -> bool:
    """Whether torch says that the processor multiplies bf16 in hardware."""
    import torch

    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


def _quiet() -> None:
    """Loading weights is not worth a progress bar or a warning of its own."""
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
