"""What this folder exchanges: a source, what is known of a page, what a look at a source brought.

All of them are frozen; times are ISO timestamps in UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from rag.types import Readout

SourceKind = Literal["page", "feed", "sitemap", "folder"]

Outcome = Literal["taken", "list", "failed", "unread", "gone"]
"""Of a page's last visit: it was read; it is a feed or a sitemap; it could not be had; it was had and could not be
read; the server has it no more, or the file is no longer there."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where readouts come from again and again: an address or a folder, and what its readouts do not say themselves.

    `pattern` restricts the pages of a feed, a sitemap or a folder (see rag.sources.address.fits); `reporter`,
    `language` and `readout_kind` are hints for its readouts.
    """

    name: str
    address: str
    kind: SourceKind
    pattern: str = ""
    reporter: str | None = None
    language: str | None = None
    readout_kind: str | None = None
    added: str = ""

    def hints(self) -> dict[str, str]:
        """The hints that are set, by the names that the loader knows."""
        known = {"reporter": self.reporter, "language": self.language, "kind": self.readout_kind}
        return {name: value for name, value in known.items() if value}


@dataclass(frozen=True, slots=True)
class Page:
    """The last visit to an address or a file: what came of it, and what lets the next visit ask for changes only.

    `etag` and `modified` are the server's validators, `stamp` is the date of change that the list gave (for a file,
    its time and size), `sha256` that of the content, `version` that of On Record at the time, `readouts` the ids of
    what it held and `revisions` their numbers then.
    """

    address: str
    outcome: Outcome
    at: str
    source: str = ""
    reason: str = ""
    etag: str = ""
    modified: str = ""
    stamp: str = ""
    sha256: str = ""
    version: str = ""
    readouts: tuple[str, ...] = ()
    revisions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A page, or a further list, that a feed, a sitemap or a folder names; the date of change and the day of
    publication that it gives for it ("" for none)."""

    address: str
    stamp: str = ""
    published: str = ""
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Host:
    """A server: its robots.txt, when that was fetched, and until when the server asked to be left alone."""

    origin: str
    robots: str = ""
    fetched: str = ""
    closed_until: str = ""


@dataclass(frozen=True, slots=True)
class Visited:
    """A page after a visit, and the readouts that it holds if they are to be taken in."""

    page: Page
    readouts: tuple[Readout, ...] = ()


@dataclass(slots=True)
class Gathered:
    """What a look at one source brought.

    `lists` are the visits to feeds and sitemaps and `entries` what those name that changed, by list; `failed` are
    (address, reason); `gone` are the addresses that were there at the last visit; `fetched`
    counts the answers with a content, `left` the pages that are left for the next time.
    """

    source: Source
    visited: list[Visited] = field(default_factory=list)
    lists: list[Page] = field(default_factory=list)
    entries: dict[str, tuple[Listed, ...]] = field(default_factory=dict)
    failed: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    fetched: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the log: what happened, at which source and address, and why or with what result."""

    event: str
    source: str = ""
    address: str = ""
    detail: str = ""


Log = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync of one source did: ids by outcome, what failed and why, addresses that are gone, counts.

    `source` is "" for addresses and files outside all sources that had failed and were tried again; `fetched` counts
    the answers with a content, `left` the pages that are left for the next time.
    """

    source: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()
    fetched: int = 0
    left: int = 0


class Memory(Protocol):
    """What is remembered between two visits."""

    def page(self, address: str) -> Page | None:
        """The last visit to a page or file."""

    def last(self, addresses: Iterable[str]) -> Mapping[str, Page]:
        """The last visits to these pages, those that there were."""

    def list_visit(self, source: str, address: str) -> Page | None:
        """The last visit to a feed or sitemap for a source."""

    def entries(self, source: str, address: str) -> tuple[Listed, ...]:
        """What the list named at that visit."""

    def pages(self, source: str) -> Sequence[Page]:
        """The last visits to all pages or files of a source."""

    def host(self, origin: str) -> Host | None:
        """What is known of a server."""
