"""Equivalents of topic words: full names of abbreviations and back, the diplomatic terms of four languages, close
synonyms, and the names of parties and people that are spoken of.

Takes a Question. Returns topic words or phrases with their equivalents, without what the question holds itself.
`learned` adds the abbreviations that the collection introduces.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from rag.answer.grammar import table, words
from rag.names.abbreviations import full_name
from rag.names.leaders import find_leaders
from rag.names.naming import abbreviations
from rag.names.parties import adjective, find_parties, party_name
from rag.names.tables import forms, rows
from rag.names.transliteration import other_script
from rag.stemming import spanish_stem, stem_list
from rag.store.lexical import LexicalIndex
from rag.types import Question

LANGUAGES = ("en", "es", "ru", "zh")
SUBJECTS = ("diplomacy", "security", "economy", "resources", "society", "proper_names")
"""The tables of terms in four languages: terms/<subject>.toml."""
_WORD = re.compile(r"[^\W_](?:[\w'’&/-]|\.(?=\w))*[^\W_]|[^\W_]")
_HAN = re.compile("[\u3400-\u9fff]")
_SMALL = re.compile("WHO|ПРО")
"""Abbreviations that the word index takes for small words: understood in a question, not looked for in passages."""
_MOST = 40
"""Topic words that are looked up."""
_LONGEST = 6
"""Words of the longest term looked up."""
Pairs = tuple[tuple[str, tuple[str, ...]], ...]


def expansions(question: Question, known: Mapping[str, Sequence[str]] | None = None) -> Pairs:
    """Return each topic word or phrase that has equivalents, with them. `known` maps abbreviations of the
    collection to full names."""
    found: dict[str, list[str]] = defaultdict(list)
    for word, others in _terms(question):
        found[word] += others
    for word, others in (*_parties(question), *_people(question)):
        found[word] += others
    for word in question.topic:
        if word not in found and word in question.text[1:] and len(word) > 3:
            found[word] += other_script(word)
    for word, others in (*_known(question, known or {}), *_stated(question)):
        found[word] += others
    pairs = ((word, _without(others, word)) for word, others in found.items())
    return tuple((word, others) for word, others in pairs if others)


def learned(question: Question, index: LexicalIndex) -> Question:
    """Return the question with the equivalents that the collection teaches as well."""
    known = index.abbreviations()
    return dataclasses.replace(question, expansions=expansions(question, known)) if known else question


def _terms(question: Question) -> Iterator[tuple[str, list[str]]]:
    """Terms of the tables in the topic, the longest first."""
    topic = " ".join(question.topic[:_MOST])
    for text in (*question.phrases[:_MOST], topic):
        spans = [match.span() for match in _WORD.finditer(text)]
        at = 0
        while at < len(spans):
            for count in range(min(_LONGEST, len(spans) - at), 0, -1):
                term = text[spans[at][0] : spans[at + count - 1][1]]
                others = (*_equivalents(term), *_narrower().get(_key(term), ()))
                if not others and question.language == "es":
                    others = _spanish_equivalents(term)
                if others:
                    yield term, list(others)
                    at += count - 1
                    break
            at += 1
    if _HAN.search(topic):
        for match in _han().finditer(topic):
            yield match.group(), list(_equivalents(match.group()))


def _parties(question: Question) -> Iterator[tuple[str, list[str]]]:
    """The parties spoken of, in every language and as adjectives."""
    topic = " ".join(question.topic)
    for mention in find_parties(topic, question.language):
        names = [party_name(mention.party, lang) for lang in LANGUAGES]
        adjectives = [adjective(mention.party, lang) for lang in ("en", "es", "ru")]
        yield mention.text, [*names, *adjectives, *abbreviations(mention.party)]


def _people(question: Question) -> Iterator[tuple[str, list[str]]]:
    """The people spoken of, in other scripts."""
    topic = " ".join(question.topic)
    for mention in find_leaders(topic, question.since, surnames=True):
        yield mention.text, [mention.name, *_other_scripts().get(mention.name, ())]


def _known(question: Question, known: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, list[str]]]:
    """Abbreviations of the collection, either way."""
    topic = " ".join((*question.topic, *question.phrases)).casefold()
    for short, fulls in known.items():
        if short in question.topic:
            yield short, list(fulls)
        for full in fulls:
            if full.casefold() in topic:
                yield full, [short]


_STATED = re.compile(r"(?P<one>[^\s()]+(?:\s[^\s()]+){0,7}?)\s*\((?P<other>[^()]{2,80})\)")


def _stated(question: Question) -> Iterator[tuple[str, list[str]]]:
    """What the question itself explains in brackets: "NS2 (Nord Stream 2)", "Belt and Road Initiative (BRI)"."""
    for match in _STATED.finditer(question.text):
        before, other = match["one"].split(), match["other"].strip()
        if _is_short(before[-1]) and " " in other:
            yield before[-1], [other]
        elif _is_short(other) and (full := full_name(" ".join(before), other)):
            yield full, [other]


def _is_short(word: str) -> bool:
    """Whether a word is written like an abbreviation: two capitals or more, or capitals and figures."""
    return " " not in word and sum(c.isupper() or c.isdigit() for c in word) >= 2 and word[:1].isupper()


def _without(others: Iterable[str], word: str) -> tuple[str, ...]:
    own = {word.casefold()}
    kept: dict[str, str] = {}
    for other in others:
        if other.casefold() not in own:
            kept.setdefault(other.casefold(), other)
    return tuple(kept.values())


def _equivalents(term: str) -> tuple[str, ...]:
    """The other forms of the rows that hold the term. Where one holds it as a name and another as a common word
    ("Газа" and "газа"), the capital letter decides."""
    found = _index().get(_key(term), ())
    chosen = [pair for pair in found if pair[0][:1].isupper() == term[:1].isupper()] or found
    own = {_key(term), *(_key(form) for form, _ in chosen)}
    others: dict[str, str] = {}
    for form in itertools.chain.from_iterable(row for _, row in chosen):
        if not _SMALL.fullmatch(form):
            others.setdefault(_key(form), form)
    return tuple(form for key, form in others.items() if key not in own)


_SPANISH_VERB = re.compile(r"\w{4,}(?:[aei]r(?:l[aeo]s?|se)?|[ai]d[ao]s?|[ai]ron|ó)")
_OF_VERB = re.compile(r"\w{3,}(?:[cs]ión|miento|[aei]r)")
"""Nouns of what a verb does, and the verb itself. Others may have the stem by chance: "planta" and "plantear"."""


def _spanish_equivalents(term: str) -> tuple[str, ...]:
    """The forms of the only row that holds the noun of a Spanish verb: "cooperar" is in the row of "cooperación"."""
    found = _spanish_index().get(_spanish_key(term), ()) if _SPANISH_VERB.fullmatch(term) else ()
    return tuple(form for form in found[0] if not _SMALL.fullmatch(form)) if len(found) == 1 else ()


def _spanish_key(term: str) -> str:
    return spanish_stem(term.casefold())


@cache
def _spanish_index() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
    for line in itertools.chain.from_iterable(table(f"terms/{subject}")["list"] for subject in SUBJECTS):
        cells = [forms(cell) for cell in line.split("|")]
        row = tuple(form for cell in cells for form in cell)
        for form in filter(_OF_VERB.fullmatch, cells[1]):
            found[_spanish_key(form)][row] = None
    return {key: tuple(rows) for key, rows in found.items()}


@cache
def _index() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Key of each form to the form and its row, also without the words that a question's topic leaves out."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for row in _rows():
        for form in row:
            for key in dict.fromkeys((_key(form), _key(_without_small_words(form)))):
                found[key].append((form, row))
    return {key: tuple(held) for key, held in found.items()}


@cache
def _narrower() -> dict[str, tuple[str, ...]]:
    """Key of each topic to the names that belong to it."""
    found: dict[str, tuple[str, ...]] = {}
    for line in table("terms/narrower")["list"]:
        heads, _, names = line.partition(">")
        found |= {_key(head): tuple(forms(names)) for head in forms(heads)}
    return found


@cache
def chinese_terms() -> frozenset[str]:
    """The Chinese forms of the tables."""
    return frozenset(form for row in _rows() for form in row if _HAN.search(form))


@cache
def _han() -> re.Pattern[str]:
    """The Chinese forms, the longest first, so that none is found inside another."""
    return re.compile("|".join(map(re.escape, sorted(chinese_terms(), key=len, reverse=True))))


def _rows() -> Iterator[tuple[str, ...]]:
    for short, names in table("terms/abbreviations").items():
        yield (short, *forms(names))
    for line in itertools.chain.from_iterable(table(f"terms/{subject}")["list"] for subject in SUBJECTS):
        yield tuple(form for cell in line.split("|") for form in forms(cell))
    for line in table("terms/synonyms")["list"]:
        yield tuple(forms(line))


@cache
def _other_scripts() -> dict[str, tuple[str, ...]]:
    """Canonical name to its listed spellings in Cyrillic and Chinese, one of each."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name, *_, others in rows("leaders"):
        for spelling in forms(others):
            script = unicodedata.name(spelling[0], "").split(" ")[0]
            if script in ("CYRILLIC", "CJK"):
                found[name].setdefault(script, spelling.replace("*", ""))
    return {name: tuple(some.values()) for name, some in found.items()}


def _key(term: str) -> str:
    """The stems of a term; a single word written like an abbreviation keeps its case."""
    return term if len(term) < 6 and term.isupper() else " ".join(stem_list(term))


def _without_small_words(term: str) -> str:
    """ "alto el fuego" as the topic of a question holds it: "alto fuego"; as it is where one word would be left."""
    kept = [word for word in term.split() if not _small_word().fullmatch(word)]
    return " ".join(kept) if len(kept) > 1 else term


@cache
def _small_word() -> re.Pattern[str]:
    return re.compile("|".join(words("grammar", language, "stop") for language in ("en", "es", "ru")))
