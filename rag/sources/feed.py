"""Read a feed: RSS or Atom, by feedparser, which knows the forms and forgives most mistakes.

Takes the feed's bytes. Returns the pages that it names, with the dates that it gives; refuses, with SourceError, what
is no feed, declares entities, or is too large to be one.
"""

from __future__ import annotations

import io
import time
from typing import Any

from rag.clean import one_line
from rag.errors import SourceError
from rag.sources.address import spell
from rag.sources.source import Listed
from rag.sources.xml import NotXmlError, walk

LARGEST = 5_000_000
LARGEST_BROKEN = 1_000_000
"""Bytes of a feed that is not well-formed: reading one leniently takes much longer."""
MOST = 2_000


def read_feed(data: bytes, base: str) -> tuple[Listed, ...]:
    """Return the pages that the feed fetched from `base` names, in its order. Raises SourceError."""
    if len(data) > LARGEST:
        raise SourceError(f"a feed of more than {LARGEST // 10**6} MB")
    try:
        walk(data, lambda name, text: None)
    except NotXmlError as error:
        if len(data) > LARGEST_BROKEN or b"<!ENTITY" in data.replace(b"\0", b"").upper():
            raise SourceError(str(error)) from None
    import feedparser

    # Only addresses and dates are taken; nothing of the feed's markup is shown.
    try:
        parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # it stumbles over some broken feeds, in many ways
        raise SourceError(f"breaks the reader of feeds ({type(error).__name__})") from None
    if not parsed.get("version") and not parsed.entries:
        raise SourceError("is no feed")
    found: dict[str, Listed] = {}
    for entry in parsed.entries[:MOST]:
        try:
            address = spell(_link(entry), base)
        except SourceError:
            continue
        if address == base:
            continue  # an entry without an address of its own
        stamp = one_line(str(_said(entry, "updated") or _said(entry, "published") or ""), 60)
        found.setdefault(address, Listed(address, stamp, _day(entry)))
    return tuple(found.values())


def _link(entry: Any) -> str:
    link = str(entry.get("link") or "")
    if link or not entry.get("guidislink", True):
        return link
    return str(entry.get("id") or "")


def _said(entry: Any, key: str) -> Any:
    """What the entry says under this key; feedparser's own look-up takes one date for the other, with a warning."""
    return dict.get(entry, key)


def _day(entry: Any) -> str:
    """The day that the entry was published, as far as the feed tells it in a known form."""
    parsed = _said(entry, "published_parsed") or _said(entry, "updated_parsed")
    return time.strftime("%Y-%m-%d", parsed) if parsed else ""
