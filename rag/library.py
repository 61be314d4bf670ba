"""The library of readouts: ingest and ask, each five steps; the only place where the folders meet.

ingest: load, attribute, cut, embed, publish        ask: parse, find, choose, compose, verify
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.errors import DamagedError, SourceError, UnknownReadoutError
from rag.types import Answer, Filters, Ingested, Question, Readout, Searched, Statement, Turn

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable

    from rag.answer.evidence import Evidence
    from rag.answer.search import Candidate
    from rag.check import Finding
    from rag.settings import Settings
    from rag.sources.source import Log, Synced
    from rag.store.catalog import Revision
    from rag.store.diff import Changes
    from rag.store.embedding import Embedder
    from rag.store.failures import FailedSource
    from rag.store.generation import Generation
    from rag.store.link import Link
    from rag.store.origins import Origin
    from rag.store.restore import BroughtBack
    from rag.sync import Sync
    from rag.write.models import Writer

Turns = Sequence[Turn | dict[str, str]]
"""Earlier turns of a conversation, oldest first."""
Progress = Callable[[str, int, int], None]
"""Told the step, how much of it is done, and how much there is."""


class Library:
    """Readouts on disk and the answers they give; safe to share between threads. Make one with `Library.open`."""

    def __init__(self, settings: Settings) -> None:
        from rag.store.catalog import Catalog
        from rag.store.published import Published

        self.settings = settings
        self._catalog = Catalog(settings.data / "catalog.sqlite")
        self._embedder_: Embedder | None = None
        self._writer_: Writer | None = None
        self._loading = threading.Lock()
        self._published = Published(settings, self._embedder, self._catalog.live)

    @classmethod
    def open(cls, path: str | Path | None = None, **settings: Any) -> Library:
        """Open the library in a directory, by default $ONRECORD_DATA or the user's data directory; made if missing.

        `settings` override the environment's (see rag.settings). Raises SettingsError, StoreError.
        """
        from rag.settings import read

        library = cls(read(data=Path(path) if path is not None else None, **settings))
        library._follow()
        return library

    # -- asking

    def ask(
        self,
        question: str,
        *,
        parties: Sequence[str] = (),
        reporter: str | None = None,
        person: str | None = None,
        since: str | None = None,
        until: str | None = None,
        language: str | None = None,
        kind: str | None = None,
        history: Turns = (),
        instead: Mapping[str, Any] | None = None,
    ) -> Answer:
        """Answer a question with quotes, or say that there is no answer and what was searched.

        `parties` are the speakers wanted, `reporter` whose account, both as codes or names; `since` and `until` are
        inclusive dates (YYYY, YYYY-MM, YYYY-MM-DD); `history` are earlier turns, oldest first; `instead` is put in
        place of what is read from the question (see rag.answer.reading). Raises QuestionError for an unusable
        question or filter, EmptyLibraryError where nothing was ingested, StoreError, ModelError.
        """
        filters = Filters(tuple(parties), reporter, person, since, until, language, kind)
        *_, answer = self.stream(question, history=history, instead=instead, **dataclasses.asdict(filters))
        return answer

    def stream(
        self,
        question: str,
        *,
        stop: threading.Event | None = None,
        history: Turns = (),
        instead: Mapping[str, Any] | None = None,
        **filters: Any,
    ) -> Iterator[Answer]:
        """Yield the answer as it grows: at once in quotes mode, then, where a model is configured, with one more
        verified sentence each time; the last one is final (`finished`).

        The citations are the same in all. Setting `stop` ends it with what has been verified. A model that cannot be
        had or fails leaves the quotes, with a `note` that says why. Filters and errors as in `ask`.
        """
        from rag.write.rewrite import rewritten
        from rag.write.write import written

        filters["parties"] = tuple(filters.get("parties", ()))
        asked = Filters(**filters)
        turns = [turn if isinstance(turn, Turn) else Turn(**turn) for turn in history]
        completed = rewritten(question, asked, turns, self._writer, self.settings, stop)
        answer = self._quoted(completed or question, asked, [] if completed else turns, instead or {})
        answer = dataclasses.replace(answer, question=question, rewritten=completed) if completed else answer
        yield from written(answer, self._writer, self.settings, stop)

    def as_retriever(self, k: int = 8, **filters: Any) -> BaseRetriever:
        """Return a langchain retriever of the passages nearest to a question (see rag.retriever)."""
        from rag.retriever import make_retriever

        return make_retriever(self, k, filters)

    def as_runnable(self, **filters: Any) -> Runnable[Any, Answer]:
        """Return a langchain Runnable from a question to an answer; streamed, it yields each state of it.

        `rag.retriever.to_message` after it makes an AIMessage with annotations of the answer.
        """
        from rag.retriever import make_runnable

        return make_runnable(self, filters)

    def passages(self, question: str, k: int = 8, **filters: Any) -> list[Candidate]:
        """Return the `k` passages that fit a question best, with their scores; filters and errors as in `ask`."""
        from rag.answer.question import parse
        from rag.answer.search import candidates

        filters["parties"] = tuple(filters.get("parties", ()))
        asked = parse(question, Filters(**filters))
        embedder = self._embedder()
        return self._published.read(lambda generation: candidates(asked, generation, embedder))[:k]

    # -- keeping

    def ingest(self, *sources: str | Path, progress: Progress | None = None) -> Ingested:
        """Take in files, folders and addresses of pages, and publish the index that holds them.

        What cannot be read is listed in the result, the rest goes in; the same content again changes nothing.
        Raises LockedError while another process writes, StoreError, ModelError.
        """
        from rag.load.find import Failure, find
        from rag.load.load import load_all
        from rag.store import failures
        from rag.store.mirror import changing
        from rag.store.origins import refuse_double

        if addresses := [str(source) for source in sources if "://" in str(source)]:
            paths = [source for source in sources if str(source) not in addresses]
            return self.sources.ingest(addresses, self.ingest(*paths, progress=progress))
        tell = progress or _silent
        with changing(self.settings):
            found = find(sources)
            failed = [(failure.source, failure.reason) for failure in found.failures]
            readouts: dict[str, Readout] = {}
            for done, path in enumerate(found.files, 1):
                for loaded in load_all(path, found.stated.get(path)):
                    try:
                        if isinstance(loaded, Failure):
                            raise SourceError(loaded.reason)
                        refuse_double(self._catalog, loaded, readouts)
                        readouts[loaded.id] = loaded
                    except SourceError as error:
                        failed.append((loaded.source, str(error)))
                tell("load", done, len(found.files))
            changes = self._catalog.put(readouts.values())
            now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            taken = {*found.looked_at, *(readout.source for readout in readouts.values())}
            failures.note(self._catalog.database, failed, taken - {source for source, _ in failed}, now)
            self._publish(tell)
        by_outcome = {what: tuple(c.id for c in changes if c.what == what) for what in _OUTCOMES}
        return Ingested(
            by_outcome["added"] + by_outcome["restored"],
            by_outcome["changed"],
            by_outcome["unchanged"],
            tuple(failed),
            found.skipped,
        )

    @functools.cached_property
    def sources(self) -> Sync:
        """The feeds, sitemaps, pages and folders that are looked at again and again: list, add, remove, presets."""
        from rag.sync import Sync

        return Sync(self.settings, self._catalog, lambda: self._publish(_silent))

    def sync(self, *names: str, limit: int = 500, anew: bool = False, log: Log | None = None) -> Sequence[Synced]:
        """Look at the sources of these names, by default all, and take in what is new (see rag.sync.Sync.sync)."""
        return self.sources.sync(*names, limit=limit, anew=anew, log=log or (lambda event: None))

    def remove(self, *ids: str) -> None:
        """Take readouts out of answers; the catalog keeps their revisions. Raises UnknownReadoutError."""
        from rag.store.mirror import changing

        with changing(self.settings):
            self._catalog.remove(ids)
            self._publish(_silent)

    def restore(self, *ids: str) -> None:
        """Take removed readouts back into answers, each in its newest revision. Raises UnknownReadoutError."""
        from rag.store.mirror import changing

        with changing(self.settings):
            self._catalog.restore(ids)
            self._publish(_silent)

    def back_up(self, file: str | Path, vectors: bool = False) -> tuple[str, ...]:
        """Write the catalog and the other databases that cannot be derived into one file; returns their names.

        Others may read and write meanwhile. `vectors` adds the computed vectors, which saves time after a restore.
        Raises InputError where the file is there and is no backup, StoreError.
        """
        from rag.store.backup import back_up

        return back_up(self.settings.data, Path(file), vectors)

    @classmethod
    def bring_back(cls, file: str | Path | None, path: str | Path | None = None, **settings: Any) -> BroughtBack:
        """Put a backup in the place of what a data directory holds, or what can still be read of its damaged catalog
        where `file` is None; build the index of it.

        Others may read meanwhile: they go on, and see the new state when it is whole. What is replaced is kept.
        Raises InputError, DamagedError or NewerVersionError for an unusable file, before anything is touched.
        """
        from rag.settings import read
        from rag.store.restore import bring_back

        chosen = read(data=Path(path) if path is not None else None, **settings)
        return bring_back(chosen, Path(file) if file is not None else None, attributed)

    def failures(self, dismissed: bool = False) -> Sequence[FailedSource]:
        """Return every source that failed and was not taken in since; with `dismissed` the dismissed ones too."""
        from rag.store.failures import listed

        return listed(self._catalog.database, dismissed)

    def dismiss(self, *sources: str) -> None:
        """No longer report that these sources failed, unless for a new reason. Raises InputError."""
        from rag.store.failures import dismiss

        dismiss(self._catalog.database, sources)

    def list(self) -> Iterator[Readout]:
        """Yield every readout, in the order of the ids."""
        return self._catalog.readouts()

    def show(self, id: str, revision: int | None = None) -> Readout:
        """Return a readout with its text. Raises UnknownReadoutError."""
        return self._catalog.get(id, revision)

    def revisions(self, id: str) -> Sequence[Revision]:
        """Return the revisions of a readout, oldest first; all but the last are superseded. Raises
        UnknownReadoutError."""
        return self._catalog.revisions(id)

    def changes(self, id: str, before: int | None = None, after: int | None = None) -> Changes:
        """Return what changed in a readout between two revisions, by default the newest and the one before it.

        Where there is but one, it is compared with itself. Raises UnknownReadoutError.
        """
        from rag.store.diff import between

        return between(self._catalog, attributed, id, before, after)

    def revised(self, since: str = "") -> Iterator[Changes]:
        """Return what each revision since a date (ISO) changed, over the whole library, the latest first."""
        return (self.changes(revision.id, None, revision.number) for revision in self._catalog.revised(since))

    def places(self, id: str | None = None) -> Mapping[str, Sequence[Origin]]:
        """Return for a readout, or for each, the places where it was found, the first one first."""
        return self._catalog.places(id)

    def links(self, id: str | None = None) -> Sequence[Link]:
        """Return the links of a readout, or all: published again, nearly the same, translated."""
        from rag.store.links import linked

        return linked(self._catalog.database, id)

    def statements(self, readout: Readout) -> tuple[Statement, ...]:
        """Return the statements of a readout, every sentence with its speaker where the text says who."""
        return attributed(readout)

    def check(self, repair: bool = False) -> Sequence[Finding]:
        """Return what is inconsistent, missing or failed, each with its remedy; with `repair` build the index anew.

        Raises StoreError where even that is not possible.
        """
        from rag.check import check

        if repair:
            from rag.store.mirror import changing

            with changing(self.settings):
                self._publish(_silent, anew=True)
        self._follow()
        return check(self._catalog, self.settings)

    def close(self) -> None:
        """Let go of the index."""
        self._published.close()

    # -- inside

    def _writer(self) -> Writer | None:
        from rag.write.models import make_writer

        with self._loading:
            if self._writer_ is None:
                self._writer_ = make_writer(self.settings)
            return self._writer_

    def _quoted(self, question: str, filters: Filters, history: Sequence[Turn], instead: Mapping[str, Any]) -> Answer:
        from rag.answer.compose import compose
        from rag.answer.events import dated
        from rag.answer.evidence import choose, weights
        from rag.answer.features import concepts, features
        from rag.answer.question import parse
        from rag.answer.reading import corrected, reading
        from rag.answer.receipt import receipt
        from rag.answer.search import candidates
        from rag.answer.verify import cite
        from rag.store.links import again

        began = time.perf_counter()
        asked = parse(question, filters, history)
        asked = corrected(asked, instead)
        embedder = self._embedder()

        def look(generation: Generation) -> tuple[Question, Evidence, Searched, Generation]:
            words = generation.lexical
            question = dated(asked, words)
            found = candidates(question, generation, embedder)
            made = features(question, found, concepts(question, words))
            twice = again(self._catalog.database, {candidate.row.readout for candidate in found})
            evidence = choose(question, made, weights(), twice)
            return question, evidence, receipt(question, words), generation

        asked, evidence, searched, used = self._published.read(look)
        try:
            citations = cite(evidence.quotes, self._catalog.get)
            nearest = cite(evidence.nearest, self._catalog.get)
        except (DamagedError, UnknownReadoutError):
            if self._published.moves_on(used):  # a restore is bringing in another catalog with its index
                return self._quoted(question, filters, history, instead)
            raise
        answer = compose(asked, evidence.reason, citations, nearest, searched, used.behind)
        elapsed = round((time.perf_counter() - began) * 1000, 1)
        return dataclasses.replace(answer, elapsed_ms=elapsed, understood=reading(asked, instead))

    def _follow(self) -> None:
        """With a Chroma server, see what other machines have published."""
        if self.settings.chroma:
            from rag.store.mirror import follow

            follow(self.settings)

    def _embedder(self) -> Embedder:
        from rag.store.embedding import make_embedder

        with self._loading:
            if self._embedder_ is None:
                self._embedder_ = make_embedder(self.settings)
            return self._embedder_

    def _publish(self, progress: Progress, anew: bool = False) -> None:
        from rag.store import links
        from rag.store.build import build, is_current
        from rag.store.server import connect

        links.update(self._catalog.database, anew)
        if anew or not is_current(self.settings, self._catalog):
            build(
                self.settings.data,
                self._catalog,
                self._embedder(),
                attributed,
                progress,
                anew,
                server=connect(self.settings),
            )


_OUTCOMES = ("added", "changed", "unchanged", "restored")


def _silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""


def attributed(readout: Readout) -> tuple[Statement, ...]:
    """Return the readout's statements."""
    from rag.attribute.attribute import attribute

    return attribute(readout)
