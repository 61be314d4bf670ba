"""Kill a sync at one touch of the disk after the other, and look at what is left. Prints what is wrong.

`python -m tests.sources.kills WHERE HOW EVERY [JOB...]` with HOW `kill`, `full` or `limit`; every EVERY-th touch,
from the first on. Two jobs: the `first` sync of all, and one that finds a `change`, a new page and one that is gone.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from rag import Library
from tests.faulty import Job, preload, run, sweep
from tests.sources.ministries import feed
from tests.sources.site import Page, Site, serving
from tests.sweep import CHANGED, FISH, RAIL

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


def sweep_all(where: Path, how: str, every: int, *only: str) -> int:
    preload()
    with serving() as site:
        publish(site, fish=FISH, trees=TREES)
        before = where / "before"
        outcome = run(lambda: sync(before, site))
        assert outcome[:2] == ("done", []), outcome

        def syncing(name: str, base: Path | None, bodies: dict[str, str], expected: dict[str, list[str]]) -> Job:
            return Job(
                name,
                base,
                lambda data: sync(data, site),
                lambda data: mended(data, site, expected),
                lambda: publish(site, **bodies),
            )

        whole = {"/fish.txt": [FISH], "/trees.txt": [TREES]}
        revised = {"/fish.txt": [FISH, CHANGED], "/trees.txt": [TREES], "/rail.txt": [RAIL]}
        first = syncing("first", None, {"fish": FISH, "trees": TREES}, whole)
        change = syncing("change", before, {"fish": CHANGED, "rail": RAIL}, revised)
        return sweep(where, [first, change], how, every, only)


if __name__ == "__main__":
    sys.exit(sweep_all(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), *sys.argv[4:]))
