"""Who in a Russian question can be its subject, by case: whoever is named in the nominative, and nobody else.

Takes the flat line and its groups. Returns the groups that cannot be the subject, and those in the case of the one
who is spoken to. A name that no table declines can be anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from rag.answer.grammar import flat, words
from rag.answer.skeleton import Group
from rag.names import territories
from rag.names.parties import find_parties
from rag.names.people import spellings, surnames
from rag.names.tables import forms, rows

_ENDS = re.compile(r"(?:ая|яя|ии|ыи|ое|ее|ие|ые)$")
"""A flat adjective in the nominative, "й" being "и" in it."""
_DATIVE = re.compile(r"(?:ому|ему|[ую])$")
_PEOPLE = re.compile(r"(?:цы|яне|ане|чане|сы|ки)$")
"""A people in the nominative plural: "американцы"."""
_LOCATIVE = re.compile(r"[бвгджзклмнпрстфхцчшщ]е$")
"""The dative of a feminine name, and of any the case behind "в" and "о"."""
_OBLIQUE = re.compile(r"(?:[ую]|ом|ым|ем|ои)$")
"""How a name ends that the table holds in Latin letters only, in a case other than the nominative."""
_HEAD = re.compile(r"[^\W_][\w-]*")


def oblique(line: str, groups: Sequence[Group]) -> frozenset[int]:
    """Return the groups of which the first named cannot stand in the nominative."""
    return frozenset(n for n, group in enumerate(groups) if not _can_be_subject(line, group))


def datives(line: str, groups: Sequence[Group]) -> frozenset[int]:
    """Return the groups whose head stands in the dative: "Путину", "президенту Франции", "Москве", not "Москву"."""
    heads = [(n, _head(line, group), group) for n, group in enumerate(groups) if group.kind != "unknown"]
    return frozenset(
        n
        for n, head, group in heads
        if (
            _DATIVE.search(head)
            and not _portuguese(group, head)
            and not {head, head[:-1] + "а", head[:-1] + "я"} & _nominative()
        )
        or (_LOCATIVE.search(head) and not _can_be_subject(line, group))
    )


def rank(line: str, group: Group) -> int:
    """How surely a group that can be the subject is one: 2 a name that shows its case, 1 one whose accusative is the
    same ("Китай"), 0 one that is never declined ("США", "Моди")."""
    head = _head(line, group)
    if head[-1:] in "аяй" or _PEOPLE.search(head) or re.fullmatch(_office(), head):
        return 2 if group.kind != "unknown" else 0
    if head[-1:] in "бвгджзклмнпрстфхцчшщь":
        return 2 if group.actors[0].person else 1
    return 0


def _portuguese(group: Group, head: str) -> bool:
    """Whether the "у" at the end is a Latin "o", and no case: "Болсонару"."""
    return head.endswith("у") and flat(group.actors[0].person)[-1:] in ("o", "u")


def _head(line: str, group: Group) -> str:
    """The word of a group that shows its case: the office before a name, else the last word of the first name."""
    actor = group.actors[0]
    start, end = actor.start, actor.core[1] or actor.end
    first = _HEAD.search(line, start, end)
    if first and (re.fullmatch(_office(), first.group()) or actor.end > end):
        return first.group()
    return line[start:end].split()[-1] if line[start:end].split() else ""


def _can_be_subject(line: str, group: Group) -> bool:
    actor = group.actors[0]
    head = _head(line, group)
    if group.kind == "unknown" or not head:
        return True
    if actor.person and head not in _declined():
        return _portuguese(group, head) or (
            not _OBLIQUE.search(head) and not (head[-1] in "аяеыи" and flat(actor.person)[-1] not in "aeiouy")
        )
    if re.fullmatch(_office(), head):
        return bool(_NOMINATIVE_OFFICES.fullmatch(head))
    if group.kind == "adjective" or actor.end > (actor.core[1] or actor.end):
        return bool(_ENDS.search(head)) or head in _nominative()
    named = line[actor.start : actor.core[1] or actor.end]
    return named in _nominative() or head in _nominative() or not (actor.person or find_parties(named.title()))


_NOMINATIVE_OFFICES = re.compile(
    "(?:вице-)?президент|премьер(?:-министр)?|канцлер|министр|глава|госсекретарь|генсек|лидер|посол|король|папа|советник"
    "|помощник|представитель|спецпосланник|спикер|руководитель|госпожа|господин|замминистра|секретарь|мид|правительство"
    "|сторона|власти|делегация|администрация|чиновники|руководство|президенты|лидеры|министры"
)


@cache
def _office() -> re.Pattern[str]:
    return re.compile(f"{words('grammar', 'ru', 'offices')}|{words('grammar', 'ru', 'bodies')}")


@cache
def _declined() -> frozenset[str]:
    """Flat last words of the Cyrillic names of people, in every case."""
    return frozenset(flat(form).split()[-1] for form in (*spellings(), *surnames()) if form[-1] > "\u0400")


@cache
def _nominative() -> frozenset[str]:
    """Flat names of parties and people as they stand in the nominative; of people the last word too."""
    return frozenset(name for listed in _listed() for name in (listed, listed.split()[-1]))


def _listed() -> Iterator[str]:
    cells = [cell for _, names, _, people, capital, short in rows("ru") for cell in (names, people, capital, short)]
    cells += [row[5] for row in rows("organisations")] + [cell for _, cell in rows("seats")]
    cells += [row[6] for row in rows("leaders")]
    cells += [name for names in territories.names("ru").values() for name in names]
    for form in (form for cell in cells for form in forms(cell)):
        if re.search("[А-Яа-я]", form):
            yield flat(re.sub(r"\|\S*", "", form).replace("*", ""))
