"""Whatever a server does, a fetch ends within its limits and says in one line why nothing came of it."""

from __future__ import annotations

import gzip
import random
import time
import zlib
from collections.abc import Callable

import pytest

from rag.errors import SourceError
from rag.sources.fetch import Limits, RefusedError, UnansweredError, fetch
from rag.sources.inflate import gunzip
from tests.sources import site as answers
from tests.sources.site import Page, Site

QUICK = Limits(size=2_000_000, seconds=0.5, connect_seconds=0.5)


def test_the_answer_and_the_headers_that_are_used(site: Site) -> None:
    page = site.pages["/a"] = Page(b"<p>x</p>", headers={"Set-Cookie": "who=you"})
    answer = fetch(f"{site.url}/a", {"User-Agent": "onrecord/test"}, QUICK, True)
    assert (answer.status, answer.data, answer.media) == (200, page.body, "text/html; charset=utf-8")
    assert (answer.etag, answer.modified) == (page.etag, page.date)
    sent = site.asked[0].headers
    assert sent["user-agent"] == "onrecord/test"
    fetch(f"{site.url}/a", {}, QUICK, True)
    assert "cookie" not in site.asked[1].headers


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (answers.slow_body, "no complete answer within 0.5 s"),
        (answers.slow_headers, "no complete answer within 0.5 s"),
        (answers.silent, "no complete answer within 0.5 s"),
        (answers.endless, "larger than 2 MB"),
        (answers.promises_too_much, "larger than 2 MB"),
        (answers.gzip_bomb, "larger than 2 MB|inflates to more than 100 times"),
        (answers.garbage, "breaks the rules of HTTP"),
        (answers.breaks_off, "breaks the rules of HTTP"),
        (answers.promises_nonsense, "breaks the rules of HTTP"),
        (answers.many_headers, "breaks the rules of HTTP|no connection"),
        (answers.hangs_up, "no connection|breaks the rules of HTTP"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_bad_answers_end_within_the_limits(site: Site, answer: answers.Answer, reason: str) -> None:
    site.pages["/a"] = answer
    began = time.monotonic()
    with pytest.raises(SourceError, match=reason) as error:
        fetch(f"{site.url}/a", {}, QUICK, True)
    assert time.monotonic() - began < 3
    assert isinstance(error.value, RefusedError | UnansweredError)
    assert str(error.value).startswith(f"{site.url}/a: ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compressobj(wbits=-15).compress(data) + _rest(data)),
        ("", lambda data: data),
    ],
)
def test_compressed_answers_are_read(site: Site, encoding: str, pack: Callable[[bytes], bytes]) -> None:
    body = b"<p>The minister said that fish need water.</p>" * 2000
    site.pages["/a"] = Page(pack(body), headers={"Content-Encoding": encoding} if encoding else {})
    assert fetch(f"{site.url}/a", {}, QUICK, True).data == body


def _rest(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    head = packer.compress(data)
    return (head + packer.flush())[len(head) :]


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (gzip.compress(b"x" * 5000)[:-20], "gzip", "break off"),
        (b"not compressed at all", "gzip", "does not inflate"),
        (b"x", "br", "not asked for"),
        (gzip.compress(b"\0" * 1_900_000), "gzip", "more than 100 times"),
    ],
)
def test_what_does_not_inflate_is_refused(site: Site, body: bytes, encoding: str, reason: str) -> None:
    site.pages["/a"] = Page(body, headers={"Content-Encoding": encoding})
    with pytest.raises(SourceError, match=reason):
        fetch(f"{site.url}/a", {}, QUICK, True)


def test_hostile_headers_are_dropped(site: Site) -> None:
    site.pages["/a"] = Page(
        b"x",
        media="text/html\x1b[2J",
        validators="",
        headers={
            "ETag": "no quotes; evil",
            "Last-Modified": "yesterday",
            "Content-Disposition": "a=../../etc/passwd",
        },
    )
    answer = fetch(f"{site.url}/a", {}, QUICK, True)
    assert (answer.etag, answer.modified) == ("", "")
    assert "\x1b" not in answer.media


def test_nobody_there(site: Site) -> None:
    with pytest.raises(UnansweredError, match="no connection"):
        fetch("http://127.0.0.1:9/", {}, QUICK, True)
    with pytest.raises(UnansweredError, match=r"the name nobody\.invalid has no address"):
        fetch("http://nobody.invalid/", {}, QUICK, True)


def test_a_gzip_file_is_inflated_within_its_limit() -> None:
    assert gunzip(gzip.compress(b"<urlset/>"), 1000) == b"<urlset/>"
    assert gunzip(b"<urlset/>", 1000) == b"<urlset/>"
    with pytest.raises(SourceError, match="larger than"):
        gunzip(gzip.compress(b"a" * 5000), 1000)


def test_three_hundred_mutated_answers_are_an_answer_or_a_reason(site: Site) -> None:
    head = b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: "a"\r\nTransfer-Encoding: chunked\r\n'
    whole = head + b"\r\n5\r\nhello\r\n0\r\n\r\n"
    plain = b"HTTP/1.1 301 Moved\r\nLocation: /b\r\nContent-Length: 3\r\nContent-Encoding: gzip\r\n\r\nabc"
    chance = random.Random(7)

    def mutated() -> bytes:
        data = bytearray(chance.choice((whole, plain)))
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[place] = chance.randrange(256)
                case 1:
                    del data[place : place + chance.randint(1, 20)]
                case 2:
                    data[place:place] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 20)))
                case _:
                    data[place:place] = data[chance.randrange(len(data)) :][:40]
            if not data:
                break
        return bytes(data)

    site.pages["/a"] = lambda handler: handler.raw(mutated())
    began = time.monotonic()
    outcomes = {"answer": 0, "reason": 0}
    for _ in range(300):
        try:
            answer = fetch(f"{site.url}/a", {}, QUICK, True)
            assert answer.etag.isascii()
            assert answer.media.isprintable()
            outcomes["answer"] += 1
        except SourceError:
            outcomes["reason"] += 1
    assert min(outcomes.values()) > 20
    assert time.monotonic() - began < 60
