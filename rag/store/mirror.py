"""A data directory that mirrors the library on a Chroma server: catalog and word index here, the vectors there.

`follow` brings the mirror up to what is published; a reader sees one publication whole, then the next. `changing` is
how everything that changes a library begins and ends, with a server or without: the write lock, with one also the
turn on the server, the mirror brought up to date, and at the end the new state published. What was not published is
undone.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from rag.errors import DamagedError, LockedError, StoreError
from rag.settings import Settings
from rag.store.backup import CATALOG, sha256, snapshot, take_place
from rag.store.generation import current_path, mark_stale, point, read_manifest, writable
from rag.store.intact import altered, digest
from rag.store.lease import turn
from rag.store.lock import writing
from rag.store.server import Publication, Server, connect, new_name

STATE = "mirror.json"
WORDS = "words.sqlite"


@dataclass(frozen=True, slots=True)
class State:
    """What a directory mirrors: a publication of a library. `pending` while unpublished changes are made."""

    library: str
    number: int
    catalog_digest: str
    pending: bool = False


def follow(settings: Settings) -> None:
    """Bring the mirror up to the newest publication; nothing where no server is configured.

    While another process of this machine writes, what is here stays in use. Raises StoreError.
    """
    server = connect(settings)
    if server is None:
        return
    newest, state = server.newest(), _state(settings.data)
    if newest is None or (state and not state.pending and _same(state, newest)):
        return
    with contextlib.suppress(LockedError), writing(settings.data, 0):
        _pull(settings.data, server)


@contextlib.contextmanager
def changing(settings: Settings) -> Iterator[None]:
    """Hold the right to change the library; at the end publish what changed. Raises LockedError, StoreError."""
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
            _write(data, State(state.library, state.number, state.catalog_digest, pending=True))
            try:
                yield
                _push(data, server, state)
            except BaseException:
                with contextlib.suppress(StoreError):
                    _pull(data, server)
                raise


def _pull(data: Path, server: Server) -> State:
    """Make the directory what is published; a directory that nothing was published from or to stays as it is."""
    while True:
        newest, state = server.newest(), _state(data)
        if newest is None:
            if state and state.number:
                mark_stale(data / "index")  # the server has lost it; what is here is published anew
            return State(state.library if state else uuid.uuid4().hex, 0, "")
        if state is None and _holds_anything(data / CATALOG):
            raise StoreError(
                f"{data}: holds a collection of its own, and {server.address} another one; use an empty directory "
                "(--data or ONRECORD_DATA), or an empty server"
            )
        if state is not None and state.library != newest.library:
            raise StoreError(
                f"{data}: mirrors another collection than the one on {server.address}; use another directory (--data "
                "or ONRECORD_DATA)"
            )
        if state is not None and not state.pending and _same(state, newest):
            return state
        try:
            return _fetch(data, server, newest, state)
        except DamagedError:
            if (now := server.newest()) is None or now.number == newest.number:
                raise
            # cleared away while it was fetched: there is a newer one


def _fetch(data: Path, server: Server, wanted: Publication, state: State | None) -> State:
    root = data / "index"
    staged = root / f"{wanted.generation}.tmp"
    final = root / wanted.generation
    with writable(data):
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        if state is None or state.pending or state.catalog_digest != wanted.catalog_digest:
            _fetched(server, wanted.catalog, staged / CATALOG, wanted.catalog_digest)
            take_place(staged / CATALOG, data / CATALOG)
            (staged / CATALOG).unlink(missing_ok=True)
        if not _whole(final, wanted):
            shutil.rmtree(final, ignore_errors=True)
            _fetched(server, wanted.words, staged / WORDS, wanted.words_digest)
            (staged / "manifest.json").write_text(wanted.manifest, encoding="utf-8")
            staged.rename(final)
        shutil.rmtree(staged, ignore_errors=True)
        point(final)
    new = State(wanted.library, wanted.number, wanted.catalog_digest)
    _write(data, new)
    return new


def _push(data: Path, server: Server, before: State) -> None:
    """Publish the directory's state, unless it is the one that was pulled."""
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
        number = before.number + 1
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
    server.clear(number)


def _fetched(server: Server, name: str, file: Path, stated: str) -> None:
    server.fetch(name, file)
    if stated not in (digest(file), sha256(file)):
        raise DamagedError(
            f"{server.address}: {name} is damaged; run `onrecord check --repair` where it was published"
        )


def _whole(path: Path, wanted: Publication) -> bool:
    """Whether the generation is here already, byte by byte."""
    try:
        same = (path / "manifest.json").read_text(encoding="utf-8") == wanted.manifest
        return same and not [*altered(path, read_manifest(path).files)]
    except (OSError, StoreError):
        return False


def _holds_anything(catalog: Path) -> bool:
    try:
        with contextlib.closing(sqlite3.connect(catalog)) as db:
            return db.execute("SELECT 1 FROM revision LIMIT 1").fetchone() is not None
    except sqlite3.OperationalError:
        return False  # no such table: it is new


def _same(state: State, publication: Publication) -> bool:
    return (state.library, state.number) == (publication.library, publication.number)


def _state(data: Path) -> State | None:
    try:
        return State(**json.loads((data / STATE).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise DamagedError(f"{data / STATE}: {error}; use another directory with --data or ONRECORD_DATA") from None


def _write(data: Path, state: State) -> None:
    with writable(data):
        beside = data / f"{STATE}.tmp"
        beside.write_text(json.dumps(asdict(state)), encoding="utf-8")
        beside.replace(data / STATE)
