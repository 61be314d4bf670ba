"""Leaders known by the tables of names: by name and date, or by party, office and date."""

from __future__ import annotations

from dataclasses import dataclass

from rag.types import Code


@dataclass(frozen=True, slots=True)
class Leader:
    """A canonical name and the party represented."""

    name: str
    party: Code


def leader(name: str, date: str | None, parties: tuple[Code, ...]) -> Leader | None:
    """The leader so called at a date, of one of the parties where several bear the name; else None."""
    return None


def office_holder(party: Code, office: str, date: str | None) -> Leader | None:
    """Who held an office of a party at a date; None where the tables do not say."""
    return None
