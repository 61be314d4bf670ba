"""The library of readouts: ingest and ask, each five steps; the only place where the folders meet.

ingest: load, attribute, cut, embed, publish        ask: parse, find, choose, compose, verify
"""

from __future__ import annotations

import dataclasses
import functools
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.types import Answer, Filters, Readout, Statement, Turn

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable

    from rag.answer.search import Candidate
    from rag.check import Finding
    from rag.ingesting import Ingested, Progress
    from rag.settings import Settings
    from rag.sources.source import Log, Synced
    from rag.store.catalog import Revision
    from rag.store.diff import Changes
    from rag.store.embedding import Embedder
    from rag.store.failures import FailedSource
    from rag.store.link import Link
    from rag.store.origins import Origin
    from rag.store.restore import BroughtBack
    from rag.sync import Sync
    from rag.write.models import Writer

Turns = Sequence[Turn | dict[str, str]]
"""Earlier turns of a conversation, oldest first."""


class Library:
    """Readouts on disk and the answers they give; safe to share between threads. Make one with `Library.open`."""

    def __init__(self, settings: Settings) -> None:
        from rag.store.mirror import open_catalog
        from rag.store.published import Published

        self.settings = settings
        self._catalog = open_catalog(settings)
        self._embedder_: Embedder | None = None
        self._writer_: Writer | None = None
        self._loading = threading.Lock()
        self._published = Published(settings, self._embedder, self._catalog.live)

    @classmethod
    def open(cls, path: str | Path | None = None, **settings: Any) -> Library:
        """Open the library in a directory, made if missing, by default $ONRECORD_DATA or the user's data directory.
        `settings` override the environment's (see rag.settings). Raises SettingsError, StoreError."""
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
        asked = dataclasses.asdict(Filters(tuple(parties), reporter, person, since, until, language, kind))
        *_, answer = self.stream(question, history=history, instead=instead, **asked)
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

        The citations are the same in all. Setting `stop` ends it with what has been verified. A model that fails
        leaves the quotes, and a `note` that says why. Filters and errors as in `ask`.
        """
        from rag.answering import quoted
        from rag.asking import grown

        asked = Filters(**filters | {"parties": tuple(filters.get("parties", ()))})
        turns = [turn if isinstance(turn, Turn) else Turn(**turn) for turn in history]
        quote = functools.partial(quoted, self._published, self._catalog, self._embedder())
        yield from grown(quote, self._writer, self.settings, question, asked, turns, instead or {}, stop)

    def warm(self) -> None:
        """Have a language model of this machine, if any, read what its prompts begin with. Raises ModelError."""
        from rag.write.write import warm

        warm(self._writer() if self.settings.llm.partition(":")[0] == "local" else None)

    def as_retriever(self, k: int = 8, **filters: Any) -> BaseRetriever:
        """Return a langchain retriever of the passages nearest to a question (see rag.retriever)."""
        from rag.retriever import make_retriever

        return make_retriever(self, k, filters)

    def as_runnable(self, **filters: Any) -> Runnable[Any, Answer]:
        """Return a langchain Runnable from a question to an answer; streamed, to each state (rag.retriever)."""
        from rag.retriever import make_runnable

        return make_runnable(self, filters)

    def passages(self, question: str, k: int = 8, **filters: Any) -> list[Candidate]:
        """Return the `k` passages that fit a question best, with their scores; filters and errors as in `ask`."""
        from rag.answering import passages

        asked = Filters(**filters | {"parties": tuple(filters.get("parties", ()))})
        return passages(self._published, self._embedder(), question, asked)[:k]

    # -- keeping

    def ingest(self, *sources: str | Path, progress: Progress | None = None, llm: bool = False) -> Ingested:
        """Take in files, folders and addresses of pages, and publish the index that holds them.

        What cannot be read is listed in the result, the rest goes in; the same content again changes nothing. With
        `llm` the language model is asked who said what the rules leave open (see rag.write.hear). Raises LockedError
        while another process writes, StoreError, ModelError; with `llm` SettingsError, MissingPartError.
        """
        from rag.ingesting import ask, ingest
        from rag.write.hear import make_listener

        tell = progress or _silent
        listener = make_listener(self.settings, self._writer(), self._catalog.get) if llm else None
        if addresses := [str(source) for source in sources if "://" in str(source)]:
            paths = [source for source in sources if str(source) not in addresses]
            done = self.sources.ingest(addresses, self.ingest(*paths, progress=progress))
            return ask(self.settings, self._publish, listener, done, tell) if listener else done
        return ingest(self.settings, self._catalog, self._publish, sources, tell, listener)

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
        self._change(lambda: self._catalog.remove(ids))

    def restore(self, *ids: str) -> None:
        """Take removed readouts back into answers, each in its newest revision. Raises UnknownReadoutError."""
        self._change(lambda: self._catalog.restore(ids))

    def back_up(self, file: str | Path, vectors: bool = False) -> tuple[str, ...]:
        """Write what cannot be derived into one file, with `vectors` the vectors too; returns the databases' names.
        Others may read and write meanwhile. Raises InputError where the file is there and no backup, StoreError."""
        from rag.store.backup import back_up

        return back_up(self.settings.data, Path(file), vectors)

    @classmethod
    def bring_back(cls, file: str | Path | None, path: str | Path | None = None, **settings: Any) -> BroughtBack:
        """Put a backup in the place of what a data directory holds (None: what a damaged catalog still lets read).
        Others may read meanwhile; what is replaced is kept, the index built anew. Raises InputError, DamagedError or
        NewerVersionError for an unusable file, before anything is touched."""
        from rag.settings import read
        from rag.store.restore import bring_back

        chosen = read(data=Path(path) if path is not None else None, **settings)
        return bring_back(chosen, Path(file) if file is not None else None)

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
        """Return a readout's revisions; all but the last are superseded. Raises UnknownReadoutError."""
        return self._catalog.revisions(id)

    def changes(self, id: str, before: int | None = None, after: int | None = None) -> Changes:
        """Return what changed between two revisions of a readout, by default the newest and the one before it, or
        itself where there is but one. Raises UnknownReadoutError."""
        from rag.store.diff import between

        return between(self._catalog, self.statements, id, before, after)

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
        from rag.store import heard, known

        return heard.attributing(known.attributing(self._catalog.database), self.settings.data)(readout)

    def check(self, repair: bool = False) -> Sequence[Finding]:
        """Return what is inconsistent, missing or failed, each with its remedy; with `repair` first mend files and
        build the index anew (see rag.check.repair). Raises StoreError where even that is not possible."""
        from rag.check import check
        from rag.check import repair as mend

        done = mend(self._catalog, self.settings, lambda: self._publish(_silent, anew=True)) if repair else []
        self._follow()
        return [*done, *check(self._catalog, self.settings)]

    def close(self) -> None:
        """Let go of the index."""
        self._published.close()

    # -- inside

    def _change(self, change: Callable[[], None], anew: bool = False) -> None:
        from rag.store.mirror import changing

        with changing(self.settings):
            change()
            self._publish(_silent, anew)

    def _writer(self) -> Writer | None:
        from rag.write.models import make_writer

        with self._loading:
            if self._writer_ is None:
                self._writer_ = make_writer(self.settings)
            return self._writer_

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
        from rag.ingesting import publish

        publish(self.settings, self._catalog, self._embedder, progress, anew)


def _silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""
