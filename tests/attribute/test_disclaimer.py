"""What a text says that it is, is nobody's statement, whoever spoke last."""

from __future__ import annotations

import pytest

from rag.attribute.attribute import attribute
from rag.types import Readout

SAID = "President Falk of Chile met with President Kos of Kenya. Falk said that Chile keeps its ports open."


@pytest.mark.parametrize(
    "last",
    [
        "This is a summary by the desk of Kenya's readout, as another office republished it, not the official text.",
        "This text is an unofficial translation.",
        "Este texto es una traducción de la cancillería.",
    ],
)
def test_a_line_on_the_text_itself_is_nobodys(last: str) -> None:
    text = f"{SAID}\n\n{last}"
    readout = Readout(
        id="falk", revision=1, text=text, title="", date="2024-05-02", reporter="KE", parties=("CL", "KE"),
        language="en", kind="readout", url=None, source="falk.txt",
    )  # fmt: skip
    *before, note = attribute(readout)
    assert before[-1].speakers == ("CL",)
    assert text[note.start : note.end] == last
    assert (note.speakers, note.kind) == ((), "procedural")
