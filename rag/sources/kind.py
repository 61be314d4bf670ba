"""Recognise what an address holds by its content: a feed, a sitemap, or a page.

Takes the bytes. Returns the kind, and for a page the feeds that it offers; refuses nothing, for what is neither feed
nor sitemap is a page.
"""

from __future__ import annotations

import contextlib
import html
import re

from rag.errors import SourceError
from rag.sources.address import spell
from rag.sources.inflate import GZIP, gunzip
from rag.sources.sitemap import is_address_list
from rag.sources.source import SourceKind

_FIRST = re.compile(rb"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_PROLOGUE = re.compile(rb"<\?.*?\?>|<!--.*?-->|<![^>]*>", re.DOTALL)
_ROOTS: dict[bytes, SourceKind] = {
    b"urlset": "sitemap",
    b"sitemapindex": "sitemap",
    b"rss": "feed",
    b"feed": "feed",
    b"rdf": "feed",
}
_BEGINNING = 10_000
_HEAD = 100_000
_LINK = re.compile(r"<link\s[^<>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b([a-z]{1,10})=(["'])(.*?)\2""", re.IGNORECASE)
_FEEDS = ("application/rss+xml", "application/atom+xml")


def feeds_of(data: bytes, base: str) -> list[str]:
    """Return the addresses of the feeds that a page fetched from `base` offers to readers of feeds."""
    found: dict[str, None] = {}
    for tag in _LINK.findall(data[:_HEAD].decode("utf-8", "replace")):
        values = {name.lower(): html.unescape(value) for name, _, value in _ATTRIBUTE.findall(tag)}
        if "alternate" in values.get("rel", "").lower() and values.get("type", "").lower() in _FEEDS:
            with contextlib.suppress(SourceError):
                found[spell(values.get("href", ""), base)] = None
    return [address for address in found if address != base]


def kind_of(data: bytes) -> SourceKind:
    """Return the kind of the source behind an address that answers with these bytes."""
    if data.startswith(GZIP):
        try:
            data = gunzip(data, 60_000_000)
        except SourceError:
            return "page"
    beginning = data[:_BEGINNING].replace(b"\0", b"")
    root = _FIRST.search(_PROLOGUE.sub(b"", beginning))
    if root:
        return _ROOTS.get(root[2].lower(), "page")
    return "sitemap" if is_address_list(data) else "page"
