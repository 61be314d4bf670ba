"""Texts that are alike share keys; the share of runs is measured whatever the punctuation, case and script."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.store import similar
from rag.store.similar import keys_of, resemblance, runs_of, words_of


def runs(text: str) -> set[int]:
    return runs_of(words_of(text))


def test_case_punctuation_and_white_space_do_not_count() -> None:
    assert runs("The two sides, at last,\nAGREED.") == runs("the two sides at last agreed")


def test_chinese_is_read_by_characters() -> None:
    assert resemblance(runs("双方同意加强合作并于明年再次会晤"), runs("双方同意加强合作，并于后年再次会晤")) > 0.5


def test_texts_that_are_nearly_the_same_share_a_key_and_others_hardly_ever() -> None:
    chance = random.Random(7)
    near = far = 0
    for _ in range(200):
        words = [f"word{chance.randrange(5000)}" for _ in range(100)]
        edited = list(words)
        for place in chance.sample(range(100), 3):
            edited[place] = "corrected"
        others = [f"word{chance.randrange(5000)}" for _ in range(100)]
        keys = [set(keys_of(runs(" ".join(some)))) for some in (words, edited, others)]
        near += bool(keys[0] & keys[1])
        far += bool(keys[0] & keys[2])
    assert near >= 199
    assert far <= 1


def test_a_long_text_has_the_same_keys_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    found = runs(" ".join(map(str, range(500))))
    whole = keys_of(found)
    monkeypatch.setattr(similar, "AT_ONCE", 7)
    assert keys_of(found) == whole


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_has_keys_that_depend_on_its_words_alone(one: str, other: str) -> None:
    assert (keys_of(runs(one)) == []) == (words_of(one) == [])
    assert resemblance(runs(one), runs(other)) == resemblance(runs(other), runs(one)) <= 1
    assert all(-(2**63) <= key < 2**63 for key in keys_of(runs(one)))
