"""Find the files to read below the paths that a user names.

Takes paths of files and folders. Returns the files, folders searched recursively in the order of their names,
without README.md, NOTICE.md, hidden files and files of unknown suffix, which are counted. A path that is not
there, or a named file of unknown suffix, is a failure, not an exception: the rest of the batch goes on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = frozenset({".md", ".txt"})
NOT_READOUTS = frozenset({"README.md", "NOTICE.md"})


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be taken in, and one sentence that says why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the paths hold; `skipped` counts the files of folders that were passed over."""

    files: tuple[Path, ...]
    skipped: int
    failures: tuple[Failure, ...]


def find(paths: Iterable[str | Path]) -> Found:
    """Return every file once, its path absolute."""
    files: dict[Path, None] = {}
    failures: list[Failure] = []
    skipped = 0

    def unreadable(error: OSError) -> None:
        failures.append(Failure(str(error.filename), f"{error.filename}: cannot be read ({error.strerror})"))

    for given in paths:
        path = Path(os.path.abspath(Path(given).expanduser()))  # noqa: PTH100 - links stay as named
        if path.is_dir():
            for folder, subfolders, names in os.walk(path, onerror=unreadable):
                subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
                for name in sorted(names):
                    if Path(name).suffix.lower() in SUFFIXES and name not in NOT_READOUTS and name[0] != ".":
                        files[Path(folder, name)] = None
                    else:
                        skipped += 1
        elif not path.exists():
            failures.append(Failure(str(given), f"{given}: no such file or folder"))
        elif path.suffix.lower() not in SUFFIXES:
            known = ", ".join(sorted(SUFFIXES))
            failures.append(Failure(str(given), f"{given}: files of this type are not read; known are {known}"))
        else:
            files[path] = None
    return Found(tuple(files), skipped, tuple(failures))
