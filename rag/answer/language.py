"""The language of a question, by its letters and its smallest words. Takes text, returns an ISO 639-1 code."""

from __future__ import annotations

import re

from rag.answer.grammar import flat, words

_CYRILLIC, _HAN, _KANA = re.compile("[\u0400-\u04ff]"), re.compile("[\u3400-\u9fff]"), re.compile("[\u3040-\u30ff]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """Return "es", "ru", "zh", "ja" or, where nothing speaks for another, "en"."""
    letters = len(_LETTER.findall(text)) or 1
    if _KANA.search(text):
        return "ja"
    if len(_HAN.findall(text)) * 4 >= letters:
        return "zh"
    if len(_CYRILLIC.findall(text)) * 2 >= letters:
        return "ru"
    if "¿" in text or "¡" in text:
        return "es"
    spanish = english = 0
    for word in _WORD.findall(flat(text)):
        in_spanish = bool(re.fullmatch(words("grammar", "es", "stop"), word))
        in_english = bool(re.fullmatch(words("grammar", "en", "stop"), word))
        spanish += in_spanish and not in_english
        english += in_english and not in_spanish
    return "es" if spanish > english else "en"
