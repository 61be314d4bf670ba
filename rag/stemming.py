"""Words to stems, one way for the word index, the question and the statements, so that they meet.

Takes any text. Returns the stems of its words: without case and accents, British spelling and irregular forms brought
to one (spellings.toml), English and Russian endings cut off (Snowball), Chinese characters one by one.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib
import unicodedata
from typing import Any

_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_NUMBER_PLURAL = re.compile(r"(\d+)s")


def stem_list(text: str) -> list[str]:
    """Return the stems in the order of the words: "S-400s flew" -> ["s", "400", "flew"]."""
    return [_stem(word) for word in _WORD.findall(text.casefold())]


def spanish_stem(word: str) -> str:
    """Return the stem of a Spanish word, endings of verbs cut off too: "cooperar" and "cooperación" -> "cooper"."""
    return str(_stemmer("spanish").stemWord(word))


def stems(text: str) -> frozenset[str]:
    """Return the stems without order."""
    return frozenset(stem_list(text))


@functools.lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    if _CYRILLIC.search(word):
        return str(_stemmer("russian").stemWord(word.replace("ё", "е")))
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    if plural := _NUMBER_PLURAL.fullmatch(word):
        return plural[1]
    return str(_stemmer("english").stemWord(_one_spelling(word))) if word.isascii() else word


def _one_spelling(word: str) -> str:
    """Example: "organisation" to "organization", "understood" to "understand"."""
    irregular, spellings = _spellings()
    if word in irregular:
        return irregular[word]
    for spelling, instead in spellings:
        if spelling.match(word):
            return spelling.sub(instead, word, count=1)
    return word


@functools.cache
def _spellings() -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
    """Irregular forms to the form that stands for them; and what is written otherwise, with what it becomes."""
    table = tomllib.loads(importlib.resources.files("rag").joinpath("spellings.toml").read_text(encoding="utf-8"))
    rows = [line.split() for lines in table["irregular"].values() for line in lines]
    irregular = {form: first for first, *forms in rows for form in forms}
    return irregular, [(re.compile(rf"\b{spelling}"), instead) for spelling, instead in table["spelling"].items()]


@functools.cache
def _stemmer(language: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(language)
