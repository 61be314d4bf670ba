"""Index generations: directories that are built beside, verified, published by one rename and never changed.

`index/g-…/` holds a Chroma directory, a SQLite file and a manifest; `index/CURRENT` names the one that readers open.
`build` brings the index up to the catalog; `open_current` opens what is published. A writer killed at any moment
leaves the old generation in force and at most a directory that the next writer clears away.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import shutil
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from rag.errors import DamagedError, NewerVersionError, NotWritableError
from rag.store.lexical import LexicalIndex
from rag.store.vectors import VectorIndex

FORMAT = 1
KEPT = 2
"""Generations that stay on disk: the current one, and the last, for readers that have it open."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What vectors and passages depend on; an index with another one answers wrongly, so it is refused."""

    model: str
    dimension: int
    cutter: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself."""

    format: int
    fingerprint: Fingerprint
    readouts: int
    passages: int
    built: str


@dataclass(frozen=True, slots=True)
class Generation:
    """An open generation."""

    path: Path
    manifest: Manifest
    vectors: VectorIndex
    lexical: LexicalIndex

    def close(self) -> None:
        """Let go of its files."""
        self.vectors.close()
        self.lexical.close()


def current_path(root: Path) -> Path | None:
    """Return the directory that CURRENT names; None where nothing has been published."""
    try:
        name = (root / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedError(f"{root / 'CURRENT'}: {error}; run `onrecord check --repair`") from None
    return root / Path(name).name


def open_generation(path: Path, fingerprint: Fingerprint | None = None) -> Generation:
    """Open a published generation.

    Raises DamagedError where a part is missing, broken or - with a fingerprint given - of another model or cutter,
    and NewerVersionError where a later version wrote it.
    """
    manifest = read_manifest(path)
    if fingerprint is not None and manifest.fingerprint != fingerprint:
        raise DamagedError(
            f"{path}: the index was built with another embedding model or passage cutter than the one in use; "
            "set ONRECORD_MODEL to that model, or run `onrecord check --repair` to build the index anew"
        )
    if not (path / "chroma").is_dir() or not (path / "words.sqlite").is_file():
        raise DamagedError(f"{path}: a part of the index is missing; run `onrecord check --repair`")
    if not os.access(path / "chroma", os.W_OK):
        raise NotWritableError(f"{path}: Chroma cannot open a directory that is read-only; make it writable")
    generation = Generation(path, manifest, VectorIndex(path / "chroma"), LexicalIndex(path / "words.sqlite"))
    try:
        passages = generation.vectors.count(), generation.lexical.count()
        if passages != (manifest.passages, manifest.passages):
            raise DamagedError(
                f"{path}: {manifest.passages} passages were written, {min(passages)} are there; "
                "run `onrecord check --repair`"
            )
    except DamagedError:
        generation.close()
        raise
    return generation


def read_manifest(path: Path) -> Manifest:
    """Return the manifest. Raises DamagedError, NewerVersionError."""
    try:
        stated = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
        if stated["format"] > FORMAT:
            raise NewerVersionError(
                f"{path}: written by a later version of On Record (format {stated['format']}, this one knows "
                f"{FORMAT}); update with `pip install --upgrade onrecord`"
            )
        return Manifest(**{**stated, "fingerprint": Fingerprint(**stated["fingerprint"])})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedError(f"{path}: its manifest is broken ({error}); run `onrecord check --repair`") from None


def begin(root: Path, base: Path | None) -> Path:
    """Return a new directory to build in: empty, or a copy of a generation to add to.

    Clears away what dead writers left.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        for left in root.glob("*.tmp"):
            shutil.rmtree(left)
        path = root / f"g-{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}.tmp"
        if base is None:
            path.mkdir()
        else:
            shutil.copytree(base, path)
            (path / "manifest.json").unlink()
    except OSError as error:
        raise NotWritableError(f"{root}: cannot be written ({error.strerror})") from None
    return path


def publish(path: Path, manifest: Manifest) -> Path:
    """Make a finished, verified directory the current generation; returns its final path."""
    (path / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    _sync(sorted(item for item in path.rglob("*")))
    final = path.with_suffix("")
    path.rename(final)
    pointer = final.parent / "CURRENT.tmp-file"
    pointer.write_text(final.name + "\n", encoding="utf-8")
    _sync([pointer])
    pointer.replace(final.parent / "CURRENT")
    _sync([final.parent])
    old = sorted(item for item in final.parent.glob("g-*") if item.is_dir() and item != final)
    for item in old[: -(KEPT - 1)]:
        shutil.rmtree(item, ignore_errors=True)
    return final


def _sync(paths: Iterable[Path]) -> None:
    """Bring files and directories to the disk before anything refers to them."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):  # some file systems cannot sync a directory
                os.fsync(handle)
        finally:
            os.close(handle)
