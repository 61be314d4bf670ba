from __future__ import annotations

import re
import string
import unicodedata
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.examples import HOSTILE
from ui.render import label

UI = Path(__file__).parents[2] / "ui"


@given(st.text())
def test_a_label_has_no_unescaped_punctuation_and_nothing_invisible(text: str) -> None:
    made = label(text)
    bare = re.sub(r"\\(.)", "", made)
    assert not set(bare) & set(string.punctuation) - set("%,;?")
    assert all(unicodedata.category(c) not in ("Cc", "Cf") for c in made)


def test_hostile_text_is_harmless_in_a_label() -> None:
    assert "![" not in label(HOSTILE)
    assert "http:" not in label(HOSTILE)


def test_scripts_build_no_markup_from_text() -> None:
    for script in UI.glob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|DOMParser|fetch\(|import\(", text
        )


def test_markup_is_let_through_nowhere() -> None:
    for file in UI.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert "unsafe_allow" not in text
        assert "st.html" not in text or file.name == "render.py"


def test_nothing_of_ours_names_an_address_elsewhere() -> None:
    for file in [*UI.glob("*.js"), *UI.glob("*.css")]:
        assert not re.search(r"https?://[a-z]|url\(|@import", file.read_text(encoding="utf-8")), file.name
