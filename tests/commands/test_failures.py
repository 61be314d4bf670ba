"""`onrecord failures` lists what could not be taken in and dismisses it; `check` tells of it until then."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., tuple[int, str, str]]


def test_failures_are_listed_and_dismissed(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    run("ingest", empty)
    run("ingest", empty)
    status, out, _ = run("failures")
    assert status == 0
    assert str(empty) in out
    assert "2 tries since" in out
    assert f"onrecord failures --dismiss {empty}" in run("check")[1]
    assert run("failures", "--dismiss", empty)[:2] == (0, "")
    assert run("check")[:2] == (0, "nothing found\n")
    assert json.loads(run("failures", "--json")[1])["dismissed"] is True


def test_only_what_failed_can_be_dismissed(run: Run) -> None:
    status, _, err = run("failures", "--dismiss", "/nowhere")
    assert status == 1
    assert err == "onrecord: /nowhere: not among the failures; `onrecord failures` lists them\n"
