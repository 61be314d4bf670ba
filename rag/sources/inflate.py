"""Undo gzip and deflate piece by piece, with limits, so that a small answer cannot fill the memory.

Takes pieces of bytes as they arrive. Returns the bytes; refuses, with SourceError, more than the limit, more than a
hundred times what came in, and what is no such data.
"""

from __future__ import annotations

import zlib

from rag.errors import SourceError

RATIO = 100
FREE = 1_000_000
"""Below so many bytes the ratio does not matter."""
GZIP = b"\x1f\x8b"


class Inflater:
    """Collects pieces up to `limit` bytes, inflated where `encoding` is gzip or deflate ("" for neither)."""

    def __init__(self, encoding: str, limit: int) -> None:
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise SourceError(f"compressed in a way that was not asked for ({encoding[:20]})")
        self._encoding = encoding
        self._limit = limit
        self._taken = 0
        self._out = bytearray()
        self._zlib = None if encoding in ("", "identity") else zlib.decompressobj(47 if "gzip" in encoding else 15)

    def feed(self, piece: bytes) -> None:
        """Take the next piece."""
        self._taken += len(piece)
        if self._zlib is None:
            self._out += piece
        else:
            self._inflate(piece)
        if len(self._out) > self._limit:
            raise SourceError(f"larger than {self._limit / 1e6:g} MB")
        if len(self._out) > max(FREE, RATIO * self._taken):
            raise SourceError(f"inflates to more than {RATIO} times its size")

    def _inflate(self, piece: bytes) -> None:
        assert self._zlib is not None  # noqa: S101 - feed has asked
        room = max(1, min(self._limit, max(FREE, RATIO * self._taken)) + 1 - len(self._out))
        try:
            self._out += self._zlib.decompress(piece, room)
        except zlib.error:
            if self._encoding != "deflate" or self._out:
                raise SourceError("damaged: it does not inflate") from None
            self._encoding, self._zlib = "raw", zlib.decompressobj(-15)  # some servers leave the zlib header out
            self._inflate(piece)

    def end(self) -> bytes:
        """Return all of it. Raises SourceError where it broke off."""
        if self._zlib is not None and self._taken and not self._zlib.eof:
            raise SourceError("damaged: the compressed data break off")
        return bytes(self._out)


def gunzip(data: bytes, limit: int) -> bytes:
    """Return the content of a gzip file, of one that is none the bytes themselves. Raises SourceError."""
    if not data.startswith(GZIP):
        return data
    inflater = Inflater("gzip", limit)
    inflater.feed(data)
    return inflater.end()
