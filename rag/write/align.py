"""Lay a sentence over a quote: which word of the quote bears each word of the sentence.

Takes the tokens of both. Returns the places in the quote, in the order of the sentence, or the word that is not
borne or stands in another order. Changes of order that say the same are admitted:
the parts of a list, and the two words of a compound ("cooperation on energy", "energy cooperation").
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.write.figures import date_borne
from rag.write.lexicon import synonyms
from rag.write.tokens import Token

_NAMES = ("party", "person", "number", "date", "pronoun")
_RELATIVE = ("which", "who", "whom", "whose")
_REPORTED = {"will": "would"}
"""What becomes of an operator in reported speech. Not the other way: "would" may be a condition."""
_BACKWARDS = 25
"""What a step back costs, in words skipped; a reading without one is taken where there is one."""
_COMPOUND = 3
"""Words of a quote within which two words may change places."""


def align(sentence: Sequence[Token], quote: Sequence[Token], date: str | None) -> tuple[int, ...] | Token:
    """Return the index into `quote` for each token of `sentence`; the token that stands in the way where there is
    no such reading. The reading with the fewest words skipped is taken."""
    options: list[dict[int, tuple[float, tuple[int, ...]]]] = []
    for number, token in enumerate(sentence):
        here: dict[int, tuple[float, tuple[int, ...]]] = {}
        for at, candidate in enumerate(quote):
            if not bears(candidate, token, date):
                continue
            if number == 0:
                here[at] = (0.0, (at,))
                continue
            ways = []
            for before, (cost, path) in options[-1].items():
                step = _step(sentence, number, quote, before, at)
                if step is not None and at not in path:
                    ways.append((cost + step, (*path, at)))
            if ways:
                here[at] = min(ways)
        if not here:
            return token
        options.append(here)
    return min(options[-1].values())[1] if options else ()


def bears(written: Token, claimed: Token, date: str | None) -> bool:
    """Whether a token of a quote bears one of a sentence."""
    if written.by in _RELATIVE and claimed.role != written.role and claimed.kind in ("party", "person"):
        return False  # "a blockade, which Peru calls legal" does not say "to Peru"
    if claimed.kind == "party":
        if written.kind == "pronoun":
            return claimed.speaker and written.speaker and _same_role(written.role, claimed.role)
        if written.kind == "person":
            return False
        return written.kind == "party" and written.key == claimed.key and _same_role(written.role, claimed.role)
    if claimed.kind == "person":
        if written.kind == "pronoun":
            return claimed.speaker and _same_role(written.role, claimed.role)
        return written.kind == "person" and written.key == claimed.key and _same_role(written.role, claimed.role)
    if claimed.kind == "date":
        same = _when(written) == _when(claimed)
        return written.kind == "date" and same and date_borne(claimed.key, written.key, date)
    if claimed.kind == "number":
        return (
            written.kind == "number" and written.key == claimed.key and {written.role, claimed.role} != {"to", "own"}
        )
    if claimed.kind == "operator":
        return written.kind == "operator" and claimed.key in (written.key, _REPORTED.get(written.key))
    if written.kind not in ("word", "operator", "title", "government"):
        return False
    if written.kind == "operator":
        return claimed.stem == written.stem and written.key != "utter"
    if written.role == "own" and claimed.role != "own" and claimed.by != "of":
        return False  # "the rebels' weapons" are not "weapons to the rebels"
    return claimed.key == written.key or bool(_sets(claimed.stem) & _sets(written.stem))


def _sets(stem: str) -> frozenset[int]:
    return synonyms().get(stem, frozenset())


def _same_role(written: str, claimed: str) -> bool:
    """Whether a party stands in the same way: "Chile's products", "products from Chile", but not "to Chile"."""
    same = [{"bare", "own"}, {"bare", "to"}, {"bare", "with"}]
    return written == claimed or {written, claimed} in same


def _when(date: Token) -> str:
    """How a date bounds what happens: from it on, up to it, after it, or at it."""
    if date.role in ("since", "until", "before", "after", "following"):
        return {"until": "before", "following": "after"}.get(date.role, date.role)
    return "before" if date.by == "by" else "since" if date.by == "from" else ""


def _step(sentence: Sequence[Token], number: int, quote: Sequence[Token], before: int, at: int) -> float | None:
    """What it costs to go on from one place in the quote to another; None where that is no reading."""
    if at > before:
        return float(at - before - 1)
    token, last = sentence[number], sentence[number - 1]
    between = quote[at : before + 1]
    listed = any(item.bound in ("coordinator", "both") for item in quote[at + 1 : before + 1])
    if token.bound in ("coordinator", "both") and listed:
        predicates = token.kind == "operator" or not any(
            item.kind == "operator" or item.by == ";" for item in between
        )
        return float(_BACKWARDS) if predicates else None
    if before - at > _COMPOUND or any(item.kind == "operator" for item in between):
        return None
    if any(item.bound in ("coordinator", "both") for item in quote[at + 1 : before + 1]):
        return None
    names = [item for item in (quote[at], quote[before]) if item.kind in _NAMES]
    if len(names) == 2:
        return None
    gerund = quote[at].text.endswith("ing") and not last.text.endswith("ing")
    divided = any(item.bound == "preposition" for item in quote[at + 1 : before + 1])
    turned = divided != (token.bound == "preposition")  # "energy cooperation" for "cooperation on energy"
    turned = turned or (gerund and last.kind == "word")  # "coal exports" for "exporting coal"
    if names and names[0].kind in ("party", "person"):
        claimed = token if names[0] is quote[at] else last
        return float(_BACKWARDS) if claimed.role != "bare" and names[0].role != "bare" else None
    return float(_BACKWARDS) if turned or names else None
