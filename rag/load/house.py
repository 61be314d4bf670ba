"""Format 1, the house format: Markdown with YAML front matter.

Takes the file's text. Returns the fields of a Readout. Refuses broken YAML, an unknown key, a value of the wrong
form and a missing title or date, naming the key.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from rag.errors import SourceError
from rag.load.dates import header_date
from rag.load.fields import language_code, party, readout_kind, web_address
from rag.names.issuer import issuer_party
from rag.types import Person

MAX_FRONT = 64_000
MOST_NESTED = 20
_OPENING = re.compile(r"\A---[ \t]*\r?\n\s*[A-Za-z_]+[ \t]*:")
_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


def is_house(text: str) -> bool:
    """Whether the file opens as front matter does: a line of three dashes, then a key."""
    return _OPENING.match(text) is not None


def read_house(text: str) -> dict[str, Any]:
    """Return the fields that the front matter states, and the body as `text`. Raises SourceError."""
    import yaml

    match = _FRONT.match(text[:MAX_FRONT])
    if match is None:
        raise SourceError("the front matter is not closed by a line of three dashes")
    if _depth(match[1]) > MOST_NESTED:
        raise SourceError("front matter is nested too deeply to be YAML of ours")
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(match[1], yaml.SafeLoader)):
            raise SourceError("front matter with aliases (*name) is not read; write the value out")
        front = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 2}" if mark else ""
        why = getattr(error, "problem", None) or str(error).split("\n", 1)[0] or "nested too deeply"
        raise SourceError(f"front matter is not YAML{where}: {why}") from None
    if not isinstance(front, dict):
        raise SourceError("front matter is not a list of `key: value` lines")
    if unknown := [key for key in front if key not in _KEYS]:
        raise SourceError(f"unknown key {str(unknown[0])[:40]!r}; known are {', '.join(_KEYS)}")
    fields: dict[str, Any] = {"text": text[match.end() :]}
    for key in ("title", "date"):
        if front.get(key) in (None, ""):
            raise SourceError(f"{key} is missing")
    for key, value in front.items():
        if value is None:
            continue
        try:
            fields[key] = _KEYS[key](value)
        except (ValueError, TypeError) as error:
            raise SourceError(f"{key}: {error}") from None
    if "reporter" not in fields and "issuer" in fields:
        fields["reporter"] = issuer_party(fields["issuer"])
    return fields


def _depth(front: str) -> int:
    """How deeply brackets are nested; the parser takes time with the square of it."""
    depth = deepest = 0
    for character in front:
        depth = max(0, depth + (character in "[{") - (character in "]}"))
        deepest = max(deepest, depth)
    return deepest


def _line(value: object) -> str:
    if not isinstance(value, str | int | float):
        raise ValueError("is not a line of text")
    return " ".join(str(value).split())


def _parties(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError("is not a list")
    return tuple(dict.fromkeys(party(_line(item)) for item in value))


def _people(value: object) -> tuple[Person, ...]:
    if not isinstance(value, list):
        raise ValueError("is not a list")
    people = []
    for item in value:
        if isinstance(item, str):
            people.append(Person(_line(item)))
        elif isinstance(item, dict) and "name" in item and set(item) <= {"name", "office", "party"}:
            code = party(_line(item["party"])) if item.get("party") else None
            people.append(Person(_line(item["name"]), _line(item.get("office") or ""), code))
        else:
            raise ValueError("each of the people is a name, or has name, office and party")
    return tuple(people)


_KEYS: dict[str, Callable[[Any], Any]] = {
    "title": _line,
    "date": header_date,
    "reporter": lambda value: party(_line(value)),
    "issuer": _line,
    "parties": _parties,
    "people": _people,
    "venue": _line,
    "url": lambda value: web_address(_line(value)),
    "kind": lambda value: readout_kind(_line(value)),
    "language": lambda value: language_code(_line(value)),
}
