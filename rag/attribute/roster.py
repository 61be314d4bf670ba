"""People known from other readouts of the collection.

`build` takes readouts with the people each introduces and returns a `Roster`; a pure function, so that a
generation's roster can be rebuilt. A person counts for the dates round which the readouts show them in an office:
the president of Chile in 2019 is another one than in 2024.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rag.attribute.spelling import words_of
from rag.types import Code, Person, Readout

_SLACK_YEARS = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A person with the offices and the first and last date (ISO) at which readouts show them."""

    name: str
    party: Code
    offices: tuple[str, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Roster:
    """Entries by the last word of the name, folded."""

    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

    def find(self, name: tuple[str, ...], date: str | None, parties: tuple[Code, ...]) -> Entry | None:
        """The one person so called (all the words given, in order) among the parties at the date, else None."""
        wanted = [word for part in name for word in words_of(part)]
        if not wanted:
            return None
        found = [
            entry
            for entry in self.entries.get(wanted[-1], ())
            if (not parties or entry.party in parties) and _at(entry, date) and _fits(wanted, words_of(entry.name))
        ]
        return found[0] if len({(entry.name, entry.party) for entry in found}) == 1 else None


def build(seen: Iterable[tuple[Readout, Iterable[Person]]]) -> Roster:
    """The roster of readouts with the people whom each introduces by full name and party."""
    dates: dict[tuple[str, Code], list[str]] = defaultdict(list)
    offices: dict[tuple[str, Code], dict[str, None]] = defaultdict(dict)
    for readout, people in seen:
        for person in people:
            if person.party and readout.date and " " in person.name:
                dates[person.name, person.party].append(readout.date)
                offices[person.name, person.party][person.office] = None
    entries: dict[str, list[Entry]] = defaultdict(list)
    for (name, party), days in sorted(dates.items()):
        entry = Entry(name, party, tuple(filter(None, offices[name, party])), min(days), max(days))
        for word in words_of(name):
            entries[word].append(entry)
    return Roster({word: tuple(found) for word, found in entries.items()})


def _at(entry: Entry, date: str | None) -> bool:
    if date is None:
        return True
    first = f"{int(entry.first[:4]) - _SLACK_YEARS:04}{entry.first[4:]}"
    last = f"{int(entry.last[:4]) + _SLACK_YEARS:04}{entry.last[4:]}"
    return first <= date <= last


def _fits(wanted: list[str], name: list[str]) -> bool:
    """Whether the words wanted occur in the name in the same order."""
    rest = iter(name)
    return all(word in rest for word in wanted)
