"""Whether the files of a generation are as they were written.

Takes a generation's directory and what its manifest states of each file (`size:blake2b`). Returns what is wrong.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

ALTERED = "chroma.sqlite3"
"""Chroma writes into this file whenever it opens it, so its bytes are looked over by SQLite and not by a digest."""


def altered(path: Path, files: Mapping[str, str]) -> Iterator[str]:
    """Yield the files of a generation that are not byte by byte as they were written."""
    for name, stated in files.items():
        try:
            if digest(path / name) != stated:
                yield f"{path / name}: not as it was written"
        except OSError as error:
            yield f"{path / name}: {error.strerror}"


def unsound(path: Path, files: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with the files of a generation, the one that Chroma alters looked over by SQLite."""
    yield from altered(path, files)
    database = path.absolute() / "chroma" / ALTERED
    if not database.parent.is_dir():
        return
    try:
        with contextlib.closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as db:
            if (problem := db.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
                yield f"{database}: {problem}"
    except sqlite3.DatabaseError as error:
        yield f"{database}: {error}"


def lasting(path: Path) -> Iterator[Path]:
    """Yield the files that stay as they are: not the database, which Chroma alters when it opens it, and not the
    graph before its thousandth passage, which until then is a scratch file."""
    for item in sorted(path.rglob("*")):
        graph = path / "chroma" in item.parents
        if (
            item.is_file()
            and item.name != ALTERED
            and (not graph or (item.parent / "index_metadata.pickle").is_file())
        ):
            yield item


def digest(path: Path) -> str:
    """Return a file's size and BLAKE2b, as manifests state them."""
    with path.open("rb") as file:
        return f"{path.stat().st_size}:{hashlib.file_digest(file, 'blake2b').hexdigest()[:32]}"
