"""One question by itself, put together from its parts: dates, actors, roles, wish, topic, equivalents.

Takes a cleaned line and the filters. Returns a Question that knows nothing yet of earlier turns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.answer.actors import Actor, find_actors
from rag.answer.frame import frame
from rag.answer.grammar import flat
from rag.answer.language import language_of
from rag.answer.roles import find_roles
from rag.answer.skeleton import Group, blanked, groups_of, signs
from rag.answer.topic import find_topic, is_general
from rag.answer.when import find_when
from rag.answer.wish import Wanted, find_wish
from rag.names.parties import find_parties
from rag.types import Code, Filters, Question

_UNOWNED = re.compile(
    r"\b(?:the|official|joint|published) (?:official )?(?:readouts?|account|communique|transcript)\b"
)
_HUNG = re.compile(r"[-‑](?:led|backed|brokered|mediated|sponsored|made|based|imposed|supplied|proposed|initiated)\b")
_ON_DATES = re.compile(r" {3,}(?:and|y|и) ")
# "What came out of his talks with A and with B": of all who met.
_OF_ALL = re.compile(
    r"\b(?:came|come|comes) out of\b|\bemerged from\b|\bthe readout says? they\b|\bthey (?:talked|spoke|discussed)\b"
)
_ONE = re.compile(r"\b(?:one|una sola|одн\w+)[ -]$")


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
    two = wanted.wish == "said" and len(accounts) > 1  # "by the A readout ..., and in the B readout"
    if two:
        wanted = Wanted("compare", wanted.asks, False)
        roles = find_roles(line, groups, language, compare=True, fact=False)
    speakers = _actors(groups, roles.speakers)
    if wanted.wish == "compare" and len(accounts) > 1:
        speakers = speakers or _actors(groups, roles.reporters)
    others = _actors(groups, roles.counterparts)
    parties = _codes(speakers)
    if wanted.wish == "compare" and len(parties) == 1 and _UNOWNED.search(line):
        # "What does the official readout say, and what did X say": the account is of all who met.
        parties = tuple(dict.fromkeys((*parties, *_codes(others))))
    if wanted.wish == "compare" and _OF_ALL.search(line):
        speakers = [*speakers, *others, *(a for g in groups for a in g.actors if a.person)]
        parties = _codes(speakers)
    together = any(len(groups[n].actors) > 1 or groups[n].actors[0].together for n in roles.speakers)
    wanted = find_wish(line, language, sides=len(parties) if together or roles.shared else 1)
    if roles.viewpoint and wanted.wish in ("list", "fact") and wanted.asks not in ("how many", "how long"):
        wanted = Wanted("said", None, False)  # "Who broke the treaty, in Lima's view?"
    if wanted.wish == "said" and roles.asks_who:
        wanted = Wanted("list", wanted.asks, False)
    if wanted.wish in ("said", "joint") and (two or any(_ON_DATES.search(line[g.start : g.end]) for g in groups)):
        wanted = Wanted("compare", wanted.asks, False)  # "What did X tell A on 3 May and B on 9 May"
    left = line
    for start, end in (*roles.used, *when.doubtful):
        left = blanked(left, start, end)
    framed = left
    for start, end in frame(signs(line, groups), language):
        framed = blanked(framed, start, end)
    own = {*parties, *_codes(others), *accounts}
    topic = find_topic(text, framed, language)
    if not topic.words and wanted.wish != "fact":
        topic, framed = find_topic(text, left, language), left
    bare = find_topic(text, _without_own(text, framed, groups, own), language)
    if bare.phrases or any(not is_general(word, language) for word in bare.words):
        topic = bare
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


def _without_own(text: str, line: str, groups: list[Group], own: set[Code]) -> str:
    """The line without the parties that the answer comes from anyway ("Russian-Canadian trade", asked of Canada), and
    without what is hung on a party ("US-led strikes")."""
    for group in groups:
        codes = set(_codes(group.actors))
        theirs = codes <= own or (group.pair and group.kind == "adjective" and codes & own)
        place = any(mention.kind in ("capital", "seat") for mention in find_parties(text[group.start : group.end]))
        if codes and theirs and not place and not _ONE.search(line[: group.start]):
            line = blanked(line, group.start, group.end)
        if hung := _HUNG.match(line[group.end :]):
            line = blanked(line, group.end, group.end + hung.end())
    return line


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
