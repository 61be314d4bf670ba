"""Ingest, five steps: load, attribute, cut, embed, publish.

`ingest` loads and brings the catalog up to date, `publish` does the rest for what the index lacks. Between them a
language model may be asked whose the sentences are that the rules leave open.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import SourceError
from rag.types import Readout

if TYPE_CHECKING:
    from rag.settings import Settings
    from rag.store.catalog import Catalog
    from rag.store.embedding import Embedder
    from rag.write.hear import Listener

Progress = Callable[[str, int, int], None]
"""Told the step, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """What an ingest did: ids by outcome, what failed and why, files that were passed over."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    skipped: int
    heard: int = 0
    """Sentences whose speaker a language model named, where one was asked."""
    note: str = ""
    """Why it was not asked about every readout; empty where it was."""


_OUTCOMES = ("added", "changed", "unchanged", "restored")


def ingest(
    settings: Settings,
    catalog: Catalog,
    publish: Callable[[Progress], None],
    sources: Sequence[str | Path],
    tell: Progress,
    listener: Listener | None = None,
) -> Ingested:
    """Take in files and folders; what it returns and raises is as in `Library.ingest`."""
    from rag.load.find import Failure, find
    from rag.load.load import load_all
    from rag.store import failures
    from rag.store.mirror import changing
    from rag.store.origins import refuse_double

    with changing(settings):
        found = find(sources)
        failed = [(failure.source, failure.reason) for failure in found.failures]
        readouts: dict[str, Readout] = {}
        for done, path in enumerate(found.files, 1):
            for loaded in load_all(path, found.stated.get(path)):
                try:
                    if isinstance(loaded, Failure):
                        raise SourceError(loaded.reason)
                    refuse_double(catalog, loaded, readouts)
                    readouts[loaded.id] = loaded
                except SourceError as error:
                    failed.append((loaded.source, str(error)))
            tell("load", done, len(found.files))
        changes = catalog.put(readouts.values())
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        taken = {*found.looked_at, *(readout.source for readout in readouts.values())}
        failures.note(catalog.database, failed, taken - {source for source, _ in failed}, now)
        by_outcome = {what: tuple(c.id for c in changes if c.what == what) for what in _OUTCOMES}
        new = [id for what in ("added", "restored", "changed") for id in by_outcome[what]]
        heard, note = listener.listen(new, by_outcome["unchanged"], tell) if listener else (0, "")
        publish(tell)
    return Ingested(
        by_outcome["added"] + by_outcome["restored"],
        by_outcome["changed"],
        by_outcome["unchanged"],
        tuple(failed),
        found.skipped,
        heard,
        note,
    )


def ask(
    settings: Settings, publish: Callable[[Progress], None], listener: Listener, done: Ingested, tell: Progress
) -> Ingested:
    """Ask about what was taken in and published already; returns what was done, with what was heard."""
    from rag.store.mirror import changing

    with changing(settings):
        heard, note = listener.listen((), (*done.added, *done.changed, *done.unchanged), tell)
        publish(tell)
    return dataclasses.replace(done, heard=heard, note=note)


def publish(
    settings: Settings, catalog: Catalog, embedder: Callable[[], Embedder], progress: Progress, anew: bool = False
) -> None:
    """Bring links and index up to the catalog, and publish; `anew` builds the index from nothing.

    The caller holds the write lock. `embedder` is asked for the model only where something is to be embedded.
    """
    from rag.store import links
    from rag.store.build import build, is_current
    from rag.store.heard import attributing, existing
    from rag.store.known import People
    from rag.store.server import connect

    links.update(catalog.database, anew)
    heard, people = existing(settings.data), People(catalog, anew)
    anew = anew or (heard is not None and heard.pending()) or people.pending()
    while anew or not is_current(settings, catalog):
        attribute = attributing(people.statements, settings.data)
        build(settings.data, catalog, embedder(), attribute, progress, anew, server=connect(settings))
        people.settle()
        if not (anew := people.pending()):  # what is new may tell of people in what was there before
            break
    if heard:
        heard.settle()
