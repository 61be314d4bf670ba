"""Files that come through the browser, kept in the data directory so that they can be read again.

Takes a file's name and bytes. Returns the path it was kept at. Refuses names that are none with SourceError; the
readers refuse what is too large or no readout.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from rag.clean import one_line
from rag.errors import NotWritableError, SourceError

FOLDER = "uploads"
_KEPT = re.compile(r"[^\w.()+-]+")


def keep(data: Path, name: str, content: bytes) -> Path:
    """Write the file below the data directory, in one step; the same name again replaces it."""
    path = data / FOLDER / safe_name(name)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        raise NotWritableError(f"{path}: cannot be written ({error.strerror})") from None
    return path


def safe_name(name: str) -> str:
    """Return the last part of a name, of letters, digits and - . _ ( ) + alone, never hidden, never long."""
    last = PurePosixPath(one_line(name).replace("\\", "/")).name
    made = _KEPT.sub("-", last).strip(".-")
    stem, dot, suffix = made.rpartition(".")
    made = f"{stem[:80]}{dot}{suffix[:10]}"
    if not stem:
        raise SourceError(f"{one_line(name, 80)!r}: a file needs a name and a suffix")
    return made
