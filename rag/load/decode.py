"""Read a file's bytes as text.

Takes a path. Returns the text, line ends unchanged. Refuses what is empty, binary, over 20 MB, unreadable or not
in UTF-8 (UTF-16 with a byte order mark is read too), naming the file and the reason.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from rag.errors import SourceError

MAX_BYTES = 20_000_000
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(path: Path) -> str:
    """Return the text of the file. Raises SourceError."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceError(f"{path}: {size / 1e6:.1f} MB; files over {MAX_BYTES // 10**6} MB are not read")
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from None
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8-sig"
    if encoding == "utf-8-sig" and b"\0" in data:
        raise SourceError(f"{path}: binary, not text")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{path}: not {encoding.removesuffix('-sig').upper()} at byte {error.start}; save it as UTF-8"
        ) from None
    if not text.strip():
        raise SourceError(f"{path}: empty")
    return text
