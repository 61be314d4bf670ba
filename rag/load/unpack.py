"""A container to the documents in it: the members of a ZIP, the attachments of a mail.

Takes bytes and a name. Yields documents, each with its name, and a failure for each that cannot be had; what is no
container is yielded as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rag.load.find import Failure


@dataclass(frozen=True, slots=True)
class Document:
    """One document's bytes, its file's name, where it came from, and what is known of it beforehand."""

    name: str
    data: bytes
    source: str
    hints: Mapping[str, str] = field(default_factory=dict)
    media: str | None = None


def unpack(
    data: bytes, name: str, source: str, *, media: str | None = None, hints: Mapping[str, str] | None = None
) -> Iterator[Document | Failure]:
    """Yield the documents that the bytes hold."""
    yield Document(name, data, source, hints or {}, media)
