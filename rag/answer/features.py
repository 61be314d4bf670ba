"""What speaks for a statement as an answer, in numbers, before anything is weighed.

Takes a Question, candidates and the word index. Returns one Features a statement.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rag.answer.grammar import flat, table
from rag.answer.search import Candidate, earliest
from rag.answer.topic import is_general
from rag.names.parties import find_parties
from rag.stemming import stem_list, stems
from rag.store.lexical import LexicalIndex
from rag.store.row import Row
from rag.types import Question, Statement

Whose = Literal["theirs", "joint", "colleague", "nobody", "other"]
"""Whose a statement is, seen from the question: the asked speakers', theirs with others, nobody's, another's."""


RAREST = 7.0
"""The most that a word counts for: one that hardly occurs must not outweigh all others."""

GENERAL = 0.5
"""What a word that fits any topic counts for, as a share of its rarity."""

PARTLY = 0.5
"""What a phrase counts for if only some of its words are there, times their share."""


MANY = 6
"""Things that a topic names, from which more make no difference."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A topic word or phrase: the stems of each way to say it, and its weight, the rarer the heavier."""

    ways: tuple[frozenset[str], ...]
    weight: float
    name: bool = False
    """It is a name: whoever speaks of it says it, other words can be put otherwise."""
    heard: bool = True
    """It occurs in the readouts in which the asked party takes part."""

    def within(self, held: frozenset[str]) -> float:
        """Return 1 where all stems of one of the ways are there, less for a part of the first."""
        if any(way <= held for way in self.ways):
            return 1.0
        return PARTLY * len(self.ways[0] & held) / len(self.ways[0])


@dataclass(frozen=True, slots=True)
class Features:
    """A statement and what speaks for it; shares and similarity run from 0 to 1."""

    row: Row
    statement: Statement
    whose: Whose
    own: float
    """The share of the topic that the statement holds, rare words heavier."""
    before: float
    """What the statement before it, not another's, adds to that share: who goes on about a thing need not name it."""
    readout: float
    """The share that its whole readout holds."""
    unheard: float
    """The share of the things that the topic names of which no readout with the asked party speaks: a reason to be
    silent, whatever comes nearest."""
    concepts: float
    """How many things the topic names, from 0 to 1 for MANY or more: of many a smaller share is enough."""
    key: float
    """How far the passage holds the heaviest word or phrase of the topic, the one that tells it from other topics."""
    names: float
    """The share of the names of the topic that the passage holds."""
    near: float
    """The cosine of the statement itself, as it stands in its passage, and the question."""
    rank: float
    """Its passage's fused rank score, 1 for the best."""
    person: bool
    """A person asked about is credited."""
    counterpart: bool
    """The other side that the question names takes part."""
    timely: bool
    """It lies within the dates of the question, or the question has none."""
    early: bool
    """It was said before the time that the question names: not about what happened then."""
    setting: bool
    """The occasion that the question names stands in passage or header."""
    together: bool
    """All speakers asked about take part in the meeting."""
    opening: bool
    """It opens its readout: it tells who met to speak of what, the rest what was said."""
    fits: bool
    """It holds what a question of fact asks for: a number, a date, a place."""


def concepts(question: Question, index: LexicalIndex) -> tuple[Concept, ...]:
    """Return the topic's concepts, weighed by inverse document frequency as BM25 reckons it, among the readouts in
    which the asked party takes part.

    A word that stands in a phrase of the topic does not count again by itself.
    """
    sides = question.filters.parties or question.speakers
    equivalents = dict(question.expansions)
    phrases = [*question.phrases, *(word for word in equivalents if len(stem_list(word)) > 1)]
    inside = {stem for phrase in phrases for stem in stems(phrase)}
    words = [word for word in question.topic if not stems(word) <= inside]
    made: dict[frozenset[str], Concept] = {}
    for word in [*phrases, *words]:
        said = [word, *equivalents.get(word, ())]
        ways = tuple(way for way in dict.fromkeys(map(stems, said)) if way)
        if ways and ways[0] not in made:
            holding, total = index.weighed(said, sides)
            weight = min(RAREST, math.log1p((total - holding + 0.5) / (holding + 0.5)))
            general = is_general(word, question.language)
            name = not general and is_name(word, question.text)
            made[ways[0]] = Concept(ways, weight * (GENERAL if general else 1.0), name, holding > 0)
    return tuple(made.values())


def is_name(word: str, text: str) -> bool:
    """Whether a word or phrase of the topic is a name that whoever speaks of it would say.

    Names of parties are not (they have many), nor places where something was said ("in Sochi"), nor months.
    """
    at = text.find(word)
    placed = text[:at].rstrip().rpartition(" ")[2].lower() in _PLACING
    other = placed or bool(_months().fullmatch(flat(word))) or bool(find_parties(word))
    return at > 0 and word[:1].isupper() and not other


_PLACING = {"in", "at", "en", "в", "на", "his", "her", "their"}


@cache
def _months() -> re.Pattern[str]:
    return re.compile("|".join(table("dates")["months"].values()))


def features(
    question: Question, found: Sequence[Candidate], topic: Sequence[Concept], index: LexicalIndex
) -> list[Features]:
    """Return the features of every statement of the candidates."""
    most = max((concept.weight for concept in topic), default=0.0)
    heaviest = [concept for concept in topic if concept.weight == most]
    best = max((candidate.score for candidate in found), default=1.0)
    names = [concept for concept in topic if concept.name]
    unheard = sum(not concept.heard for concept in topic) / max(len(topic), 1)
    setting = [stems(word) for word in question.setting]
    asked = {surname(name) for name in question.people}
    others = set(question.counterparts)
    counted = _counted(question, topic)
    whole = index.stems({candidate.row.readout for candidate in found})
    neighbours = index.rows({candidate.row.row - 1 for candidate in found})
    shares = {readout: share(topic, held) for readout, held in whole.items()}
    made = []
    for candidate in found:
        row = candidate.row
        passage = stems(f"{row.header}\n{row.text}")
        sides = {code for s in row.statements for code in s.speakers} | set(row.parties)
        above = neighbours.get(row.row - 1)
        previous = _last(above, row)
        begins = above is None or above.readout != row.readout
        for number, (statement, near) in enumerate(zip(row.statements, candidate.near, strict=True)):
            words = row.words(statement)
            fits = _fits(question, statement, words, counted)
            own, around = stems(words), passage
            before, previous = own | previous, own
            if fits and (counted or question.asks == "how long"):
                # who gives the number need not name again what the readout is about
                own = before = around = whole[row.readout]
            credited = {surname(name) for name in statement.person.split(";") if name.strip()}
            made.append(
                Features(
                    row=row,
                    statement=statement,
                    whose=whose(question, statement, asked, credited),
                    own=share(topic, own),
                    before=share(topic, before) - share(topic, own),
                    readout=shares[row.readout],
                    unheard=unheard,
                    concepts=min(len(topic), MANY) / MANY,
                    key=max((concept.within(around) for concept in heaviest), default=1.0),
                    names=share(names, around),
                    near=max(near, 0.0),
                    rank=candidate.score / best,
                    person=bool(asked & credited),
                    counterpart=bool(others & sides),
                    timely=_timely(question, row),
                    early=bool(question.since and row.date and row.date < earliest(question.since)),
                    setting=bool(setting) and any(way <= around for way in setting),
                    together=set(question.speakers) <= sides,
                    opening=begins and not number,
                    fits=fits,
                )
            )
    return made


def _last(before: Row | None, row: Row) -> frozenset[str]:
    """The stems of the statement before the passage; none where its readout begins, or where it is another's: what
    one side speaks of is not thereby what the other goes on about."""
    if before is None or before.readout != row.readout or not before.statements:
        return frozenset()
    last = before.statements[-1]
    another = last.speakers and not set(last.speakers) & set(row.statements[0].speakers)
    return frozenset() if another else stems(before.words(last))


def share(topic: Sequence[Concept], held: frozenset[str]) -> float:
    """Return how much of the topic is there, from 0 to 1; all of it where the question names no topic."""
    total = sum(concept.weight for concept in topic)
    return sum(concept.weight * concept.within(held) for concept in topic) / total if total else 1.0


def surname(name: str) -> str:
    """Return the last word of a name without case and accents."""
    return "".join(stem_list(name)[-1:])


def whose(question: Question, statement: Statement, asked: set[str], credited: set[str]) -> Whose:
    """Return whose the statement is, seen from the question; without asked speakers every speaker's is theirs.

    Where a person is asked about, what another person of the party is credited with is a colleague's.
    """
    if not statement.speakers:
        return "nobody"
    wanted = set(question.filters.parties or question.speakers)
    if question.asks_speaker and set(statement.speakers) <= set(question.counterparts):
        return "other"  # who told X: not X
    if wanted and not wanted & set(statement.speakers):
        return "other"
    if asked and not wanted and not asked & credited:
        return "other"  # whoever is asked about, of a party not known: nobody else speaks for him
    if statement.joint:
        return "joint"
    return "colleague" if asked and credited and not asked & credited else "theirs"


def _timely(question: Question, row: Row) -> bool:
    if not row.date:
        return not (question.since or question.until)
    return (question.since or "") <= row.date <= (question.until or "9") + "~"


_FIGURE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|millions?|billions?|half|hours?"
    r"|minutes?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|cien|mil|millones|horas?|minutos?)\b",
    re.IGNORECASE,
)
_UNIT = r"(?:minut|hour|day|week|month|year|hora|día|semana|mes|año|мин|час|дн[яе]|недел|месяц|год|лет)"
_DURATION = re.compile(rf"(?:{_FIGURE.pattern})[\w.,-]*(?: [\w-]+){{0,2}}? {_UNIT}", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:in|at|en|в|на) (?:the |la |el )?[A-ZÁÉÍÓÚÑА-ЯЁ]")


_HOW_MANY = re.compile(r"(?:\bhow (?:many|much)|\bcuant[oa]s?|сколько) (?P<noun>\w+)")


def _counted(question: Question, topic: Sequence[Concept]) -> Concept | None:
    """What the question wants to have counted, if it is of the topic: "how many hectares"."""
    match = _HOW_MANY.search(flat(question.text))
    noun = stems(match["noun"]) if match else frozenset()
    return next((concept for concept in topic if noun and noun <= concept.ways[0]), None)


def _fits(question: Question, statement: Statement, words: str, counted: Concept | None) -> bool:
    if question.asks == "how long":
        return _DURATION.search(words) is not None
    if question.asks == "how many":
        return _FIGURE.search(words) is not None and (counted is None or counted.within(stems(words)) > 0)
    if question.asks == "where":
        return _PLACE.search(words) is not None
    if question.asks in ("who", "when"):
        return statement.kind in ("procedural", "background") or any(c.isdigit() for c in words)
    return False
