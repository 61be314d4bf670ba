"""Bytes to text, in whatever encoding they are.

`read_bytes` takes a path, `decode` takes bytes and the character set that a server, a page or a mail states. Refuses
what is empty, binary, over 20 MB, unreadable, or in an encoding that cannot be told with confidence: a text of wrong
letters would be quoted word for word.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from rag.errors import SourceError

MAX_BYTES = 20_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_bytes(path: Path) -> bytes:
    """Return what the file holds. Raises SourceError."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceError(f"{path}: {too_large(size)}")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from None


def too_large(size: int) -> str:
    """Return the sentence about a document of more bytes than are read."""
    return f"{size / 1e6:.1f} MB; files over {MAX_BYTES // 10**6} MB are not read"


def decode(data: bytes, charset: str | None = None) -> str:
    """Return the text, line ends unchanged; `charset` counts where the bytes bear it. Raises SourceError."""
    if not data.strip():
        raise SourceError("empty")
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    encoding = marked or "utf-8"
    if encoding in {"utf-8", "utf-8-sig"} and b"\0" in data:
        raise SourceError("binary, not text")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"not {encoding.removesuffix('-sig').upper()} at byte {error.start}; save it as UTF-8"
        ) from None
    if not text.strip():
        raise SourceError("empty")
    return text
