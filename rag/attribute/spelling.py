"""Personal names as readouts print them -> comparable words and a common form."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+")
_DROPPED = frozenset({"jr", "sr", "dr", "mr", "mrs", "ms", "sir", "dame", "hon", "phd"})


def words_of(name: str) -> list[str]:
    """The words of a name, folded: no case, no accents, no initials, no "Jr."."""
    plain = unicodedata.normalize("NFKD", name.replace("ё", "е").replace("Ё", "Е"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold().replace("ı", "i").replace("ł", "l")
    return [w for w in _WORD.findall(plain) if w not in _DROPPED and (len(w) > 1 or not w.isascii())]


def common_form(name: tuple[str, ...]) -> str:
    """A name without middle initials and suffixes: ("Antony", "J", "Blinken") -> "Antony Blinken"."""
    kept = [w for w in name if w.lower().strip(".") not in _DROPPED and (len(w.strip(".")) > 1 or w == name[0])]
    return " ".join(kept)
