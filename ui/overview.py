"""What a collection holds, in figures, and questions it can answer.

Takes readouts. Returns an Overview; reads each readout once.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rag.answer.wording import possessive
from rag.names.naming import party_name
from rag.types import Readout

CANDIDATES = 12
"""Questions that are made; the page shows the first of them that are answered."""

_ABBREVIATION = re.compile(r"\b[A-Z][A-Z-]{2,}[A-Z]\b")
_ASKED = (
    "What did {party} say about {topic}?",
    "What does {party} say about {topic}?",
    "What is {owner} position on {topic}?",
    "What did {party} last say on {topic}?",
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
    parties: tuple[str, ...] = ()
    language: str = ""


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
        topics.update(_named(readout))
    return Overview(count, reporters, parties, years, languages, kinds, newest, _examples(topics), tuple(entries))


def by_year(years: Mapping[str, int]) -> list[dict[str, str | int]]:
    """Return the years from the first to the last with their readouts, none left out."""
    dated = sorted(int(year) for year in years if year.isdigit())
    if not dated:
        return []
    return [
        {"word": f"{year:04d}", "readouts": years.get(f"{year:04d}", 0)} for year in range(dated[0], dated[-1] + 1)
    ]


def coverage(entries: Iterable[Entry], filters: Mapping[str, Any], parties: Iterable[str] = ()) -> dict[str, int]:
    """Return the readouts a year that the filters of a receipt leave, of those with one of `parties` where given."""
    wanted = {*parties}
    since, until = filters.get("since") or "", (filters.get("until") or "9") + "~"
    counts: Counter[str] = Counter()
    for entry in entries:
        fits = all(
            getattr(entry, name) == filters[name] for name in ("reporter", "language", "kind") if filters.get(name)
        )
        dated = since <= (entry.date or "") <= until if filters.get("since") or filters.get("until") else True
        if fits and dated and (not wanted or wanted & {*entry.parties}):
            counts[(entry.date or "")[:4]] += 1
    return counts


def _entry(readout: Readout) -> Entry:
    from ui.finder import haystack

    codes = [*readout.parties, *([readout.reporter] if readout.reporter else [])]
    words = haystack(readout.id, readout.title, readout.issuer, readout.date, codes, readout.kind)
    words += "".join(f" {field}:{value}".casefold() for field, value in _fields(readout, codes))
    return Entry(
        readout.id,
        readout.title,
        readout.date,
        readout.reporter,
        readout.kind,
        words,
        tuple(dict.fromkeys(codes)),
        readout.language,
    )


def _fields(readout: Readout, codes: list[str]) -> list[tuple[str, str]]:
    """What a search may name exactly: reporter:RU, party:CL, year:2024, kind:transcript, language:es."""
    one = {
        "reporter": readout.reporter or "",
        "year": (readout.date or "")[:4],
        "kind": readout.kind,
        "language": readout.language,
    }
    return [*one.items(), *(("party", code) for code in codes)]


def _named(readout: Readout) -> set[tuple[str, str]]:
    """The readout's parties with the abbreviations that stand in one line with their name."""
    lines = [line for line in readout.text.split("\n") if line]
    return {
        (party, word)
        for party in readout.parties
        for line in lines
        if party_name(party) in line
        for word in _ABBREVIATION.findall(line[:5000])
        if len(word) <= 12
    }


def _examples(topics: Counter[tuple[str, str]]) -> tuple[str, ...]:
    """The pairs of party and topic that occur together most, no topic twice and no party thrice."""
    chosen: list[tuple[str, str]] = []
    for (party, topic), _ in sorted(topics.items(), key=lambda item: (-item[1], item[0])):
        if len(chosen) == CANDIDATES:
            break
        named = topic == party or topic in party_name(party) or len(topic) < 4
        if not named and all(topic != word for _, word in chosen) and sum(party == p for p, _ in chosen) < 2:
            chosen.append((party, topic))
    return tuple(
        form.format(
            party=_with_article(party_name(party)), owner=possessive(_with_article(party_name(party))), topic=topic
        )
        for form, (party, topic) in zip(itertools.cycle(_ASKED), chosen, strict=False)
    )


def _with_article(name: str) -> str:
    return f"the {name}" if name.startswith(("United ", "European ")) else name
