"""The questions of the evaluation: the development questions of ../shared, and our own in questions.jsonl.

Ours were written from the readouts, without a look at how the system answers, in the form of ../shared/eval/SCHEMA.md
but for the passages: questions.jsonl holds no text of a readout, only where it stands in the body (characters). Their
role is `fit` (the model of rag/answer/weights.toml is fitted to them, and their failures were looked at) or `test`.
Those whose id begins with x put other questions into Spanish, Russian and Chinese.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

SHARED = Path(__file__).parents[3] / "shared"
OURS = Path(__file__).parent / "questions.jsonl"

Row = dict[str, Any]


def developed() -> list[Row]:
    """Return the development questions."""
    lines = (SHARED / "eval" / "questions_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def own(role: str) -> list[Row]:
    """Return our questions of a role, with the text of their passages, as score.py wants them."""
    rows = [json.loads(line) for line in OURS.read_text(encoding="utf-8").splitlines()]
    chosen = [row for row in rows if row["role"] == role]
    for row in chosen:
        for passage in (*row["gold"], *row["traps"]):
            passage["quote"] = body(passage["doc"])[passage["start"] : passage["end"]]
    return chosen


@cache
def paths() -> dict[str, Path]:
    """Where each readout lies, by id."""
    return {path.stem: path for path in [*SHARED.glob("seed/*.txt"), *SHARED.glob("readouts/*/*.txt")]}


@cache
def body(id: str) -> str:
    """Return what follows the header of a readout."""
    return paths()[id].read_text(encoding="utf-8", errors="replace").partition("\n\n")[2]
