"""A data directory that mirrors the library on a Chroma server: catalog and word index here, the vectors there.

`follow` brings the mirror up to what is published; a reader sees one publication whole, then the next. `changing` is
how everything that changes a library begins and ends, with a server or without: the write lock, with one also the
turn on the server, the mirror brought up to date, and at the end the new state published. What was not published is
undone. Where the newest publication is damaged on the server, readers go on with the last that they can have: a
directory that holds it keeps it, another takes the one before; only the former may publish, so that nothing is lost.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from rag.errors import DamagedError, LockedError, StoreError
from rag.settings import Settings
from rag.store import fetch
from rag.store.backup import CATALOG, snapshot
from rag.store.catalog import Catalog
from rag.store.fetch import WORDS, fetch_catalog, fetch_words
from rag.store.generation import current_path, mark_stale, point, read_manifest, writable
from rag.store.intact import digest
from rag.store.lease import turn
from rag.store.lock import writing
from rag.store.server import Publication, Server, connect, new_name

STATE = "mirror.json"
REMEDY = (
    "run `onrecord check --repair` on the machine that published it; if that is gone, `onrecord restore --salvage` "
    "here goes on from what can be read"
)


@dataclass(frozen=True, slots=True)
class State:
    """What a directory mirrors: a publication of a library. `pending` while unpublished changes are made."""

    library: str
    number: int
    catalog_digest: str
    pending: bool = False


def follow(settings: Settings) -> bool:
    """Bring the mirror up to the newest publication; nothing where no server is configured.

    Returns whether the newest is damaged and what is here is an earlier one. While another process of this machine
    writes, what is here stays in use. Raises StoreError.
    """
    server = connect(settings)
    if server is None:
        return False
    numbers, state = server.numbers(), _state(settings.data)
    newest = next(server.publications(numbers), None)
    here = newest and state and not state.pending and _is_here(settings.data, state, newest, numbers)
    if not here and (newest or (numbers and not state)):
        with contextlib.suppress(LockedError), writing(settings.data, 0):
            state = _pull(settings.data, server)
    return bool(state and state.number < max(numbers, default=0))


@contextlib.contextmanager
def changing(settings: Settings, anyway: bool = False) -> Iterator[None]:
    """Hold the right to change the library; at the end publish what changed. Raises LockedError, StoreError.

    `anyway` goes on from what is here where the newest publication is damaged and not here, and gives that up.
    """
    data = settings.data
    with writing(data, settings.lock_seconds):
        server = connect(settings)
        if server is None:
            with writable(data):
                (data / STATE).unlink(missing_ok=True)  # from now on the catalog goes its own way
            yield
            return
        with turn(server, settings.lock_seconds):
            state = _pull(data, server)
            top = max(server.numbers(), default=0)
            if state.number < top and not anyway:
                raise DamagedError(
                    f"{server.address}: publication {top} is damaged, and this directory lacks it; {REMEDY}"
                )
            _write(data, replace(state, pending=True))
            try:
                yield
                _push(data, server, state, top)
            except BaseException:
                with contextlib.suppress(StoreError):
                    _pull(data, server)
                raise


def open_catalog(settings: Settings) -> Catalog:
    """Open the catalog; a mirror of it that cannot be opened is fetched anew. Raises StoreError."""
    try:
        return Catalog(settings.data / CATALOG)
    except DamagedError:
        if not settings.chroma:
            raise
        renew(settings)
        return Catalog(settings.data / CATALOG)


def renew(settings: Settings) -> None:
    """Fetch the mirror anew, whatever is here. Raises StoreError."""
    with writing(settings.data, settings.lock_seconds):
        if (server := connect(settings)) and (state := _state(settings.data)):
            _write(settings.data, replace(state, pending=True))
            _pull(settings.data, server)


def fetch_earlier(settings: Settings) -> None:
    """With a server, bring here the word indexes of the publications before the newest: one of them may stand in."""
    if (server := connect(settings)) is None:
        return
    with contextlib.suppress(LockedError), writing(settings.data, 0):
        for publication in server.publications(server.numbers()[:-1]):
            with contextlib.suppress(DamagedError):
                fetch_words(settings.data, server, publication)


def lacking(settings: Settings) -> Iterator[tuple[str, bool]]:
    """Yield what others cannot have of the newest publication, and whether that can be mended from here."""
    if server := connect(settings):
        state = _state(settings.data)
        here = state is not None and state.number == max(server.numbers(), default=0)
        yield from ((problem, here) for problem in fetch.problems(server))


def _pull(data: Path, server: Server) -> State:
    """Make the directory what is published; a directory that nothing was published from or to stays as it is."""
    while True:
        numbers, state = server.numbers(), _state(data)
        if not numbers:
            if state and state.number:
                mark_stale(data / "index")  # the server has lost it; what is here is published anew
            return State((state and state.library) or uuid.uuid4().hex, 0, "")
        for publication in server.publications(numbers):
            _refuse_other(data, server, state, publication)
            if state and not state.pending and _is_here(data, state, publication, numbers):
                return state
            if state and state.number > publication.number and state.number in numbers:
                break  # the server cannot give any more what is here
            try:
                return _fetch(data, server, publication, state)
            except DamagedError:
                if server.numbers()[-1:] != numbers[-1:]:
                    break  # cleared away while it was fetched: there is a newer one
        if server.numbers()[-1:] != numbers[-1:]:
            continue
        if state is None:
            raise DamagedError(f"{server.address}: nothing that was published can be read; {REMEDY}")
        kept = replace(state, pending=False)
        _write(data, kept)
        return kept


def _refuse_other(data: Path, server: Server, state: State | None, publication: Publication) -> None:
    if state is None and _holds_anything(data / CATALOG):
        raise StoreError(
            f"{data}: holds a collection of its own, and {server.address} another one; use an empty directory "
            "(--data or ONRECORD_DATA), or an empty server"
        )
    if state is not None and state.library not in ("", publication.library):
        raise StoreError(
            f"{data}: mirrors another collection than the one on {server.address}; use another directory (--data "
            "or ONRECORD_DATA)"
        )


def _is_here(data: Path, state: State, newest: Publication, numbers: list[int]) -> bool:
    """Whether the directory holds the newest publication that can be read, or one that only it can read."""
    if state.library != newest.library:
        return False
    if state.number > newest.number:
        return state.number in numbers
    return (
        state.number == newest.number
        and (data / "index" / newest.generation / "manifest.json").is_file()
        and _holds_anything(data / CATALOG)
    )


def _fetch(data: Path, server: Server, wanted: Publication, state: State | None) -> State:
    if (
        state is None
        or state.pending
        or state.catalog_digest != wanted.catalog_digest
        or not _holds_anything(data / CATALOG)
    ):
        fetch_catalog(data, server, wanted)
    try:
        fetch_words(data, server, wanted)
    except DamagedError:
        if server.numbers()[-1:] != [wanted.number]:
            raise
        # the word index of an earlier publication stands in (rag.store.published)
    with writable(data):
        point(data / "index" / wanted.generation)
    new = State(wanted.library, wanted.number, wanted.catalog_digest)
    _write(data, new)
    return new


def _push(data: Path, server: Server, before: State, top: int) -> None:
    """Publish the directory's state, unless it is the one that was pulled, with the number after the highest."""
    path = current_path(data / "index")
    newest = server.newest()
    copy = data / f"{CATALOG}.published.tmp"
    try:
        catalog_digest = snapshot(data / CATALOG, copy)["sha256"]
        unchanged = newest is not None and path is not None and newest.generation == path.name
        held = read_manifest(path).server if path else ""
        if path is None or not held or (unchanged and catalog_digest == before.catalog_digest):
            _write(data, State(before.library, before.number, before.catalog_digest))
            return
        number = top + 1
        words = newest.words if unchanged and newest else new_name("words", number)
        if not unchanged:
            server.put(words, path / WORDS)
        catalog = new_name("catalog", number)
        server.put(catalog, copy)
        publication = Publication(
            number=number,
            library=before.library,
            generation=path.name,
            manifest=(path / "manifest.json").read_text(encoding="utf-8"),
            vectors=held,
            words=words,
            catalog=catalog,
            words_digest=digest(path / WORDS),
            catalog_digest=catalog_digest,
        )
    finally:
        copy.unlink(missing_ok=True)
    if not server.publish(publication):
        raise LockedError(f"{server.address}: another machine has published meanwhile; run the command again")
    _write(data, State(before.library, number, catalog_digest))
    server.clear(publication)


def _holds_anything(catalog: Path) -> bool:
    try:
        with contextlib.closing(sqlite3.connect(catalog)) as db:
            return db.execute("SELECT 1 FROM revision LIMIT 1").fetchone() is not None
    except sqlite3.OperationalError:
        return False  # no such table: it is new
    except sqlite3.DatabaseError:
        return True  # what, nobody knows


def _state(data: Path) -> State | None:
    try:
        return State(**json.loads((data / STATE).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        return State("", 0, "", pending=True)  # a copy of nobody knows what: fetched anew
    except OSError as error:
        raise DamagedError(f"{data / STATE}: {error}; move it away") from None


def _write(data: Path, state: State) -> None:
    with writable(data):
        beside = data / f"{STATE}.tmp"
        with beside.open("w", encoding="utf-8") as file:
            file.write(json.dumps(asdict(state)))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(data / STATE)
