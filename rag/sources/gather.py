"""Look at sources: which pages are new or have changed, and the readouts that they are. Takes nothing in itself.

Takes sources, and what earlier visits left. Returns what each brought; sources on different servers are looked at
side by side, and one that fails never stops another. Refuses nothing.
"""

from __future__ import annotations

import dataclasses
import datetime
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from rag.errors import SourceError
from rag.sources.client import Client
from rag.sources.fetch import UnansweredError
from rag.sources.folder import look_at_folder
from rag.sources.listing import Listing, list_pages
from rag.sources.source import Event, Gathered, Listed, Log, Memory, Outcome, Page, Source, Visited
from rag.sources.visit import UnreadableError, visit

AT_ONCE = 8
LIMIT = 500
"""Pages that are asked for in one look at a source."""
MOST_TEXT = 50_000_000
"""Characters of readouts that one look at a source holds in memory; what is beyond is left for the next time."""
GIVE_UP = 3
"""After so many pages in a row that could not be had, a source is left for the next time."""
STAMPED = datetime.timedelta(days=1)
"""A page whose list gives a date of change that is the old one is asked for again after this time."""
UNLISTED = datetime.timedelta(days=7)
"""A page that is no longer named is asked for again after this time: accounts are edited quietly."""


@dataclass(frozen=True, slots=True)
class Run:
    """What the sources of a run share; `kept` tells whether the catalog holds what a page gave."""

    client: Client
    memory: Memory
    kept: Callable[[Page], bool]
    version: str
    log: Log = lambda event: None
    limit: int = LIMIT
    anew: bool = False
    at: str = field(default_factory=lambda: datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"))
    claimed: set[str] = field(default_factory=set)
    _claiming: threading.Lock = field(default_factory=threading.Lock)

    def claim(self, address: str) -> bool:
        """Whether the address is the caller's to visit: two sources may name one page."""
        with self._claiming:
            mine = address not in self.claimed
            self.claimed.add(address)
            return mine


def gather(sources: Sequence[Source], run: Run) -> list[Gathered]:
    """Return what each source brought, in their order. On an interrupt no further request is made."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            return list(pool.map(lambda source: look(source, run), sources))
        except BaseException:
            run.client.stop()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def look(source: Source, run: Run) -> Gathered:
    """Return what one source brought."""
    gathered = Gathered(source)
    if source.kind == "folder":
        look_at_folder(gathered, run.memory, run.kept, run.at, run.version, run.anew)
        for address, reason in gathered.failed:
            run.log(Event("failed", source.name, address, reason))
        return gathered
    listing = Listing(pages={source.address: Listed(source.address)})
    if source.kind != "page":
        try:
            listing = list_pages(source, run.client, run.memory, run.at)
        except SourceError as error:
            _failed(gathered, run, source.address, str(error))
            return gathered
    gathered.lists, gathered.entries, gathered.fetched = listing.visits, listing.anew, listing.fetched
    if listing.passed_over and (not source.pattern or not listing.pages):
        why = "none fits the pattern" if source.pattern else "other sites' accounts, which only --pattern takes in"
        run.log(Event("passed over", source.name, source.address, f"{listing.passed_over} pages: {why}"))
    for address, reason in listing.failed:
        _failed(gathered, run, address, reason)
    _visit_all(gathered, _due(source, listing, run), run)
    return gathered


def _due(source: Source, listing: Listing, run: Run) -> list[tuple[Listed, Page | None]]:
    """The pages to ask for: new ones in the list's order, then known ones, then those that failed, each group with
    those first that were asked for longest ago."""
    new: list[tuple[Listed, Page | None]] = []
    again: list[tuple[Listed, Page]] = []
    failed: list[tuple[Listed, Page]] = []
    visits = run.memory.last(listing.pages)
    for listed in listing.pages.values():
        last = visits.get(listed.address)
        if last is None:
            new.append((listed, None))
        elif last.outcome in ("failed", "unread"):
            failed.append((listed, last))
        elif listed.stamp != last.stamp or source.kind != "sitemap" or not listed.stamp or _old(last, STAMPED, run):
            again.append((listed, last))
    for last in run.memory.pages(source.name) if source.kind in ("feed", "sitemap") else ():
        unlisted = Listed(last.address, last.stamp)
        if last.address in listing.pages:
            continue
        if last.outcome in ("failed", "unread"):
            failed.append((unlisted, last))
        elif last.outcome == "taken" and _old(last, UNLISTED, run):
            again.append((unlisted, last))
    for group in (again, failed):
        group.sort(key=lambda pair: pair[1].at)
    return [*new, *again, *failed]


def _old(last: Page, age: datetime.timedelta, run: Run) -> bool:
    """Whether the last visit is so long ago; a time in the future, from a clock gone back, counts as long ago."""
    before = (datetime.datetime.fromisoformat(run.at) - age).isoformat(timespec="seconds")
    return run.anew or not before < last.at <= run.at


def _visit_all(gathered: Gathered, due: list[tuple[Listed, Page | None]], run: Run) -> None:
    source = gathered.source
    in_a_row = characters = 0
    for done, (listed, last) in enumerate(due):
        if done >= run.limit or characters > MOST_TEXT or in_a_row >= GIVE_UP:
            gathered.left = len(due) - done
            run.log(Event("left", source.name, source.address, f"{gathered.left} pages are left for the next time"))
            return
        if not run.claim(listed.address):
            continue  # another source of this run sees to it
        if last and not run.kept(last):
            last = None  # what was taken in then is not in this catalog: it is wanted whole
        try:
            visited = visit(listed, last, source, run.client, run.at, run.version)
        except SourceError as error:
            in_a_row = in_a_row + 1 if isinstance(error, UnansweredError) else 0
            page = _unfetched(listed, last, source, run, str(error))
            if isinstance(error, UnreadableError):
                page = error.page
            gathered.visited.append(Visited(page))
            _failed(gathered, run, listed.address, str(error))
            continue
        in_a_row = 0
        gathered.visited.append(visited)
        characters += sum(len(readout.text) for readout in visited.readouts)
        gathered.fetched += bool(visited.readouts)
        outcome = "gone" if visited.page.outcome == "gone" else "fetched" if visited.readouts else "unchanged"
        if outcome == "gone":
            if last and last.outcome == "gone":
                continue  # said before
            gathered.gone.append(listed.address)
        run.log(Event(outcome, source.name, listed.address, visited.page.reason))


def _unfetched(listed: Listed, last: Page | None, source: Source, run: Run, reason: str) -> Page:
    """The page after a visit that brought no answer: what was known of its content stays known."""
    if last is None:
        return Page(listed.address, "failed", run.at, source.name, reason)
    outcome: Outcome = "unread" if last.outcome == "unread" else "failed"
    return dataclasses.replace(last, outcome=outcome, at=run.at, reason=reason)


def _failed(gathered: Gathered, run: Run, address: str, reason: str) -> None:
    gathered.failed.append((address, reason))
    run.log(Event("failed", gathered.source.name, address, reason))
