"""One question by itself, put together from its parts: dates, actors, roles, wish, topic, equivalents.

Takes a cleaned line and the filters. Returns a Question that knows nothing yet of earlier turns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.answer.actors import Actor, find_actors
from rag.answer.grammar import flat
from rag.answer.language import language_of
from rag.answer.roles import find_roles
from rag.answer.skeleton import Group, blanked, groups_of
from rag.answer.topic import find_topic
from rag.answer.when import find_when
from rag.answer.wish import find_wish
from rag.types import Code, Filters, Question

_UNOWNED = re.compile(
    r"\b(?:the|official|joint|published) (?:official )?(?:readouts?|account|communique|transcript)\b"
)


def understood(text: str, filters: Filters) -> Question:
    """Return the question as its own words tell it."""
    language = language_of(text)
    when = find_when(text)
    shown = text
    for start, end in when.spans:
        shown = blanked(shown, start, end)
    line = flat(shown)
    wanted = find_wish(line, language)
    date = when.since if when.since and when.until and when.certain else None
    groups = groups_of(line, find_actors(shown, language, date))
    roles = find_roles(line, groups, language, compare=wanted.wish == "compare", fact=wanted.wish == "fact")
    accounts = _parties(groups, roles.reporters)
    speakers = _actors(groups, roles.speakers)
    if wanted.wish == "compare" and len(accounts) > 1:
        speakers = speakers or _actors(groups, roles.reporters)
    others = _actors(groups, roles.counterparts)
    parties = _codes(speakers)
    if wanted.wish == "compare" and len(parties) == 1 and _UNOWNED.search(line):
        # "What does the official readout say, and what did X say": the account is of all who met.
        parties = tuple(dict.fromkeys((*parties, *_codes(others))))
    together = len([number for number in roles.speakers if len(groups[number].actors) > 1]) > 0
    wanted = find_wish(line, language, sides=len(parties) if together or roles.shared else 1)
    left = line
    for start, end in roles.used:
        left = blanked(left, start, end)
    topic = find_topic(text, left, language)
    return Question(
        text=text,
        language=language,
        speakers=parties,
        people=_people([*speakers, *_actors(groups, roles.named_by)], text),
        counterparts=tuple(code for code in _codes(others) if code not in parties or len(parties) == 0),
        reporter=accounts[0] if len(accounts) == 1 else None,
        topic=topic.words,
        phrases=topic.phrases,
        since=when.since,
        until=when.until,
        wish=wanted.wish,
        filters=filters,
        asks_speaker=roles.asks_who,
        offices=tuple(dict.fromkeys(actor.office for actor in speakers if actor.office)),
        counterpart_people=_people(others, text),
        mentioned=_codes(actor for group in groups for actor in group.actors),
        accounts=accounts if wanted.wish == "compare" else (),
        joint=wanted.joint and wanted.wish != "compare",
        asks=wanted.asks,
        dates_certain=when.certain,
        since_event=when.since_event,
        until_event=when.until_event,
        setting=topic.setting,
        ambiguous=tuple(dict.fromkeys(name for actor in speakers for name in actor.choices)),
    )


def _actors(groups: list[Group], numbers: Iterable[int]) -> list[Actor]:
    return [actor for number in numbers for actor in groups[number].actors]


def _codes(actors: Iterable[Actor]) -> tuple[Code, ...]:
    return tuple(dict.fromkeys(code for actor in actors for code in actor.parties))


def _parties(groups: list[Group], numbers: Iterable[int]) -> tuple[Code, ...]:
    return _codes(_actors(groups, numbers))


def _people(actors: Iterable[Actor], text: str) -> tuple[str, ...]:
    """Canonical names; a name that no table holds as it is written."""
    names = (actor.person or (text[slice(*actor.core)] if actor.kind == "unknown" else "") for actor in actors)
    return tuple(dict.fromkeys(name for name in names if name))
