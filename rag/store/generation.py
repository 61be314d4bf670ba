"""Index generations: directories that are built beside, verified, published by one rename and never changed.

`index/g-…/` holds a Chroma directory, a SQLite file and a manifest; `index/CURRENT` names the one that readers open.
`publish` makes one current, `open_generation` opens it, `stand_in` finds another where it is damaged. A writer killed
at any moment leaves the old generation in force and at most a directory that the next writer clears away.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rag.clean import one_line
from rag.errors import DamagedError, NewerVersionError, NotWritableError, StoreError
from rag.store.intact import altered, digest, lasting, unsound
from rag.store.lexical import LexicalIndex
from rag.store.vectors import VectorIndex, in_directory

if TYPE_CHECKING:
    from rag.store.server import Server

FORMAT = 1
KEPT = 2
"""Generations that stay on disk: the current one, and the last, for readers that have it open and for the day when
the current one is damaged."""

STALE = "STALE"


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
    number: int = 0
    """One more than that of the generation before; clocks may go back, this does not."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Each file's size and digest, as `size:blake2b`."""
    server: str = ""
    """The collection of a Chroma server that holds the vectors; empty where they are in the directory."""
    hidden: Sequence[int] = ()
    """Rows that the graph of neighbours does not find (rag.store.verify)."""


@dataclass(frozen=True, slots=True)
class Generation:
    """An open generation."""

    path: Path
    manifest: Manifest
    vectors: VectorIndex
    lexical: LexicalIndex
    behind: int | None = None
    """Readouts of the catalog that it lacks, where it stands in for a damaged one, -1 where nobody knows how many;
    None where it is the current."""

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
    if not name or Path(name).name != name:
        raise DamagedError(f"{root / 'CURRENT'}: it names no index; run `onrecord check --repair`")
    return root / name


def open_generation(path: Path, fingerprint: Fingerprint | None = None, server: Server | None = None) -> Generation:
    """Open a published generation, in server mode with its vectors on the server.

    Raises DamagedError where a part is missing, broken or - with a fingerprint given - of another model or cutter,
    and NewerVersionError where a later version wrote it.
    """
    manifest = read_manifest(path)
    if fingerprint is not None and manifest.fingerprint != fingerprint:
        raise DamagedError(
            f"{path}: the index was built with another embedding model or passage cutter than the one in use; "
            "set ONRECORD_MODEL to that model, or run `onrecord check --repair` to build the index anew"
        )
    if bool(manifest.server) != bool(server):
        raise DamagedError(
            f"{path}: its passages are {'in a Chroma server' if manifest.server else 'in this directory'} and "
            f"ONRECORD_CHROMA {'is not set' if manifest.server else 'names a server'}; change that, or run `onrecord "
            "check --repair` to build the index where it is wanted"
        )
    if (not server and not (path / "chroma").is_dir()) or not (path / "words.sqlite").is_file():
        raise DamagedError(f"{path}: a part of the index is missing; run `onrecord check --repair`")
    for problem in altered(
        path, manifest.files
    ):  # Chroma's native code dies of a damaged graph, or searches it unawares
        raise DamagedError(f"{problem}; run `onrecord check --repair`")
    if not server and not os.access(path / "chroma", os.W_OK):
        raise NotWritableError(f"{path}: Chroma cannot open a directory that is read-only; make it writable")
    vectors = server.vectors(manifest.server) if server else in_directory(path / "chroma")
    generation = Generation(path, manifest, vectors, LexicalIndex(path / "words.sqlite"))
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


def stand_in(
    root: Path,
    damaged: Path | None,
    wanted: Fingerprint | None,
    live: Mapping[str, int],
    server: Server | None = None,
) -> Generation | None:
    """Open the newest other generation that can answer for a damaged one: sound in every byte, of the same model, and
    without a readout or revision that the catalog no longer has. None where there is none."""
    found: list[tuple[int, Path]] = []
    for path in root.glob("g-*"):
        with contextlib.suppress(StoreError):
            manifest = read_manifest(path)
            if path != damaged and path.suffix != ".tmp" and not [*unsound(path, manifest.files)]:
                found.append((manifest.number, path))
    for _, path in sorted(found, reverse=True):
        with contextlib.suppress(StoreError):
            generation = open_generation(path, wanted, server)
            present = generation.lexical.readouts()
            if present.items() <= live.items():
                return replace(generation, behind=len(live) - len(present))
            generation.close()
    return None


def mark_stale(root: Path) -> None:
    """Say that the index belongs to another catalog from now on, even where ids and revisions are the same: it is not
    built upon, and counts as current only when another has been published."""
    root.mkdir(parents=True, exist_ok=True)
    (root / STALE).touch()
    _sync([root / STALE, root])


def is_stale(root: Path) -> bool:
    """Whether it was said so and nothing has been published since."""
    with contextlib.suppress(PermissionError):  # what may not be read is told where it is read
        return (root / STALE).exists()
    return False


def begin(root: Path, base: Path | None) -> Path:
    """Return a new directory to build in: empty, or a copy of a generation to add to.

    Clears away what dead writers left. Raises NotWritableError.
    """
    path = root / f"g-{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}.tmp"
    with writable(root):
        root.mkdir(parents=True, exist_ok=True)
        for left in root.glob("*.tmp"):
            shutil.rmtree(left)
        if base is None:
            path.mkdir()
        else:
            shutil.copytree(base, path)
            (path / "manifest.json").unlink()
    return path


def publish(path: Path, manifest: Manifest) -> Path:
    """Make a finished, verified directory the current generation; returns its final path. Raises NotWritableError."""
    root, final = path.parent, path.with_suffix("")
    with writable(root):
        files = {item.relative_to(path).as_posix(): digest(item) for item in lasting(path)}
        manifest = replace(manifest, number=_highest(root) + 1, files=files)
        (path / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
        _sync([*path.rglob("*"), path])
        path.rename(final)
        _sync([root])
        point(final)
    return final


def point(final: Path) -> None:
    """Make a whole directory the current generation, and clear away all but it and the one before."""
    root, before = final.parent, _before(final.parent)
    pointer = root / "CURRENT.tmp-file"
    pointer.write_text(final.name + "\n", encoding="utf-8")
    _sync([pointer])
    pointer.replace(root / "CURRENT")
    (root / STALE).unlink(missing_ok=True)
    _sync([root])
    for old in root.glob("g-*"):
        if old not in (final, before):
            shutil.rmtree(old, ignore_errors=True)


@contextlib.contextmanager
def writable(path: Path) -> Iterator[None]:
    """Say what a failed write means: OSError becomes NotWritableError."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)  # a copied tree fails with a list of all that failed
        raise NotWritableError(
            f"{path}: cannot be written ({one_line(why, 200)}); free some space or choose another directory with "
            "--data or ONRECORD_DATA, then run the command again"
        ) from None


def _before(root: Path) -> Path | None:
    """The generation that is current until the next takes its place."""
    try:
        return current_path(root)
    except DamagedError:
        return None


def _highest(root: Path) -> int:
    numbers = [0]
    for path in root.glob("g-*"):
        with contextlib.suppress(StoreError):
            numbers.append(read_manifest(path).number)
    return max(numbers)


def _sync(paths: Iterable[Path]) -> None:
    """Bring files and directories to the disk before anything refers to them."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):  # some file systems cannot sync a directory
                os.fsync(handle)
        finally:
            os.close(handle)
