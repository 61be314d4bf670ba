"""People known from other readouts of a collection: who is meant where a readout leaves it open.

`read` (rag.attribute.attribute) gives of each readout its `Sighting`s, the people whom it introduces itself, and its
`Open` names, whom its own words and the table of leaders leave without a full name or a party. A `Roster` is made of
the sightings of all readouts, in any order, and says who an open name is, or nothing: only where all that is known
round that date agrees, and never somebody of a party that the readout does not name.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from rag.attribute.lexicon import lexicon
from rag.attribute.member import Member
from rag.attribute.offices import holds, word_set
from rag.attribute.sighting import MARK, Known, Office, Open, Sighting
from rag.attribute.spelling import words_of
from rag.names.folding import fold
from rag.names.patterns import patterns
from rag.names.people import common_surnames, surnames
from rag.types import Code, Readout, Statement

MARGIN = datetime.timedelta(days=365)
"""How long before the first and after the last time that somebody was seen in an office he may be meant by it."""


@dataclass(slots=True)
class _Entry:
    """The sightings that agree in name, party and offices."""

    name: str
    words: tuple[str, ...]
    party: Code
    offices: tuple[Office, ...]
    seen: list[Sighting] = field(default_factory=list)


def sightings(readout: Readout, members: Iterable[Member]) -> tuple[Sighting, ...]:
    """The people whom a readout introduces itself; a day is needed to tell when they held their offices."""
    if _day(readout.date) is None:
        return ()
    return tuple(
        Sighting(m.called, m.party, tuple(m.titles), readout.id, readout.reporter, readout.date or "")
        for m in members
        if m.party and m.titles and _introduced(m)
    )


def _introduced(member: Member) -> bool:
    """Whether somebody is introduced by full name and an office, of a state and of the present, with its party."""
    unfit = word_set("places") | word_set("private")
    held = frozenset().union(*member.titles)
    return " " in member.called and not (
        member.guessed or member.former or unfit & held or _with_office(member.called)
    )


@cache
def _with_office(name: str) -> bool:
    """Whether words of an office or a body have been read as part of a name: "Tom Falk Department"."""
    words, known = words_of(name), lexicon("en")
    modifiers = known.words["modifiers"] | known.words["noise"] | known.heads["party"]
    return bool(modifiers & set(words)) or bool(known.heads["singular"] & set(words[:-1]))


def marked(before: Iterable[Statement], after: Iterable[Statement], known: Sequence[Known]) -> tuple[Statement, ...]:
    """The statements, each that is another than before with the readouts that told who its speaker is in its cue."""
    unchanged = {replace(statement, cue="") for statement in before}
    told = []
    for statement in after:
        if replace(statement, cue="") not in unchanged:
            names = statement.person.split("; ")
            ids = [one.readout for one in known if one.name in names] or [one.readout for one in known]
            statement = replace(statement, cue=f"{statement.cue}{MARK}{', '.join(dict.fromkeys(ids))})".lstrip())
        told.append(statement)
    return tuple(told)


class Roster:
    """The people of a collection, by each word of their names."""

    def __init__(self, sightings: Iterable[Sighting]) -> None:
        entries: dict[tuple[str, Code, frozenset[Office]], _Entry] = {}
        self._by_word: dict[str, list[_Entry]] = defaultdict(list)
        for one in sightings:
            key = (one.name, one.party, frozenset(one.offices))
            if key not in entries:
                words = _words(one.name)
                entries[key] = _Entry(one.name, words, one.party, one.offices)
                for word in set(words):
                    self._by_word[word].append(entries[key])
            entries[key].seen.append(one)

    def known(self, names: Iterable[Open], date: str | None, sides: Collection[Code]) -> tuple[Known, ...]:
        """Who the names are that a readout of that date, with those sides, leaves open; those that nothing tells are
        left out."""
        return tuple(found for name in names if (found := self._who(name, date, sides)))

    def _who(self, name: Open, date: str | None, sides: Collection[Code]) -> Known | None:
        day = _day(date)
        found = [entry for entry in self._by_word.get(name.words[-1], ()) if _fits(name, entry)]
        if day is None or not found:
            return None
        persons = _persons(found)
        if not name.offices and len(name.words) == 1 and (len(persons) > 1 or not _telling(name.words[0], found)):
            return None
        near = [person for person in persons if _covers(person, day)]
        if len(near) != 1:
            return None
        person = near[0]
        seen = sorted((one for entry in person for one in entry.seen), key=lambda one: _distance(one, day))
        twice = len({(one.date, one.reporter) for one in seen}) > 1  # the same account may have been taken in twice
        party, called = seen[0].party, _called(person)
        if not twice or party not in {name.party, *sides} or (party, called) == (name.guess, name.called):
            return None
        return Known(name.words, name.offices, called, party, seen[0].readout)


def _fits(name: Open, entry: _Entry) -> bool:
    """Whether an entry may be meant: the words stand in its name in that order, office and party do not differ."""
    rest = iter(entry.words)
    if not all(word in rest for word in name.words) or name.party not in (None, entry.party):
        return False
    return not name.offices or any(holds(held, wanted) for held in entry.offices for wanted in name.offices)


def _persons(entries: Iterable[_Entry]) -> list[list[_Entry]]:
    """The entries by person."""
    persons: list[list[_Entry]] = []
    for entry in entries:
        same = [person for person in persons if any(_same(entry, other) for other in person)]
        persons = [person for person in persons if person not in same]
        persons.append([entry, *(other for person in same for other in person)])
    return persons


def _same(one: _Entry, other: _Entry) -> bool:
    """Whether two entries are of one person: of one party, the first letter the same, and all words of the shorter
    name in the longer one; or, where a first name differs ("Tom", "Thomas"), the surname and an office."""
    if one.party != other.party or fold(one.name[:1]).lower() != fold(other.name[:1]).lower():
        return False
    longer, shorter = sorted((one.words, other.words), key=len, reverse=True)
    rest = iter(longer)
    if len(shorter) > 1 and all(word in rest for word in shorter):
        return True
    return one.words[-1] == other.words[-1] and bool(set(one.offices) & set(other.offices))


def _covers(person: Sequence[_Entry], day: datetime.date) -> bool:
    days = [seen for entry in person for one in entry.seen if (seen := _day(one.date))]
    return bool(days) and min(days) - MARGIN <= day <= max(days) + MARGIN


def _called(person: Sequence[_Entry]) -> str:
    """The name by which a person is introduced most often."""
    often: dict[str, int] = defaultdict(int)
    for entry in person:
        often[entry.name] += len(entry.seen)
    return min(often, key=lambda name: (-often[name], len(name), name))


def _telling(surname: str, found: Iterable[_Entry]) -> bool:
    """Whether a surname by itself can only be a name, and only this person's."""
    if any(entry.words[-1] != surname for entry in found):
        return False
    others = {name for form in _forms(surname) for name in surnames().get(form, ())}
    return not _common(surname) and all(surname in words_of(name) and _listed(name, found) for name in others)


def _listed(name: str, found: Iterable[_Entry]) -> bool:
    return any(entry.name == name for entry in found)


@cache
def _common(surname: str) -> bool:
    """Whether a folded surname is a word of a language, a place, or many people's."""
    if surname in common_surnames() or any(form in patterns() for form in _forms(surname)):
        return True
    for language in ("en", "es"):
        known = lexicon(language)
        if known.verb(surname) or any(surname in words for words in (*known.words.values(), *known.heads.values())):
            return True
    return False


def _words(name: str) -> tuple[str, ...]:
    """The folded words of a name, without the number of a generation ("III")."""
    words = words_of(name)
    return tuple(words[:-1] if len(words) > 2 and words[-1] in {"ii", "iii", "iv"} else words)


def _forms(surname: str) -> tuple[str, str, str]:
    return fold(surname), fold(surname.capitalize()), fold(surname.upper())


def _day(date: str | None) -> datetime.date | None:
    """The day of an ISO date; None where it is partial or none."""
    try:
        return datetime.date.fromisoformat(date or "")
    except ValueError:
        return None


def _distance(one: Sighting, day: datetime.date) -> tuple[int, str, str]:
    seen = _day(one.date) or datetime.date.min
    return abs((seen - day).days), one.date, one.readout
