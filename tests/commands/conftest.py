from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rag.cli import main


@pytest.fixture
def run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Run the command on a data directory of its own; returns status, output and error output."""
    monkeypatch.setenv("ONRECORD_MODEL", "hash")
    monkeypatch.setenv("ONRECORD_DATA", str(tmp_path / "data"))

    def command(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        out = capsys.readouterr()
        return status, out.out, out.err

    return command
