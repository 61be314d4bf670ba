"""What a page, a PDF or a Word file gives: its text, once extracted, and what it says of itself.

`extracted` takes bytes of a format and returns an Extract, read in a process of its own, bounded in time and memory.
"""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rag.errors import SourceError

MOST_CHARACTERS = 20_000_000
READERS = {
    "html": ("rag.load.html", "read"),
    "pdf": ("rag.load.pdf", "read"),
    "docx": ("rag.load.docx", "read"),
    "mail": ("rag.load.mail", "read"),
    "attachments": ("rag.load.mail", "attachments"),
}
"""Module and function that read a format: bytes and the address to an Extract, or to a dict of plain values."""


@dataclass(frozen=True, slots=True)
class Extract:
    """`text` is what is cited; the rest is empty where the document does not say it. `sender` is a mail's host."""

    text: str
    title: str = ""
    published: str = ""
    issuer: str = ""
    language: str = ""
    url: str = ""
    sender: str = ""
    pages: tuple[int, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


def read_here(kind: str, data: bytes, url: str) -> dict[str, Any]:
    """Return what the format's reader gives, read in this process.

    Raises SourceError, and whatever the format's library raises.
    """
    module, function = READERS[kind]
    found = getattr(importlib.import_module(module), function)(data, url)
    values: dict[str, Any] = dataclasses.asdict(found) if isinstance(found, Extract) else found
    if len(values.get("text", "")) > MOST_CHARACTERS:
        raise SourceError(f"holds over {MOST_CHARACTERS // 10**6} million characters of text")
    return values


def extracted(kind: str, data: bytes, url: str = "") -> Extract:
    """Return the extract of a document, read by the worker. Raises SourceError."""
    answer = plain_values(kind, data, url)
    return Extract(**{**answer, "pages": tuple(answer["pages"])})


def plain_values(kind: str, data: bytes, url: str = "") -> dict[str, Any]:
    """Return what the worker read, as a dict. Raises SourceError."""
    from rag.load.bounded import work

    answer = work(kind, data, url)
    if "error" in answer:
        raise SourceError(answer["error"])
    return answer
