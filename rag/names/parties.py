"""Which parties (countries and main organisations) a text names, where, and by what kind of word.

Takes any text in English, Spanish, Russian or Chinese and returns mentions with exact offsets, left to
right, not overlapping, longest form first. Refuses what is no party in its place: seas, treaties, languages,
persons, the US state of Georgia. A word that several parties share ("Korea", "Congo") counts only where the
rest of the text shows which one is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from rag.names import territories
from rag.names.context import is_us_state, speaks_of_party
from rag.names.folding import fold, fold_keeping, original
from rag.names.matcher import Matcher
from rag.names.naming import adjective, codes, is_party, party_name
from rag.names.patterns import Kind, Pattern, patterns
from rag.types import Code

_SPANISH_WORDS = re.compile(r"\b(?:de|la|el|los|las|que|en|y|del|con|por|para)\b", re.IGNORECASE)
_ENGLISH_WORDS = re.compile(r"\b(?:the|of|and|to|in|with|for|on|is|that)\b", re.IGNORECASE)
_SAMPLE = 4000
__all__ = ["Mention", "adjective", "find_parties", "is_party", "party_code", "party_name"]

# Abbreviations that are words when written small.
_WORDS_TOO = frozenset(("US", "U.S", "WHO", "UN", "CAN", "COI", "ALBA", "EAC", "PIF", "G.B."))
# Two countries in one word: "中美关系", "中智两国".
_CHINESE_PAIR = re.compile(
    r"中([美俄日法德英欧韩印])(?=关系|两国|双边|双方|合作|元首|领导人|建交|友好|贸易|经贸|自贸)"
)
_CHINESE_SINGLE = dict(
    zip("中美俄日法德英韩印欧", (*("CN", "US", "RU", "JP", "FR", "DE", "GB", "KR", "IN"), "EU"), strict=True)
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A party named at text[start:end] (code points, half-open); `text` is that slice."""

    start: int
    end: int
    party: Code
    kind: Kind
    text: str


def find_parties(text: str, language: str | None = None, *, any_case: bool = False) -> list[Mention]:
    """Every mention of a party in `text`.

    `language` (ISO 639-1) decides whether lower-case Spanish words count; None: told from the text. A
    capital is reported also where it is a mere place ("in Beijing"): the caller sees the preposition.
    `any_case` takes names and adjectives in lower case too, for what a user types; not for a readout
    ("turkey", "china").
    """
    folded, kept = fold_keeping(text)
    spanish = language == "es" if language else _looks_spanish(folded)
    table, matcher = (_any_case_table(), _any_case_matcher()) if any_case else (patterns(), _matcher())
    found: list[tuple[int, int, Pattern]] = []
    state: list[int] = []
    for start, end, key in matcher.find(folded, lambda key: spanish or not table[key].spanish):
        pattern = table[key]
        if pattern.party is None and not pattern.options:
            continue
        if speaks_of_party(folded, start, end, pattern, spanish):
            found.append((start, end, pattern))
        elif folded[start:end] == "Georgia":
            state.append(start)
    if state:
        found = _without_us_state(folded, found, state)
    found.extend(_chinese_pairs(folded, found))
    found.sort(key=lambda item: item[0])
    counts = Counter(pattern.party for _, _, pattern in found if not pattern.options)
    mentions = []
    for start, end, pattern in found:
        party = _settle(pattern, counts)
        if party is not None:
            first, last = original(start, end, kept, text)
            mentions.append(Mention(first, last, party, pattern.kind, text[first:last]))
    return mentions


def party_code(text: str) -> Code | None:
    """The party that a header or a user names: a code, a name, an adjective, a capital, an abbreviation.

    None where nothing or no single party is so called ("Korea", "Congo").
    """
    wanted = text.strip()
    upper = wanted.upper()
    if upper in codes():
        return upper
    pattern = patterns().get(fold(wanted)) or _any_case_table().get(fold(wanted).lower())
    if pattern is None and fold(wanted).lower().startswith(("the ", "los ", "la ", "el ")):
        return party_code(wanted.split(" ", 1)[1])
    return pattern.party if pattern else territories.alpha3().get(upper)


def _looks_spanish(folded: str) -> bool:
    sample = folded[:_SAMPLE]
    return len(_SPANISH_WORDS.findall(sample)) >= len(_ENGLISH_WORDS.findall(sample))


def _settle(pattern: Pattern, counts: Counter[Code | None]) -> Code | None:
    """The party of a shared word: that which the text names otherwise, most often where it names several."""
    if not pattern.options:
        return pattern.party
    ranked = sorted(pattern.options, key=lambda code: -counts[code.lstrip("-")])
    best = ranked[0]
    return best if counts[best] and not best.startswith("-") else pattern.party


def _without_us_state(
    folded: str, found: list[tuple[int, int, Pattern]], state: list[int]
) -> list[tuple[int, int, Pattern]]:
    """In a text about the US state that shows no sign of the country, every "Georgia" is the state."""
    if not any(is_us_state(folded[max(0, s - 60) : s], folded[s + 7 : s + 67]) for s in state):
        return found
    if any(pattern.party == "GE" and folded[start:end] != "Georgia" for start, end, pattern in found):
        return found
    return [item for item in found if item[2].party != "GE"]


def _chinese_pairs(folded: str, found: list[tuple[int, int, Pattern]]) -> list[tuple[int, int, Pattern]]:
    taken = [(start, end) for start, end, _ in found]
    pairs = []
    for match in _CHINESE_PAIR.finditer(folded):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            for at in (match.start(), match.start() + 1):
                code = _CHINESE_SINGLE[folded[at]]
                pairs.append((at, at + 1, Pattern(code, "abbreviation")))
    return pairs


@cache
def _matcher() -> Matcher:
    return Matcher(patterns())


@cache
def _any_case_table() -> dict[str, Pattern]:
    table = dict(patterns())
    for key, pattern in patterns().items():
        # "argentina" is a small Spanish adjective too; what is typed small is first of all the name.
        if key not in _WORDS_TOO and (key.lower() not in table or table[key.lower()].spanish > pattern.spanish):
            table[key.lower()] = pattern
    return table | {"the us": table["US"]}


@cache
def _any_case_matcher() -> Matcher:
    return Matcher(_any_case_table())
