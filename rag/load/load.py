"""Load one file: decode it, see which format it has, read its fields.

Takes a path. Returns a Readout whose id is the file's stem. Refuses, with one sentence that names the file and what
is wrong, everything that the formats refuse, and an id that could not be shown or typed.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from rag.errors import SourceError
from rag.load.dated import is_dated, read_dated
from rag.load.decode import decode
from rag.load.headers import is_headed, read_headed
from rag.load.house import is_house, read_house
from rag.load.plain import read_plain
from rag.types import Readout


def load(path: Path) -> Readout:
    """Return the readout. Raises SourceError."""
    text = decode(path)
    stem = path.stem
    try:
        if not stem.isprintable() or len(stem) > 200:
            raise SourceError("the name holds characters that cannot be shown, or is longer than 200")
        if is_house(text):
            fields = read_house(text)
        elif is_headed(text):
            fields = read_headed(text)
        elif is_dated(text):
            fields = read_dated(text)
        else:
            fields = read_plain(text, stem)
        if not fields["text"].strip():
            raise SourceError("the header has no body below it")
    except SourceError as error:
        raise SourceError(f"{path}: {error}") from None
    retrieved = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return Readout(id=stem, source=str(path), retrieved=retrieved, **fields)
