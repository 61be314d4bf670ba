"""Find the files to read below the paths that a user names, and what a manifest beside them states.

Takes paths of files and folders. Returns the files, folders searched recursively in the order of their names,
without README.md, NOTICE.md, hidden files and files of unknown suffix, which are counted. A path that is not
there, a named file of unknown suffix, or a line of a manifest that cannot be used is a failure, not an exception: the
rest of the batch goes on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rag.errors import SourceError
from rag.load.decode import read_bytes
from rag.load.kinds import SUFFIXES
from rag.load.manifest import NAME, read_manifest, summed

NOT_READOUTS = frozenset({"README.md", "NOTICE.md"})


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be taken in, and one sentence that says why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the paths hold; `skipped` counts the files of folders that were passed over.

    `stated` are the hints that a manifest gives of a file (rag.load.known.HINTS).
    """

    files: tuple[Path, ...]
    skipped: int
    failures: tuple[Failure, ...]
    stated: Mapping[Path, Mapping[str, str]] = field(default_factory=dict)
    looked_at: tuple[str, ...] = ()
    """The files and the manifests, as sources: one of them that is not among the failures is in order."""


_NO_SUCH = "no such file or folder"


def find(paths: Iterable[str | Path]) -> Found:
    """Return every file once, its path absolute."""
    files: dict[Path, None] = {}
    manifests: dict[Path, None] = {}
    failures: list[Failure] = []
    skipped = 0

    def unreadable(error: OSError) -> None:
        failures.append(Failure(str(error.filename), f"{error.filename}: cannot be read ({error.strerror})"))

    for given in paths:
        path = Path(os.path.abspath(Path(given).expanduser()))  # noqa: PTH100 - links stay as named
        if problem := _problem(path):
            failures.append(Failure(str(given), f"{given}: {problem}"))
        elif path.is_dir():
            for folder, subfolders, names in os.walk(path, onerror=unreadable):
                subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
                for name in sorted(names):
                    if is_readout_name(name):
                        files[Path(folder, name)] = None
                    elif name == NAME:
                        manifests[Path(folder, name)] = None
                    else:
                        skipped += 1
        elif path.suffix.lower() not in SUFFIXES:
            known = ", ".join(sorted(SUFFIXES))
            failures.append(Failure(str(given), f"{given}: files of this type are not read; known are {known}"))
        else:
            files[path] = None
            if path.with_name(NAME).is_file():
                manifests[path.with_name(NAME)] = None
    stated: dict[Path, dict[str, str]] = {}
    for manifest in manifests:
        stated |= _stated(manifest, failures)
    looked_at = tuple(map(str, (*files, *manifests)))
    return Found(tuple(files), skipped, tuple(failures), stated, looked_at)


def is_readout_name(name: str) -> bool:
    """Whether a file in a folder is taken for a readout by its name."""
    return Path(name).suffix.lower() in SUFFIXES and name not in NOT_READOUTS and name[0] != "."


def is_missing(path: Path) -> bool:
    """Whether nothing is there; what only cannot be reached now, on a disk that is away, is not gone."""
    return _problem(path) == _NO_SUCH


def file_of(source: str) -> str:
    """Return what to read again for a source: "some.zip" for "some.zip!one.pdf", the folder for a manifest."""
    ends = [at for at, character in enumerate(source) if character == "!"]
    if Path(source).name == NAME and not ends:
        return str(Path(source).parent)
    if not ends or Path(source).exists():
        return source
    return next((source[:end] for end in ends if Path(source[:end]).is_file()), source)


def _problem(path: Path) -> str:
    """Why it cannot be looked at; empty where it can."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return _NO_SUCH
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return ""


def _stated(manifest: Path, failures: list[Failure]) -> dict[Path, dict[str, str]]:
    """What the manifest states of each file; what is wrong in it joins the failures, as one."""

    def is_there(file: str) -> bool:
        parts = Path(file).parts
        return ".." not in parts and is_readout_name(parts[-1]) and Path(manifest.parent, file).is_file()

    try:
        hints, wrong = read_manifest(read_bytes(manifest), is_there)
    except SourceError as error:
        hints, wrong = {}, [str(error).removeprefix(f"{manifest}: ")]
    if wrong:
        failures.append(Failure(str(manifest), f"{manifest}, {summed(wrong)}"))
    return {Path(os.path.normpath(Path(manifest.parent, file))): row for file, row in hints.items()}
