"""Visit one page: ask for it if it has changed, and read the readout that it is.

Takes an address, what the last visit left and what is known of the page from elsewhere. Returns the page after the
visit with its readouts; a page that the server has no more is returned as gone. Refuses, with SourceError, what
cannot be had or read.
"""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from rag.errors import SourceError, StoreError
from rag.load.find import Failure
from rag.load.load import parse
from rag.load.unpack import unpack
from rag.sources.address import page_id
from rag.sources.client import Client
from rag.sources.fetch import Response
from rag.sources.kind import kind_of
from rag.sources.source import Listed, Page, Source, Visited
from rag.types import Readout


class UnreadableError(SourceError):
    """The page was fetched and cannot be read as a readout; `page` says what was fetched."""

    def __init__(self, reason: str, page: Page) -> None:
        super().__init__(reason)
        self.page = page


def visit(listed: Listed, last: Page | None, source: Source, client: Client, at: str, version: str) -> Visited:
    """Return the page after the visit; without readouts where it has not changed.

    `last` is the last visit if what it took in is still there. A page that could not be read is read again by a
    later version, or once it has changed. Raises SourceError, and UnreadableError where there is a page to remember.
    """
    address = listed.address
    known = last if last and (last.outcome != "unread" or last.version == version) else None
    answer = client.get(address, known.etag if known else "", known.modified if known else "")
    gone = _gone(address, answer)
    if gone and known and known.readouts:
        return Visited(dataclasses.replace(known, outcome="gone", at=at, reason=gone))
    if gone:
        raise SourceError(f"{address}: {gone}")
    digest = known.sha256 if known and answer.status == 304 else hashlib.sha256(answer.data).hexdigest()
    page = Page(address, "taken", at, source.name, "", answer.etag, answer.modified, listed.stamp, digest, version)
    if known and answer.status == 304:
        page = dataclasses.replace(page, etag=known.etag, modified=known.modified)
    if known and known.sha256 == digest:
        page = dataclasses.replace(page, readouts=known.readouts, revisions=known.revisions)
        if known.outcome == "unread":
            raise UnreadableError(known.reason, dataclasses.replace(page, outcome="unread", reason=known.reason))
        return Visited(page)
    try:
        readouts = _read(answer, listed, source)
    except StoreError:
        raise
    except Exception as error:  # also a fault of ours in reading one page must not end the run
        reason = str(error) if isinstance(error, SourceError) else f"{address}: breaks its reader ({error!r:.120})"
        unread = dataclasses.replace(page, outcome="unread", reason=reason)
        if last:
            unread = dataclasses.replace(unread, readouts=last.readouts, revisions=last.revisions)
        raise UnreadableError(reason, unread) from None
    return Visited(dataclasses.replace(page, readouts=tuple(readout.id for readout in readouts)), readouts)


def _gone(address: str, answer: Response) -> str:
    """Why the page is to be called gone; sites without it often lead to their front page instead of saying so."""
    if answer.status in (404, 410):
        return f"the server answers {answer.status}"
    if urlsplit(answer.address).path == "/" != urlsplit(address).path:
        return "the server leads to its front page instead"
    return ""


def _read(answer: Response, listed: Listed, source: Source) -> tuple[Readout, ...]:
    """The readouts in what was fetched: one, or those of a container. Raises SourceError."""
    address = listed.address
    if (kind := kind_of(answer.data)) != "page":
        raise SourceError(f"{address}: this is a {kind}, not a readout; add it with `onrecord source add {address}`")
    name = PurePosixPath(urlsplit(answer.address).path).name[:100] or "page"
    documents = list(unpack(answer.data, name, address, media=answer.media, stated=source.hints(), fetched=True))
    readouts = []
    for document in documents:
        if isinstance(document, Failure):
            raise SourceError(document.reason)
        id = page_id(address) if len(documents) == 1 else page_id(address, document.name)
        readouts.append(
            parse(
                document.data,
                document.name,
                document.source,
                url=answer.address,
                media=document.media,
                hints={**document.hints, "id": id, "published": listed.published},
                stated=document.stated,
            )
        )
    return tuple(readouts)
