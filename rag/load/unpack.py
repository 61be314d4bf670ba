"""A container to the documents in it: the members of a ZIP, a mail and its attachments.

Takes bytes and a name. Yields documents, each with its name, and a failure for each that cannot be had; what is no
container is yielded as it is. Refuses what is nested too deeply, or too much altogether.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from rag.clean import one_line
from rag.errors import SourceError
from rag.load.archive import MOST_BYTES, MOST_MEMBERS, is_inside, member_bytes, members, open_archive
from rag.load.extract import plain_values
from rag.load.find import Failure, is_readout_name
from rag.load.kinds import SUFFIXES, kind_of
from rag.load.manifest import NAME, read_manifest, summed

MOST_NESTED = 3
"""A document in a ZIP attached to a mail in a ZIP."""
COVER_CHARACTERS = 300
"""A mail with attachments and less text than this is a cover note."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document: bytes, file name, where it came from, what is known of it.

    `hints` fill what it lacks; what is `stated`, by a manifest, outweighs what it says.
    """

    name: str
    data: bytes
    source: str
    hints: Mapping[str, str] = field(default_factory=dict)
    stated: Mapping[str, str] = field(default_factory=dict)
    media: str | None = None


@dataclass(slots=True)
class _Spent:
    documents: int = 0
    bytes: int = 0


def unpack(
    data: bytes,
    name: str,
    source: str,
    *,
    media: str | None = None,
    hints: Mapping[str, str] | None = None,
    stated: Mapping[str, str] | None = None,
    fetched: bool = False,
) -> Iterator[Document | Failure]:
    """Yield the documents that the bytes hold; `fetched` (or a `media` type) says that a server gave them.

    Raises nothing.
    """
    document = Document(name, data, source, hints or {}, stated or {}, media)
    yield from _unpack(document, fetched or media is not None, 0, _Spent())


def _unpack(document: Document, fetched: bool, depth: int, spent: _Spent) -> Iterator[Document | Failure]:
    spent.documents += 1
    spent.bytes += len(document.data)
    if spent.documents > MOST_MEMBERS or spent.bytes > MOST_BYTES:
        if spent.documents <= MOST_MEMBERS + 1:
            yield _failure(document, "comes after more than is read of one file; unpack it into a folder")
        spent.documents = MOST_MEMBERS + 1
        return
    try:
        kind = kind_of(document.data, document.name, document.media, fetched)
        if kind not in {"zip", "mail"}:
            yield document
        elif depth == MOST_NESTED:
            yield _failure(document, f"nested in more than {MOST_NESTED} files")
        else:
            inside = _of_zip(document) if kind == "zip" else _of_mail(document)
            for found in inside:
                if isinstance(found, Failure) or found is document:
                    yield found
                else:
                    yield from _unpack(found, False, depth + 1, spent)
    except SourceError as error:
        yield _failure(document, str(error))


def _of_zip(document: Document) -> Iterator[Document | Failure]:
    with open_archive(document.data) as archive:
        files = {info.filename: info for info in members(archive)}
        stated: dict[str, dict[str, str]] = {}
        for path in [path for path in files if PurePosixPath(path).name == NAME]:
            rows, wrong = _manifest(archive, files, path)
            stated |= rows
            source = f"{document.source}!{one_line(path, 200)}"
            if wrong:
                yield Failure(source, f"{source}, {summed(wrong)}")
        for path, info in files.items():
            parts = PurePosixPath(path.replace("\\", "/")).parts
            if is_inside(path) and not (parts and is_readout_name(parts[-1]) and not _is_hidden(parts[:-1])):
                continue
            source = f"{document.source}!{one_line(path, 200)}"
            try:
                yield Document(
                    parts[-1] if parts else path,
                    member_bytes(archive, info),
                    source,
                    _inside(document, parts[-1] if parts else path, prefix=document.hints.get("id", "")),
                    {**document.stated, **stated.get(path, {})},
                )
            except SourceError as error:
                yield Failure(source, f"{source}: {error}")


def _manifest(
    archive: ZipFile, files: Mapping[str, ZipInfo], path: str
) -> tuple[dict[str, dict[str, str]], list[str]]:
    """What a manifest in the archive states of the files beside and below it, and what is wrong in it."""
    folder = path.removesuffix(NAME)
    try:
        rows, wrong = read_manifest(member_bytes(archive, files[path]), lambda file: f"{folder}{file}" in files)
    except SourceError as error:
        return {}, [str(error)]
    return {f"{folder}{file}": row for file, row in rows.items()}, wrong


def _inside(document: Document, name: str, prefix: str) -> dict[str, str]:
    """The hints for a document in another: attachments of many mails have the same name, so theirs goes before."""
    own = {"id": f"{prefix}-{PurePosixPath(name).stem}"} if prefix else {}
    return {**document.hints, **own}


def _is_hidden(folders: tuple[str, ...]) -> bool:
    return any(folder.startswith(".") or folder == "__MACOSX" for folder in folders)


def _of_mail(document: Document) -> Iterator[Document | Failure]:
    found = plain_values("attachments", document.data)
    prefix = document.hints.get("id") or PurePosixPath(document.name).stem
    attached = []
    for name, _, content in found["parts"]:
        last = PurePosixPath(name.replace("\\", "/")).name
        if PurePosixPath(last).suffix.lower() in SUFFIXES:
            hints = {**_inside(document, last, prefix), **found["hints"]}
            data = base64.b64decode(content)
            attached.append(Document(last, data, f"{document.source}!{last}", hints, document.stated))
    if not attached or found["characters"] >= COVER_CHARACTERS:
        yield document
    yield from attached


def _failure(document: Document, why: str) -> Failure:
    return Failure(document.source, f"{document.source}: {why}")
