"""The vectors of a passage's statements: pooled where they stand in it, packed into a byte a number.

A statement alone is often a pronoun and a verb; the model reads it in its passage, and its vector is the mean of what
the model makes of its tokens there (late chunking; Guenther et al. 2024, arXiv 2409.04701). Unlike a vector of its
own it costs nothing more to compute.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Spans = Sequence[tuple[int, int]]
"""Where the parts of a text stand in it, in characters."""

LARGEST = 127
"""The largest number of a packed vector: its length is not kept, only its direction."""


def pooled(
    tokens: npt.NDArray[np.float32], places: npt.NDArray[np.int64], spans: Spans, whole: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """Return the mean of the tokens of each span, shape (len(spans), dimension); of `whole` where it holds none.

    `tokens` has the shape (n, dimension), `places` (n, 2): the characters that each token stands for.
    """
    made = np.empty((len(spans), tokens.shape[1]), np.float32)
    for row, (start, end) in zip(made, spans, strict=True):
        inside = (places[:, 0] < end) & (places[:, 1] > start) & (places[:, 0] < places[:, 1])
        row[:] = tokens[inside].mean(axis=0) if inside.any() else whole
    return made


def packed(vectors: npt.NDArray[np.float32]) -> bytes:
    """Return the directions of the vectors in a byte a number, one vector after the other."""
    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-12)
    return bytes(np.rint(vectors * (LARGEST / largest)).astype(np.int8).data)


def cosines(vector: npt.NDArray[np.float32], packs: bytes) -> list[float]:
    """Return the cosine of a unit vector to each of the packed ones."""
    parts = np.frombuffer(packs, np.int8).reshape(-1, len(vector)).astype(np.float32)
    lengths = np.maximum(np.linalg.norm(parts, axis=1), 1e-12)
    return [float(cosine) for cosine in parts @ vector / lengths]
