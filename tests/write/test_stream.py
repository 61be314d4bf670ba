"""Answers that grow: `Library.stream` and what `Library.ask` returns of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

from rag import Library

Write = Callable[..., Path]
FISH = "The minister of Kenya said that fisheries need protection. Both sides met in Paris."


def test_without_a_model_the_stream_is_the_one_answer_of_ask(library: Library, write: Write) -> None:
    library.ingest(write("fish", FISH))
    streamed = list(library.stream("What did Kenya say about fisheries?", parties=["KE"]))
    asked = library.ask("What did Kenya say about fisheries?", parties=["KE"])
    assert [dataclasses.replace(answer, elapsed_ms=0) for answer in streamed] == [
        dataclasses.replace(asked, elapsed_ms=0)
    ]
    assert (asked.mode, asked.finished, asked.dropped, asked.rewritten, asked.note) == ("quotes", True, 0, None, "")
    assert {"finished", "dropped", "rewritten", "note"} <= set(asked.to_dict())
