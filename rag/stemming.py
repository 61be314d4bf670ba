"""Words to stems, one way for the word index, the question and the statements, so that they meet.

Takes any text. Returns the stems of its words: without case and accents, English and Russian endings cut off
(Snowball), Chinese characters one by one.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Any

_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_NUMBER_PLURAL = re.compile(r"(\d+)s")


def stem_list(text: str) -> list[str]:
    """Return the stems in the order of the words: "S-400s flew" -> ["s", "400", "flew"]."""
    return [_stem(word) for word in _WORD.findall(text.casefold())]


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
    return str(_stemmer("english").stemWord(word)) if word.isascii() else word


@functools.cache
def _stemmer(language: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(language)
