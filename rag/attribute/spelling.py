"""Personal names as readouts print them -> comparable words and a common form."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+")
_DROPPED = frozenset({"jr", "sr", "dr", "mr", "mrs", "ms", "sir", "dame", "hon", "phd"})


def words_of(name: str) -> list[str]:
    """The words of a name, folded: no case, no accents, no initials, no "Jr."."""
    return list(_words_of(name))


@lru_cache(maxsize=8192)
def _words_of(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", name.replace("ё", "е").replace("Ё", "Е"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold().replace("ı", "i").replace("ł", "l")
    return tuple(w for w in _WORD.findall(plain) if w not in _DROPPED and (len(w) > 1 or not w.isascii()))


def common_form(name: tuple[str, ...]) -> str:
    """A name without middle initials and suffixes: ("Antony", "J", "Blinken") -> "Antony Blinken"."""
    kept = [w for w in name if w.lower().strip(".") not in _DROPPED and (len(w.strip(".")) > 1 or w == name[0])]
    return " ".join(kept)


TITLES = frozenset(
    {
        "president",
        "secretary",
        "minister",
        "vice",
        "prime",
        "major",
        "sergeant",
        "senior",
        "honorable",
        "your",
        "first",
        "lady",
        "pm",
        "today",
    }
)
"""Words that stand before a name by mistake, where a heading or a slip has joined them to it."""


def bare_name(name: tuple[str, ...]) -> tuple[str, ...]:
    """A name without what stands before it by mistake: an office, an abbreviation."""
    while len(name) > 1 and (
        name[0].lower() in TITLES or (name[0].isupper() and 1 < len(name[0]) < 5 and not name[-1].isupper())
    ):
        name = name[1:]
    return name


# One sound, several letters, where a name is written over from another alphabet.
_SOUNDS = (
    ("sch", "s"),
    ("sh", "s"),
    ("kh", "h"),
    ("ph", "f"),
    ("ou", "u"),
    ("w", "v"),
    ("z", "s"),
    ("y", "i"),
    ("j", "i"),
)


def skeleton(surname: str) -> str:
    """A folded surname with what transliterations write differently made alike: "assad", "asad"."""
    for letters, sound in _SOUNDS:
        surname = surname.replace(letters, sound)
    return re.sub(r"(.)\1+", r"\1", surname)


def is_slip(one: str, other: str) -> bool:
    """Whether two folded surnames of six letters or more differ inside by a letter, or by two that changed places."""
    if one[:1] != other[:1] or one[-1:] != other[-1:] or min(len(one), len(other)) < 6:
        return False
    if len(one) != len(other):
        longer, shorter = sorted((one, other), key=len, reverse=True)
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer) - 1))
    wrong = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and one[wrong[0]] == other[wrong[1]]
    return len(wrong) == 1 or (swapped and one[wrong[1]] == other[wrong[0]])
