"""The vectors of a passage's statements: the mean of their tokens, packed into a byte a number."""

from __future__ import annotations

import numpy as np

from rag.store.parts import cosines, packed, pooled

TOKENS = np.asarray([[9, 9], [1, 0], [3, 0], [0, 2]], np.float32)
PLACES = np.asarray([[0, 0], [0, 4], [5, 9], [10, 14]])
WHOLE = np.asarray([1, 1], np.float32)


def test_a_part_is_the_mean_of_the_tokens_that_it_holds() -> None:
    made = pooled(TOKENS, PLACES, [(0, 9), (10, 14), (7, 12)], WHOLE)
    assert made.tolist() == [[2, 0], [0, 2], [1.5, 1]]


def test_a_part_without_tokens_is_the_whole_and_no_mark_of_the_model_is_one() -> None:
    assert pooled(TOKENS, PLACES, [(20, 30), (0, 0)], WHOLE).tolist() == [[1, 1], [1, 1]]


def test_packed_vectors_keep_their_directions() -> None:
    chance = np.random.default_rng(3)
    vectors = chance.standard_normal((5, 384)).astype(np.float32) * 7
    asked = vectors[0] / np.linalg.norm(vectors[0])
    exact = vectors @ asked / np.linalg.norm(vectors, axis=1)
    assert len(packed(vectors)) == 5 * 384
    assert np.allclose(cosines(asked, packed(vectors)), exact, atol=0.01)


def test_nothing_packed_has_no_cosines_and_a_vector_of_zeros_is_near_to_nothing() -> None:
    asked = np.asarray([1, 0], np.float32)
    assert cosines(asked, b"") == []
    assert cosines(asked, packed(np.zeros((1, 2), np.float32))) == [0.0]
