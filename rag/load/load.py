"""Load a document: see which format it has, read its fields, fill in what is known from elsewhere.

Takes a path or bytes. Returns a Readout whose id is the file's stem. Refuses, with one sentence that names the source
and what is wrong, everything that the formats refuse, and an id that could not be shown or typed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from rag.errors import SourceError
from rag.load.dated import is_dated, read_dated
from rag.load.decode import MAX_BYTES, decode, read_bytes, too_large
from rag.load.extract import Extract, extracted
from rag.load.find import Failure
from rag.load.headers import is_headed, read_headed
from rag.load.house import is_house, read_house
from rag.load.kinds import Kind, kind_of
from rag.load.known import known_fields
from rag.load.plain import first_address, read_plain
from rag.load.unpack import unpack
from rag.types import Readout

Hints = Mapping[str, str]
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_SURROGATES = re.compile("[\ud800-\udfff]")


def load(path: Path, stated: Hints | None = None) -> Readout:
    """Return the readout in a file that holds one. Raises SourceError."""
    return parse(read_bytes(path), path.name, str(path), stated=stated)


def load_all(path: Path, stated: Hints | None = None) -> Iterator[Readout | Failure]:
    """Yield every readout in a file, also those in a ZIP or attached to a mail, and every failure; raises nothing."""
    try:
        data = read_bytes(path)
    except SourceError as error:
        yield Failure(str(path), str(error))
        return
    for found in unpack(data, path.name, str(path), stated=stated):
        if isinstance(found, Failure):
            yield found
            continue
        try:
            yield parse(
                found.data, found.name, found.source, media=found.media, hints=found.hints, stated=found.stated
            )
        except SourceError as error:
            yield Failure(found.source, str(error))


def parse(
    data: bytes,
    name: str,
    source: str,
    *,
    url: str | None = None,
    media: str | None = None,
    hints: Hints | None = None,
    stated: Hints | None = None,
    override: bool = False,
) -> Readout:
    """Return the readout that one document's bytes are.

    `name` is the file's name, whose stem is the id unless hints["id"] gives another; `url` is the address it was
    fetched from, `media` the MIME type that the server told (where it disagrees with the bytes, the bytes decide).
    `hints` (rag.load.known.HINTS) fill what the document lacks; what is `stated`, as by a manifest, outweighs what it
    says, and with `override` the hints do as well. Raises SourceError.
    """
    stem = PurePosixPath(name).stem
    try:
        if len(data) > MAX_BYTES:
            raise SourceError(too_large(len(data)))
        firm = known_fields(
            {**((hints or {}) if override else {}), **(stated or {}), **({"url": url} if url else {})}
        )
        known = {**known_fields(hints or {}), **firm}
        id = known.pop("id", stem)
        firm.pop("id", None)
        if not id.isprintable() or not 0 < len(id) <= 200:
            raise SourceError("the name holds characters that cannot be shown, or is longer than 200")
        fields = _read(kind_of(data, name, media, fetched=bool(url or media)), data, media, stem, known)
        if not fields["text"].strip():
            raise SourceError("the header has no body below it")
    except SourceError as error:
        raise SourceError(f"{source}: {error}") from None
    retrieved = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return Readout(id=id, source=source, retrieved=retrieved, **_filled(fields, known, firm))


def _read(kind: Kind, data: bytes, media: str | None, stem: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that the document gives."""
    if kind == "zip":
        raise SourceError("is a ZIP archive, which holds documents and is none")
    charset = _CHARSET.search(media or "")
    if kind == "text":
        text = decode(data, charset[1] if charset else None)
        if is_house(text):
            return read_house(text)
        if is_headed(text):
            return read_headed(text)
        if is_dated(text):
            return read_dated(text)
        return read_plain(Extract(text, url=first_address(text)), stem, known)
    if kind == "html":
        charset = charset or _CHARSET.search(data[:4096].decode("latin-1"))
        data = decode(data, charset[1] if charset else None).encode()
    return read_plain(extracted(kind, data, str(known.get("url", ""))), stem, known)


def _filled(fields: dict[str, Any], known: Mapping[str, Any], firm: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with what is known from elsewhere, without characters that no encoding has."""
    fields = dict(fields)
    for name, value in known.items():
        inferred = name == "reporter" and fields.get("reporter_inferred")
        if name in firm or inferred or not fields.get(name):
            fields[name] = value
            if name == "reporter":
                fields["reporter_inferred"] = False
                fields["parties"] = tuple(dict.fromkeys((value, *fields.get("parties", ()))))
    fields["date"] = fields.get("date") or fields.get("published")
    return {name: _SURROGATES.sub("�", value) if isinstance(value, str) else value for name, value in fields.items()}
