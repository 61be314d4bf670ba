"""The table of leaders: who held which office for which party from when to when, and how they are spelled.

Dates are ISO and may be YYYY or YYYY-MM; a partial end counts to the end of that year or month.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from rag.names.folding import fold
from rag.names.inflect import russian_person
from rag.names.tables import forms, rows
from rag.types import Code


@dataclass(frozen=True, slots=True)
class Term:
    """A person's time in an office. `until` is "" for one who is still in office."""

    name: str
    party: Code
    office: str
    since: str
    until: str

    def covers(self, date: str) -> bool:
        """Whether any day of `date` (YYYY, YYYY-MM or YYYY-MM-DD) falls into the term."""
        return self.since <= f"{date}~"[: len(self.since) + 1] and (
            not self.until or date[: len(self.until)] <= self.until
        )


@cache
def terms() -> dict[str, tuple[Term, ...]]:
    """Canonical name to terms of office, in the table's order."""
    found: dict[str, list[Term]] = {}
    for name, party, office, since, until, _, _ in rows("leaders"):
        found.setdefault(name, []).append(Term(name, party, office, since, until))
    return {name: tuple(some) for name, some in found.items()}


@cache
def spellings() -> dict[str, str]:
    """Folded full name, in every spelling, case form and in capitals, to canonical name."""
    found: dict[str, str] = {}
    for name, *_, others in rows("leaders"):
        full = [name] if " " in name else []
        for spelling in full + forms(others):
            for form in russian_person(spelling) if _cyrillic(spelling) else _arabic(spelling):
                for written in (fold(form), fold(form).upper()):
                    found.setdefault(written.replace("*", ""), name)
    return found


@cache
def surnames() -> dict[str, frozenset[str]]:
    """Folded surname, as written and in capitals, to the canonical names of those who bear it."""
    found: dict[str, set[str]] = {}
    for name, _, _, _, _, listed, others in rows("leaders"):
        if listed == "-":
            continue
        last = name.split()[-1]
        own = set(forms(listed)) or {last}
        if not listed:
            for spelling in forms(others):
                word = spelling.split()[-1]
                if _cyrillic(spelling) and " " in spelling:
                    own |= russian_person(word)
                elif " " in spelling and word[0].isupper() and not word.endswith(".") and _near(word, last):
                    own.add(word)
        for form in own:
            for written in (fold(form), fold(form).upper()):
                found.setdefault(written.replace("*", ""), set()).add(name)
    return {surname: frozenset(names) for surname, names in found.items()}


@cache
def namesakes() -> dict[str, tuple[tuple[str, ...], str]]:
    """Folded form that several people share, as written and in capitals: the people, and the one meant by default."""
    found: dict[str, tuple[tuple[str, ...], str]] = {}
    for shared, names, default in rows("namesakes"):
        people = tuple(forms(names))
        for form in forms(shared):
            for written in (fold(form), fold(form).upper()):
                found[written] = (people, "" if default == "-" else default)
    return found


def namesake(form: str, date: str | None, parties: Collection[Code] = ()) -> str | None:
    """Who of several is meant by a folded form that they share; None where it is not shared or nothing tells."""
    people, default = namesakes().get(form, ((), ""))
    fitting = [name for name in people if not parties or any(term.party in parties for term in terms()[name])]
    if len(fitting) > 1 and date:
        fitting = [name for name in fitting if any(term.covers(date) for term in terms()[name])]
    return fitting[0] if len(fitting) == 1 else default or None


@cache
def women() -> frozenset[str]:
    """The canonical names of the women among those listed."""
    return frozenset(form for (cell,) in rows("women") for form in forms(cell))


@cache
def common_surnames() -> frozenset[str]:
    """Folded surnames, in small letters, that many people bear."""
    return frozenset(fold(form).lower() for (cell,) in rows("common_surnames") for form in forms(cell))


def _arabic(name: str) -> set[str]:
    """The ways in which "bin" and the article of an Arabic name are written; other names as they are."""
    names = {name, name.replace(" bin ", " Bin ")}
    article = re.search(r" (?:[Aa]l|[Ee]l)[ -](?=[A-Z])", name)
    if article:
        return {
            re.sub(r" (?:[Aa]l|[Ee]l)[ -](?=[A-Z])", f" {way}", n) for n in names for way in ("Al ", "Al-", "al-")
        } | names
    return names


def _near(word: str, last: str) -> bool:
    """Whether a spelling's last word is another spelling of the surname, not a second surname."""
    return fold(word)[:2].lower() == fold(last)[:2].lower()


def _cyrillic(text: str) -> bool:
    return any("\u0400" <= char <= "\u04ff" for char in text)
