"""Ask a sample of the development questions with a language model: what it writes, what is dropped and why, how long.

Takes the number of questions (spread over their types) and the settings of the environment (ONRECORD_LLM). Reads
../shared and the library of everything in --data (made by `make eval`). Prints every sentence with the reason why it
was dropped, then the shares and the times; and checks that citations and silence are those of quotes mode.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import json
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rag import Library
from rag.types import Answer, Citation
from rag.write import entail, write
from rag.write.verify import Verdict, verify

SHARED = Path(__file__).parents[3] / "shared"
Row = dict[str, Any]


def sample(file: Path, number: int) -> list[Row]:
    """Questions of each type in turn, from the middle of each."""
    types: dict[str, list[Row]] = defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        types[row["type"]].append(row)
    turns = zip(
        *(itertools.chain(rows[len(rows) // 2 :], rows[: len(rows) // 2]) for rows in types.values()), strict=False
    )
    return list(itertools.islice(itertools.chain.from_iterable(turns), number))


def grown(library: Library, row: Row) -> Iterator[tuple[float, Answer]]:
    """The answer as it grows, with the seconds since it was asked."""
    history = [{"question": turn["question"], "answer": turn.get("answer", "")} for turn in row["history"] or []]
    began = time.perf_counter()
    for answer in library.stream(row["question"], history=history):
        yield time.perf_counter() - began, answer


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-eval")
    parser.add_argument("--questions", type=Path, default=SHARED / "eval" / "questions_dev.jsonl")
    parser.add_argument("--sample", type=int, default=30)
    options = parser.parse_args()
    reasons: Counter[str] = Counter()

    def told(sentence: str, citations: tuple[Citation, ...]) -> Verdict:
        verdict = verify(sentence, citations)
        reasons[verdict.reason.partition(":")[0] or "shown"] += 1
        print(f"    {'shown' if verdict.text else 'dropped'}  {sentence}  {verdict.reason}", flush=True)
        return verdict

    entail.verify = told  # type: ignore[assignment]
    write.checker = lambda settings: told  # type: ignore[assignment]
    library = Library.open(options.data)
    library.passages("on record", k=1)
    plain = Library.open(options.data, **{**library.settings.model_dump(exclude={"data", "llm"}), "llm": ""})
    times: dict[str, list[float]] = defaultdict(list)
    found = written = changed = 0
    for row in sample(options.questions, options.sample):
        print(row["id"], row["question"])
        steps = list(grown(library, row))
        last = steps[-1][1]
        quotes = [answer for _, answer in grown(plain, row)][-1]
        same = dataclasses.replace(last, **{name: getattr(quotes, name) for name in _WRITTEN}) == quotes
        changed += not same
        times["first quote"].append(steps[0][0])
        if last.found:
            found += 1
            written += last.mode == "written"
            times["end"].append(steps[-1][0])
            first = next((seconds for seconds, answer in steps if answer.mode == "written"), None)
            if first is not None:
                times["first sentence"].append(first)
    dropped = sum(count for reason, count in reasons.items() if reason != "shown")
    print(f"\nfound {found}, of these with a written text {written}; sentences {reasons.total()}, dropped {dropped}")
    print(f"why: {dict(reasons.most_common())}")
    print(f"answers whose citations, silence or receipt differ from quotes mode: {changed}")
    for name, seconds in times.items():
        print(f"seconds to {name}: median {statistics.median(seconds):.1f}, most {max(seconds):.1f}")


_WRITTEN = ("text", "mode", "model", "elapsed_ms", "dropped", "note", "finished", "rewritten")
"""What writing may change in an answer."""

if __name__ == "__main__":
    main()
