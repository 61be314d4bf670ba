"""Make a source of what a user names: a preset, an address or a folder; find out what kind of source it is.

Takes what was given and the names that are taken. Returns the Source. Refuses, with SourceError, what is none of
these, an address that cannot be had, and values that are no party, language or kind of readout.
"""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rag.errors import SourceError
from rag.load.fields import language_code, party, readout_kind
from rag.sources.address import is_address, spell
from rag.sources.client import Client
from rag.sources.kind import feeds_of, kind_of
from rag.sources.presets import presets
from rag.sources.source import Source, SourceKind

_NAME = re.compile(r"[\w.-]{1,60}")


@dataclass(frozen=True, slots=True)
class Told:
    """What the user says of a source: its name, the pattern of its pages, and hints for its readouts, of which `kind`
    is the kind (None for what is not said)."""

    name: str | None = None
    pattern: str | None = None
    reporter: str | None = None
    language: str | None = None
    kind: str | None = None


def make_source(
    given: str, told: Told, client: Client, taken: Collection[str], at: str, tell: Callable[[str], None]
) -> Source:
    """Return the source.

    An address is fetched once, to see what it is; a preset is taken as it is. `tell` is told of feeds that a page
    offers. Raises SourceError.
    """
    values = _values(told)
    name = values.pop("name", "")
    if preset := presets().get(given):
        source = preset
    elif is_address(given):
        address = spell(given)
        source = Source(_free(_short(address), taken), address, _kind(address, client, tell))
    else:
        path = Path(os.path.abspath(Path(given).expanduser()))  # noqa: PTH100 - links stay as named
        if not os.path.isdir(path):  # noqa: PTH112  (Path's raises where it may not look)
            raise SourceError(f"{given}: no address, no folder and no preset; `onrecord source presets` names those")
        source = Source(_free(_named(path.name), taken), str(path), "folder")
    return dataclasses.replace(source, added=at, **({"name": name} if name else {}), **values)


def _values(told: Told) -> dict[str, Any]:
    """What is said, in our forms, by the fields of a Source. Raises SourceError."""
    forms: dict[str, Callable[[str], Any]] = {
        "reporter": party,
        "language": language_code,
        "kind": readout_kind,
        "name": _checked,
        "pattern": str,
    }
    try:
        values = {key: form(value) for key, form in forms.items() if (value := getattr(told, key))}
    except ValueError as error:
        raise SourceError(str(error)) from None
    return {"readout_kind" if key == "kind" else key: value for key, value in values.items()}


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name[:60]!r} is no name for a source: letters, digits, . _ and -, at most 60")
    return name


def _kind(address: str, client: Client, tell: Callable[[str], None]) -> SourceKind:
    answer = client.get(address)
    if answer.status != 200:
        raise SourceError(f"{address}: the server answers {answer.status}")
    kind = kind_of(answer.data)
    for feed in feeds_of(answer.data, answer.address)[:5] if kind == "page" else ():
        tell(f"the page offers a feed, which may be what you want: {feed}")
    return kind


def _short(address: str) -> str:
    """The host and the end of the path: long enough to tell two sources of one site apart."""
    parts = urlsplit(address)
    end = parts.path.rstrip("/").rpartition("/")[2].partition(".")[0]
    return _named("-".join(filter(None, ((parts.hostname or "").removeprefix("www."), end))))


def _named(text: str) -> str:
    return re.sub(r"[^\w.-]+", "-", text).strip("-")[:50] or "source"


def _free(name: str, taken: Collection[str]) -> str:
    numbered = (name if n == 1 else f"{name}-{n}" for n in range(1, len(taken) + 2))
    return next(candidate for candidate in numbered if candidate not in taken)
