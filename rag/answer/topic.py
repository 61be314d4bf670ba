"""What a question is about: the words left when grammar, speakers, dates and verbs of saying are taken out.

Takes the question, its flat line with what is used blanked out, and the language. Returns words in order, names of
several words and quoted phrases, and the words of the occasion ("at COP27", "in Sochi").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rag.answer.expand import chinese_terms
from rag.answer.grammar import UPPER, flat, words
from rag.names import territories
from rag.names.tables import forms, rows

_WORD = re.compile(r"[^\W_](?:[\w'’&/-]|\.(?=\w))*[^\W_]|[^\W_]")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_QUOTED = re.compile(r"[\"“«„「『]([^\"“”«»„「」『』]{2,200})[\"”»“」』]|(?<!\w)['‘]([^'‘’]{2,200})['’](?!\w)")
# A name of several words; "and" only inside one ("Belt and Road Initiative"), not between two ("Visa and Shell").
_UPPER = rf"(?<!\w)[{UPPER}](?:[\w.-]|['’](?!s\b))*"
_NAME = re.compile(
    rf"{_UPPER}(?:(?: (?:of|de|del|de la)(?: the)? | and (?={_UPPER} {_UPPER})| )(?:{_UPPER}|\d{{1,2}}(?!\d)))+"
)
_SMALL_SECOND = re.compile(r"\S+ [^\W\d_A-ZÀ-ÞА-ЯЁ]")
_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_OCCASION = re.compile(
    rf"\b(?:at|during|en|на|в) (?:the |la |el )?((?:[{UPPER}\d][\w'’.-]* ){{0,4}}?(?:[Ss]ummit|[Cc]onference|[Ff]orum"
    r"|[Aa]ssembly|[Ss]ession|COP ?\d\d|G20|G7|G8|UNGA|APEC|[Cc]umbre|[Cc]onferencia|саммит\w*|форум\w*))\b"
)
# Where somebody said it, right behind his name (which is blank by then): "Macky Sall in Sochi on sanctions".
_PLACE = re.compile(
    r"(?:^|(?<=  )|(?<=say )|(?<=said )|(?<=dijo )|(?<=he was )|(?<=they were ))"
    rf"(?:[Ii]n|[Aa]t|[Ee]n|[ВвНн]а?) ({_UPPER}(?: {_UPPER})*)"
)
_PUBLIC = re.compile(
    r"\b(?:in front of|before|to|at|with) (?:the )?(?:cameras?|press(?: conference)?|reporters|journalists|media)\b"
    r"|(?<=tell )(?:the )?(?:press|reporters|journalists|media)\b"
    r"|\b(?:on|off|ante) (?:la |las |los )?(?:camera|prensa|camaras|periodistas|medios)\b"
)
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Topic:
    """The words, the phrases and the words of the occasion."""

    words: tuple[str, ...]
    phrases: tuple[str, ...]
    setting: tuple[str, ...]


def find_topic(text: str, left: str, language: str) -> Topic:
    """Return what the question is about. `left` is the flat line, blank where something else was understood."""
    setting = []
    left = _PUBLIC.sub(lambda match: " " * len(match.group()), left)
    spaced = "".join(char if blank != " " else " " for char, blank in zip(text, left, strict=True))
    for match in _PLACE.finditer(spaced):
        setting.append(match.group(1))
        left = left[: match.start()] + " " * len(match.group()) + left[match.end() :]
    for match in _OCCASION.finditer(text):
        if left[match.start(1) : match.end(1)].strip():
            setting.append(match.group(1))
            left = left[: match.start()] + " " * len(match.group()) + left[match.end() :]
    quoted = [next(part for part in match.groups() if part) for match in _QUOTED.finditer(text)]
    kept = "".join(char if blank != " " else " " for char, blank in zip(text, left, strict=True))
    found = [text[a:b] for a, b in _words(kept, left, language)]
    # The first word of a question is written large, name or not: "Value of the Boeing".
    found_names = (m.group() for m in _NAME.finditer(kept) if m.start() or not _SMALL_SECOND.match(m.group()))
    names = [name for name in found_names if _is_name(name, language)]
    phrases = [phrase.strip() for phrase in (*quoted, *(_POSSESSIVE.sub("", name) for name in names))]
    return Topic(_once(found), _once(phrases), _once(setting))


def _is_name(phrase: str, language: str) -> bool:
    first = phrase.split()[0]
    return not _DATED.search(phrase) and (first.isupper() or not _is_light(flat(first), language))


def _words(kept: str, left: str, language: str) -> list[tuple[int, int]]:
    spans = []
    for match in _WORD.finditer(kept):
        start, end = match.span()
        if _HAN.search(match.group()):
            spans += [(start + a, start + b) for a, b in _chinese(match.group())]
            continue
        own = _POSSESSIVE.search(match.group())
        if own:
            end = start + own.start()
        # "US" is no pronoun, "WHO" no question word.
        written = kept[start:end]
        numbered = start > 0 and written[:1].isupper() and re.match(r" \d", kept[end:])  # "Line 5"
        if end > start and (
            numbered or (len(written) > 1 and written.isupper()) or not _is_light(left[start:end], language)
        ):
            spans.append((start, end))
    return spans


def _chinese(run: str) -> list[tuple[int, int]]:
    """The terms of a Chinese run and what stands between them and the words of grammar, the longest first; other
    letters in it stand by themselves."""
    spans, done = [], 0
    if not _HAN.fullmatch(run):
        runs = re.finditer(rf"{_HAN.pattern}|[^\u3400-\u9fff]+", run)
        return [
            (part.start() + a, part.start() + b)
            for part in runs
            for a, b in (_chinese(part.group()) if _HAN.match(part.group()) else [(0, len(part.group()))])
        ]
    for match in _cut().finditer(run):
        if match.start() > done:
            spans.append((done, match.start()))
        if match.lastgroup == "term":
            spans.append(match.span())
        done = match.end()
    if done < len(run):
        spans.append((done, len(run)))
    return spans


def _is_light(word: str, language: str) -> bool:
    lang = language if language in ("en", "es", "ru") else "en"
    return bool(_light(lang).fullmatch(word))


def is_general(word: str, language: str) -> bool:
    """Whether the word tells little of the topic: a verb of saying, or a noun or verb that fits any topic.

    Example: "argue", "problem", "role". Who asks words it otherwise than who spoke.
    """
    lang = language if language in ("en", "es", "ru", "zh") else "en"
    return bool(_general(lang).fullmatch(flat(word)))


@cache
def _general(lang: str) -> re.Pattern[str]:
    return re.compile("|".join(words("grammar", lang, group) for group in ("general", "say", "tell")))


@cache
def _light(lang: str) -> re.Pattern[str]:
    groups = ("light",) if lang == "zh" else ("stop", "light")
    return re.compile("|".join(words("grammar", lang, group) for group in groups))


@cache
def _cut() -> re.Pattern[str]:
    light = words("grammar", "zh", "light")
    whole = re.compile(f"(?:{light})+")
    general = words("grammar", "zh", "general").strip("(?:)").split("|")
    terms = (term for term in {*chinese_terms(), *_places(), *general} if len(term) > 1 and not whole.fullmatch(term))
    return re.compile(f"(?P<term>{'|'.join(map(re.escape, sorted(terms, key=len, reverse=True)))})|{light}")


def _places() -> list[str]:
    return [form for _, names, capital, _ in rows("zh") for form in forms(f"{names};{capital}")] + [
        name for names in territories.names("zh").values() for name in names
    ]


def _once(found: list[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for word in found:
        kept.setdefault(word.casefold(), word)
    return tuple(kept.values())
