"""Ask the development questions with a language model and without: what it writes, what is dropped and why, how long.

Takes the settings of the environment (ONRECORD_LLM), ../shared and the library of everything in --data (made by `make
eval`). Appends each result to --out, and goes on there when it was interrupted. Prints, of what --out holds, the
shares, the times, the scorer's figures beside those of quotes mode, and with --sentences all that was written; with
--again as the rules of now decide on it.
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
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rag import Library
from rag.types import Answer, Citation
from rag.write import entail, write
from rag.write.verify import Verdict, verify
from tests.evals.asked import SHARED
from tests.evals.run import SOURCES, scores
from ui.stored import answer_of

Row = dict[str, Any]
_WRITTEN = ("text", "mode", "model", "elapsed_ms", "dropped", "note", "finished", "rewritten", "parts")
"""What writing may change in an answer."""
_SCORES = ("right_answerable", "right_unanswerable", "gold_cited", "wrong_speaker", "trapped", "invented_quotes")


def sample(file: Path, number: int | None = None) -> list[Row]:
    """Questions of each type in turn, from the middle of each."""
    types: dict[str, list[Row]] = defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        types[row["type"]].append(row)
    turns = itertools.zip_longest(
        *(itertools.chain(rows[len(rows) // 2 :], rows[: len(rows) // 2]) for rows in types.values())
    )
    return list(itertools.islice((row for row in itertools.chain.from_iterable(turns) if row), number))


def grown(library: Library, row: Row) -> Iterator[tuple[float, Answer]]:
    """The answer as it grows, with the seconds since it was asked."""
    history = [{"question": turn["question"], "answer": turn.get("answer", "")} for turn in row["history"] or []]
    began = time.perf_counter()
    for answer in library.stream(row["question"], history=history):
        yield time.perf_counter() - began, answer


def results(library: Library, plain: Library, rows: Sequence[Row]) -> Iterator[Row]:
    """What each question gives with the model, and without it."""
    verdicts: list[tuple[str, str, str]] = []

    def told(sentence: str, citations: tuple[Citation, ...]) -> Verdict:
        verdict = verify(sentence, citations)
        verdicts.append((sentence, verdict.text, verdict.reason))
        return verdict

    entail.verify = told  # type: ignore[assignment]
    write.checker = lambda settings: told  # type: ignore[assignment]
    library.passages("on record", k=1)
    plain.passages("on record", k=1)
    for row in rows:
        verdicts.clear()
        steps = list(grown(library, row))
        last, quotes = steps[-1][1], [answer for _, answer in grown(plain, row)][-1]
        kept = dataclasses.replace(last, **{name: getattr(quotes, name) for name in _WRITTEN})
        yield {
            "id": row["id"],
            "sentences": list(verdicts),
            "same": kept == quotes,
            "first quote": steps[0][0],
            "first sentence": next((seconds for seconds, answer in steps if answer.mode == "written"), None),
            "end": steps[-1][0],
            "answer": last.to_dict(),
            "quotes": quotes.to_dict(),
        }


def again(row: Row) -> Row:
    """The result with each sentence verified anew; the times stay."""
    citations = answer_of(row["answer"]).citations
    verdicts = [(text, verify(text, citations)) for text, _, _ in row["sentences"]]
    kept = [verdict.text for _, verdict in verdicts if verdict.text]
    answer = {**row["answer"], "mode": "written" if kept else "quotes"}
    answer["text"] = " ".join(kept) or row["quotes"]["text"]
    return {**row, "sentences": [(text, v.text, v.reason) for text, v in verdicts], "answer": answer}


def summary(done: Sequence[Row], questions: Path) -> Iterator[str]:
    """The lines that tell what was measured."""
    found = [row for row in done if row["answer"]["found"]]
    reasons = Counter(reason.partition(":")[0] or "shown" for row in done for _, _, reason in row["sentences"])
    written = sum(row["answer"]["mode"] == "written" for row in found)
    dropped = reasons.total() - reasons["shown"]
    yield f"questions {len(done)}, found {len(found)}, of these with a written text {written}"
    yield f"sentences {reasons.total()}, dropped {dropped}: {dict(reasons.most_common())}"
    yield f"answers whose citations, silence or receipt differ from quotes mode: {sum(not r['same'] for r in done)}"
    for name in ("first quote", "first sentence", "end"):
        times = sorted(row[name] for row in found if row[name] is not None)
        if len(times) > 1:
            p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
            yield f"seconds to {name}: p50 {statistics.median(times):.1f}, p95 {p95:.1f}, most {times[-1]:.1f}"
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "questions.jsonl"
        ids = {row["id"] for row in done}
        lines = questions.read_text(encoding="utf-8").splitlines()
        asked.write_text("\n".join(line for line in lines if json.loads(line)["id"] in ids), encoding="utf-8")
        for kind in ("quotes", "answer"):
            answers = Path(folder) / f"{kind}.jsonl"
            answers.write_text("\n".join(json.dumps({"id": r["id"], **r[kind]}) for r in done), encoding="utf-8")
            readouts = [argument for source in SOURCES for argument in ("--readouts", source)]
            figures = scores("score.py", asked, answers, *readouts, show=False)
            name = "with the model" if kind == "answer" else "quotes alone"
            yield f"{name}: " + ", ".join(f"{key} {figures.get(key)}" for key in _SCORES)


def main() -> None:
    """Ask what is not in --out yet; print what it holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-eval")
    parser.add_argument("--questions", type=Path, default=SHARED / "eval" / "questions_dev.jsonl")
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-written.jsonl")
    parser.add_argument("--sample", type=int, help="how many questions, spread over their types; by default all")
    parser.add_argument("--sentences", action="store_true", help="print every sentence with its quotes")
    parser.add_argument("--again", action="store_true", help="verify anew what --out holds")
    options = parser.parse_args()
    options.out.touch()
    done = [json.loads(line) for line in options.out.read_text(encoding="utf-8").splitlines()]
    known = {row["id"] for row in done}
    library = Library.open(options.data)
    plain = Library.open(options.data, **{**library.settings.model_dump(exclude={"data", "llm"}), "llm": ""})
    wanted = [row for row in sample(options.questions, options.sample) if row["id"] not in known]
    with options.out.open("a", encoding="utf-8") as out:
        for result in results(library, plain, wanted):
            done.append(result)
            out.write(json.dumps(result) + "\n")
            out.flush()
    done = [again(row) for row in done] if options.again else done
    if options.sentences:
        for row in done:
            print(row["id"], row["answer"]["question"])
            for citation in row["answer"]["citations"]:
                print(f"  [{citation['n']}] {citation['speakers']} {citation['person']}: {citation['quote']}")
            for sentence, _, reason in row["sentences"]:
                print(f"    {'dropped' if reason else 'shown  '}  {sentence}  {reason}")
    print("\n".join(summary(done, options.questions)))


if __name__ == "__main__":
    main()
