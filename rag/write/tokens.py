"""A sentence of a model, or a quote, as the tokens that are compared: names, figures, dates, operators, words.

Takes a text and what is known of it (speakers, their persons, the date). Returns tokens in order, each with the
boundary before it. Articles, auxiliaries and the like are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from rag.names.folding import fold
from rag.names.leaders import find_leaders
from rag.names.parties import find_parties
from rag.types import Citation, Code
from rag.write.figures import find_dates, find_numbers
from rag.write.lexicon import boundary_pattern, operator_pattern, role, stem, words

Kind = Literal["party", "person", "number", "date", "operator", "word", "title", "government", "pronoun"]
_WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*")
_FIRST_PERSON = frozenset(("we", "our", "us", "i", "my", "me", "ours"))
_SECOND_PERSON = frozenset(("you", "your", "yours"))
_WISHES = re.compile(
    r"\b(?:want(?:s|ed)?|wish(?:es|ed)?|would like|'d like|like) to (?:also |once again |again )?(?=thank|"
    r"express|congratulat|say|stress|emphasi[sz]|underlin|underscor|note|reiterat|reaffirm|welcom|condemn|commend|assur|add|point|recall|mention|"
    r"highlight|convey|tell|apologi)"
)
"""What only introduces what is said: "I would like to thank"."""
_THIRD_PERSON = frozenset(("its", "their", "his", "her", "it", "they", "he", "she"))
_ADJECTIVE = re.compile(r"(?:al|ive|ous|ic|able|ible|ary|ful|ant|(?<!m)ent|-\w+)$")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)(?: not| also| again| \w+ly)* $")
_DONE_TO = frozenset(
    (
        *("call", "propose", "support", "praise", "thank", "condemn", "oppose", "warn", "threaten", "claim", "allow"),
        *("forbid", "prevent", "welcome", "refuse"),
    )
)
"""Operators that are another's when they are done to the speaker; "is committed" and "is concerned" are his own."""
_CLAUSE = frozenset(("that", "which", "who", "whom", "whose", "where"))


@dataclass(frozen=True, slots=True)
class Token:
    """Something that is compared. `key` is what by; `bound` the kind of boundary before it ("" for none).

    `by` is the word of that boundary, `role` how a party stands (bare, own, to, with ...), `speaker` whether it names
    the speaker, `stem` the form of a word, `droppable` whether leaving it out makes no other statement,
    `passive` whether it is done to what stands before it ("was asked").
    """

    kind: Kind
    key: str
    text: str
    bound: str = ""
    by: str = ""
    role: str = ""
    speaker: bool = False
    stem: str = ""
    droppable: bool = False
    passive: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a text: who speaks in it and when."""

    speakers: frozenset[Code]
    persons: tuple[str, ...]
    date: str | None

    @staticmethod
    def of(citation: Citation) -> Known:
        """What a citation says of its quote."""
        persons = tuple(name.strip() for name in (citation.person or "").split(";") if name.strip())
        return Known(frozenset(citation.speakers), persons, citation.date)


def tokens(text: str, known: Known, *, quote: bool) -> list[Token]:
    """Return the tokens; in a `quote` words that only colour a statement are left out too."""
    line = re.sub(r"\s+", " ", fold(text)).replace("“", '"').replace("”", '"').replace("—", " - ").replace("–", " - ")
    line = _WISHES.sub("", line)
    low = line.lower()
    found: list[tuple[int, int, Token]] = []
    taken = [False] * (len(line) + 1)

    def add(start: int, end: int, token: Token | None) -> None:
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            if token is not None:
                found.append((start, end, token))

    for start, end, key in find_dates(line):
        add(start, end, Token("date", key, line[start:end]))
    for start, end, key in _persons(line, known):
        add(start, end, Token("person", key, line[start:end], speaker=key in known.persons))
    for start, end, code, adjective in _parties(line):
        how = "own" if adjective or re.match(r"'s?(?!\w)", line[end:]) else ""
        add(start, end, Token("party", code, line[start:end], role=how, speaker=code in known.speakers))
    for start, end, key, word in find_numbers(line):
        add(start, end, Token("word" if word else "number", key, line[start:end], stem=key if word else ""))
    for match in operator_pattern().finditer(low):
        start, end = match.span()
        name = (match.lastgroup or "").rpartition("_")[0]
        if line[start].isupper() and start and line[start - 2 : start] not in (". ", '" '):
            continue  # a word of a name: "the Plan of Action"
        first = stem(low[start:end].split(" ")[0])
        done = name in _DONE_TO or low[start:end] in ("promised", "pledged", "assured", "guaranteed")
        passive = done and bool(_PASSIVE.search(low[:start])) and low[start:end].endswith("ed")
        add(start, end, Token("operator", name, line[start:end], stem=first, passive=passive))
    bounds = []
    for match in boundary_pattern().finditer(low):
        start, end = match.span()
        if not any(taken[start:end]):
            if not _inside_name(line, start, end, found):
                bounds.append((start, end, match.lastgroup or "", match.group()))
            add(start, end, None)
    for match in _WORD.finditer(line):
        token = _word(match.group(), quote)
        owns = match.group().endswith("'s") or line[match.end() - 1 : match.end() + 1] == "s'"
        add(
            match.start(),
            match.end(),
            replace(token, role="own") if token and token.kind == "word" and owns else token,
        )
    return _titled(list(_bounded(sorted(found, key=lambda item: item[0]), sorted(bounds))))


def _titled(found: list[Token]) -> list[Token]:
    """The words of an office, where they are one: "foreign" is a word in "foreign trade"."""
    result = list(found)
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and found[end].kind == "title":
            end += 1
        run = found[start:end]
        person = any(0 <= i < len(found) and found[i].kind == "person" for i in (start - 1, end))
        if run and not person and not any(token.text.lower() in words("offices") for token in run):
            result[start:end] = [replace(token, kind="word") for token in run]
        start = max(end, start + 1)
    return result


def _word(text: str, quote: bool) -> Token | None:
    low = text.lower().removesuffix("'s")
    if low in _FIRST_PERSON or low in _THIRD_PERSON:
        own = low in ("our", "my", "its", "their", "his", "her")
        return Token("pronoun", low, text, role="own" if own else "bare", speaker=True) if quote else None
    if low in _SECOND_PERSON:
        return Token("pronoun", low, text) if quote else Token("word", low, text, stem=low)
    if low in words("light") and low not in words("claims"):
        return None
    if low == "s":
        return None
    root = stem(low)
    if low in words("titles"):
        return Token("title", root, text, stem=root)
    if low in words("government"):
        return Token("government", root, text, stem=root)
    droppable = low in words("droppable") or low in words("claims") or (len(low) > 4 and bool(_ADJECTIVE.search(low)))
    return Token("word", root, text, stem=root, droppable=droppable)


def _bounded(found: list[tuple[int, int, Token]], bounds: list[tuple[int, int, str, str]]) -> Iterator[Token]:
    """The tokens with the last boundary before each, and the role of parties, persons, dates and figures."""
    at = 0
    last_role = ""
    for start, _, token in found:
        kind, by, coordinated = "", "", False
        while at < len(bounds) and bounds[at][0] < start:
            _, _, this, word = bounds[at]
            coordinated = coordinated or this == "coordinator"
            if word != ")":
                kind, by = this, word
            at += 1
        if coordinated and kind == "preposition":
            kind = "both"
        if token.kind in ("party", "person", "date", "number") and not token.role:
            how = role(by) if kind in ("preposition", "both") and by not in _CLAUSE else "bare"
            if kind == "coordinator" and by in ("and", "or", ",") and last_role:
                how = last_role
            token = replace(token, role=how)
        last_role = token.role if token.kind in ("party", "person", "date", "number") else ""
        yield replace(token, bound=kind, by=by)


def _inside_name(line: str, start: int, end: int, found: list[tuple[int, int, Token]]) -> bool:
    """Whether "and", "of" or "for" stands in a name of several words: "Comprehensive and Progressive Agreement"."""
    if line[start:end] not in ("and", "of", "for", "on", "&"):
        return False
    before, after = re.search(r"([A-Z][\w-]+) $", line[:start]), re.match(r" (?:the )?([A-Z][\w-]+)", line[end:])
    if not before or not after or line[:start].rstrip().count(" ") == 0:
        return False
    if before[1].lower() in words("titles") and after[1].lower() in words("titles"):
        return False  # "the President and the Prime Minister"
    places = {before.start(1), end + after.start(1)}
    return not any(first in places or first < min(places) < last for first, last, _ in found)


def _persons(line: str, known: Known) -> Iterator[tuple[int, int, str]]:
    for name in known.persons:
        full = fold(name)
        for form in (full, full.split()[-1]):
            for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", line):
                yield match.start(), match.end(), name
    for mention in find_leaders(line, known.date, surnames=True):
        yield mention.start, mention.end, mention.name


def _parties(line: str) -> Iterator[tuple[int, int, Code, bool]]:
    for mention in find_parties(line, "en"):
        before_noun = mention.kind == "abbreviation" and re.match(r" [a-z]", line[mention.end :])
        yield mention.start, mention.end, mention.party, bool(before_noun) or mention.kind in ("adjective", "demonym")
