"""Words to stems, as the lexical index folds them, so that a topic word is recognised in a statement."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Any

_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_]+")


def stems(text: str) -> frozenset[str]:
    """Return the stems of the words of a text: without case, accents and English endings."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return frozenset(_stem(word) for word in _WORD.findall(plain))


@functools.lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word)) if word.isascii() else word


@functools.cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")
