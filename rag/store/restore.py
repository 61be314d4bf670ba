"""Put databases in the place of those of a data directory, while others read.

`stage` gives the folder to put them into, `swap` brings them in. A catalog is replaced in one transaction of its own
file, so that a reader sees the old one or the new one; what is replaced is kept in `replaced/`.
"""

from __future__ import annotations

import contextlib
import datetime
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.settings import Settings
from rag.store import links
from rag.store.backup import CATALOG, take_place, unpack
from rag.store.build import build
from rag.store.catalog import Catalog
from rag.store.embedding import make_embedder
from rag.store.generation import mark_stale, writable
from rag.store.heard import attributing
from rag.store.known import People
from rag.store.mirror import changing
from rag.store.salvage import salvage
from rag.store.server import connect

KEPT = "replaced"


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """How many readouts there are now, the folder that keeps what was there before, and the ids of readouts of which
    a revision could not be read."""

    readouts: int
    kept: Path
    lost: tuple[str, ...] = ()


def bring_back(settings: Settings, file: Path | None) -> BroughtBack:
    """Put a backup, or without a file what can be read of the damaged catalog, in the place of what is there.

    The index of it is built first, so that both change at one moment. Raises as `unpack` and `salvage` do, before
    anything is touched; LockedError, NotWritableError.
    """
    data = settings.data
    with changing(settings, anyway=True), stage(data) as staged:
        lost: tuple[str, ...] = ()
        if file is not None:
            names = unpack(file, staged)
        else:
            names = (CATALOG,)
            lost = salvage(data / CATALOG, staged / CATALOG).lost
        catalog = Catalog(staged / CATALOG)  # one of an earlier version is brought up to date
        links.update(catalog.database, True)
        count = len(catalog.live())
        kept: list[Path] = []
        people = People(catalog)

        def ready() -> None:
            people.settle()
            kept.append(swap(staged, data, names))

        build(
            data,
            catalog,
            make_embedder(settings),
            attributing(people.statements, staged, data),
            lambda step, done, total: None,
            anew=True,
            ready=ready,
            server=connect(settings),
        )
        return BroughtBack(count, kept[0], lost)


@contextlib.contextmanager
def stage(data: Path) -> Iterator[Path]:
    """A folder that does not exist yet, in which databases are got ready; cleared away afterwards."""
    folder = data / "restore.tmp"
    try:
        with writable(data):
            if folder.is_dir():
                shutil.rmtree(folder)
            folder.unlink(missing_ok=True)
        yield folder / "new"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def swap(staged: Path, data: Path, names: Sequence[str]) -> Path:
    """Bring the staged databases in; returns the folder that keeps what was there. Raises NotWritableError.

    The caller holds the write lock. From here on the index counts as stale, until another is published.
    """
    with writable(data):
        kept = aside(data)
        for name in names:
            keep(data, name, kept)
        mark_stale(data / "index")
        for name in names:
            take_place(staged / name, data / name)
    return kept


def aside(data: Path) -> Path:
    """Make a folder that keeps what is replaced."""
    kept = data / KEPT / f"{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%S}"
    while kept.exists():
        kept = kept.with_name(kept.name + "x")
    kept.mkdir(parents=True)
    return kept


def keep(data: Path, name: str, kept: Path) -> None:
    """Copy a database with its log. Where a reader ends meanwhile, SQLite moves the log into the file and deletes it:
    then all is copied again."""
    for last in (False,) * 20 + (True,):
        try:
            for part in data.glob(f"{name}*"):
                shutil.copy2(part, kept / part.name)
            return
        except FileNotFoundError:
            if last:
                raise
            for part in kept.glob(f"{name}*"):
                part.unlink()
