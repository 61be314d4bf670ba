"""Read a sitemap (sitemaps.org): the pages it names, or the further sitemaps of an index.

Takes the bytes of a sitemap in XML, gzip or plain text. Returns what it names; refuses, with
SourceError, what is none.
"""

from __future__ import annotations

import re

from rag.errors import SourceError
from rag.sources.address import spell
from rag.sources.inflate import gunzip
from rag.sources.source import Listed
from rag.sources.xml import walk

MOST = 50_000
"""Addresses in one file; the protocol allows no more."""
LARGEST = 52_428_800
_STAMP = re.compile(r"\d{4}[-0-9T:.+Z]{0,36}")


def read_sitemap(data: bytes, base: str) -> tuple[Listed, ...]:
    """Return what the sitemap fetched from `base` names, in its order. Raises SourceError."""
    data = gunzip(data, LARGEST)
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _spelled([(line, "", False) for line in _lines(data)], base)
    rows: list[tuple[str, str, bool]] = []
    entry: dict[str, str] = {}
    roots: list[str] = []

    def started(name: str) -> None:
        if not roots:
            roots.append(name)
            if name not in ("urlset", "sitemapindex"):
                raise SourceError("is no sitemap")
        if name in ("url", "sitemap"):
            entry.clear()

    def ended(name: str, text: str) -> None:
        if name in ("loc", "lastmod"):
            entry.setdefault(name, text)
        elif name in ("url", "sitemap") and entry.get("loc"):
            stamp = entry.get("lastmod", "")
            rows.append((entry["loc"], stamp if _STAMP.fullmatch(stamp) else "", name == "sitemap"))
            if len(rows) > MOST:
                raise SourceError(f"names more than {MOST} addresses")

    walk(data, ended, started)
    return _spelled(rows, base)


def is_address_list(data: bytes) -> bool:
    """Whether it is plain text with an address on each line."""
    try:
        return bool(_lines(data[:20_000].rpartition(b"\n")[0] or data[:20_000]))
    except SourceError:
        return False


def _lines(data: bytes) -> list[str]:
    try:
        lines = [line.strip() for line in data.decode("utf-8-sig").splitlines() if line.strip()]
    except UnicodeDecodeError:
        raise SourceError("is no sitemap") from None
    if not lines or not all(re.fullmatch(r"https?://\S+", line) for line in lines):
        raise SourceError("is no sitemap")
    if len(lines) > MOST:
        raise SourceError(f"names more than {MOST} addresses")
    return lines


def _spelled(rows: list[tuple[str, str, bool]], base: str) -> tuple[Listed, ...]:
    """Each address once, in one spelling; what is none is left out."""
    found: dict[str, Listed] = {}
    for address, stamp, is_list in rows:
        try:
            spelled = spell(address, base)
        except SourceError:
            continue
        found.setdefault(spelled, Listed(spelled, stamp, is_list=is_list))
    return tuple(found.values())
