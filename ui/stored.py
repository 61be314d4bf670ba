"""Answers as they are kept: the answer object of the interface, and back again.

Takes and returns plain JSON values. An object of another version loses the keys that are not known and gets the
defaults of those that are missing; one that cannot be an answer is refused with ValueError.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from rag.types import Answer, Citation, Searched, Understood


def answer_of(kept: Mapping[str, Any]) -> Answer:
    """Return the answer that `Answer.to_dict` gave."""
    try:
        fields = _known(Answer, kept)
        fields["citations"] = tuple(_citation(item) for item in kept["citations"])
        fields["nearest"] = tuple(_citation(item) for item in kept["nearest"])
        fields["searched"] = Searched(**_known(Searched, kept["searched"]))
        fields["taken"] = tuple(fields.get("taken", ()))
        fields["understood"] = _understood(fields.get("understood"))
        fields["parts"] = tuple(answer_of(part) for part in fields.get("parts", ()))
        return Answer(**fields)
    except (KeyError, TypeError) as error:
        raise ValueError(f"not an answer: {error}") from None


def _citation(item: Mapping[str, Any]) -> Citation:
    again = tuple((other["readout"], other["date"]) for other in item.get("again", ()))
    return Citation(**_known(Citation, {**item, "speakers": tuple(item["speakers"]), "again": again}))


def _understood(item: Mapping[str, Any] | None) -> Understood | None:
    values = {name: tuple(v) if isinstance(v, list) else v for name, v in (item or {}).items()}
    return Understood(**_known(Understood, values)) if item else None


def _known(kind: type, values: Mapping[str, Any]) -> dict[str, Any]:
    names = {field.name for field in dataclasses.fields(kind)}
    return {name: value for name, value in values.items() if name in names}
