"""How a question was read, as chips that the user may change or drop; a change asks again.

Takes what an answer says of its question. Returns plain values for ui.render, and what is to be read instead. In the
address it stands as `read=parties:CL,PE`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rag.answer.reading import SEVERAL, SINGLE
from rag.cldr import written_date
from rag.clean import one_line
from rag.names.naming import party_name
from rag.types import Understood

Instead = dict[str, Any]
LABELS = {
    "parties": "By",
    "people": "Person:",
    "counterparts": "To or with",
    "reporter": "In the account of",
    "since": "From",
    "until": "Until",
}
PARTIES = ("parties", "counterparts", "reporter")
"""Fields whose values are codes of parties."""

_LONGEST = 100


def reading(understood: Understood | None) -> dict[str, Any]:
    """Return the chips, and the words that say what it is about."""
    if understood is None:
        return {"chips": [], "about": ""}
    chips = [
        {
            "field": field,
            "value": value,
            "label": f"{label} {_shown(field, value)}",
            "party": field in PARTIES,
            "changed": field in understood.corrected,
        }
        for field, label in LABELS.items()
        for value in _values(understood, field)
    ]
    for field in understood.corrected:
        if not _values(understood, field):
            anything = "any time" if field in ("since", "until") else "anybody"
            chips.append(
                {
                    "field": field,
                    "value": "",
                    "label": f"{LABELS[field]} {anything}",
                    "party": field in PARTIES,
                    "changed": True,
                }
            )
    return {"chips": chips, "about": one_line(", ".join(understood.topic), 200)}


def choices(codes: Iterable[str]) -> list[list[str]]:
    """Return the parties to choose from, code and name, by name."""
    return sorted(([code, party_name(code)] for code in codes), key=lambda pair: pair[1])


def changed(understood: Understood, field: str, old: str, new: str) -> Instead | None:
    """Return what is to be read instead, after `old` was changed to `new` (or dropped, where that is empty); None
    where nothing changes. What was corrected before stays corrected."""
    new = one_line(new, _LONGEST)
    if field not in LABELS or new == old:
        return None
    instead: Instead = {name: _plain(understood, name) for name in understood.corrected}
    if field in SEVERAL:
        kept = [new if value == old else value for value in _values(understood, field)]
        if old not in _values(understood, field):
            kept.append(new)
        instead[field] = [value for value in dict.fromkeys(kept) if value]
    else:
        instead[field] = new
    return instead


def to_address(instead: Mapping[str, Any]) -> list[str]:
    """Return the values of `read` in the address."""
    return [f"{name}:{value if isinstance(value, str) else ','.join(value)}" for name, value in instead.items()]


def from_address(given: Sequence[str]) -> Instead:
    """Return what the values of `read` say; those that say nothing are passed over."""
    instead: Instead = {}
    for item in given:
        name, _, value = one_line(item, 300).partition(":")
        if name in SEVERAL:
            instead[name] = [part.strip() for part in value.split(",") if part.strip()][:20]
        elif name in SINGLE:
            instead[name] = value.strip()[:_LONGEST]
    return instead


def _values(understood: Understood, field: str) -> list[str]:
    value = getattr(understood, field)
    return [*value] if isinstance(value, tuple) else [value] if value else []


def _plain(understood: Understood, field: str) -> Any:
    return _values(understood, field) if field in SEVERAL else getattr(understood, field) or ""


def _shown(field: str, value: str) -> str:
    if field in PARTIES:
        return party_name(value)
    if field in ("since", "until") and len(value) == 10:
        with contextlib.suppress(ValueError):
            return written_date(value)
    return one_line(value, _LONGEST)
