"""What a collection holds, in figures, and questions it can answer.

Takes readouts. Returns an Overview; reads each readout once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rag.answer.compose import possessive
from rag.names.naming import party_name
from rag.types import Readout

EXAMPLES = 4
_ABBREVIATION = re.compile(r"\b[A-Z][A-Z-]{2,}[A-Z]\b")
_ASKED = (
    "What did {party} say about {topic}?",
    "What does {party} say about {topic}?",
    "What is {owner} position on {topic}?",
    "What did {party} last say about {topic}?",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A readout without its text; `haystack` is what the finder looks through."""

    id: str
    title: str
    date: str | None
    reporter: str | None
    kind: str
    haystack: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Readouts by reporter, party, year, language and kind; the newest date; example questions; every entry."""

    readouts: int
    reporters: Mapping[str, int]
    parties: Mapping[str, int]
    years: Mapping[str, int]
    languages: Mapping[str, int]
    kinds: Mapping[str, int]
    newest: str | None
    examples: tuple[str, ...]
    entries: tuple[Entry, ...]


def survey(readouts: Iterable[Readout]) -> Overview:
    """Count what is there."""
    count = 0
    newest: str | None = None
    tables = [Counter[str]() for _ in range(5)]
    reporters, parties, years, languages, kinds = tables
    topics: Counter[tuple[str, str]] = Counter()
    entries: list[Entry] = []
    for readout in readouts:
        count += 1
        entries.append(_entry(readout))
        reporters[readout.reporter or ""] += 1
        parties.update(readout.parties)
        years[(readout.date or "")[:4]] += 1
        languages[readout.language] += 1
        kinds[readout.kind] += 1
        newest = max(filter(None, (newest, readout.date)), default=None)
        words = {word for word in _ABBREVIATION.findall(readout.text) if len(word) <= 12}
        topics.update((party, word) for party in readout.parties for word in words)
    return Overview(count, reporters, parties, years, languages, kinds, newest, _examples(topics), tuple(entries))


def by_year(years: Mapping[str, int]) -> list[dict[str, str | int]]:
    """Return the years from the first to the last with their readouts, none left out."""
    dated = sorted(int(year) for year in years if year.isdigit())
    if not dated:
        return []
    return [
        {"word": f"{year:04d}", "readouts": years.get(f"{year:04d}", 0)} for year in range(dated[0], dated[-1] + 1)
    ]


def _entry(readout: Readout) -> Entry:
    from ui.finder import haystack

    codes = [*readout.parties, *([readout.reporter] if readout.reporter else [])]
    words = haystack(readout.id, readout.title, readout.issuer, readout.date, codes, readout.kind)
    return Entry(readout.id, readout.title, readout.date, readout.reporter, readout.kind, words)


def _examples(topics: Counter[tuple[str, str]]) -> tuple[str, ...]:
    """The pairs of party and topic that occur together most, no party and no topic twice."""
    chosen: list[tuple[str, str]] = []
    for (party, topic), _ in sorted(topics.items(), key=lambda item: (-item[1], item[0])):
        if len(chosen) == EXAMPLES:
            break
        named = topic == party or topic in party_name(party) or len(topic) < 4
        if not named and all(party != other and topic != word for other, word in chosen):
            chosen.append((party, topic))
    return tuple(
        form.format(
            party=_with_article(party_name(party)), owner=possessive(_with_article(party_name(party))), topic=topic
        )
        for form, (party, topic) in zip(_ASKED, chosen, strict=False)
    )


def _with_article(name: str) -> str:
    return f"the {name}" if name.startswith(("United ", "European ")) else name
