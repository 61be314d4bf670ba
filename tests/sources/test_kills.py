"""A sync that is killed or finds the disk full loses nothing and doubles nothing; the next one makes it whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("how", ["kill", "full"])
def test_a_broken_sync_is_made_whole_by_the_next(tmp_path: Path, how: str) -> None:
    command = [sys.executable, "-m", "tests.sources.kills", str(tmp_path), how, "97"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "0 left something wrong" in done.stdout
