"""Sentences: their spans are exact, in order and complete, whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.attribute.sentences import split

CASES = [
    ("One. Two.", ["One.", "Two."]),
    ("He met G. L. Peiris in Colombo. They spoke.", ["He met G. L. Peiris in Colombo.", "They spoke."]),
    (
        "President Joseph R. Biden, Jr. met Mr. Lee. He left.",
        ["President Joseph R. Biden, Jr. met Mr. Lee.", "He left."],
    ),
    (
        "The U.S. Secretary agreed. Relations with the U.S. The talks end.",
        ["The U.S. Secretary agreed.", "Relations with the U.S.", "The talks end."],
    ),
    (
        "It opened in Washington, D.C. Both sides spoke at 5 p.m. The end.",
        ["It opened in Washington, D.C.", "Both sides spoke at 5 p.m.", "The end."],
    ),
    ("“We will come.” He nodded. “Why?” she asked.", ["“We will come.”", "He nodded.", "“Why?” she asked."]),
    ("¿Qué acordaron? ¡Todo! El Sr. Gil habló.", ["¿Qué acordaron?", "¡Todo!", "El Sr. Gil habló."]),
    (
        "В 2020 г. стороны встретились. Речь шла о торговле и т. д. Завод им. Кирова открыт.",
        ["В 2020 г. стороны встретились.", "Речь шла о торговле и т. д.", "Завод им. Кирова открыт."],
    ),
    ("В.Петров выступил. Он уехал.", ["В.Петров выступил.", "Он уехал."]),
    (
        "双方举行会谈。中方表示支持！“我们同意。”他说。",
        ["双方举行会谈。", "中方表示支持！", "“我们同意。”", "他说。"],
    ),
    (
        "There was a call\nbetween Ann and\nBob Stone. It was long.",
        ["There was a call\nbetween Ann and\nBob Stone.", "It was long."],
    ),
    ("A heading\n\nThe text goes on.", ["A heading", "The text goes on."]),
    ("The sides agreed:\n- on trade;\n- on transit.", ["The sides agreed:", "- on trade;", "- on transit."]),
    ("1. The first point. 2. The second.", ["1. The first point.", "2. The second."]),
    (
        "Leaders meet in Lima\n2024/11/16\nThe leaders met.",
        ["Leaders meet in Lima", "2024/11/16", "The leaders met."],
    ),
    ("---\nMODERADORA\nBuenos días.", ["---", "MODERADORA", "Buenos días."]),
    (
        "Both countries. on both sides, gain. . Then more.",
        ["Both countries. on both sides, gain. .", "Then more."],
    ),
    ("See No. 5 and Art. 7. It costs 3.5 billion.", ["See No. 5 and Art. 7.", "It costs 3.5 billion."]),
    ("They met the Minister.The President left.", ["They met the Minister.", "The President left."]),
    ("", []),
    (" \n \u2003 ", []),
]


@pytest.mark.parametrize(("text", "sentences"), CASES)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split(text)] == sentences


PIECES = st.lists(
    st.sampled_from(
        [
            "Mr.",
            "U.S.",
            " ",
            "\n",
            "\n\n",
            "。",
            "”",
            "“",
            ".",
            "A",
            "b",
            "г.",
            "- ",
            "1.",
            "\r\n",
            "\u2028",
            "?!",
            "…",
            "\x85",
        ]
    )
)


@given(st.one_of(st.text(), PIECES.map("".join)))
def test_spans_are_ordered_trimmed_and_cover_everything(text: str) -> None:
    spans = split(text)
    covered = 0
    for start, end in spans:
        assert covered <= start < end <= len(text)
        assert not text[covered:start].strip()
        assert text[start:end] == text[start:end].strip()
        covered = end
    assert not text[covered:].strip()
