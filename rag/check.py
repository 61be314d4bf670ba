"""Look the library over: what is inconsistent, missing or failed, and the command that mends it.

Takes the catalog and the settings. `check` returns findings; none means that all is well. It loads no model. `repair`
mends what can be mended without giving anything up, and returns what it could not keep in whole.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.errors import DamagedError, StoreError
from rag.load.find import file_of
from rag.settings import Settings
from rag.sources.address import looks_web
from rag.store.build import is_current
from rag.store.catalog import Catalog
from rag.store.failures import listed
from rag.store.generation import current_path, is_stale, open_generation, read_manifest, stand_in
from rag.store.heard import existing
from rag.store.intact import unsound
from rag.store.known import People
from rag.store.mend import closed, faults, make_way, mend
from rag.store.mirror import REMEDY, changing, lacking, renew
from rag.store.server import connect

REPAIR = "onrecord check --repair"
RESTORE = "onrecord restore FILE, from a backup; without one, onrecord restore --salvage keeps what can be read"
AGAIN = "onrecord restore FILE, from a backup; without one, take the files in again with onrecord ingest"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong or missing, and what to do about it."""

    what: str
    remedy: str


def check(catalog: Catalog, settings: Settings) -> list[Finding]:
    """Return the findings, faults of the store first, then gaps in single readouts."""
    if shut := [*closed(settings.data)]:
        rights = "give whoever runs onrecord the right to read and write it, and what is in it: chmod -R u+rwX"
        return [Finding(f"{path}: may not be read and written", f"{rights} {path}") for path in shut]
    files = [Finding(what, REPAIR) for what in faults(settings.data)]
    if damage := [*_catalog(catalog, settings)]:  # what is derived from it, or told by it, cannot be judged
        return [*files, *damage]
    return [*files, *_server(settings), *_store(catalog, settings), *_heard(settings), *_readouts(catalog)]


def repair(catalog: Catalog, settings: Settings, publish: Callable[[], None]) -> list[Finding]:
    """Mend files, and have the index built anew, unless the catalog is damaged: an index of that would quote what
    nobody said. Returns what was mended that may lack something. Raises StoreError where that is not possible."""
    if [*closed(settings.data)]:
        return []
    done = make_way(settings.data)
    if settings.chroma and [*_catalog(catalog, settings)]:
        renew(settings)
    with changing(settings):
        done += mend(settings.data)
        if not [*_catalog(catalog, settings)]:
            publish()
    return [Finding(what, "onrecord restore FILE brings back more, where a backup has it") for what in done]


def _catalog(catalog: Catalog, settings: Settings) -> Iterator[Finding]:
    remedy, again = (REPAIR, REPAIR) if settings.chroma else (RESTORE, AGAIN)  # a mirror is fetched anew
    try:
        problems = catalog.problems()
        empty = catalog.is_empty()
    except DamagedError as error:
        yield Finding(str(error), remedy)
        return
    if problems:
        yield Finding(f"{catalog.path}: damaged: {'; '.join(problems[:3])}", remedy)
    if empty and (indexed := _indexed(settings.data / "index")):
        yield Finding(f"{catalog.path}: was deleted or emptied; the index is of {indexed} readouts", again)


def _indexed(root: Path) -> int:
    """How many readouts the index holds, as far as its manifest tells."""
    with contextlib.suppress(StoreError):
        if path := current_path(root):
            return read_manifest(path).readouts
    return 0


def _server(settings: Settings) -> Iterator[Finding]:
    try:
        for what, mendable in lacking(settings):
            yield Finding(what, REPAIR if mendable else REMEDY)
    except StoreError as error:
        yield Finding(str(error), REMEDY)


def _store(catalog: Catalog, settings: Settings) -> Iterator[Finding]:
    root = settings.data / "index"
    live = catalog.live()
    path = None
    try:
        path = current_path(root)
        if path is None:
            if live:
                yield Finding(f"{len(live)} readouts are in the catalog and none in the index", REPAIR)
            return
        manifest = read_manifest(path)
        if problems := [*unsound(path, manifest.files)]:
            raise DamagedError("; ".join(problems))
        if is_stale(root):
            raise DamagedError(f"{path}: the index is of the catalog before a restore")
        with contextlib.closing(open_generation(path, None, connect(settings))) as generation:
            present = generation.lexical.readouts()
    except StoreError as error:
        yield Finding(str(error), REPAIR)
        if isinstance(error, DamagedError) and (other := stand_in(root, path, None, live, connect(settings))):
            other.close()
            yield Finding(f"{other.path} answers instead, {other.behind} readouts behind the catalog", REPAIR)
        return
    if missing := live.items() - present.items():
        yield Finding(f"{len(missing)} readouts or revisions of the catalog are not in the index", REPAIR)
    if dead := present.items() - live.items():
        yield Finding(f"{len(dead)} readouts or revisions of the index are no longer in the catalog", REPAIR)
    if People(catalog).pending():
        yield Finding("the index lacks what readouts taken in since then tell of people", REPAIR)
    if not missing and not dead and not is_current(settings, catalog):
        yield Finding("the index was built with another embedding model or passage cutter", REPAIR)


def _heard(settings: Settings) -> Iterator[Finding]:
    try:
        heard = existing(settings.data)
        if heard and heard.pending():
            yield Finding("the index lacks speakers that a language model has named", REPAIR)
    except DamagedError:
        pass  # told among the files


def _readouts(catalog: Catalog) -> Iterator[Finding]:
    for failure in listed(catalog.database):
        since = f", {failure.tries} times since {failure.first[:10]}" if failure.tries > 1 else ""
        again = f"mend it, then: onrecord ingest {file_of(failure.source)}"
        if looks_web(failure.source):
            again = "the next `onrecord sync` tries it again"
        yield Finding(
            f"failed on {failure.last[:10]}{since}: {failure.reason}",
            f"{again} (or: onrecord failures --dismiss {failure.source})",
        )
    for readout in catalog.readouts():
        missing = [name for name in ("reporter", "date") if not getattr(readout, name)]
        if missing:
            remedy = f"give it in the file's header, then: onrecord ingest {file_of(readout.source)}"
            if looks_web(readout.source):
                remedy = "add what it came from with `onrecord source add ADDRESS --reporter CODE`, or edit a copy"
            yield Finding(f"{readout.id}: {' and '.join(missing)} unknown", remedy)
