"""Fit the model of rag/answer/weights.toml to the development questions and to our own.

A logistic regression learns from every statement that may answer a question whether it is one of those that the
question's labels name. To tell fit from luck each tenth of the questions is scored by a model fitted to the
other nine, in several rounds that deal the tenths out anew; on these scores the thresholds are found: each in turn is
moved up and down, and kept where the objective grows, until no move helps. The objective is score.py's own judgement:
right answers, with a wrong speaker, a trap, and an answer where silence was due counting against it; the development
questions and ours count the same, whatever their number, and there is a penalty for each figure on the development
questions that is not well above its target. What is printed is the judgement on those scores, which no model had
seen, and on our questions that are kept for testing alone; it is kept in tests/evals/calibration.txt. The one that
ships is fitted to all but those.

    python -m tests.evals.calibrate [--data DIR] [--write]
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib.util
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from rag import Library
from rag.answer.events import dated
from rag.answer.evidence import Evidence, Scored, Weights, admitted, select, signals, weigh, weights
from rag.answer.expand import learned
from rag.answer.features import Features, concepts, features
from rag.answer.question import parse
from rag.answer.search import candidates
from rag.types import Filters, Question, Turn
from tests.evals.asked import SHARED, Row, developed, own

FOLDS = 10
ROUNDS = 3
"""How often the questions are dealt out to the folds: one deal alone moves the figures by a question or two."""
LOUD = 1.5
"""What an answer costs where silence was due: trust comes before fluency."""
CARE = 8.0
"""How much more a development question counts in the fit than one of ours: labelled with more care, and of the kind
that the targets are about."""
STRENGTH = 0.05
"""The inverse of the penalty on large coefficients (scikit-learn's C)."""

THRESHOLDS = {
    "enough": (-0.4, -0.1, 0.1, 0.4),
    "unheard": (-0.5, -0.2, 0.2, 0.5),
    "close": (-0.5, -0.2, 0.2, 0.5),
    "current": (-0.5, -0.2, 0.2, 0.5),
    "discussed": (-0.1, 0.1),
    "rival": (-0.1, 0.1),
}
"""The thresholds that are moved, and by how much."""

TARGETS = {"right_answerable": 0.85, "right_unanswerable": 0.9, "gold_cited": 0.9, "refusal_precision": 0.9}
MARGIN = 0.03
"""How far above its target a figure is wanted: another set of questions differs by as much."""
SHORTFALL = 5.0
"""What falling short of a target costs, times how far: more than any other gain of the same size."""


@dataclass(frozen=True)
class Case:
    """A development question, what speaks for each statement found, and which of them its labels name."""

    row: Row
    question: Question
    found: list[Features]
    gold: list[bool]


def scorer() -> ModuleType:
    """Return ../shared's score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit("../shared/eval/score.py is not there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cases(library: Library, rows: Iterable[Row], score: ModuleType, texts: dict[str, str]) -> list[Case]:
    """Return the questions with what is found for them."""
    made = []
    with library._published.current() as generation:
        for row in rows:
            question = parse(row["question"], Filters(), [Turn(**turn) for turn in row["history"]])
            question = learned(dated(question, generation.lexical), generation.lexical)
            candidate = candidates(question, generation, library._embedder())
            lexical = generation.lexical
            found = features(question, candidate, concepts(question, lexical), lexical)
            gold = [any(score.same_passage(cited(f), g, texts) for g in row["gold"]) for f in found]
            made.append(Case(row, question, found, gold))
    return made


def cited(f: Features) -> dict[str, Any]:
    """Return what score.py reads of a citation."""
    return {
        "readout": f.row.readout,
        "quote": f.row.words(f.statement),
        "speakers": list(f.statement.speakers),
        "joint": f.statement.joint,
        "reporter": f.row.reporter,
    }


def fit(some: Iterable[Case], thresholds: Weights) -> Weights:
    """Return the thresholds with the coefficients and the intercept fitted to the cases."""
    from sklearn.linear_model import LogisticRegression

    rows: list[dict[str, float]] = []
    gold, care = [], []
    for case in some:
        for item, is_gold in zip(case.found, case.gold, strict=True):
            if admitted(case.question, item, thresholds):
                rows.append(signals(case.question, item))
                gold.append(is_gold)
                care.append(1.0 if "role" in case.row else CARE)
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit([list(row.values()) for row in rows], gold, sample_weight=care)
    named = {name: round(float(value), 3) for name, value in zip(rows[0], model.coef_[0], strict=True)}
    return dataclasses.replace(thresholds, intercept=round(float(model.intercept_[0]), 3), **named)


def unseen(some: Sequence[Case], thresholds: Weights, seed: int) -> list[list[Scored]]:
    """Return the scored statements of each case, by a model fitted to other cases."""
    fold = np.random.default_rng(seed).permutation(len(some)) % FOLDS
    dealt = list(zip(some, fold, strict=True))
    models = [fit((case for case, at in dealt if at != n), thresholds) for n in range(FOLDS)]
    return [[weigh(case.question, item, models[at]) for item in case.found] for case, at in dealt]


def judged(case: Case, evidence: Evidence, score: ModuleType, texts: dict[str, str]) -> dict[str, Any]:
    """Return score.py's judgement of an answer."""
    citations = [cited(chosen.features) for chosen in evidence.quotes]
    verdict: dict[str, Any] = score.judge(case.row, {"found": evidence.reason is None, "citations": citations}, texts)
    return verdict


def worth(case: Case, verdict: dict[str, Any]) -> float:
    """Return what an answer is worth."""
    answerable = case.row["answerable"]
    return float(
        verdict["right"]
        + 0.2 * (verdict["hit"] and answerable)
        - verdict["wrong_speaker"]
        - 0.5 * verdict["trapped"]
        - LOUD * (verdict["found"] and not answerable)
        - 0.2 * (not verdict["found"] and answerable)
    )


def figures(some: Sequence[Case], verdicts: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return the figures of the issue on silence."""
    pairs = list(zip(some, verdicts, strict=True))

    def share(values: Iterable[bool]) -> float:
        return round(float(np.mean(list(values))), 3)

    return {
        "right_answerable": share(v["right"] for c, v in pairs if c.row["answerable"]),
        "right_unanswerable": share(v["right"] for c, v in pairs if not c.row["answerable"]),
        "gold_cited": share(v["hit"] for c, v in pairs if c.row["answerable"]),
        "refusal_precision": share(not c.row["answerable"] for c, v in pairs if not v["found"]),
        "wrong_speaker": sum(v["wrong_speaker"] for v in verdicts),
        "trapped": sum(v["trapped"] for v in verdicts),
    }


def mean_worth(some: Sequence[Case], rounds: Sequence[Sequence[dict[str, Any]]]) -> float:
    """Return what an answer is worth, averaged over cases and rounds."""
    return float(np.mean([worth(c, v) for one in rounds for c, v in zip(some, one, strict=True)]))


def averaged(some: Sequence[Case], rounds: Sequence[Sequence[dict[str, Any]]]) -> dict[str, float]:
    """Return the figures, averaged over the rounds."""
    each = [figures(some, verdicts) for verdicts in rounds]
    return {name: float(np.mean([one[name] for one in each])) for name in each[0]}


def main() -> None:
    """Calibrate and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-eval")
    parser.add_argument("--write", action="store_true", help="write rag/answer/weights.toml")
    options = parser.parse_args()
    score = scorer()
    texts = score.bodies([SHARED / "seed", SHARED / "readouts"])
    library = Library.open(options.data)
    dev, ours, test = (cases(library, rows, score, texts) for rows in (developed(), own("fit"), own("test")))
    some = [*dev, *ours]
    best = weights()
    rounds = [unseen(some, best, seed) for seed in range(ROUNDS)]

    def verdicts(w: Weights) -> list[list[dict[str, Any]]]:
        return [
            [judged(c, select(c.question, items, w), score, texts) for c, items in zip(some, scored, strict=True)]
            for scored in rounds
        ]

    def objective(w: Weights) -> float:
        made = verdicts(w)
        first, rest = [one[: len(dev)] for one in made], [one[len(dev) :] for one in made]
        mean = averaged(dev, first)
        short = sum(max(0.0, target + MARGIN - mean[name]) for name, target in TARGETS.items())
        return (mean_worth(dev, first) + mean_worth(ours, rest)) / 2 - SHORTFALL * short

    height, moved = objective(best), True
    while moved:
        moved = False
        for name, steps in THRESHOLDS.items():
            for step in steps:
                trial = dataclasses.replace(best, **{name: round(getattr(best, name) + step, 3)})
                if (reached := objective(trial)) > height + 1e-9:
                    best, height, moved = trial, reached, True
    made = verdicts(best)
    best = fit(some, best)
    tested = [
        [
            judged(c, select(c.question, [weigh(c.question, i, best) for i in c.found], best), score, texts)
            for c in test
        ]
    ]
    for title, asked, rows in (
        ("the development questions, each by a model that had not seen it", dev, [one[: len(dev)] for one in made]),
        ("our own, likewise", ours, [one[len(dev) :] for one in made]),
        ("our own that are kept for testing, by the model that ships", test, tested),
    ):
        print(f"{title}: {len(asked)} questions")
        for name, value in averaged(asked, rows).items():
            print(f"    {name} {value:.3f}")
    lines = [f"{name} = {value}" for name, value in dataclasses.asdict(best).items()]
    print("\n".join(lines))
    if options.write:
        head = "# Written by tests/evals/calibrate.py; its output is in tests/evals/calibration.txt.\n"
        (Path(__file__).parents[2] / "rag/answer/weights.toml").write_text(head + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
