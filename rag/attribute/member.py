"""One person of a readout's cast, and what can be told of several by their offices and spellings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rag.attribute.offices import holds, offices, word_set
from rag.attribute.sighting import Open
from rag.attribute.spelling import is_slip, skeleton
from rag.names.people import terms, women
from rag.types import Code

Gender = Literal["f", "m", ""]


@dataclass(frozen=True, slots=True)
class Who:
    """A person or a party: whom a phrase means."""

    party: Code | None
    name: str = ""


@dataclass(slots=True)
class Member:
    """One person of the cast. `seen` is the place of the last mention, `opening` set for those who met."""

    name: tuple[str, ...]
    words: list[str]
    party: Code | None = None
    called: str = ""
    titles: list[frozenset[str]] = field(default_factory=list)
    seen: int = -1
    opening: bool = False
    subject: bool = False
    gender: Gender = ""
    guessed: bool = False
    """Whether neither the text nor a table gives the party, but only that the office is named without one."""
    open: Open | None = None
    """The name, where text and tables leave open who it is."""
    former: bool = False
    """Whether an office is one of the past."""


def gender_of(name: str, words: Iterable[str]) -> Gender:
    """The gender that a listed leader's name, else an honorific or an office shows; "" where neither does."""
    if name in terms():
        return "f" if name in women() else "m"
    shown = set(words)
    return "f" if shown & word_set("female") else "m" if shown & word_set("male") else ""


def misspelt(members: Sequence[Member], words: list[str], titles: Sequence[frozenset[str]]) -> Member | None:
    """The one person whose surname an unknown name writes otherwise: None unless the text proves it.

    Proof is the same surname in another transliteration, or one in which a letter is wrong with the same office;
    or, of a name of two words, the same first name with either.
    """
    if not 1 <= len(words) <= 2:
        return None
    surname = words[-1]
    found = []
    for member in members:
        if not member.party or not member.words or member.words[-1] == surname:
            continue
        alike = skeleton(member.words[-1]) == skeleton(surname)
        slip = is_slip(member.words[-1], surname)
        if len(words) == 2:
            proven = (alike or slip) and member.words[0] == words[0]
        else:
            proven = alike or (slip and any(holds(title, t) for title in member.titles for t in titles))
        if proven:
            found.append(member)
    return found[0] if len({(m.party, m.called) for m in found}) == 1 else None


def may_hold(member: Member, title: frozenset[str], office: frozenset[str]) -> bool:
    """Whether a member, by one of the titles, can be meant by an office."""
    if holds(title, office):
        return True
    heads = frozenset(offices()["heads_of_state"]["words"])
    leads = office & {"head", "leader"} or ("jefe" in office and office & {"estado", "gobierno"})
    if leads and title & heads and member.opening:
        return True
    return bool(office & {"monarch", "highness", "majesty"} and title & {"monarch", "emir", "prince", "sultan"})


def pick(found: list[Member]) -> Who:
    """The one of several who met and was mentioned last."""
    member = max(found, key=lambda m: (m.opening, m.seen))
    return Who(member.party, member.called)
