"""Who is the subject of a Spanish, Russian or Chinese question: whoever stands there without a preposition.

In these languages the subject may stand anywhere, before the verb or behind it; in Russian it is in the nominative.
Takes the line with its groups as signs. Returns the subject of the main clause, and those of clauses that tell of a
visit ("cuando Macron visitó Lima").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rag.answer.cases import oblique, rank
from rag.answer.grammar import table, words
from rag.answer.skeleton import ANY, Group, number_of
from rag.names.folding import fold

LANGUAGES = ("es", "ru", "zh")


@dataclass(frozen=True, slots=True)
class Subjects:
    """Numbers of groups: the subject of the main clause, and who came or was met in another clause."""

    main: int | None
    came: tuple[int, ...]


def find_subjects(line: str, signed: str, groups: Sequence[Group], language: str) -> Subjects:
    """Return the subjects; none where nobody can be one. `line` shows the words behind the signs."""
    rules = _rules(language)
    barred = oblique(line, groups) if language == "ru" else frozenset()
    clauses = _subordinate(signed, rules)
    sure: list[tuple[int, int]] = []
    late: list[int] = []
    came: list[int] = []
    aside: list[int] = []
    governed, done = False, -1
    for match in re.finditer(ANY, signed):
        number = number_of(match.group())
        group = groups[number]
        listed = done >= 0 and rules["and"].fullmatch(signed, done, match.start())
        governed = bool(rules["governed"].search(signed[: match.start()])) or bool(listed and governed)
        done = match.end()
        pair = group.pair and rules["pair"].match(signed, done)
        if group.kind == "adjective" or governed or number in barred or pair:
            continue
        at_verb = rules["verb_before"].search(signed[: match.start()]) or rules["verb_after"].match(signed, done)
        if any(start <= match.start() < end for start, end in clauses):
            if language == "zh":  # "A会见B时，表达了什么": A, where the main clause names nobody
                aside.append(number)
            elif group.kind == "actor" and rules["came"].match(signed, done):
                came.append(number)
        elif group.kind == "unknown" and not at_verb:
            continue
        elif _in_topic(signed, match.start(), rules) and not (language != "ru" and at_verb):
            late += [number] if language == "ru" and rank(line, group) > 1 else []
        else:
            sure.append((-rank(line, group) if language == "ru" else 0, number))
    known = [item for item in sure if groups[item[1]].kind == "actor"]
    first = min(known or sure, default=None)
    main = first[1] if first else next(iter((*late, *aside)), None)
    return Subjects(main, tuple(came) + tuple(number for number in aside if number != main))


def _subordinate(signed: str, rules: dict[str, re.Pattern[str]]) -> list[tuple[int, int]]:
    """The clauses that begin with "when" and the like; at the front only where a comma and the question follow."""
    return [
        match.span()
        for match in rules["subordinate"].finditer(signed)
        if signed[: match.start()].strip(" ¿¡,，") or rules["question_follows"].match(signed, match.end())
    ]


def _in_topic(signed: str, at: int, rules: dict[str, re.Pattern[str]]) -> bool:
    begin = max((match.end() for match in rules["reset"].finditer(signed[:at])), default=0)
    return bool(rules["about"].search(signed, begin, at))


@cache
def _rules(language: str) -> dict[str, re.Pattern[str]]:
    parts = {name: words("grammar", language, name) for name in ("say", "tell", "does")}
    sources = table("subject")[language].items()
    return {name: re.compile(fold(re.sub(r"<(\w+)>", lambda m: parts[m[1]], source))) for name, source in sources}
