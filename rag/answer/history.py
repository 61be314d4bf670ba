"""Follow-ups: what a question leaves out is taken from the earlier turns, and said.

Takes a question understood by itself and the turns, oldest first. Returns the question completed; `taken` tells the
user what came from where. A question that names its speaker and its topic and points back to nothing stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from rag.answer.atoms import find_atoms
from rag.answer.grammar import flat, table
from rag.answer.topic import find_topic
from rag.answer.understand import understood
from rag.answer.when import find_when, later_than, lone_month
from rag.clean import one_line
from rag.names.folding import fold
from rag.names.parties import party_name
from rag.types import Filters, Question, Turn

_LAST_TURNS = 6
"""Turns that are looked at; older ones are forgotten."""
_LONGEST = 1000
"""Characters of a turn that are read."""
_NEAR = 4
"""Words on either side of a thing named before that belong to its name."""


@dataclass(frozen=True, slots=True)
class _Pointers:
    """Which words point back."""

    opening: bool
    they: bool
    he: bool
    him: bool
    there: bool
    also: bool
    it: bool
    thing: str

    @property
    def any(self) -> bool:
        return any((self.opening, self.they, self.he, self.him, self.there, self.it, self.thing))


def completed(question: Question, history: Sequence[Turn]) -> Question:
    """Return the question with what is missing taken from the turns before."""
    earlier: Question | None = None
    said: list[str] = []
    for turn in history[-_LAST_TURNS:]:
        text = unicodedata.normalize("NFC", one_line(turn.question, _LONGEST))
        if text:
            earlier = _completed(understood(text, Filters()), earlier, said)
        said += [text, one_line(turn.answer, _LONGEST)]
    return _completed(question, earlier, said)


def _completed(question: Question, earlier: Question | None, said: list[str]) -> Question:
    if earlier is None:
        return question
    back = _pointers(question)
    # A question about "who" has no speaker to take; one with a speaker and a topic of its own needs nothing.
    question = _narrowed(question, earlier)
    asks_who = question.asks_speaker
    lacking = not question.speakers and not asks_who and not question.reporter
    if not (back.any or lacking or not question.topic):
        return question
    question = _with_speakers(question, earlier, back) if not asks_who else question
    question = _with_dates(question, earlier, said, back)
    question = _with_topic(question, earlier, said, back)
    taken = list(question.taken)
    if question.reporter is None and earlier.reporter and not question.accounts:
        question = replace(question, reporter=earlier.reporter)
        taken.append(f"{party_name(earlier.reporter)} as reporter, from the question before")
    if not question.setting and earlier.setting:
        question = replace(question, setting=earlier.setting)
        taken.append(f"{', '.join(earlier.setting)}, from the question before")
    return replace(question, taken=tuple(taken))


def _narrowed(question: Question, earlier: Question) -> Question:
    """A name that several bear is the one that was spoken of before."""
    known = tuple(code for code in question.speakers if code in earlier.mentioned)
    if question.ambiguous and len(known) == 1:
        note = f"{party_name(known[0])} rather than another of that name, from the question before"
        return replace(question, speakers=known, ambiguous=(), taken=(*question.taken, note))
    return question


def _with_speakers(question: Question, earlier: Question, back: _Pointers) -> Question:
    taken = list(question.taken)
    both = tuple(dict.fromkeys((*earlier.speakers, *earlier.counterparts)))
    if question.speakers:
        others = _others(question, earlier) if back.him or back.there else ()
        if others and not question.counterparts:
            people = earlier.people if others == earlier.speakers else earlier.counterpart_people
            question = replace(question, counterparts=others, counterpart_people=people)
            taken.append(f"{_names(others, people)} as the other side, from the question before")
        return replace(question, taken=tuple(taken))
    if not both:
        return question
    same = (
        back.there and not back.he and re.search(r"\b(?:what|anything|que|что) (?:else )?was\b", flat(question.text))
    )
    if (back.they or same) and len(both) > 1:
        people = tuple(dict.fromkeys((*earlier.people, *earlier.counterpart_people)))
        wish = "joint" if question.wish == "said" else question.wish
        taken.append(f"{_names(both, people)}, from the question before")
        return replace(question, speakers=both, people=people, joint=True, wish=wish, taken=tuple(taken))
    speakers = earlier.speakers or both
    taken.append(f"{_names(speakers, earlier.people)}, from the question before")
    question = replace(question, speakers=speakers, people=earlier.people, offices=earlier.offices)
    if not question.counterparts and earlier.counterparts:
        others = tuple(code for code in earlier.counterparts if code not in speakers)
        people = earlier.counterpart_people
        question = replace(question, counterparts=others, counterpart_people=people)
        if others:
            taken.append(f"{_names(others, people)} as the other side, from the question before")
    if earlier.joint and question.wish == "said":
        question = replace(question, joint=True, wish="joint")
    return replace(question, taken=tuple(taken))


def _others(question: Question, earlier: Question) -> tuple[str, ...]:
    """The other side of a question that names its speaker: "What did Putin tell him?"."""
    if set(question.speakers) & set(earlier.speakers):
        return earlier.counterparts
    return earlier.speakers


def _with_dates(question: Question, earlier: Question, said: list[str], back: _Pointers) -> Question:
    later = find_when(question.text).later
    if later and earlier.since:
        since, until = later_than(earlier.since, later)
        note = f"{since} to {until}, counted from {earlier.since} in the question before"
        return replace(question, since=since, until=until, dates_certain=False, taken=(*question.taken, note))
    if earlier.since and not question.since and (month := lone_month(question.text, earlier.since)):
        note = f"{month[0]} to {month[1]}, of the year in the question before"
        topic = tuple(word for word in question.topic if not find_atoms(flat(word), 0))
        taken = (*question.taken, note)
        return replace(question, topic=topic, since=month[0], until=month[1], dates_certain=False, taken=taken)
    if later or (question.dates_certain and (question.since or question.until)):
        return question
    if question.since_event or question.until_event or question.wish in ("latest", "first"):
        return question
    if earlier.since or earlier.until:
        certain = earlier.dates_certain and (back.there or back.also)
        note = f"{earlier.since or '…'} to {earlier.until or '…'}, from the question before"
        return replace(
            question,
            since=earlier.since,
            until=earlier.until,
            dates_certain=certain,
            taken=(*question.taken, note),
        )
    day = find_when(said[-1]) if said else None
    if day and day.since and day.since == day.until and not question.since:
        note = f"{day.since}, from the answer before"
        return replace(question, since=day.since, until=day.until, dates_certain=False, taken=(*question.taken, note))
    return question


def _with_topic(question: Question, earlier: Question, said: list[str], back: _Pointers) -> Question:
    if back.thing:
        words = _named_before(back.thing, said, question.language)
        if words:
            note = f"{' '.join(words)}, from before"
            topic = tuple(dict.fromkeys((*question.topic, *words)))
            return replace(question, topic=topic, taken=(*question.taken, note))
    if question.topic or not earlier.topic:
        return question
    note = f"“{' '.join(earlier.topic)}”, from the question before"
    return replace(question, topic=earlier.topic, phrases=earlier.phrases, taken=(*question.taken, note))


def _named_before(noun: str, said: list[str], language: str) -> tuple[str, ...]:
    """The words beside the last mention of a thing: "that terminal" is the LNG terminal on Krk island."""
    stem = noun[: max(4, len(noun) - 2)]
    for text in reversed(said):
        words = find_topic(text, flat(text), language).words
        at = next((i for i, word in enumerate(words) if flat(word).startswith(stem)), None)
        if at is not None and len(words) > 1:
            return words[max(0, at - 1) : at + _NEAR - 1]
    return ()


def _names(codes: tuple[str, ...], people: tuple[str, ...]) -> str:
    countries = " and ".join(party_name(code) for code in codes)
    return f"{countries} ({', '.join(people)})" if people else countries


def _pointers(question: Question) -> _Pointers:
    line = flat(question.text)
    lang = question.language if question.language in ("en", "es", "ru", "zh") else "en"
    has = {name: rule.search(line) for name, rule in _rules(lang).items()}
    thing = has["thing"]
    opening, they, he, him, there, it = (bool(has[name]) for name in ("opening", "they", "he", "him", "there", "it"))
    also = bool(has["also"]) and not question.speakers
    return _Pointers(opening, they, he, him, there, also, it, thing.group("noun") if thing else "")


@cache
def _rules(language: str) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(fold(sources[language])) for name, sources in table("history").items()}
