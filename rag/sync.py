"""Keep the library up to date with its sources: look at them, then take in what they brought, all at once.

Takes the list of sources and the catalog. Returns what was done, source by source. Refuses an unknown name and a
second sync while one is running; everything else that fails is listed, and the rest goes in.
"""

from __future__ import annotations

import dataclasses
import datetime
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import Any

from rag.errors import SourceError, UnknownReadoutError
from rag.ingesting import Ingested
from rag.settings import Settings
from rag.sources.address import looks_web, spell
from rag.sources.client import Client
from rag.sources.fetch import Limits
from rag.sources.gather import LIMIT, Run, gather
from rag.sources.make import Told, make_source
from rag.sources.outcome import addresses_of, synced, together
from rag.sources.presets import presets, titles
from rag.sources.source import Event, Gathered, Log, Page, Source, Synced, Visited
from rag.store import failures
from rag.store.catalog import Catalog
from rag.store.lock import writing
from rag.store.mirror import changing
from rag.store.origins import refuse_double
from rag.store.sources import Sources
from rag.types import Readout

PATIENCE = 600.0
"""Seconds to wait for another writer once everything is fetched: what was fetched is worth it."""


class Sync:
    """The sources of a library: list, add, remove, and bring in what is new."""

    def __init__(self, settings: Settings, catalog: Catalog, publish: Callable[[], None]) -> None:
        self._settings, self._catalog, self._publish = settings, catalog, publish
        self._store = Sources(settings.data / "sources.sqlite")

    def list(self, *names: str) -> Sequence[Source]:
        """Return the sources of these names, by default all. Raises InputError."""
        return self._store.list(*names)

    def counts(self) -> Mapping[str, Mapping[str, Any]]:
        """Return, for each source, its pages by outcome and when it was synced last (ISO timestamp)."""
        return self._store.counts()

    def presets(self) -> Mapping[str, Source]:
        """Return the ready sources by name, unverified against the live web."""
        return presets()

    def titles(self) -> Mapping[str, str]:
        """Return whose site each preset is."""
        return titles()

    def add(
        self,
        given: str,
        *,
        name: str | None = None,
        pattern: str | None = None,
        reporter: str | None = None,
        language: str | None = None,
        kind: str | None = None,
        tell: Callable[[str], None] = lambda line: None,
    ) -> Source:
        """Add an address, a folder or a preset.

        `pattern` says which of its pages are wanted (rag.sources.address.fits); `reporter`, `language` and `kind` are
        those of its readouts; `tell` is told what may be of use. Raises InputError, LockedError.
        """
        taken = [source.name for source in self._store.list()]
        client = self._client()
        told = Told(name, pattern, reporter, language, kind)
        source = make_source(given, told, client, taken, _now(), tell)
        with writing(self._settings.data, self._settings.lock_seconds):
            self._store.add(source)
            self._store.record([], client.hosts(), _now())
        return source

    def remove(self, *names: str) -> None:
        """Take sources out; the readouts that came from them stay. Raises InputError, LockedError."""
        with changing(self._settings):
            failures.note(self._catalog.database, [], self._store.remove(*names), _now())

    def sync(
        self, *names: str, limit: int = LIMIT, anew: bool = False, log: Log = lambda event: None
    ) -> Sequence[Synced]:
        """Look at the sources of these names, by default all and what else had failed, and take in what is new.

        `limit` is the number of pages asked for at each source, `anew` asks for all of them whatever their lists say.
        Raises InputError for an unknown name, LockedError while another sync runs or another process writes.
        """
        with writing(self._settings.data / "sync", self._settings.lock_seconds, "looking at the sources"):
            sources = [*self._store.list(*names), *([] if names else self._failed())]
            client = self._client()
            run = Run(client, self._store, self._kept, version("onrecord"), log, limit, anew)
            gathered = gather(sources, run)
            done = self._take_in(gathered, client, log, restore=False)
        return together(done)

    def ingest(self, addresses: Iterable[str], other: Ingested) -> Ingested:
        """Take in the pages at these addresses, also what was removed before, and return it together with `other`;
        what cannot be had is listed.

        Raises LockedError, StoreError.
        """
        client = self._client()
        live = set(self._catalog.live())
        run = Run(
            client, self._store, lambda page: live >= set(page.readouts) and self._kept(page), version("onrecord")
        )
        sources: list[Source] = []
        gathered: list[Gathered] = []
        for given in addresses:
            try:
                sources.append(self._of_page(spell(given)))
            except SourceError as error:
                gathered.append(Gathered(Source("", given, "page"), failed=[(given, str(error))]))
        gathered += gather(sources, run)
        done = self._take_in(gathered, client, run.log, restore=True)
        return Ingested(
            (*other.added, *(id for one in done for id in one.added)),
            (*other.changed, *(id for one in done for id in one.changed)),
            (*other.unchanged, *(id for one in done for id in one.unchanged)),
            (*other.failed, *(failure for one in done for failure in one.failed)),
            other.skipped,
        )

    def _take_in(self, gathered: Sequence[Gathered], client: Client, log: Log, restore: bool) -> Sequence[Synced]:
        """Put what was gathered into the catalog and publish it, then note what was seen.

        The visits are noted last: were they lost, everything would be asked for once more and nothing be doubled.
        """
        now = _now()
        patient = self._settings.model_copy(update={"lock_seconds": max(PATIENCE, self._settings.lock_seconds)})
        with changing(patient):
            done = self._put(gathered, log, restore, now)
            self._publish()
        with writing(patient.data, patient.lock_seconds):
            self._store.record(gathered, client.hosts(), now)
        return done

    def _put(self, gathered: Sequence[Gathered], log: Log, restore: bool, now: str) -> Sequence[Synced]:
        batch: dict[str, Readout] = {}
        for one in gathered:
            one.visited = [self._sound(visited, one, batch) for visited in one.visited]
        readouts = [readout for one in gathered for visited in one.visited for readout in visited.readouts]
        changes = iter(self._catalog.put(readouts, restore=restore))
        done = []
        for one in gathered:
            outcomes: dict[str, list[str]] = {
                "unchanged": [
                    id for v in one.visited if v.page.outcome == "taken" and not v.readouts for id in v.page.readouts
                ]
            }
            for n, visited in enumerate(one.visited):
                ids = []
                for _ in visited.readouts:
                    change = next(changes)
                    ids.append(change.id)
                    outcomes.setdefault(change.what, []).append(change.id)
                    log(Event(change.what, one.source.name, visited.page.address, change.id))
                if ids:
                    revisions = tuple(self._catalog.get(id).revision for id in ids)
                    page = dataclasses.replace(visited.page, readouts=tuple(ids), revisions=revisions)
                    one.visited[n] = Visited(page)
            done.append(synced(one, outcomes))
        failed = [failure for one in gathered for failure in one.failed]
        mended = {address for one in gathered for address in addresses_of(one)} - {address for address, _ in failed}
        failures.note(self._catalog.database, failed, mended, now)
        self._catalog.note_vanished((address for one in gathered for address in one.gone), now)
        return done

    def _sound(self, visited: Visited, gathered: Gathered, batch: dict[str, Readout]) -> Visited:
        """The visit, failed where its readout bears the id of another file."""
        try:
            for readout in visited.readouts:
                refuse_double(self._catalog, readout, batch)
                batch[readout.id] = readout
        except SourceError as error:
            gathered.failed.append((visited.page.address, str(error)))
            return Visited(
                dataclasses.replace(visited.page, outcome="failed", reason=str(error), readouts=(), revisions=())
            )
        return visited

    def _of_page(self, address: str) -> Source:
        """A single page as a source; what its feed or sitemap says of its readouts holds for it."""
        page = self._store.page(address)
        named = {source.name: source for source in self._store.list()}
        known = named.get(page.source) if page else None
        return dataclasses.replace(known or Source("", "", "page"), address=address, kind="page")

    def _failed(self) -> Iterable[Source]:
        """What failed outside all sources, each a source of its own without a name."""
        names = {source.name for source in self._store.list()}
        for failure in failures.listed(self._catalog.database):
            page = self._store.page(failure.source)
            if page and page.source in names:
                continue
            if looks_web(failure.source) and page:
                yield Source("", failure.source, "page")
            elif os.path.isfile(failure.source):  # noqa: PTH113  (Path's raises where the disk is away)
                yield Source("", failure.source, "folder")

    def _kept(self, page: Page) -> bool:
        """Whether the catalog holds what was taken in from the page: it may have come from an older backup."""
        try:
            newest = [self._catalog.get(id).revision for id in page.readouts]
        except UnknownReadoutError:
            return False
        return all(have >= had for have, had in zip(newest, page.revisions, strict=True))

    def _client(self) -> Client:
        settings = self._settings
        agent = f"onrecord/{version('onrecord')} ({settings.contact or 'collects official readouts for its user'})"
        limits = Limits(seconds=settings.fetch_seconds)
        return Client(agent, settings.host_seconds, settings.allow_private, self._store.host, limits)


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
