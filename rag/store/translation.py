"""Whether a readout is a translation of another one of the same reporter.

Takes the catalog's connection, its texts and an id. Yields links to readouts of the same meeting, as far as reporter,
parties and date tell, that name the same parties and leaders and give the same numbers, sentence after sentence, and
where both are written in Latin letters the same names. Refuses pairs whose lengths do not fit, and guesses none of
several. Languages in which rag.names knows no parties are hardly ever linked: silence rather than a guess.
"""

from __future__ import annotations

import bisect
import datetime
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from rag.attribute.sentences import split
from rag.names.leaders import find_leaders
from rag.names.parties import find_parties
from rag.store.link import Link, Texts, day_of, ordered
from rag.types import Readout

TRANSLATED, NEXT_DAY = 0.7, 0.85
"""The share of marks, in their order, from which a readout is a translation: of the same date, and of the day before
or after, for ministers call each other on two days about the same thing."""

MARGIN = 0.1
"""By which the best translation must be better than the next: of two meetings on one day none is guessed."""

LONGEST = 1.6
"""How much longer one may be than the other, once each language's need of characters is taken out."""

ROOM = {"zh": 0.33, "ja": 0.45, "ko": 0.5, "ar": 0.85, "he": 0.8, "es": 1.15, "fr": 1.15, "de": 1.15, "ru": 1.1}
"""Characters that a language takes for the same content, English being 1."""

READ = 20_000
"""Characters that are looked at: the beginning tells."""

LEAST = 5
"""Marks that each of the two must have: two parties alone tell nothing."""

NAMES = 0.4
"""The share of names, of the text that has fewer, that must be in the other."""

_NUMBERS = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+(?!\d)|\d+")
"""Also in groups of three, which each language parts in a way of its own."""
_NAMES = re.compile(r"(?<![.!?:\n]\s)(?<!\A)\b[A-ZÀ-Þ][a-zß-ÿ]{3,}\b")


def translations(db: sqlite3.Connection, texts: Texts, id: str) -> Iterator[Link]:
    """Yield the best translation in each other language, if no other fits as well and it fits none better."""
    one = texts.readout(id)
    by_language: dict[str, list[tuple[float, Readout]]] = {}
    for score, other in candidates(db, texts, one):
        by_language.setdefault(other.language, []).append((score, other))
    for scored in by_language.values():
        best = _best(texts, scored)
        if best:
            mirrored = [(s, r) for s, r in candidates(db, texts, best[1]) if r.language == one.language]
            back = _best(texts, mirrored)
            if back and back[1].id == id:
                yield ordered(one, best[1], "translation", best[0])


def candidates(db: sqlite3.Connection, texts: Texts, one: Readout) -> Iterator[tuple[float, Readout]]:
    """Yield readouts in other languages that may be of the same meeting, with the share of traces in common."""
    day = day_of(one)
    if not one.reporter or not day:
        return
    days = [(day + datetime.timedelta(step)).isoformat() for step in (-1, 0, 1)]
    rows = db.execute(
        "SELECT id FROM likeness WHERE reporter = ? AND date IN (?, ?, ?) AND language <> ?",
        (one.reporter, *days, one.language),
    ).fetchall()
    for row in rows:
        other = texts.readout(row["id"])
        parties = set(one.parties), set(other.parties)
        if (
            other.kind == one.kind
            and not texts.alike(one.id, other.id)
            and (parties[0] == parties[1] or not all(parties))
        ):
            score = common(traces(one), traces(other))
            if score >= (TRANSLATED if other.date == one.date else NEXT_DAY):
                yield score, other


def _best(texts: Texts, scored: list[tuple[float, Readout]]) -> tuple[float, Readout] | None:
    """The best; None where another one that is not the same text fits about as well."""
    ranked = sorted(scored, key=lambda item: (-item[0], item[1].date or "", item[1].id))
    for score, other in ranked[1:]:
        if score > ranked[0][0] - MARGIN and not texts.alike(ranked[0][1].id, other.id):
            return None
    return ranked[0] if ranked else None


@dataclass(frozen=True, slots=True)
class Traces:
    """What a translation leaves as it is: marks (parties, leaders and numbers, by the sentence they stand in), names,
    and the length as it would be in English."""

    marks: tuple[str, ...]
    names: frozenset[str]
    length: float


def traces(readout: Readout) -> Traces:
    """Return what a translation of the readout would have in common with it."""
    text = readout.text[:READ]
    found = [(mention.start, mention.party) for mention in find_parties(text, readout.language)]
    found += [(mention.start, mention.name) for mention in find_leaders(text, readout.date)]
    numbers = ((number.start(), re.sub(r"\D", "", number[0])) for number in _NUMBERS.finditer(text))
    found += [(start, str(int(number))) for start, number in numbers if len(number) < 20]
    starts = [start for start, _ in split(text, readout.language)]
    # Inside a sentence each language has an order of its own.
    marks = sorted((bisect.bisect(starts, at), mark) for at, mark in found)
    return Traces(
        tuple(mark for _, mark in marks),
        frozenset(_plain(name) for name in _NAMES.findall(text)),
        len(readout.text) / ROOM.get(readout.language, 1.0),
    )


def common(one: Traces, other: Traces) -> float:
    """Return the share of marks that two readouts have in common, in their order; 0 where there are too few, or where
    lengths or names do not fit."""
    fewer = min(len(one.names), len(other.names))
    if (
        max(one.length, other.length) > LONGEST * min(one.length, other.length)
        or min(len(one.marks), len(other.marks)) < LEAST
        or len(one.names & other.names) < NAMES * fewer
    ):
        return 0.0
    return SequenceMatcher(None, one.marks, other.marks).ratio()


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
