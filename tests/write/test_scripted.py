"""Prepared texts in the place of a model."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from rag.errors import ModelError
from rag.settings import read
from rag.write.models import Message, ScriptedWriter, make_writer

HELLO = [Message("system", "Be brief."), Message("user", "Good morning?")]


def test_a_script_gives_its_texts_in_turn_and_remembers_what_it_was_asked() -> None:
    writer = ScriptedWriter(["One two three.", "Four.\n"])
    assert "".join(writer.write(HELLO)) == "One two three."
    assert ["".join(writer.write(HELLO)) for _ in range(2)] == ["Four.\n"] * 2
    assert list(writer.write(HELLO, max_tokens=1)) == ["Four."]
    assert writer.asked[0] == tuple(HELLO)
    assert "".join(ScriptedWriter(lambda said: said[-1].content.upper()).write(HELLO)) == "GOOD MORNING?"


def test_a_script_can_be_stopped() -> None:
    stop = threading.Event()
    pieces = ScriptedWriter(["One two three."]).write(HELLO, stop=stop)
    assert next(pieces) == "One"
    stop.set()
    assert list(pieces) == []


def test_a_script_can_be_a_file(tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text("First\nparagraph.\n\nSecond.\n", encoding="utf-8")
    writer = make_writer(read(llm=f"scripted:{script}"))
    assert writer is not None
    assert ["".join(writer.write(HELLO)) for _ in range(2)] == ["First\nparagraph.", "Second."]
    with pytest.raises(ModelError, match="cannot be read"):
        make_writer(read(llm=f"scripted:{tmp_path / 'none.txt'}"))
