"""Leaders known by the tables of names: by name among the parties of a readout, or by party, office and date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rag.names.folding import fold
from rag.names.people import Term, namesake, spellings, surnames, terms
from rag.types import Code

_OFFICES = (
    (("vice", "president"), "Vice President"),
    (("president",), "President"),
    (("head", "state"), "President"),
    (("deputy", "prime"), ""),
    (("prime", "minister"), "Prime Minister"),
    (("deputy",), ""),
    (("vice",), ""),
    (("foreign", "minister"), "Foreign Minister"),
    (("vicepresidente",), "Vice President"),
    (("vicepresidenta",), "Vice President"),
    (("presidente",), "President"),
    (("presidenta",), "President"),
    (("primer", "ministro"), "Prime Minister"),
    (("primera", "ministra"), "Prime Minister"),
    (("canciller",), "Foreign Minister"),
    (("chancellor",), "Chancellor"),
    (("king",), "King"),
    (("secretary", "state"), "Secretary of State"),
)


@dataclass(frozen=True, slots=True)
class Leader:
    """A canonical name and the party represented."""

    name: str
    party: Code
    office: str = ""


@cache
def leader(name: str, date: str | None, parties: tuple[Code, ...]) -> Leader | None:
    """The leader so called, at the date where several or several terms are listed.

    A full name is enough; a surname counts only for one of `parties`. None where nobody or several are so called.
    """
    folded = fold(name)
    canonical = spellings().get(folded) or spellings().get(folded.upper()) or spellings().get(f"King {folded}")
    canonical = canonical or namesake(folded, date, parties) or namesake(f"King {folded}", date, parties)
    if canonical:
        return _at(canonical, date, parties)
    found = {
        bearer
        for bearer in surnames().get(fold(name).upper(), ())
        if any(t.party in parties and (date is None or t.covers(date)) for t in terms()[bearer])
    }
    return _at(found.pop(), date, parties) if len(found) == 1 else None


def office_holder(party: Code, office: str, date: str | None) -> Leader | None:
    """Who held an office of a party at a date; None where the tables do not say or more than one did."""
    words = frozenset(office.split())
    named = next((name for wanted, name in _OFFICES if words.issuperset(wanted)), "")
    if not named or date is None:
        return None
    found = {
        term.name
        for some in terms().values()
        for term in some
        if term.party == party and term.office in {named, f"Acting {named}", f"Interim {named}"} and term.covers(date)
    }
    return Leader(found.pop(), party) if len(found) == 1 else None


def _at(name: str, date: str | None, parties: tuple[Code, ...]) -> Leader | None:
    """A person with the party represented at a date; out of office, the party of the nearest term."""
    some = terms()[name]
    if date:
        covering = [term for term in some if term.covers(date)]
        if covering:
            return Leader(name, covering[0].party, covering[0].office)
    listed = {term.party for term in some}
    if len(listed) == 1:
        return Leader(name, listed.pop())
    among = [term for term in some if term.party in parties]
    if not among:
        return None
    return Leader(name, min(among, key=lambda term: _distance(term, date or "")).party)


def _distance(term: Term, date: str) -> int:
    year = int(date[:4]) if date[:4].isdigit() else 9999
    return min(abs(int(d[:4]) - year) for d in (term.since, term.until or "2030"))
