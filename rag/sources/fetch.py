"""Fetch one address once: a single GET within limits, without following anything.

Takes an address in its one spelling (rag.sources.address). Returns a Response. Refuses, with RefusedError, what is
not to be connected to or does not keep within the limits, with UnansweredError what may be better later, and with
PassingError what may be better in a moment. The connection goes to the address that was checked, so that a name
cannot point elsewhere meanwhile; it is used once, and no cookie, proxy or password is ever sent.
"""

from __future__ import annotations

import datetime
import re
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rag.clean import one_line
from rag.errors import SourceError
from rag.sources.guard import resolve
from rag.sources.inflate import Inflater

if TYPE_CHECKING:
    import httpcore

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_ASKED = b"text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a server's answer is taken: bytes (inflated), seconds in all, seconds to connect, redirects."""

    size: int = 20_000_000
    seconds: float = 60.0
    connect_seconds: float = 15.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Response:
    """A server's answer: status, body, and the few headers that are used, cleaned ("" where there is none)."""

    address: str
    status: int
    data: bytes
    media: str = ""
    etag: str = ""
    modified: str = ""
    location: str = ""


class RefusedError(SourceError):
    """This address is not fetched; trying again would not help."""


class UnansweredError(SourceError):
    """The server does not answer as it should; it may do so later."""


class PassingError(UnansweredError):
    """The server did not answer as it should; another try may succeed, `after` so many seconds if it said so."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


def fetch(address: str, headers: dict[str, str], limits: Limits, allow_private: bool) -> Response:
    """Return the server's answer to a GET with these headers; the body is read for status 200 only.

    Raises RefusedError, UnansweredError, or PassingError for a failed connection and the statuses 408, 425, 429, 500
    and 502 to 504.
    """
    import httpcore

    deadline = time.monotonic() + limits.seconds
    sent = [(b"Host", urlsplit(address).netloc.encode()), (b"Accept", _ASKED), (b"Accept-Encoding", b"gzip, deflate")]
    sent += [(name.encode(), value.encode()) for name, value in headers.items()]
    try:
        with (
            httpcore.ConnectionPool(
                network_backend=_backend(deadline, limits, allow_private), ssl_context=_tls(), max_connections=1
            ) as pool,
            pool.stream("GET", address, headers=sent) as answer,
        ):
            return _read(address, answer, limits)
    except (httpcore.TimeoutException, TimeoutError):
        raise UnansweredError(f"{address}: no complete answer within {limits.seconds:g} s") from None
    except (httpcore.NetworkError, ConnectionError) as error:
        if isinstance(error.__cause__ or error.__context__, ssl.SSLError):
            raise UnansweredError(f"{address}: no safe connection ({one_line(str(error), 160)})") from None
        raise PassingError(f"{address}: no connection ({one_line(str(error), 120) or 'closed'})") from None
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, ValueError) as error:
        raise RefusedError(f"{address}: the answer breaks the rules of HTTP ({one_line(str(error), 120)})") from None
    except (RefusedError, UnansweredError):
        raise
    except SourceError as error:
        raise RefusedError(f"{address}: {error}") from None


def _read(address: str, answer: httpcore.Response, limits: Limits) -> Response:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
    if answer.status in _PASSING:
        raise PassingError(f"{address}: the server answers {answer.status}", _after(headers.get("retry-after", "")))
    data = b""
    if answer.status == 200:
        length = headers.get("content-length", "0")
        if length.isdigit() and len(length) < 20 and int(length) > limits.size:
            raise RefusedError(f"{address}: larger than {limits.size / 1e6:g} MB")
        inflater = Inflater(headers.get("content-encoding", "").strip().lower(), limits.size)
        for piece in answer.iter_stream():
            inflater.feed(piece)
        data = inflater.end()
    etag = headers.get("etag", "")
    return Response(
        address,
        answer.status,
        data,
        media=one_line(headers.get("content-type", ""), 200),
        etag=etag if re.fullmatch(r'(?:W/)?"[\x21\x23-\x7e]{0,200}"', etag) else "",
        modified=headers.get("last-modified", "") if _moment(headers.get("last-modified", "")) else "",
        location=headers.get("location", "").encode("latin-1").decode("utf-8", "replace"),
    )


def _after(value: str) -> float | None:
    """The seconds that a Retry-After asks for."""
    if re.fullmatch(r"\d{1,9}", value.strip()):
        return float(value)
    moment = _moment(value)
    return max(0.0, (moment - datetime.datetime.now(datetime.UTC)).total_seconds()) if moment else None


def _moment(value: str) -> datetime.datetime | None:
    try:
        moment = parsedate_to_datetime(value) if value.isascii() and len(value) < 60 else None
    except ValueError:
        return None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


@cache
def _tls() -> ssl.SSLContext:
    import httpcore

    return httpcore.default_ssl_context()


def _backend(deadline: float, limits: Limits, allow_private: bool) -> Any:
    """Connections to checked addresses only, every wait on them cut off at the deadline."""
    import httpcore

    def left(most: float | None = None) -> float:
        seconds = deadline - time.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout
        return min(seconds, most or seconds)

    class Stream(httpcore.NetworkStream):
        def __init__(self, inner: httpcore.NetworkStream) -> None:
            self._inner = inner

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            return self._inner.read(max_bytes, left(timeout))

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            self._inner.write(buffer, left(timeout))

        def close(self) -> None:
            self._inner.close()

        def start_tls(
            self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
        ) -> Stream:
            return Stream(self._inner.start_tls(ssl_context, server_hostname, left(limits.connect_seconds)))

        def get_extra_info(self, info: str) -> Any:
            return self._inner.get_extra_info(info)

    class Backend(httpcore.NetworkBackend):
        def connect_tcp(
            self,
            host: str,
            port: int,
            timeout: float | None = None,
            local_address: str | None = None,
            socket_options: Any = None,
        ) -> Stream:
            found = resolve(host, port, left(limits.connect_seconds), allow_private)
            return Stream(next(self._reached(found, port)))

        def _reached(self, found: list[str], port: int) -> Iterator[httpcore.NetworkStream]:
            inner = httpcore.SyncBackend()
            for n, text in enumerate(found, 1):
                try:
                    yield inner.connect_tcp(text, port, left(limits.connect_seconds / len(found)))
                except (httpcore.ConnectError, httpcore.ConnectTimeout):
                    if n == len(found):
                        raise

    return Backend()
