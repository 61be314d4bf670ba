"""Find the weights of rag/answer/weights.toml from the development questions.

Features are computed once; then each weight in turn is moved up and down, and kept where the objective grows, until
no move helps. The objective is score.py's own judgement: right answers, with a wrong speaker, a trap, or an answer
where silence was due counting against it. To tell fit from luck the search is repeated with a fifth of the questions
left out each time, and the figure on those left out is printed. The output is kept in tests/evals/calibration.txt.

    python -m tests.evals.calibrate [--data DIR] [--write]
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib.util
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from rag import Library
from rag.answer.events import dated
from rag.answer.evidence import Weights, choose, weights
from rag.answer.features import Features, concepts, features
from rag.answer.question import parse
from rag.answer.search import candidates
from rag.types import Filters, Question, Turn

SHARED = Path(__file__).parents[3] / "shared"
STEPS = (0.5, 0.75, 1.33, 2.0)
Case = tuple[dict[str, Any], Question, list[Features]]


def scorer() -> ModuleType:
    """Return ../shared's score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit("../shared/eval/score.py is not there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cases(library: Library) -> list[Case]:
    """Return each question of the development set with what speaks for each statement found."""
    made = []
    with library._published.current() as generation:
        for line in (SHARED / "eval" / "questions_dev.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            question = parse(row["question"], Filters(), [Turn(**turn) for turn in row["history"]])
            question = dated(question, generation.lexical)
            found = candidates(question, generation, library._embedder())
            made.append((row, question, features(question, found, concepts(question, generation.lexical))))
    return made


def answer(question: Question, found: Sequence[Features], w: Weights) -> dict[str, Any]:
    """Return what score.py reads of an answer."""
    evidence = choose(question, found, w)
    return {
        "found": evidence.reason is None,
        "citations": [
            {
                "readout": f.row.readout,
                "quote": f.row.text[f.statement.start - f.row.start : f.statement.end - f.row.start],
                "speakers": list(f.statement.speakers),
                "joint": f.statement.joint,
                "reporter": f.row.reporter,
            }
            for f in (chosen.features for chosen in evidence.quotes)
        ],
    }


def objective(some: Sequence[Case], w: Weights, score: ModuleType, texts: dict[str, str]) -> float:
    """Return the mean worth of the answers."""
    worth = 0.0
    for row, question, found in some:
        judged = score.judge(row, answer(question, found, w), texts)
        worth += 1.0 if judged["right"] else 0.0
        worth += 0.2 * (judged["hit"] if row["answerable"] else 0)
        worth -= 1.0 * judged["wrong_speaker"] + 0.5 * judged["trapped"]
        worth -= 1.0 * (judged["found"] and not row["answerable"]) + 0.2 * (not judged["found"] and row["answerable"])
    return worth / len(some)


def climb(some: Sequence[Case], start: Weights, score: ModuleType, texts: dict[str, str]) -> tuple[Weights, float]:
    """Return the weights at which no single move helps."""
    best, height = start, objective(some, start, score, texts)
    moved = True
    while moved:
        moved = False
        for field in dataclasses.fields(Weights):
            for step in STEPS:
                trial = dataclasses.replace(best, **{field.name: round(getattr(best, field.name) * step, 3)})
                if trial.support_own <= 1 and (reached := objective(some, trial, score, texts)) > height + 1e-9:
                    best, height, moved = trial, reached, True
    return best, height


def main() -> None:
    """Calibrate and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-eval")
    parser.add_argument("--write", action="store_true", help="write rag/answer/weights.toml")
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    score = scorer()
    texts = score.bodies([SHARED / "seed", SHARED / "readouts"])
    some = cases(Library.open(options.data))
    start = weights()
    print(f"at the start: {objective(some, start, score, texts):.3f}")
    left_out = []
    for fold in range(options.folds):
        out = [case for at, case in enumerate(some) if at % options.folds == fold]
        rest = [case for at, case in enumerate(some) if at % options.folds != fold]
        found, height = climb(rest, start, score, texts)
        left_out.append(objective(out, found, score, texts))
        print(f"fold {fold}: {height:.3f} on the rest, {left_out[-1]:.3f} on those left out", flush=True)
    if left_out:
        print(f"mean on those left out: {sum(left_out) / len(left_out):.3f}")
    best, height = climb(some, start, score, texts)
    lines = [f"{name} = {value}" for name, value in dataclasses.asdict(best).items()]
    print(f"on all: {height:.3f}\n" + "\n".join(lines))
    if options.write:
        head = "# Written by tests/evals/calibrate.py; its output is in tests/evals/calibration.txt.\n"
        (Path(__file__).parents[2] / "rag/answer/weights.toml").write_text(head + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
