"""The members of a ZIP, bounded: nothing is written to disk, nothing leads outside, nothing swells without end.

`open_archive` takes bytes and returns the archive; `members` yields its files, `member_bytes` gives the bytes of one.
Refused are damaged archives, too many members, too much altogether, links, encrypted members, names that lead
outside, methods of compression that may need much memory, and members that swell beyond measure.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from rag.clean import one_line
from rag.errors import SourceError
from rag.load.decode import MAX_BYTES, too_large

MOST_MEMBERS = 5_000
MOST_BYTES = 500_000_000
"""Of all the members together, unpacked."""
MOST_TIMES = 200
"""How many times its packed size a member of over a megabyte may have."""
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    OSError,
    NotImplementedError,
    EOFError,
    struct.error,
    RuntimeError,
)


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Return the archive. Raises SourceError for one that is damaged or has too many members."""
    if data.count(b"PK\x01\x02") > MOST_MEMBERS:
        raise SourceError(f"holds more than {MOST_MEMBERS} files; unpack it into a folder")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (*_BROKEN, UnicodeDecodeError):
        raise SourceError("a damaged ZIP archive") from None


def members(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Yield the files in the archive, in the order of their names. Raises SourceError where they are too much."""
    found = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
    total = sum(info.file_size for info in found)
    if len(found) > MOST_MEMBERS or total > MOST_BYTES:
        raise SourceError(f"holds {len(found)} files of {total / 1e6:.0f} MB; unpack it into a folder")
    yield from found


def member_bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return a member's bytes. Raises SourceError."""
    if stat.S_ISLNK(info.external_attr >> 16):
        raise SourceError("a link, which is not followed")
    if not is_inside(info.filename):
        raise SourceError("its name leads outside the archive")
    if info.flag_bits & 1:
        raise SourceError("encrypted; unpack it with its password first")
    if info.compress_type not in _METHODS:
        raise SourceError("packed by a method that is not read; pack it anew")
    if info.file_size > MAX_BYTES:
        raise SourceError(too_large(info.file_size))
    if info.file_size > max(1_000_000, MOST_TIMES * info.compress_size):
        raise SourceError(f"swells to more than {MOST_TIMES} times its packed size")
    try:
        with archive.open(info) as member:
            return member.read(MAX_BYTES)
    except _BROKEN as error:
        raise SourceError(f"damaged in the archive ({one_line(str(error), 80)})") from None


def is_inside(name: str) -> bool:
    """Whether a relative path stays below the place it is relative to, on every system."""
    parts = name.replace("\\", "/").split("/")
    return bool(name) and name.isprintable() and ".." not in parts and parts[0] != "" and ":" not in parts[0]
