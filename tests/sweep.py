"""Break an ingest at one touch of the disk after the other, and look at what is left. Prints what is wrong.

`python -m tests.sweep WHERE HOW EVERY` with HOW `kill`, `full` or `limit`; every EVERY-th touch, from the first on.
Four jobs: the first ingest of all, an addition, a change together with an addition, and a restore.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import chromadb.api.rust
import chromadb.telemetry.product.posthog  # noqa: F401  (what Chroma loads late would be loaded in every child)

import rag.check
import rag.store.build
import rag.store.published  # noqa: F401
from rag import Library
from rag.answer.evidence import weights
from rag.answer.question import parse
from rag.attribute.attribute import attribute
from rag.errors import OnRecordError
from rag.load.load import load
from rag.types import Filters
from tests.faulty import run

FISH = "The minister of Kenya said that fisheries need protection."
CHANGED = "The minister of Kenya said that fisheries need no protection at all."
RAIL = "The minister of Kenya said that a railway was opened."


def write(folder: Path, name: str, body: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.txt"
    head = "Title: Readout {0}\nDate: 2024-05-02\nIssuer: Ministry of Foreign Affairs (FR)\nCounterparts: KE\n"
    path.write_text(f"{head.format(name)}Language: en\nKind: readout\nSource: https://example.org/{name}\n\n{body}")
    return path


def ingest(data: Path, *files: Path) -> Any:
    library = Library.open(data, model="hash")
    done = library.ingest(*files)
    library.close()
    return done.failed


def bring_back(data: Path, file: Path) -> Any:
    Library.bring_back(file, data, model="hash")
    return ()


def back_up(data: Path, file: Path) -> Any:
    library = Library.open(data, model="hash")
    library.back_up(file)
    library.close()
    return ()


def answers(library: Library) -> Any:
    try:
        return [citation.quote for citation in library.ask("fisheries protection").citations]
    except OnRecordError as error:
        return type(error).__name__


def mended(data: Path, files: Sequence[Path], allowed: Sequence[Any]) -> Any:
    """Ask, ingest again, look everything over; returns what is wrong."""
    library = Library.open(data, model="hash")
    wrong = [f"answers {said}" for said in [answers(library)] if said not in allowed]
    wrong += [str(failure) for failure in library.ingest(*files).failed]
    wrong += [finding.what for finding in library.check()]
    wrong += [
        f"{path.stem} is not in the catalog" for path in files if path.stem not in {r.id for r in library.list()}
    ]
    for path in files:
        quote = load(path).text.strip()
        if quote not in [citation.quote for citation in library.ask(quote).citations]:
            wrong.append(f"{path.stem} is not found by its own words")
    left = [path.name for path in (data / "index").iterdir() if path.is_dir()]
    wrong += [f"litter: {name}" for name in left if name.endswith(".tmp")]
    wrong += [f"{len(left)} generations"] if len(left) > 2 else []
    library.close()
    return wrong


def sweep(where: Path, how: str, every: int) -> int:
    fish, rail = write(where / "in", "fish", FISH), write(where / "in", "rail", RAIL)
    for path in (fish, rail):  # tables and models of language are loaded before the fork
        attribute(load(path))
    parse("fisheries protection", Filters(), [])
    weights()
    before = where / "before"
    assert run(lambda: ingest(before, fish))[:2] == ("done", ())
    kept, other = where / "kept.zip", where / "other"
    assert run(lambda: ingest(other, write(where / "in", "fish", CHANGED)))[:2] == ("done", ())
    assert run(lambda: back_up(other, kept))[:2] == ("done", ())
    problems = tried = 0
    for name, base, body, allowed in (
        ("first", None, FISH, ("EmptyLibraryError", [FISH])),
        ("addition", before, FISH, ([FISH],)),
        ("change", before, CHANGED, ([FISH], [CHANGED])),
        ("restore", before, CHANGED, ([FISH], [CHANGED], "DamagedError")),
    ):
        files = [write(where / "in", "fish", body), rail][: 2 if base else 1]
        points = range(0, 400_000, 20_000) if how == "limit" else range(1, 10_000)
        for n in list(points)[::every]:
            data = where / "data"
            shutil.rmtree(data, ignore_errors=True)
            if base:
                shutil.copytree(base, data)
            job = lambda: bring_back(data, kept) if name == "restore" else ingest(data, *files)  # noqa: B023, E731
            outcome = run(job, limit=n) if how == "limit" else run(job, n, "kill" if how == "kill" else "full")
            wrong = []
            if outcome[0] == "raised" and not str(outcome[1]).startswith("rag.errors."):
                wrong.append(f"raised {outcome[1]}")
            after = run(lambda: mended(data, files, allowed))  # noqa: B023
            wrong += after[1] if after[0] == "done" else [f"mending {after[:2]}"]
            tried += 1
            problems += bool(wrong)
            for what in wrong:
                print(f"{name}, {how} at {n}: {what}", flush=True)
            if outcome[0] == "done":
                break
    print(f"{tried} faults, {problems} left something wrong")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(sweep(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
