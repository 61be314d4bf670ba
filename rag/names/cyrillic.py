"""Which listed leader a Cyrillic name may be that the table holds in Latin letters only: "Зурабишвили".

Takes a text; compares names by their sound: Latin and Cyrillic spellings are brought to one skeleton of consonants, a
letter that sounds differently in different languages (c, j, g, x) giving several. Case endings are vowels for the
most part and fall away. Counts only where given name and surname agree, or where a long surname is borne by one
person and its vowels agree too. Used for what a user types, never for a readout.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from rag.names.folding import fold
from rag.names.people import common_surnames, terms

_NAME = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*(?: [А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*){0,3}")
_CYRILLIC = dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюяёґєії", "abvgdeZziiklmnoprstufhsCSS.i.euaogeii", strict=True))
_SAME = (("джь", "Z"), ("дж", "Z"), ("тч", "C"), ("тс", "s"), ("дз", "z"), ("ье", "e"), ("ья", "a"), ("ьо", "o"))
# What a group of Latin letters may sound like, the longest first.
_LATIN = (
    *(("sch", "S"), ("tsch", "C"), ("tch", "C"), ("sh", "S"), ("ch", "C k h S"), ("zh", "Z"), ("kh", "h")),
    *(("gh", "g k"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("cz", "C"), ("sz", "S"), ("dj", "Z"), ("dz", "z Z")),
    *(("tz", "s z"), ("ts", "s"), ("ll", "l i"), ("qu", "k"), ("ce", "se Ce"), ("ci", "si Ci"), ("ge", "ge Ze he")),
    *(("gi", "gi Zi hi"), ("gn", "gn n"), ("c", "k s C"), ("q", "k"), ("x", "ks h S"), ("j", "Z h i"), ("w", "v u")),
    *(("y", "i"), ("h", "h ."), ("z", "z s"), ("s", "s S z"), ("č", "C"), ("ć", "C"), ("š", "S"), ("ž", "Z")),
    *(("đ", "Z d"), ("ş", "S"), ("ș", "S"), ("ț", "s"), ("ç", "C s"), ("ğ", "g ."), ("ł", "l"), ("ñ", "n")),
    *(("ń", "n"), ("ż", "Z"), ("ź", "z"), ("ś", "s"), ("ø", "o"), ("æ", "a e"), ("ß", "s"), ("'", ".")),
)
_VOWELS = re.compile(r"[aeiou.]")
_ENDING = re.compile(r"(?<=..)(?:ого|ому|его|ему|ой|ом|ым|ем|им|ей|ою|ии|[аяуюеыи])$")
_SHORTEST = 4
"""Consonants of a surname that counts by itself, and of a full name."""
_ALIKE = 0.75
_MOST = 24


def find_cyrillic(text: str) -> Iterator[tuple[int, int, str]]:
    """Every Cyrillic name that sounds like one listed leader's: (start, end, canonical name)."""
    for match in _NAME.finditer(text):
        for word in re.finditer(r"\S+", match.group()):
            # What stands before a name may be written large too: "Канцлер Бербок"; what stands behind belongs to it.
            if name := _bearer(match.group()[word.start() :]):
                yield match.start() + word.start(), match.end(), name
                break


def _bearer(name: str) -> str | None:
    """The only listed person of that sound."""
    parts = [part for part in re.split(r"[ -]", name.lower().replace("ё", "е")) if part]
    if len(parts) > 1:
        sets = [_heard(part) for part in parts]
        if sum(max(map(len, heard)) for heard in sets) < _SHORTEST:
            return None
        found = {
            person
            for person, written in _full_names().items()
            if len(written) >= len(parts)
            and all(
                written_part & heard for written_part, heard in zip(_matched(written, len(parts)), sets, strict=True)
            )
        }
    else:
        heard = _heard(parts[0])
        bearers = {p for key in heard if len(key) >= _SHORTEST for p in _by_surname().get(key, ())}
        found = {p for p in bearers if _alike(parts[0], p.split()[-1])}
    return next(iter(found)) if len(found) == 1 else None


def _matched(written: tuple[frozenset[str], ...], count: int) -> tuple[frozenset[str], ...]:
    """The first and the last words of a name: "Luis Lacalle Pou" asked for by two words."""
    return written if len(written) == count else (written[0], *written[len(written) - count + 1 :])


@cache
def _full_names() -> dict[str, tuple[frozenset[str], ...]]:
    return {
        name: tuple(_sounds(part) for part in re.split(r"[ -]", name) if len(part) > 1)
        for name in terms()
        if " " in name and name.isprintable()
    }


@cache
def _by_surname() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name in terms():
        last = name.split()[-1]
        if fold(last).lower() not in common_surnames():
            for key in _sounds(last):
                found[key].add(name)
    return {key: frozenset(names) for key, names in found.items()}


def _alike(cyrillic: str, latin: str) -> bool:
    """Whether the vowels agree as well, endings aside."""
    said = "".join(_CYRILLIC.get(char, char) for char in _joined(cyrillic))
    written = next(iter(sorted(_variants(latin.lower(), 1))))
    longest = max(len(said), len(written)) or 1
    same = difflib.SequenceMatcher(None, said.lower(), written.lower()).ratio()
    return same >= _ALIKE and abs(len(said) - len(written)) <= max(2, longest // 3)


def _heard(word: str) -> frozenset[str]:
    """The skeletons of a Cyrillic word, with and without what may be its case ending."""
    forms = {word, _ENDING.sub("", word)}
    sounds = ("".join(_CYRILLIC.get(char, "") for char in _joined(form)) for form in forms)
    return frozenset(_skeleton(sound) for sound in sounds)


def _joined(word: str) -> str:
    for letters, one in _SAME:
        word = word.replace(letters, one)
    return word


def _sounds(word: str) -> frozenset[str]:
    """The skeletons of a Latin word."""
    return frozenset(_skeleton(sound) for sound in _variants(word.lower(), _MOST))


def _variants(word: str, most: int) -> set[str]:
    sounds, at = [""], 0
    while at < len(word):
        for letters, heard in _LATIN:
            if word.startswith(letters, at):
                sounds = [one + sound for one in sounds for sound in heard.split()][:most]
                at += len(letters)
                break
        else:
            char = fold(word[at])
            sounds = [one + char for one in sounds]
            at += 1
    return set(sounds)


def _skeleton(sound: str) -> str:
    """Consonants only, doubled ones once, "h" left out; a vowel at the front counts as one."""
    bare = _VOWELS.sub("", sound).replace("h", "")
    first = "*" if sound[:1] in "aeiou" else ""
    return first + re.sub(r"(.)\1+", r"\1", bare)
