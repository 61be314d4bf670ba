"""Web addresses: their one spelling, the id of the page behind one, which site it is on, whether it fits a pattern.

Takes what users, feeds and servers give. Refuses, with SourceError, what is not an http or https address or carries
credentials.
"""

from __future__ import annotations

import fnmatch
import hashlib
import re
import unicodedata
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from rag.clean import one_line
from rag.errors import SourceError

LONGEST = 2000
_WEB = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_.-]+|\[[0-9a-f:.]+\]")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|at_\w+_?(?:medium|campaign)|wt\.mc_id", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}
_KEPT = "/%:@!$&'()*+,;=~?-._"
_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|jsp|pdf|docx?|txt|md|eml|shtml|xhtml)$", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Whether this is meant as an address and not as a path."""
    return bool(_SCHEME.match(text))


def spell(address: str, base: str = "") -> str:
    """Return the one spelling of an address, resolved against `base`: host in small ASCII letters, no fragment, no
    default port, no parameters that only track readers. Raises SourceError."""
    given = one_line(address, 120)
    if len(address) > LONGEST:
        raise SourceError(f"{given}: longer than {LONGEST} characters")
    if any(unicodedata.category(c) == "Cc" for c in address.strip()):
        raise SourceError(f"{given}: control characters in an address")
    try:
        parts = urlsplit(urljoin(base, address.strip()))
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        raise SourceError(f"{given}: not an address") from None
    if parts.scheme not in _PORTS:
        raise SourceError(f"{given}: not an http or https address")
    if parts.username is not None or parts.password is not None:
        raise SourceError(f"{parts.scheme}://{host}: an address must not carry a user name or a password")
    if not host:
        raise SourceError(f"{given}: no host in this address")
    netloc = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    path = quote(parts.path or "/", safe=_KEPT)
    return urlunsplit((parts.scheme, netloc, path, _query(parts.query), ""))


def _host(name: str) -> str:
    host = f"[{name}]" if ":" in name else name.encode("idna").decode("ascii").lower().rstrip(".")
    if host and not _HOST.fullmatch(host):
        raise ValueError
    return host


def _query(query: str) -> str:
    if _TRACKING.search(query):
        pairs = parse_qsl(query, keep_blank_values=True)
        query = urlencode([(key, value) for key, value in pairs if not _TRACKING.fullmatch(key)])
    return quote(query, safe=_KEPT + "[]")


def origin(address: str) -> str:
    """Scheme, host and port: what robots.txt and the pace are kept for."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def same_site(address: str, other: str) -> bool:
    """Whether both hosts are one, or one is below the other; a leading www does not count."""
    one, two = ((urlsplit(a).hostname or "").removeprefix("www.") for a in (address, other))
    return one == two or one.endswith("." + two) or two.endswith("." + one)


def fits(address: str, pattern: str) -> bool:
    """Whether an address or path fits: a shell pattern for the whole of it (* any characters, | between several),
    or, without a *, a part of it."""
    if not pattern:
        return True
    return any(
        fnmatch.fnmatchcase(address, part) if "*" in part else part in address
        for part in map(str.strip, pattern.split("|"))
    )


def page_id(address: str, member: str = "") -> str:
    """Return a stable id that can be read and typed: the host, the end of the path, eight digits of the SHA-256; for
    a member of a container its name as well."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.").replace(":", ".")
    ends = [_SUFFIX.sub("", end) for end in unquote(parts.path).split("/") if end]
    ends = [end for end in ends if end.lower() not in {"index", "default"}]
    slug = _slug(" ".join(ends[-1:]))
    if sum(c.isalpha() for c in slug) < 3:
        slug = _slug(" ".join(ends[-3:]))
    digest = hashlib.sha256((address + member).encode()).hexdigest()[:8]
    return "-".join(filter(None, (host[:60], slug, _slug(_SUFFIX.sub("", member)), digest)))


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return slug if len(slug) <= 60 else slug[:60].rpartition("-")[0] or slug[:60]


def looks_web(text: str) -> bool:
    """Whether this is an http or https address."""
    return bool(_WEB.match(text))
