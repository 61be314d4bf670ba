"""A name that no table holds in the other script: "Пахалгаме" is Pahalgam or Pakhalgam, "Campeche" is Кампече.

Takes a word of a question. Returns the likely spellings, of a Russian word without its case ending; none for a word
that is not written like a name.
"""

from __future__ import annotations

import re

from rag.names.folding import fold

_NAME = re.compile(r"(?=.{4})[А-ЯЁA-ZÀ-Þ][^\W\d_]+(?:-[^\W\d_]+)*")
_ENDING = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])(?:ого|ому|ой|ом|ым|ем|ами|[аеуыи])$")
_TO_LATIN = dict(zip("абвгдеёзийклмнопрстуфъыьэ", "abvgdeeziyklmnoprstuf.y.e", strict=True)) | dict(
    zip("жхцчшщюя", ("zh", "kh", "ts", "ch", "sh", "shch", "yu", "ya"), strict=True)
)
_TO_CYRILLIC = (
    *(("shch", "щ"), ("sch", "ш"), ("kh", "х"), ("zh", "ж"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("ph", "ф")),
    *(
        ("th", "т"),
        ("ck", "к"),
        ("qu", "к"),
        ("yu", "ю"),
        ("ya", "я"),
        ("yo", "ё"),
        ("ee", "и"),
        ("oo", "у"),
        ("ou", "у"),
    ),
    *(("ñ", "нь"), ("ce", "се"), ("ci", "си"), ("x", "кс"), ("j", "дж"), ("w", "в"), ("q", "к"), ("c", "к")),
    *zip("abdefghiklmnoprstuvyz", "абдефгхиклмнопрстувиз", strict=True),
)


def other_script(word: str) -> list[str]:
    """Return the spellings in the other of the two scripts, and a Russian name in the nominative."""
    if not _NAME.fullmatch(word) or word.isupper():
        return []
    if word[0] >= "\u0400":
        stem = _ENDING.sub("", word.lower())
        latin = "".join(_TO_LATIN.get(char, char) for char in stem).replace(".", "")
        spelled = [stem, latin, latin.replace("kh", "h"), f"{latin}a", f"{latin.replace('kh', 'h')}a"]
    else:
        spelled = [_cyrillic(word.lower())]
    return [name[:1].upper() + name[1:] for name in dict.fromkeys(spelled) if name != word.lower()]


def _cyrillic(word: str) -> str:
    written, at = "", 0
    while at < len(word):
        for letters, sound in _TO_CYRILLIC:
            if word.startswith(letters, at):
                written, at = written + sound, at + len(letters)
                break
        else:
            plain = fold(word[at])
            written += dict(_TO_CYRILLIC).get(plain, plain)
            at += 1
    return "э" + written[1:] if written.startswith("е") and word[0] == "e" else written
