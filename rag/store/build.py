"""Bring the index up to the catalog.

Takes the catalog and an embedder. Returns the path of the generation that now is current. Additions go onto a copy of
the last generation; changes and removals build anew, with vectors from the cache; where nothing differs nothing is
done. Before it is published a generation is verified: the counts, and that passages are found by their own vectors.
"""

from __future__ import annotations

import contextlib
import datetime
import itertools
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from rag.errors import DamagedError, NewerVersionError
from rag.settings import Settings
from rag.store import passages as cutter
from rag.store.cache import EmbeddingCache
from rag.store.catalog import Catalog
from rag.store.embedding import Embedder, Vectors, fingerprint_of
from rag.store.generation import (
    FORMAT,
    Fingerprint,
    Generation,
    Manifest,
    begin,
    current_path,
    is_stale,
    open_generation,
    publish,
    read_manifest,
)
from rag.store.lexical import LexicalIndex
from rag.store.parts import Spans
from rag.store.passages import people_of, speakers_of
from rag.store.row import indexed, spans
from rag.store.server import Server, new_name
from rag.store.vectors import Metadata, VectorIndex, date_number, in_directory
from rag.store.verify import verify
from rag.types import Passage, Readout, Statement

GROUP = 128
"""Readouts that are cut and embedded together: enough texts for batches of like length."""

ATTEMPTS = 3
"""How often an index is built before verification gives up: each attempt makes a denser graph of neighbours, which
hides fewer passages."""

Cut = list[tuple[Readout, list[Passage]]]
Group = TypeVar("Group")
Attribute = Callable[[Readout], tuple[Statement, ...] | None]
"""Gives a readout's statements; None, once, where they depend on readouts that are yet to be read."""
Progress = Callable[[str, int, int], None]
"""Told the step, how much of it is done and how much there is."""


def fingerprint(embedder: Embedder) -> Fingerprint:
    """What an index built with this embedder depends on."""
    return Fingerprint(embedder.fingerprint, embedder.dimension, cutter.VERSION)


def is_current(settings: Settings, catalog: Catalog) -> bool:
    """Whether the published index holds just what the catalog does, by the model in use; loads no model."""
    live = catalog.live()
    try:
        path = current_path(settings.data / "index")
        if path is None or is_stale(path.parent):
            return path is None and not live
        manifest = read_manifest(path)
        words = LexicalIndex(path / "words.sqlite")
        with contextlib.closing(words):
            same = words.readouts() == live
    except NewerVersionError:
        raise
    except DamagedError:
        return False
    return (
        same
        and bool(manifest.server) == bool(settings.chroma)
        and manifest.fingerprint.model == fingerprint_of(settings)
        and manifest.fingerprint.cutter == cutter.VERSION
    )


def build(
    data: Path,
    catalog: Catalog,
    embedder: Embedder,
    attribute: Attribute,
    progress: Progress,
    anew: bool = False,
    ready: Callable[[], object] | None = None,
    server: Server | None = None,
) -> Path | None:
    """Build, verify and publish; None where the catalog is empty and nothing was ever published.

    The caller holds the write lock. `anew` leaves the current generation out of account. `ready` is called when the
    new one is verified, just before it takes its place. With a server the vectors are put there. Raises DamagedError
    where verification fails; the old generation then stays in force.
    """
    root = data / "index"
    live = catalog.live()
    base = None if anew or is_stale(root) else _usable(root, fingerprint(embedder), server)
    present = base.lexical.readouts() if base else {}
    if base and present == live:
        base.close()
        return base.path
    if not live and base is None and not anew:
        return None
    extends = base is not None and present.items() <= live.items()
    if base:
        base.close()
    for attempt in range(ATTEMPTS):
        wanted = [id for id in live if not extends or id not in present]
        path = begin(root, base.path if base and extends else None)
        try:
            vectors = _vectors(path, base.manifest.server if base and extends else None, attempt, server)
            known = base.manifest.hidden if base and extends else ()
            passages, lost = _fill_and_verify(
                path, vectors, catalog, wanted, embedder, attribute, progress, extends, known
            )
            if ready:
                ready()
            built = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            stated = Manifest(
                FORMAT, fingerprint(embedder), len(live), passages, built, server=vectors.name, hidden=(*known, *lost)
            )
            return publish(path, stated)
        except DamagedError:
            if attempt == ATTEMPTS - 1:
                raise
            extends = False  # what was wrong may have come with the base
        finally:
            shutil.rmtree(path, ignore_errors=True)  # what failed leaves no litter, above all not on a full disk
    raise AssertionError("the last attempt returns or raises")


def _vectors(path: Path, base: str | None, attempt: int, server: Server | None) -> VectorIndex:
    """Where the vectors go: into the directory, or into a new collection of the server, with those of the base; with
    each attempt into a denser graph."""
    if server is None:
        return in_directory(path / "chroma", create=attempt if base is None else None)
    newest = server.newest()
    made = server.vectors(new_name("vectors", newest.number + 1 if newest else 1), create=attempt)
    if base is not None:
        with contextlib.closing(LexicalIndex(path / "words.sqlite")) as words:
            made.copy(server.vectors(base), range(1, words.last() + 1))
    return made


def _fill_and_verify(
    path: Path,
    vectors: VectorIndex,
    catalog: Catalog,
    wanted: Sequence[str],
    embedder: Embedder,
    attribute: Attribute,
    progress: Progress,
    extends: bool,
    known: Sequence[int],
) -> tuple[int, tuple[int, ...]]:
    """Put the wanted readouts into the directory and look everything over.

    Returns the number of passages, and those that are hidden besides the `known` ones.
    """
    with (
        contextlib.closing(EmbeddingCache(path.parent.parent / "embeddings.sqlite", embedder)) as cache,
        contextlib.closing(vectors),
        contextlib.closing(LexicalIndex(path / "words.sqlite", create=not extends, write=True)) as words,
    ):
        kept = words.last()
        added = _fill(vectors, words, _cut(catalog, wanted, attribute, embedder), cache, len(wanted), progress)
        words.finish()
        return words.count(), verify(vectors, words, kept, added, cache, known, progress)


def _usable(root: Path, wanted: Fingerprint, server: Server | None) -> Generation | None:
    """The current generation if it can be built upon."""
    try:
        path = current_path(root)
        return open_generation(path, wanted, server) if path else None
    except NewerVersionError:
        raise
    except DamagedError:
        return None


def _cut(catalog: Catalog, ids: Sequence[str], attribute: Attribute, embedder: Embedder) -> Iterator[Cut]:
    """Yield groups of readouts with their passages; last come those whose statements depend on the others."""
    later: list[str] = []
    for wanted in (ids, later):
        for first in range(0, len(wanted), GROUP):
            group: Cut = []
            for id in wanted[first : first + GROUP]:
                readout = catalog.get(id)
                statements = attribute(readout)
                if statements is None:
                    later.append(id)
                else:
                    cut = cutter.cut(readout, statements, embedder.count_tokens, embedder.max_tokens)
                    group.append((readout, cut))
            if group:
                yield group


def _ahead(groups: Iterator[Group]) -> Generator[Group, None, None]:
    """Yield the groups, each made while the one before it is at work."""
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(next, groups, None)
        while (group := coming.result()) is not None:
            coming = maker.submit(next, groups, None)
            yield group


def _fill(
    vectors: VectorIndex,
    words: LexicalIndex,
    cut: Iterator[Cut],
    cache: EmbeddingCache,
    total: int,
    progress: Progress,
) -> Iterable[tuple[int, str, Spans]]:
    """Embed and store, a group of readouts at a time; returns (row, indexed text, where its statements stand) of what
    was added."""
    row = words.last() + 1
    added: list[tuple[int, str, Spans]] = []
    done = 0
    progress("embed", 0, total)
    with contextlib.closing(_ahead(_embed(_ahead(cut), cache))) as embedded:
        for group, texts, places, made, parts in embedded:
            rows = list(range(row, row + len(texts)))
            vectors.add(rows, made, [_metadata(r, p) for r, passages in group for p in passages])
            left = iter(parts)
            for readout, passages in group:
                words.add(row, readout, passages, list(itertools.islice(left, len(passages))))
                row += len(passages)
            words.commit()
            added += zip(rows, texts, places, strict=True)
            done += len(group)
            progress("embed", done, total)
    return added


def _embed(
    groups: Iterator[Cut], cache: EmbeddingCache
) -> Iterator[tuple[Cut, list[str], list[Spans], Vectors, list[bytes]]]:
    """Yield each group with what is indexed of its passages, where their statements stand in it, and the vectors of
    both."""
    for group in groups:
        passages = [passage for _, some in group for passage in some]
        texts = [indexed(passage.header, passage.text) for passage in passages]
        places: list[Spans] = [spans(passage) for passage in passages]
        yield group, texts, places, *cache.embed(texts, places)


def _metadata(readout: Readout, passage: Passage) -> Metadata:
    """What Chroma filters by; it takes no empty lists, so what is unknown is left out."""
    fields: Metadata = {"readout": readout.id, "language": readout.language, "kind": readout.kind}
    if readout.date:
        fields["date"] = date_number(readout.date)
    if readout.reporter:
        fields["reporter"] = readout.reporter
    if speakers := speakers_of(passage):
        fields["speakers"] = speakers
        fields["joint"] = any(statement.joint for statement in passage.statements)
    if people := people_of(passage):
        fields["people"] = people
    return fields
