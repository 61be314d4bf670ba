"""Feeds, sitemaps and addresses, the good and the hostile."""

from __future__ import annotations

import contextlib
import gzip
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import SourceError
from rag.sources.address import fits, page_id, same_site, spell
from rag.sources.feed import read_feed
from rag.sources.kind import kind_of
from rag.sources.sitemap import read_sitemap
from rag.sources.source import Listed

BASE = "https://mfa.example/feed.xml"

RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>News</title><link>https://mfa.example/</link>
<item><title>One</title><link>https://mfa.example/one?utm_source=rss</link>
<pubDate>Fri, 03 May 2024 08:00:00 GMT</pubDate></item>
<item><title>Two</title><link>/two#top</link></item>
<item><title>Three</title><guid isPermaLink="true">https://mfa.example/three</guid></item>
<item><title>None</title><guid isPermaLink="false">17</guid></item>
<item><title>Bad</title><link>javascript:alert(1)</link></item>
<item><title>One again</title><link>https://MFA.example:443/one</link></item>
</channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
<entry><title>One</title><link rel="alternate" href="https://mfa.example/one"/><updated>2024-05-03T08:00:00Z</updated></entry>
</feed>"""

RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="x"><title>News</title></channel>
<item rdf:about="https://mfa.example/one"><title>One</title><link>https://mfa.example/one</link></item></rdf:RDF>"""

SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc> https://mfa.example/one </loc><lastmod>2024-05-03</lastmod></url>
<url><loc>https://mfa.example/two?a=1&amp;b=2</loc><lastmod>rubbish "</lastmod></url>
<url><lastmod>2024-05-03</lastmod></url></urlset>"""

INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://mfa.example/2024.xml.gz</loc><lastmod>2024-05-03</lastmod></sitemap></sitemapindex>"""

LAUGHS = b"""<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>"""


def test_an_rss_feed() -> None:
    assert read_feed(RSS, BASE) == (
        Listed("https://mfa.example/one", "Fri, 03 May 2024 08:00:00 GMT", "2024-05-03"),
        Listed("https://mfa.example/two"),
        Listed("https://mfa.example/three"),
    )


@pytest.mark.parametrize(
    "feed", [ATOM, RDF, RSS.replace(b"News", b"News &nbsp; more"), RSS.replace(b"</channel></rss>", b"")]
)
def test_other_forms_and_small_mistakes_are_read(feed: bytes) -> None:
    assert read_feed(feed, BASE)[0].address == "https://mfa.example/one"


def test_a_sitemap_an_index_and_a_list() -> None:
    pages = (Listed("https://mfa.example/one", "2024-05-03"), Listed("https://mfa.example/two?a=1&b=2"))
    assert read_sitemap(SITEMAP, BASE) == pages
    assert read_sitemap(gzip.compress(SITEMAP), BASE) == pages
    assert read_sitemap(INDEX, BASE) == (Listed("https://mfa.example/2024.xml.gz", "2024-05-03", is_list=True),)
    assert read_sitemap(b"\xef\xbb\xbfhttps://mfa.example/one\r\nhttps://mfa.example/one\n", BASE) == (
        Listed(pages[0].address),
    )


@pytest.mark.parametrize("read", [read_feed, read_sitemap])
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (LAUGHS + b"<rss><channel><item><link>&b;</link></item></channel></rss>", "entities"),
        (OUTSIDE + b"<rss><channel><item><link>&a;</link></item></channel></rss>", "entities"),
        (LAUGHS.decode().encode("utf-16") + "<rss>".encode("utf-16-le"), "entities|well-formed|is no"),
        (b"<rss>" + b"<a>" * 100_000, "deep|is no"),
        (b"<html><body>Not found</body></html>", "is no"),
        (b"", "is no"),
        (b"\x89PNG\r\n\x1a\n" + bytes(1000), "is no|well-formed"),
        (b"plain words", "is no"),
    ],
)
def test_hostile_lists_are_refused(read: object, data: bytes, reason: str) -> None:
    began = time.monotonic()
    with pytest.raises(SourceError, match=reason):
        read(data, BASE)  # type: ignore[operator]
    assert time.monotonic() - began < 5


def test_an_overlong_sitemap_is_refused() -> None:
    with pytest.raises(SourceError, match="more than 50000 addresses"):
        read_sitemap(b"<urlset>" + b"<url><loc>/a</loc></url>" * 50_001 + b"</urlset>", BASE)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_a_reason(data: bytes) -> None:
    kind_of(data)
    for head in (b"", b"<rss><channel><item>", b"<urlset><url>"):
        for read in (read_feed, read_sitemap):
            with contextlib.suppress(SourceError):
                read(head + data, BASE)


@pytest.mark.parametrize("whole", [RSS, ATOM, RDF, SITEMAP, INDEX, gzip.compress(SITEMAP)])
def test_mutated_lists_are_a_list_or_a_reason(whole: bytes) -> None:
    chance = random.Random(len(whole))
    began = time.monotonic()
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 5)):
            place = chance.randrange(len(data))
            data[place : place + chance.choice((0, 1, 1, 30))] = data[chance.randrange(len(data)) :][:30]
        for read in (read_feed, read_sitemap):
            with contextlib.suppress(SourceError):
                assert all(spell(listed.address) == listed.address for listed in read(bytes(data), BASE))
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (RSS, "feed"),
        (ATOM, "feed"),
        (RDF, "feed"),
        (b"<!-- <urlset> -->" + ATOM, "feed"),
        (RSS.decode().encode("utf-16"), "feed"),
        (SITEMAP, "sitemap"),
        (INDEX, "sitemap"),
        (gzip.compress(SITEMAP), "sitemap"),
        (b"https://mfa.example/one\nhttps://mfa.example/two\n", "sitemap"),
        (b"<!doctype html><html><body><feed>", "page"),
        (b"%PDF-1.7", "page"),
        (b"The minister said.", "page"),
        (b"", "page"),
    ],
)
def test_the_kind_of_a_source_is_seen_in_its_content(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    ("given_", "spelled"),
    [
        ("HTTPS://MFA.Example:443/b?x=1#part", "https://mfa.example/b?x=1"),
        ("http://mfa.example", "http://mfa.example/"),
        ("https://mfa.example/a b?utm_source=x&id=3&fbclid=1", "https://mfa.example/a%20b?id=3"),
        ("https://bücher.example/é", "https://xn--bcher-kva.example/%C3%A9"),
        ("https://[2606:4700::1111]:8443/", "https://[2606:4700::1111]:8443/"),
        ("http://mfa.example./x", "http://mfa.example/x"),
    ],
)
def test_an_address_has_one_spelling(given_: str, spelled: str) -> None:
    assert spell(given_) == spelled
    assert spell(spelled) == spelled


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://mfa.example/", "https://", "https://a:b@mfa.example/", "https://me@mfa.example/", "//x/y"),
        *(
            "https://mfa.example:99999/",
            "https://mfa.example/\r\nX: y",
            "https://ex ample.org/",
            "javascript:alert(1)",
        ),
        "https://" + "a" * 3000,
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(SourceError) as error:
        spell(address)
    assert "\n" not in str(error.value)


def test_ids_can_be_read_and_are_unique() -> None:
    one = page_id("https://www.mfa.example/en/news/Minister-meets-President.html")
    assert one.startswith("mfa.example-minister-meets-president-")
    assert one != page_id("https://www.mfa.example/fr/news/Minister-meets-President.html")
    assert page_id("https://mfa.example/2024/05/17") != page_id("https://mfa.example/2024/05/18")
    assert page_id("https://mfa.example/2024/05/17").startswith("mfa.example-2024-05-17-")
    assert page_id("https://mfa.example/index.html").startswith("mfa.example-")
    long = page_id("https://mfa.example/" + "long-words-" * 90)
    assert len(long) < 150
    assert long.isascii()
    assert page_id("https://mfa.example/%E5%A4%96%E4%BA%A4").isascii()


@given(st.text(max_size=80))
def test_an_id_is_a_name_that_a_shell_takes(path: str) -> None:
    try:
        address = spell("https://mfa.example/" + path)
    except SourceError:
        return
    assert all(c.isascii() and (c.isalnum() or c in ".-") for c in page_id(address))


def test_sites_and_patterns() -> None:
    assert same_site("https://www.mfa.example/a", "http://mfa.example/b")
    assert same_site("https://news.mfa.example/a", "https://mfa.example/")
    assert not same_site("https://evil-mfa.example/a", "https://mfa.example/")
    assert fits("https://mfa.example/readouts/1", "readouts")
    assert fits("https://mfa.example/readouts/1", "*/speeches/* | */readouts/*")
    assert not fits("https://mfa.example/readouts/1", "*/readouts/")
    assert fits("https://mfa.example/x", "")
