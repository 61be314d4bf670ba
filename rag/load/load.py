"""Load a document: see which format it has, read its fields, fill in what is known from elsewhere.

Takes a path or bytes. Returns a Readout whose id is the file's stem. Refuses, with one sentence that names the source
and what is wrong, everything that the formats refuse, and an id that could not be shown or typed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from rag.errors import SourceError
from rag.load.dated import is_dated, read_dated
from rag.load.decode import decode, read_bytes
from rag.load.find import Failure
from rag.load.headers import is_headed, read_headed
from rag.load.house import is_house, read_house
from rag.load.known import known_fields
from rag.load.plain import read_plain
from rag.load.unpack import unpack
from rag.types import Readout


def load(path: Path, hints: Mapping[str, str] | None = None) -> Readout:
    """Return the readout in a file that holds one. Raises SourceError."""
    return parse(read_bytes(path), path.name, str(path), hints=hints or {})


def load_all(path: Path, hints: Mapping[str, str] | None = None) -> Iterator[Readout | Failure]:
    """Yield every readout in a file, also those in a ZIP or attached to a mail, and every failure; raises nothing."""
    try:
        data = read_bytes(path)
    except SourceError as error:
        yield Failure(str(path), str(error))
        return
    for found in unpack(data, path.name, str(path), hints=hints):
        if isinstance(found, Failure):
            yield found
            continue
        try:
            yield parse(found.data, found.name, found.source, media=found.media, hints=found.hints)
        except SourceError as error:
            yield Failure(found.source, str(error))


def parse(
    data: bytes,
    name: str,
    source: str,
    *,
    url: str | None = None,
    media: str | None = None,
    hints: Mapping[str, str] | None = None,
    override: bool = False,
) -> Readout:
    """Return the readout that one document's bytes are.

    `name` is the file's name, whose stem is the id unless hints["id"] gives another; `url` is the address it was
    fetched from, `media` the MIME type that the server told (where it disagrees with the bytes, the bytes decide).
    `hints` (rag.load.known.HINTS) fill what the document lacks; with `override` they outweigh what it says.
    Raises SourceError.
    """
    stem = PurePosixPath(name).stem
    try:
        known = known_fields({**(hints or {}), **({"url": url} if url else {})})
        id = known.pop("id", stem)
        if not id.isprintable() or not 0 < len(id) <= 200:
            raise SourceError("the name holds characters that cannot be shown, or is longer than 200")
        fields = _read(decode(data), stem)
        if not fields["text"].strip():
            raise SourceError("the header has no body below it")
        lacking = {key: value for key, value in known.items() if override or not fields.get(key)}
        fields.update(lacking)
    except SourceError as error:
        raise SourceError(f"{source}: {error}") from None
    retrieved = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return Readout(id=id, source=source, retrieved=retrieved, **fields)


def _read(text: str, stem: str) -> dict[str, Any]:
    if is_house(text):
        return read_house(text)
    if is_headed(text):
        return read_headed(text)
    if is_dated(text):
        return read_dated(text)
    return read_plain(text, stem)
