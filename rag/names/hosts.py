"""Which party's official site an address belongs to.

Takes an address or a host name. Returns None for any site that is not recognisably a government's or an
organisation's own.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from rag.names import territories
from rag.names.naming import codes
from rag.names.tables import rows
from rag.types import Code

_ARCHIVE = re.compile(r"^https?://(?:web\.archive\.org/web|archive\.\w+)/[^/]*/?(?=https?:)", re.IGNORECASE)
# Second-level domains that a registry keeps for its government.
_GOVERNMENT = frozenset(("gov", "gob", "gouv", "go", "govt", "gub", "gv", "guv", "government", "gc", "mil"))
# First or second labels under a country's own domain that only a government's body uses.
_BODY = re.compile(
    "mfa|mofa|mofaic|mae|mid|minrel|cancilleria|rree|mre|president|presidency|presidencia|prezident|presidence"
    "|primeminister|pm|pmo|premier|government|kormany|vlada"
)
# Country-code domains that anybody may buy, so that a word before them shows nothing.
_SOLD = re.compile("io|co|tv|me|ai|fm|to|cc|ws|ly|gg|im|la|sh|ac|ag|bz|vc|mn|nu|sc|st|tk|ml|ga|cf|gq|pw")


def host_party(url: str | None) -> Code | None:
    """The party whose site `url` is on."""
    host = _host(url or "")
    labels = [label for label in host.split(".") if label]
    for start in range(len(labels)):
        known = _known().get(".".join(labels[start:]))
        if known and len(labels) > 1:
            return known
    country = _country(labels[-1]) if len(labels) > 1 else None
    if country is None:
        return None
    if labels[-2] in _GOVERNMENT:
        return country
    if _SOLD.fullmatch(labels[-1]):
        return None
    return country if any(_BODY.fullmatch(label) for label in labels[-3:-1]) else None


def _host(url: str) -> str:
    address = _ARCHIVE.sub("", url.strip())
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return ""
    return (host or "").lower().rstrip(".")


def _country(label: str) -> Code | None:
    code = {"UK": "GB", "EU": "EU"}.get(label.upper(), label.upper())
    return code if code in territories.codes() or (code == "EU" and code in codes()) else None


@cache
def _known() -> dict[str, Code]:
    return {ending: party for ending, party in rows("hosts")}  # noqa: C416 -- rows are tuples of any length
