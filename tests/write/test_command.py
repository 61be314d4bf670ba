"""`onrecord ask` where a model is configured: the quotes first, then each sentence, then what was left out."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.cli import main

Write = Callable[..., Path]


@pytest.fixture
def ask(
    tmp_path: Path, write: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str]]:
    """Ask one library, with a model that writes one true and one false sentence."""
    script = tmp_path / "script.txt"
    script.write_text(
        "Kenya said that fisheries need protection [1]. Kenya sold its fisheries [1].", encoding="utf-8"
    )
    monkeypatch.setenv("ONRECORD_MODEL", "hash")
    monkeypatch.setenv("ONRECORD_DATA", str(tmp_path / "data"))
    main(["ingest", str(write("fish", "The minister of Kenya said that fisheries need protection."))])
    monkeypatch.setenv("ONRECORD_LLM", f"scripted:{script}")
    capsys.readouterr()

    def run(*arguments: str) -> tuple[int, str]:
        status = main(["ask", *arguments])
        return status, capsys.readouterr().out

    return run


def test_quotes_then_sentences_then_what_was_left_out(ask: Callable[..., tuple[int, str]]) -> None:
    status, out = ask("What did Kenya say about fisheries?")
    quotes, written = out.split("In short, by a language model")
    assert status == 0
    assert "“The minister of Kenya said that fisheries need protection.” [1]" in quotes
    assert "Kenya said that fisheries need protection, according to France’s readout of 2 May 2024 [1].\n" in written
    assert "(1 of its sentences left out: the quotes do not bear them.)" in written


def test_the_object_is_that_of_the_finished_answer(ask: Callable[..., tuple[int, str]]) -> None:
    answer = json.loads(ask("What did Kenya say about fisheries?", "--json")[1])
    assert (answer["mode"], answer["model"], answer["dropped"], answer["finished"]) == (
        "written",
        "scripted",
        1,
        True,
    )
    assert answer["text"].startswith("Kenya said that fisheries need protection")


def test_silence_is_printed_alone(ask: Callable[..., tuple[int, str]]) -> None:
    status, out = ask("What did Kenya say about lithium royalties?")
    assert status == 3
    assert "language model" not in out


def test_ctrl_c_ends_the_command_at_once_although_a_model_works_on() -> None:
    """The model looks up only between two steps; here none comes within half a minute."""
    code = """
import signal, sys, threading, time
from rag import cli
from rag.write.pump import pump

def ask(options):
    threading.Timer(0.2, signal.raise_signal, [signal.SIGINT]).start()
    return next(pump(lambda give: time.sleep(30), None))

cli._ask = ask
sys.exit(cli.main(["ask", "anything"]))
"""
    began = time.monotonic()
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (130, "")
    assert time.monotonic() - began < 15
