"""Ask the development questions, attribute the labelled readouts, print the scorers' tables, keep them: `make eval`.

Reads ../shared (questions, labels, scorers, texts); the library of everything is made in --data if it is not there.
Each run adds a line to tests/evals/history.jsonl: the date, the commit, the figures.
"""

from __future__ import annotations

import argparse
import datetime
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.evals.asked import OURS, SHARED, own

HISTORY = Path(__file__).parent / "history.jsonl"
SOURCES = [SHARED / "seed", SHARED / "readouts"]


def command(*arguments: object, output: Path | None = None) -> None:
    """Run onrecord; its output goes to a file."""
    with (output or Path("/dev/null")).open("w", encoding="utf-8") as file:
        subprocess.run([sys.executable, "-m", "rag.cli", *map(str, arguments)], stdout=file, check=True)


def scores(scorer: str, *arguments: object, show: bool = True) -> dict[str, Any]:
    """Run a scorer of ../shared; print its table and return its figures."""
    run = [sys.executable, str(SHARED / "eval" / scorer), *map(str, arguments)]
    if show:
        print(subprocess.run([*run, "--misses"], capture_output=True, text=True, check=True).stdout)
    result: dict[str, Any] = json.loads(
        subprocess.run([*run, "--json"], capture_output=True, text=True, check=True).stdout
    )
    return result


def main() -> None:
    """Run both evaluations."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-eval")
    parser.add_argument("--questions", type=Path, default=SHARED / "eval" / "questions_dev.jsonl")
    parser.add_argument("--labels", type=Path, default=SHARED / "eval" / "labels_dev.jsonl")
    parser.add_argument("--no-history", action="store_true", help="do not add a line to history.jsonl")
    options = parser.parse_args()
    if not SHARED.is_dir():
        raise SystemExit("the evaluation reads ../shared, which is not there")
    with tempfile.TemporaryDirectory() as folder:
        answers, statements = Path(folder) / "answers.jsonl", Path(folder) / "statements.jsonl"
        command("ingest", "--data", options.data, *SOURCES)
        command("ask", "--data", options.data, "--batch", options.questions, "--json", output=answers)
        readouts = [argument for source in SOURCES for argument in ("--readouts", source)]
        asked = scores("score.py", options.questions, answers, *readouts)
        ours, ours_answered = Path(folder) / "ours.jsonl", Path(folder) / "ours-answers.jsonl"
        ours.write_text("".join(f"{json.dumps(row)}\n" for row in own("test")), encoding="utf-8")
        command("ask", "--data", options.data, "--batch", ours, "--json", output=ours_answered)
        tested = scores("score.py", ours, ours_answered, *readouts)
        wanted = {json.loads(line)["doc"] for line in options.labels.read_text(encoding="utf-8").splitlines()}
        files = [path for source in SOURCES for path in source.rglob("*.txt") if path.stem in wanted]
        command("attribute", *files, "--json", output=statements)
        said = scores("score_attribution.py", options.labels, statements)
    if not options.no_history:
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
        line = {
            "at": datetime.datetime.now(datetime.UTC).isoformat(timespec="minutes"),
            "commit": commit.stdout.strip(),
            "questions": {"file": options.questions.name, **asked},
            "ours": {"file": OURS.name, **tested},
            "attribution": {"file": options.labels.name, **said},
        }
        with HISTORY.open("a", encoding="utf-8") as history:
            history.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
