"""Single header values: each function takes what a header says and returns our form, or raises ValueError."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from rag.names.parties import party_code
from rag.types import READOUT_KINDS, Code, ReadoutKind

_LANGUAGE = re.compile(r"[a-z]{2,3}")


def party(value: str) -> Code:
    """A code or a name in any of our languages to the party's code."""
    code = party_code(value)
    if code is None:
        raise ValueError(f"{value[:40]!r} is no party that we know; give an ISO 3166 code such as CL")
    return code


def readout_kind(value: str) -> ReadoutKind:
    """One of the kinds of readout."""
    for kind in READOUT_KINDS:
        if kind == value.casefold():
            return kind
    raise ValueError(f"{value[:40]!r} is no kind of readout; known are {', '.join(READOUT_KINDS)}")


def language_code(value: str) -> str:
    """An ISO 639 code; regional tags lose their region (es-MX gives es)."""
    code = re.split(r"[-_]", value.casefold())[0]
    if not _LANGUAGE.fullmatch(code):
        raise ValueError(f"{value[:40]!r} is no language code such as en or es")
    return code


def web_address(value: str) -> str:
    """An absolute http or https address without control characters."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not value.isprintable() or " " in value:
        raise ValueError(f"{value[:80]!r} is not an http or https address")
    return value
