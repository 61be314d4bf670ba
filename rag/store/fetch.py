"""Fetch the catalog and the word index of a publication from a Chroma server, and say what of it is damaged.

Takes a Server, a publication and the data directory. Raises DamagedError for what is gone or not as it was published;
that is not asked for again for a while.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rag.errors import DamagedError, StoreError
from rag.store.backup import CATALOG, sha256, take_place
from rag.store.generation import read_manifest, writable
from rag.store.intact import altered, digest
from rag.store.server import Publication, Server

WORDS = "words.sqlite"
RETRY = 60.0
"""Seconds until what was damaged is asked for again: a server that is overloaded may look so."""

_damaged: dict[tuple[str, str], float] = {}


def fetch_catalog(data: Path, server: Server, wanted: Publication) -> None:
    """Put the publication's catalog in the place of the one here."""
    with writable(data):
        staged = data / f"{CATALOG}.fetched.tmp"
        try:
            _fetched(server, wanted.catalog, staged, wanted.catalog_digest)
            take_place(staged, data / CATALOG)
        finally:
            staged.unlink(missing_ok=True)


def fetch_words(data: Path, server: Server, wanted: Publication) -> None:
    """Put the publication's word index where generations are, unless it is there already, byte by byte."""
    final = data / "index" / wanted.generation
    staged = final.with_name(f"{final.name}.tmp")
    if _whole(final, wanted):
        return
    with writable(data):
        shutil.rmtree(staged, ignore_errors=True)
        shutil.rmtree(final, ignore_errors=True)
        staged.mkdir(parents=True)
        try:
            _fetched(server, wanted.words, staged / WORDS, wanted.words_digest)
            (staged / "manifest.json").write_text(wanted.manifest, encoding="utf-8")
            staged.rename(final)
        finally:
            shutil.rmtree(staged, ignore_errors=True)


def problems(server: Server) -> Iterator[str]:
    """Yield what of the newest publication others cannot have."""
    numbers = server.numbers()
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(IndexError):
        try:
            newest = server.publication(numbers[-1])
            manifest = Path(folder) / "manifest.json"
            manifest.write_text(newest.manifest, encoding="utf-8")
            passages = read_manifest(manifest.parent).passages
            if (count := server.vectors(newest.vectors).count()) != passages:
                yield f"{server.address}: {newest.vectors} holds {count} passages of {passages}"
        except DamagedError as error:
            yield str(error)
            return
        for name, stated in ((newest.words, newest.words_digest), (newest.catalog, newest.catalog_digest)):
            try:
                _damaged.pop((server.address, name), None)
                _fetched(server, name, Path(folder) / "part", stated)
            except DamagedError as error:
                yield str(error)


def _fetched(server: Server, name: str, file: Path, stated: str) -> None:
    known = server.address, name
    damaged = DamagedError(
        f"{server.address}: {name} is damaged; run `onrecord check --repair` where it was published"
    )
    if time.monotonic() < _damaged.get(known, 0.0):
        raise damaged
    try:
        server.fetch(name, file)
        if stated not in (digest(file), sha256(file)):
            raise damaged
    except DamagedError:
        _damaged[known] = time.monotonic() + RETRY
        raise


def _whole(path: Path, wanted: Publication) -> bool:
    try:
        same = (path / "manifest.json").read_text(encoding="utf-8") == wanted.manifest
        return same and not [*altered(path, read_manifest(path).files)]
    except (OSError, StoreError):
        return False
