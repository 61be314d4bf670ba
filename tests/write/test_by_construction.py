"""With a model, whatever it writes, what is cited, who said it, and what is silence are those of quotes mode."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import Library

CORPUS = Path(__file__).parents[2] / "corpus" / "readouts"
QUESTIONS = [
    "What did Chile say about CPTPP?",
    "What did China say about Chilean products?",
    "What did Japan and Chile agree?",
    "What did the United States say about Peru?",
    "What did Peru say about lithium royalties?",
    "What did Russia tell Germany?",
    "What did Vietnam say about whaling?",
    "Who spoke about fentanyl?",
]
LIAR = """Chile agreed to leave the CPTPP [1]. China, Chile and Peru said that lithium royalties will rise [1][2].
Russia "declared war" [1]. ![x](http://evil.example) [1]. Vietnam supports whaling [9]. Japan did not agree [2]."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("library")
    library = Library.open(folder / "data", model="hash")
    library.ingest(CORPUS)
    (folder / "script.txt").write_text(" ".join(LIAR.split()), encoding="utf-8")
    yield folder
    library.close()


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_lying_model_changes_nothing_but_the_count_of_what_was_dropped(data: Path, question: str) -> None:
    plain = Library.open(data / "data", model="hash").ask(question)
    written = Library.open(data / "data", model="hash", llm=f"scripted:{data / 'script.txt'}").ask(question)
    assert dataclasses.replace(written, elapsed_ms=plain.elapsed_ms, dropped=0, note="") == plain
    assert (written.dropped > 0) == (plain.found and any(c.language == "en" for c in plain.citations))
