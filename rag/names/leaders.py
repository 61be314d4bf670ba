"""Which well-known leaders and ministers a text names, and who held an office on a day.

Takes a text and, where known, its date. A full name counts wherever it stands; a surname only behind a title that
fits the office ("President Biden"), or by itself where `surnames` asks for it; and only where one person is meant.
Returns None, or leaves a mention out, where the table holds several people or none: nobody is guessed.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import cache

from rag.names import people
from rag.names.folding import fold, fold_keeping, original
from rag.names.matcher import Matcher
from rag.names.parties import Mention, find_parties
from rag.names.people import Term, common_surnames, namesake, namesakes, spellings, terms
from rag.names.tables import forms, rows
from rag.types import Code, Person

_REACH = 60
# What may follow a surname in a heading; another capitalised word makes it a longer, unknown name.
_LONGER_NAME = re.compile(r" (?:[A-Z][\w]+-[a-z]|[A-Z][a-z]+,? (?:of|said|met|and|to)\b)")

_OF = re.compile(r" (?:of|de|del) (?:the |la )?")
# "King Abdullah University": the name of a body, of a place.
_INSTITUTION = re.compile(r" (?:University|Economic|Financial|Petroleum|Port|Sports|Air Base|Center|Centre|Bridge)\b")


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person named at text[start:end]. `party` is None where the person served several and no date tells."""

    start: int
    end: int
    name: str
    party: Code | None
    text: str


def find_leaders(text: str, date: str | None = None, *, surnames: bool = False) -> list[PersonMention]:
    """Every mention of a listed person, left to right; `date` (ISO, may be partial) tells namesakes apart.

    `surnames` admits bare surnames too, for what a user types ("What did Boric say?").
    """
    folded, kept = fold_keeping(text)
    hits = list(_matcher().find(folded, lambda key: True))
    full = {spellings()[key] for _, _, key in hits if key in spellings()}
    parties: list[Mention] | None = None
    found = []
    for start, end, key in hits:
        name = spellings().get(key)
        if name is None and " " in key and key in namesakes():
            parties = find_parties(folded) if parties is None else parties
            name = (
                None if _INSTITUTION.match(folded, end) else namesake(key, date, _beside(folded, start, end, parties))
            )
            if name is None:
                continue
        elif name is None:
            group, length = _titled(folded[max(0, start - _REACH) : start])
            if not (group or surnames) or _LONGER_NAME.match(folded[end : end + _REACH]):
                continue
            bearers = _bearers(key, group or "any", date, full)
            if len(bearers) != 1:
                continue
            (name,) = bearers
            name = namesake(key, date) or name
            parties = find_parties(folded) if parties is None else parties
            # In a Russian question a capital beside a name has its own case: "На уступки Тегерана Макрон указал".
            free = surnames and not length and key[-1] > "\u0400"
            if name not in full and not free and not _borne_out(folded, start - length, end, key, name, parties):
                continue
        first, last = original(start, end, kept, text)
        found.append(PersonMention(first, last, name, _party(name, date), text[first:last]))
    return found


def _borne_out(text: str, start: int, end: int, key: str, name: str, parties: list[Mention]) -> bool:
    """Whether the parties named in the text agree with the only bearer of a surname that the table has.

    A party right beside ("Chilean President Boric", "President Boric of Chile") must be that of the person; a
    surname that many people bear needs the person's party somewhere in the text.
    """
    own = {term.party for term in terms()[name]}
    for party in _beside(text, start, end, parties):
        return party in own
    return key.lower() not in common_surnames() or any(mention.party in own for mention in parties)


def _beside(text: str, start: int, end: int, parties: list[Mention]) -> tuple[Code, ...]:
    """The party right before a title and name, or after "of" behind them; empty where there is none."""
    at = bisect.bisect_left(parties, start, key=lambda mention: mention.start)
    if at and text[parties[at - 1].end : start].strip(" '-s") == "":
        return (parties[at - 1].party,)
    at = bisect.bisect_left(parties, end, key=lambda mention: mention.start)
    if at < len(parties) and _OF.fullmatch(text[end : parties[at].start]):
        return (parties[at].party,)
    return ()


def leader(name: str, date: str | None = None) -> Person | None:
    """The person of that name, spelling, titled surname or surname, with the office held on `date`.

    Without a date the office is the last one listed. None where nobody, or more than one person, is so called.
    """
    wanted = fold(name.strip())
    canonical = spellings().get(wanted) or spellings().get(wanted.upper()) or namesake(wanted, date)
    if canonical is None:
        title = re.match(rf"(?:{_any_title()}) +(?=\S)", wanted.lower())
        group = _titled(wanted[: title.end()])[0] if title else ""
        surname = wanted[title.end() :] if title else wanted
        bearers = _bearers(surname.upper(), group or "any", date, set())
        canonical = next(iter(bearers)) if len(bearers) == 1 else spellings().get(surname.upper())
        canonical = namesake(surname, date) or canonical
    if canonical is None:
        return None
    term = _term(canonical, date)
    return Person(canonical, term.office if term else "", term.party if term else _party(canonical, date))


def holder(party: Code, office: str, date: str) -> Person | None:
    """Who held an office ("President", "Foreign Minister") for a party on a day; None unless it is one person."""
    held = {
        term.name: Person(term.name, term.office, party)
        for some in terms().values()
        for term in some
        if term.party == party and term.office == office and term.covers(date)
    }
    return next(iter(held.values())) if len(held) == 1 else None


def _bearers(surname: str, group: str, date: str | None, full: set[str]) -> set[str]:
    """Who may be meant by a surname behind a title of a group: one named in full, else by date, else by office."""
    bearers = set(people.surnames().get(surname, ()))
    named = bearers & full
    if len(named) == 1:
        return named
    fitting = {name for name in bearers if any(_fits(term, group) for term in terms()[name])}
    if date and len(fitting) > 1:
        return {n for n in fitting if any(_fits(t, group) and t.covers(date) for t in terms()[n])}
    return fitting


def _fits(term: Term, group: str) -> bool:
    wanted, unwanted = _groups()[group][1:]
    return (not wanted or any(word in term.office for word in wanted)) and not any(
        word in term.office for word in unwanted
    )


def _titled(before: str) -> tuple[str, int]:
    """The group of the title that ends right before a surname ("" for none), and the title's length."""
    lowered = before.lower()
    for group, (pattern, _, _) in _groups().items():
        match = pattern.search(lowered)
        if match:
            return group, len(before) - match.start("title")
    return "", 0


@cache
def _groups() -> dict[str, tuple[re.Pattern[str], list[str], list[str]]]:
    return {
        group: (re.compile(rf"(?:^|[^\w])(?P<title>{titles}) +$"), forms(wanted), forms(unwanted))
        for group, titles, wanted, unwanted in rows("offices")
    }


@cache
def _any_title() -> str:
    return "|".join(titles for _, titles, _, _ in rows("offices"))


def _term(name: str, date: str | None) -> Term | None:
    """The term on that day; without a day the last in time."""
    if date:
        return next((term for term in terms()[name] if term.covers(date)), None)
    return max(terms()[name], key=lambda term: term.since)


def _party(name: str, date: str | None) -> Code | None:
    parties = {term.party for term in terms()[name]}
    term = _term(name, date) if date else None
    return term.party if term else next(iter(parties)) if len(parties) == 1 else None


@cache
def _matcher() -> Matcher:
    return Matcher({*spellings(), *people.surnames(), *namesakes()})
