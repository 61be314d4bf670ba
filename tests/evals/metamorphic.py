"""What must not change an answer, or must change it in one way, over 50 development questions: three tests.

swap      The two countries of a question are changed round in it and in its readouts (names, demonyms, capitals,
          leaders): the same sentences must be cited, each by the other side.
without   The readouts that hold the answers are not in the library: silence must follow, or evidence that
          the asked party said or shared, word for word where it is cited.
crowd     10,000 readouts of other countries come in: what was found stays found, what was not stays not found, and
          the sentence that answers stays cited.

    python -m tests.evals.metamorphic [--data DIR] [--crowded DIR] [--others DIR] [--only swap,without,crowd]

--data is a library of all of ../shared; it is not changed. --crowded is the same with the other countries' readouts,
--others 200 readouts that stand beside those of the questions. All are made if they are missing. Prints each
failure and the figures.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rag import Library
from rag.store.embedding import Embedder
from rag.types import Citation
from tests.evals.asked import SHARED, Row, paths
from tests.evals.calibrate import scorer
from tests.evals.drawn import drawn, involved, named, opened
from tests.evals.invented import write_invented
from tests.evals.swap import others, swap

CROWD = 10_000


def without(questions: Sequence[Row], base: Path, data: Path, embedder: Embedder, whole: bool) -> None:
    """Print what is cited when the readouts that answer are gone.

    The library holds the 200 others and all readouts that the questions' labels name, but for the answers of one half
    of the questions; with `whole` it is the whole one but for the answers of all.
    """
    tally: Counter[str] = Counter()
    for half in (questions,) if whole else (questions[::2], questions[1::2]):
        gone = {item["doc"] for row in half for item in row["gold"]}
        tally["gone"] += len(gone)
        with tempfile.TemporaryDirectory() as temporary:
            shutil.copytree(data if whole else base, temporary, dirs_exist_ok=True)
            shutil.copy(data / "embeddings.sqlite", temporary)
            library = opened(Path(temporary), embedder)
            if whole:
                library.remove(*sorted(gone))
            else:
                library.ingest(*(paths()[id] for id in {id for row in questions for id in involved(row)} - gone))
            for row in half:
                tally[outcome(library, row, gone)] += 1
            library.close()
    print(f"without: {len(questions)} questions, {dict(tally)}", flush=True)


def outcome(library: Library, row: Row, gone: set[str]) -> str:
    """Ask, print what is found, and return what became of the answer."""
    answer = library.ask(row["question"])
    faults = [fault for citation in answer.citations for fault in faulty(library, citation, row, gone)]
    if not answer.found:
        return "silent"
    print(f"without {row['id']} {row['question']}")
    for fault in faults:
        print(f"      WRONG {fault}")
    for c in answer.citations[:3]:
        print(f"      {c.readout} {c.speakers} joint={c.joint} {c.quote[:200]!r}")
    return "wrong" if faults else "other evidence of the asked party"


def faulty(library: Library, citation: Citation, row: Row, gone: set[str]) -> Iterator[str]:
    """What is wrong with a citation."""
    where = f"{citation.readout} {citation.speakers} joint={citation.joint} {citation.quote[:160]!r}"
    if citation.readout in gone:
        yield f"the readout is gone: {where}"
        return
    stored = library.show(citation.readout)
    if stored.text[citation.start : citation.end] != citation.quote:
        yield f"the quote does not stand there: {where}"
    if not set(citation.speakers) & set(row["parties"]):
        yield f"said by somebody else: {where}"
    whose = [s for s in library.statements(stored) if s.start <= citation.start < s.end]
    if not any(set(s.speakers) == set(citation.speakers) and s.joint == citation.joint for s in whose):
        yield f"the statement has another speaker: {where}"


def crowded(data: Path, path: Path, embedder: Embedder, seed: int = 11, count: int = CROWD) -> None:
    """Make the library with the readouts of other countries from the one without."""
    shutil.copytree(data, path)
    with tempfile.TemporaryDirectory() as temporary:
        write_invented(Path(temporary), count, seed, named())
        library = opened(path, embedder)
        library.ingest(Path(temporary))
        library.close()


def crowd(questions: Sequence[Row], data: Path, path: Path, embedder: Embedder) -> None:
    """Print what the readouts of other countries change."""
    score = scorer()
    texts = score.bodies([SHARED / "readouts", SHARED / "seed"])
    few, many = opened(data, embedder), opened(path, embedder)
    same = gold = kept = strangers = right = stays = identical = 0
    for row in questions:
        before, after = few.ask(row["question"]), many.ask(row["question"])
        was, now = (score.judge(row, answer.to_dict(), texts) for answer in (before, after))
        cited = [[(c.readout, c.start) for c in answer.citations] for answer in (before, after)]
        same += before.found == after.found
        gold += was["hit"]
        kept += was["hit"] and now["hit"]
        right += was["right"]
        stays += was["right"] and now["right"]
        identical += cited[0] == cited[1]
        foreign = [c for c in after.citations if c.readout.startswith("invented-")]
        strangers += bool(foreign)
        if before.found != after.found or was["hit"] > now["hit"] or was["right"] > now["right"] or foreign:
            print(f"crowd {row['id']} {row['question']}")
            for when, answer, verdict, places in (("before", before, was, cited[0]), ("after", after, now, cited[1])):
                print(f"      {when}: {answer.found} {answer.reason} {verdict} {places}")
    few.close()
    many.close()
    n = len(questions)
    print(f"crowd: {n} questions; same found {same}/{n}, right still right {stays}/{right}, gold still cited "
          f"{kept}/{gold}, an invented readout cited {strangers}, the same citations {identical}/{n}")  # fmt: skip


def main() -> None:
    """Run the tests."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-eval")
    parser.add_argument("--crowded", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-crowded")
    parser.add_argument("--others", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-others")
    parser.add_argument("--only", default="swap,without,crowd")
    parser.add_argument("--whole", action="store_true", help="take readouts out of the whole library (slow)")
    parser.add_argument("--seed", type=int, default=4)
    options = parser.parse_args()
    if not SHARED.is_dir():
        raise SystemExit("the questions are in ../shared, which is not there")
    library = opened(options.data)
    embedder = library._embedder()
    if not options.data.joinpath("index").is_dir():
        library.ingest(SHARED / "seed", SHARED / "readouts")
    library.close()
    questions = drawn(options.seed)
    only = options.only.split(",")
    if not options.others.exists():
        others(options.others, embedder)
    if "swap" in only:
        swap(questions, options.others, embedder)
    if "without" in only:
        without(questions, options.others, options.data, embedder, options.whole)
    if "crowd" in only:
        if not options.crowded.exists():
            crowded(options.data, options.crowded, embedder)
        crowd(questions, options.data, options.crowded, embedder)


if __name__ == "__main__":
    main()
