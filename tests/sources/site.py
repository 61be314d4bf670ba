"""A web site of two ministries on loopback, and what is wrong with some of its answers. For tests only.

`Site` serves what is put into `pages`; it answers conditional requests, and notes every request in `asked`.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["_Handler"], None]
BOMB = gzip.compress(bytes(50_000_000))


@dataclass
class Page:
    """What stands at a path; `validators` are those that the server gives: etag, modified, or both."""

    body: bytes
    media: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    validators: str = "etag modified"
    modified: float = 1_700_000_000.0

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'

    @property
    def date(self) -> str:
        return formatdate(self.modified, usegmt=True)


@dataclass(frozen=True)
class Asked:
    """One request: the path, the status answered, and the headers that came with it, names in small letters."""

    path: str
    status: int
    headers: dict[str, str]

    @property
    def conditional(self) -> bool:
        return "if-none-match" in self.headers or "if-modified-since" in self.headers


class Site:
    """A server; its `url` has no slash at the end."""

    def __init__(self) -> None:
        self.pages: dict[str, Page | Answer] = {}
        self.asked: list[Asked] = []
        site = self

        class Handler(_Handler):
            def do_GET(self) -> None:
                site.answer(self)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, handler: _Handler) -> None:
        page = self.pages.get(handler.path, Page(b"no such page", status=404, validators=""))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        if not isinstance(page, Page):
            self.asked.append(Asked(handler.path, 0, headers))
            with contextlib.suppress(OSError):
                page(handler)
            handler.close_connection = True
            return
        if "etag" in page.validators and "if-none-match" in headers:
            known = headers["if-none-match"] == page.etag
        else:
            known = "modified" in page.validators and headers.get("if-modified-since") == page.date
        status = 304 if known else page.status
        self.asked.append(Asked(handler.path, status, headers))
        handler.send_response(status)
        if "etag" in page.validators:
            handler.send_header("ETag", page.etag)
        if "modified" in page.validators:
            handler.send_header("Last-Modified", page.date)
        for name, value in page.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Type", page.media)
        handler.send_header("Content-Length", "0" if status == 304 else str(len(page.body)))
        handler.end_headers()
        if status != 304:
            handler.wfile.write(page.body)

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass

    def raw(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()


@contextlib.contextmanager
def serving() -> Iterator[Site]:
    """A site that answers until the end of the block."""
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.server.shutdown()
        site.server.server_close()


# -- answers that are wrong


def slow_body(handler: _Handler) -> None:
    """A byte every twentieth of a second, for ever."""
    handler.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        handler.raw(b"x")
        time.sleep(0.05)


def slow_headers(handler: _Handler) -> None:
    """Headers that never end, a byte every twentieth of a second."""
    handler.raw(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        handler.raw(b"x")
        time.sleep(0.05)


def silent(handler: _Handler) -> None:
    """Nothing at all."""
    time.sleep(5)


def endless(handler: _Handler) -> None:
    """As much as the other side takes."""
    handler.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        handler.raw(b"x" * 65536)


def garbage(handler: _Handler) -> None:
    """No HTTP."""
    handler.raw(b"\x16\x03\x01\x02\x00\x01garbage\r\n\r\n" * 100)


def breaks_off(handler: _Handler) -> None:
    """Fewer bytes than promised."""
    handler.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<p>begins")


def promises_too_much(handler: _Handler) -> None:
    """A content-length beyond every limit."""
    handler.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999999999\r\n\r\n<p>x")


def promises_nonsense(handler: _Handler) -> None:
    """A content-length that is no number."""
    handler.raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n<p>x")


def gzip_bomb(handler: _Handler) -> None:
    """Fifty megabytes in fifty kilobytes."""
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(BOMB)}\r\n\r\n"
    handler.raw(head.encode() + BOMB)


def many_headers(handler: _Handler) -> None:
    """Megabytes of headers."""
    handler.raw(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"y" * 1000) for n in range(3000)) + b"\r\n")


def hangs_up(handler: _Handler) -> None:
    """The connection is reset."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    handler.connection.close()
