"""Which pages a feed or a sitemap names at present.

Takes a source. Returns a Listing; a list that has not changed since the last time names what it named then. Refuses,
with SourceError, a feed or a sitemap that cannot be had or read; a further sitemap of an index that cannot is listed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from rag.errors import SourceError
from rag.sources.address import fits, same_site
from rag.sources.client import Client
from rag.sources.feed import read_feed
from rag.sources.sitemap import read_sitemap
from rag.sources.source import Listed, Memory, Page, Source

MOST_SITEMAPS = 50
"""Sitemaps of one index that are looked at in a run: those that changed last."""
DEEPEST = 2
"""How often an index may name another one."""


@dataclass(slots=True)
class Listing:
    """What a source names: its `pages` by address, the `visits` to its lists, and `anew` what those lists name that
    have changed; `failed` are (address, reason) of further sitemaps, `fetched` counts the lists that were sent,
    `passed_over` what they name that is not wanted."""

    pages: dict[str, Listed] = field(default_factory=dict)
    visits: list[Page] = field(default_factory=list)
    anew: dict[str, tuple[Listed, ...]] = field(default_factory=dict)
    failed: list[tuple[str, str]] = field(default_factory=list)
    fetched: int = 0
    passed_over: int = 0


def list_pages(source: Source, client: Client, memory: Memory, at: str) -> Listing:
    """Return the pages that the feed or sitemap names and that are wanted of it. Raises SourceError."""
    listing = Listing()
    _read(source, source.address, client, memory, at, listing, 0)
    return listing


def wants(source: Source, address: str) -> bool:
    """Whether a page is the source's: it fits the pattern or, where there is none, stands on the source's own site,
    for what another site reports is not the source's account."""
    return fits(address, source.pattern) if source.pattern else same_site(address, source.address)


def _read(
    source: Source, address: str, client: Client, memory: Memory, at: str, listing: Listing, depth: int
) -> None:
    last = memory.list_visit(source.name, address)
    answer = client.get(address, last.etag if last else "", last.modified if last else "")
    if answer.status in (404, 410):
        raise SourceError(f"{address}: the server answers {answer.status}; there is no {source.kind} any more")
    visit = Page(address, "list", at, source.name, "", answer.etag, answer.modified)
    if answer.status == 304 and last:
        visit = replace(last, at=at)
    else:
        visit = replace(visit, sha256=hashlib.sha256(answer.data).hexdigest())
        listing.fetched += 1
    if last and visit.sha256 == last.sha256:
        entries = memory.entries(source.name, address)
    else:
        named = _parse(source, answer.data, answer.address, address)
        entries = tuple(entry for entry in named if entry.is_list or wants(source, entry.address))
        listing.anew[address] = entries
        listing.passed_over += len(named) - len(entries)
    listing.visits.append(visit)
    listing.pages.update((entry.address, entry) for entry in entries if not entry.is_list)
    further = sorted((entry for entry in entries if entry.is_list), key=lambda entry: entry.stamp, reverse=True)
    for entry in further[:MOST_SITEMAPS] if depth < DEEPEST else ():
        if any(visit.address == entry.address for visit in listing.visits):
            continue
        try:
            _read(source, entry.address, client, memory, at, listing, depth + 1)
        except SourceError as error:
            listing.failed.append((entry.address, str(error)))


def _parse(source: Source, data: bytes, base: str, address: str) -> tuple[Listed, ...]:
    try:
        return read_feed(data, base) if source.kind == "feed" else read_sitemap(data, base)
    except SourceError as error:
        raise SourceError(f"{address}: {error}") from None
