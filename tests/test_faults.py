"""Killed writers and writers at once: what was in stays, what was asked for gets in, nothing is left inconsistent."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rag import Library

ROOT = Path(__file__).parent.parent
Write = Callable[..., Path]
COMMAND = [sys.executable, "-m", "rag.cli"]


def start(data: Path, *arguments: object, **settings: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "ONRECORD_MODEL": "hash", "ONRECORD_DATA": str(data), **settings}
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_killed_at_ten_random_moments_the_old_answers_stay_and_the_next_ingest_completes(
    tmp_path: Path, write: Write
) -> None:
    data = tmp_path / "data"
    library = Library.open(data, model="hash")
    library.ingest(write("fish", "Kenya said that fisheries need protection."))
    chance = random.Random(20241115)
    began = time.monotonic()
    start(data / "trial", "ingest", write("trial", "A trial.")).communicate()
    whole = time.monotonic() - began
    for n in range(10):
        new = [write(f"new{n}-{m}", f"Number {n} spoke of railway {m}. " * 40) for m in range(20)]
        process = start(data, "ingest", *new)
        time.sleep(chance.uniform(0.1, 1.2) * whole)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert [c.readout for c in library.ask("fisheries protection").citations] == ["fish"]
    assert len(library.ingest(tmp_path / "in").unchanged) > 0
    assert library.check() == []
    assert len(list(library.list())) == 202
    assert {c.readout.split("-")[0] for c in library.ask("number 9 railway").citations} <= {
        f"new{n}" for n in range(10)
    }
    library.close()


def test_of_two_ingests_at_once_one_waits_or_says_who_holds_the_lock(tmp_path: Path, write: Write) -> None:
    data = tmp_path / "data"
    one = [write(f"one{n}", f"Railway {n}. " * 200) for n in range(30)]
    two = [write(f"two{n}", f"Fishery {n}. " * 200) for n in range(30)]
    patient = [start(data, "ingest", *files, ONRECORD_LOCK_SECONDS="60") for files in (one, two)]
    results = [process.communicate() for process in patient]
    assert [process.returncode for process in patient] == [0, 0], results
    library = Library.open(data, model="hash")
    assert library.check() == []
    assert len(list(library.list())) == 60
    hasty = [
        start(data, "ingest", write(f"three{n}", "Tariffs. " * 2000), ONRECORD_LOCK_SECONDS="0") for n in range(4)
    ]
    for process in hasty:
        error = process.communicate()[1]
        assert process.returncode in (0, 1)
        assert process.returncode == 0 or "another process" in error
    assert library.check() == []


@pytest.mark.parametrize(("how", "every"), [("kill", 60), ("full", 100), ("limit", 10)])
def test_broken_at_one_touch_of_the_disk_after_the_other_nothing_is_lost(
    tmp_path: Path, how: str, every: int
) -> None:
    """A part of `python -m tests.sweep WHERE HOW 1`, which breaks an ingest at each of them."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.sweep", tmp_path, how, str(every)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, done.stdout.splitlines()), done.stderr
