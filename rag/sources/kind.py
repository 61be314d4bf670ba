"""Recognise what an address holds by its content: a feed, a sitemap, or a page.

Takes the bytes. Returns the kind; refuses nothing, for what is neither feed nor sitemap is a page.
"""

from __future__ import annotations

import re

from rag.errors import SourceError
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
