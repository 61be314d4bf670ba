"""Break an ingest at one touch of the disk after the other, and look at what is left. Prints what is wrong.

`python -m tests.sweep WHERE HOW EVERY [JOB...]` with HOW `kill`, `full` or `limit`; every EVERY-th touch, from the
first on. Four jobs: the `first` ingest of all, an `addition`, a `change` together with an addition, and a `restore`.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rag import Library
from rag.errors import OnRecordError
from rag.load.load import load
from tests.faulty import Job, preload, run, sweep

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


def sweep_all(where: Path, how: str, every: int, *only: str) -> int:
    preload()
    fish, rail = write(where / "in", "fish", FISH), write(where / "in", "rail", RAIL)
    before = where / "before"
    assert run(lambda: ingest(before, fish))[:2] == ("done", ())
    kept, other = where / "kept.zip", where / "other"
    assert run(lambda: ingest(other, write(where / "in", "fish", CHANGED)))[:2] == ("done", ())
    assert run(lambda: back_up(other, kept))[:2] == ("done", ())

    def taking_in(name: str, base: Path | None, body: str, allowed: Sequence[Any]) -> Job:
        files = [fish, rail][: 2 if base else 1]
        return Job(
            name,
            base,
            lambda data: ingest(data, *files),
            lambda data: mended(data, files, allowed),
            lambda: write(where / "in", "fish", body),
        )

    first = taking_in("first", None, FISH, ("EmptyLibraryError", [FISH]))
    addition = taking_in("addition", before, FISH, ([FISH],))
    change = taking_in("change", before, CHANGED, ([FISH], [CHANGED]))
    restore = dataclasses.replace(
        taking_in("restore", before, CHANGED, ([FISH], [CHANGED], "DamagedError")),
        do=lambda data: bring_back(data, kept),
    )
    return sweep(where, [first, addition, change, restore], how, every, only)


if __name__ == "__main__":
    sys.exit(sweep_all(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), *sys.argv[4:]))
