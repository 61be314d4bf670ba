"""Kill a sync at one touch of the disk after the other, and look at what is left. Prints what is wrong.

`python -m tests.sources.kills WHERE HOW EVERY` with HOW `kill` or `full`; every EVERY-th touch, from the first on.
Two jobs: the first sync of all, and one that finds a changed page, a new one and one that is gone.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import chromadb.api.rust
import chromadb.telemetry.product.posthog  # noqa: F401  (what Chroma loads late would be loaded in every child)

import rag.check
import rag.store.build
import rag.store.published
import rag.sync  # noqa: F401
from rag import Library
from rag.answer.evidence import weights
from rag.answer.question import parse
from rag.attribute.attribute import attribute
from rag.load.load import parse as read
from rag.types import Filters
from tests.faulty import run
from tests.sources.ministries import feed
from tests.sources.site import Page, Site, serving

FISH = "The minister of Kenya said that fisheries need protection."
CHANGED = "The minister of Kenya said that fisheries need no protection at all."
RAIL = "The minister of Kenya said that a railway was opened."
TREES = "The minister of Kenya said that trees were planted."


def page(title: str, body: str) -> Page:
    head = f"Title: {title}\nDate: 2024-05-02\nIssuer: Ministry of Foreign Affairs (FR)\nCounterparts: KE\n"
    return Page(f"{head}Language: en\nKind: readout\n\n{body}".encode(), "text/plain")


def publish(site: Site, **bodies: str) -> None:
    """Serve these pages, and nothing else."""
    site.pages = {f"/{name}.txt": page(f"Readout {name}", body) for name, body in bodies.items()}
    site.pages["/feed.xml"] = feed(site, *site.pages, "/trees.txt")


def opened(data: Path) -> Library:
    return Library.open(data, model="hash", allow_private=True, host_seconds=0)


def sync(data: Path, site: Site) -> Any:
    library = opened(data)
    if not library.sources.list():
        library.sources.add(f"{site.url}/feed.xml", name="feed", reporter="FR")
    done = library.sync()
    library.close()
    return [failure for synced in done for failure in synced.failed]


def mended(data: Path, site: Site, expected: dict[str, list[str]]) -> list[str]:
    """Sync again, twice, and look everything over; returns what is wrong. `expected` are each page's revisions."""
    sync(data, site)
    site.asked.clear()
    library = opened(data)
    again = library.sync()
    wrong = [f"{what} by a further sync" for synced in again for what in (*synced.added, *synced.changed)]
    wrong += [finding.what for finding in library.check()]
    found = {
        readout.source.removeprefix(site.url): [
            library.show(readout.id, revision.number).text for revision in library.revisions(readout.id)
        ]
        for readout in library.list()
    }
    wrong += [] if found == expected else [f"in the catalog: {found}"]
    for revisions in expected.values():
        quote = revisions[-1]
        if quote not in [citation.quote for citation in library.ask(quote).citations]:
            wrong.append(f"not found by its own words: {quote}")
    library.close()
    return wrong


def sweep(where: Path, how: str, every: int) -> int:
    parse("fisheries protection", Filters(), [])  # tables and models of language are loaded before the fork
    weights()
    attribute(read(page("x", FISH).body, "x.txt", "x"))
    problems = tried = 0
    with serving() as site:
        publish(site, fish=FISH, trees=TREES)
        before = where / "before"
        outcome = run(lambda: sync(before, site))
        assert outcome[:2] == ("done", []), outcome
        jobs: list[tuple[str, Path | None, dict[str, str], dict[str, list[str]]]] = [
            ("first", None, {"fish": FISH, "trees": TREES}, {"/fish.txt": [FISH], "/trees.txt": [TREES]}),
            (
                "change",
                before,
                {"fish": CHANGED, "rail": RAIL},
                {"/fish.txt": [FISH, CHANGED], "/trees.txt": [TREES], "/rail.txt": [RAIL]},
            ),
        ]
        for name, base, bodies, expected in jobs:
            publish(site, **bodies)
            for n in range(1, 10_000, every):
                data = where / "data"
                shutil.rmtree(data, ignore_errors=True)
                if base:
                    shutil.copytree(base, data)
                outcome = run(lambda: sync(data, site), n, "kill" if how == "kill" else "full")  # noqa: B023
                wrong = []
                if outcome[0] == "raised" and not str(outcome[1]).startswith("rag.errors."):
                    wrong.append(f"raised {outcome[1]}")
                after = run(lambda: mended(data, site, expected))  # noqa: B023
                wrong += after[1] if after[0] == "done" else [f"mending {after[:2]}"]
                tried += 1
                problems += bool(wrong)
                for what in wrong:
                    print(f"{name}, {how} at {n}: {what}", flush=True)
                if outcome[0] == "done":
                    print(f"{name}: {outcome[2]} touches", flush=True)
                    break
    print(f"{tried} faults, {problems} left something wrong")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(sweep(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
