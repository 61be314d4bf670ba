"""A question with its actors replaced by signs, so that grammar can be matched by regular expressions.

Takes flat text and actors; actors side by side ("Tirana and Washington") share one sign. Every sign is as long as
what it stands for, so that offsets stay. The signs are private-use characters, which no cleaned question holds.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from rag.answer.actors import Actor

_FILL = "\ue6ff"
_BASES = {"actor": 0xE000, "adjective": 0xE200, "unknown": 0xE400}
_MOST = 24
"""Groups of a question that are looked at."""
ACTOR = rf"(?:[\ue000-\ue1ff]{_FILL}*+)"
ADJECTIVE = rf"(?:[\ue200-\ue3ff]{_FILL}*+)"
UNKNOWN = rf"(?:[\ue400-\ue5ff]{_FILL}*+)"
ANY = rf"(?:[\ue000-\ue5ff]{_FILL}*+)"
_SIGN = re.compile("[\ue000-\ue5ff]")
# Where a date was: "Macron on 3 May and Scholz on 9 May".
_DATED = re.compile(r"^ {3,}(?=and |y |и )")
_BETWEEN = re.compile(r"(?:,? (?:and|y|e|и|or|o) (?:also )?|, | & |/| ?- ?|和|与|同|、)(?:the |la |el )?")
_WITH = re.compile("[与同和]")
_MEETS = re.compile(r"(?:举行)?(?:通话|会晤|会谈|会面|见面|通电话)(?:时|中|期间|后|过程中)")
"""Behind two Chinese names: "A与B通话时说", where A speaks to B."""


@dataclass(frozen=True, slots=True)
class Group:
    """Actors named together, at line[start:end]; `pair` where a dash joins them ("Russia-US")."""

    start: int
    end: int
    actors: tuple[Actor, ...]
    kind: str
    pair: bool


def groups_of(line: str, actors: list[Actor]) -> list[Group]:
    """The actors in groups of those that stand side by side."""
    found: list[Group] = []
    for number, actor in enumerate(actors):
        last = found[-1] if found else None
        between = _DATED.sub(" ", line[last.end : actor.start]) if last else ""
        with_him = bool(_WITH.search(between) and _MEETS.match(line, actor.end))
        listed = between.strip() == "," and _ends_in_and(line, actors[number:])
        if last and _BETWEEN.fullmatch(between) and not with_him and _together(last, actor, between, listed=listed):
            kind = "adjective" if "adjective" in (last.kind, actor.kind) else last.kind
            found[-1] = Group(last.start, actor.end, (*last.actors, actor), kind, between.strip() == "-")
        else:
            found.append(Group(actor.start, actor.end, (actor,), actor.kind, False))
    return found[:_MOST]


def signs(line: str, groups: list[Group]) -> str:
    """The line with each group as a sign of the same length."""
    parts, done = [], 0
    for number, group in enumerate(groups):
        sign = chr(_BASES[group.kind] + number)
        parts += [line[done : group.start], sign, _FILL * (group.end - group.start - 1)]
        done = group.end
    return "".join([*parts, line[done:]])


def number_of(text: str) -> int:
    """Which group the first sign of `text` stands for."""
    sign = _SIGN.search(text)
    if not sign:
        raise ValueError("no sign in the text")
    return (ord(sign.group()) - 0xE000) & 0x1FF


def blanked(line: str, start: int, end: int) -> str:
    """The line with a slice made blank."""
    return line[:start] + " " * (end - start) + line[end:]


def _together(last: Group, actor: Actor, between: str, *, listed: bool) -> bool:
    if "unknown" in (last.kind, actor.kind):
        return last.kind == actor.kind
    if between.strip() == "," and not listed and not (last.actors[-1].person and actor.person):
        return False
    return last.kind == actor.kind or "-" not in between


def _ends_in_and(line: str, actors: list[Actor]) -> bool:
    """Whether a row of actors goes on to an "and": "Berlin, Paris and Rome", not "Minsk, Belarus"."""
    for one, other in itertools.pairwise(actors):
        between = line[one.end : other.start].strip(" ,")
        if between or one.kind != other.kind:
            return between in ("and", "y", "e", "и", "和")
    return False
