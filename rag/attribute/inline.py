"""A transcript's text -> the speaker labels that stand inside its lines, where a scraper has joined the lines.

`inline_labels` reads backwards from each colon that speech may follow. What stands before it is a label where it
begins a sentence (or follows a heading, a rule, a time) and is an office with a person ("President of Peru Ana
Ríos (retranslated):"), capitals with an office or a known name, a person known in this readout, or, among other
labels, a questioner's. Whatever an address or a sentence ends in ("And for President Ríos:", "he said:", "10:30")
is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rag.attribute.labelwords import in_capitals, is_interpreted, is_nobody, label_words

CAPITAL = r"A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĻŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽΑ-ΩА-ЯЁЄІЇҐ"
_REACH = 240
"""Characters before a colon that can belong to its label."""
_COLON = re.compile(
    rf"(?P<note>[ \t\xa0]{{0,3}}[(\[][^()\[\]\n:]{{1,60}}[)\]])?[ \t\xa0]{{0,3}}[*_]{{0,3}}[:：][*_]{{0,3}}"
    rf"(?=[ \t\xa0]{{0,4}}[{CAPITAL}“\"«…—(\[¡¿]|[ \t\xa0]+[\d–\-])"
)
_MARK = re.compile("[:：]")
_BEFORE = 80
"""More characters than a note and marks before a colon take, or spaces after it."""
_TOKEN = re.compile(r"\S+")
_END = re.compile(r"[.!?…>)\]*”\"»]\Z")
_INITIAL = re.compile(rf"(?:[{CAPITAL}]\.)+\Z")
# "Africa.***President", "welcome.President": a sentence ends inside the token.
_GLUED = re.compile(rf"(?:(?<=[^\W\d_A-Z]{{2}})[.!?…)”»]+|[*>]+)(?=[{CAPITAL}])")
_WORD = re.compile(r"[^\W\d_][\w'’.\-]*\Z")
_NAME = re.compile(rf"\s*(?P<name>[{CAPITAL}][\w’'-]+ [{CAPITAL}][\w’'-]+),")
_HEADING = re.compile(r"(?:Beginning|Start|Opening|Excerpts?|Fragments?|Начало|Inicio)\b")
_SENTENCE = re.compile(r"[.!?…>*\n]")


@dataclass(frozen=True, slots=True)
class Label:
    """A label inside a line: as read (without a card that repeats the name), its note, offsets of all of it."""

    label: str
    note: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    """The words before a colon that may be a label; `opens` where a sentence begins with the first."""

    words: list[str]
    starts: list[int]
    opens: bool


def inline_labels(text: str, lined: Iterable[str], title: str = "") -> list[Label]:
    """The labels inside lines, in order; `lined` are the labels that open lines, `title` the readout's."""
    known = [label for label in lined if not is_nobody(label)]
    capitals = any(in_capitals(label) and len(label) > 1 for label in known)
    candidates = [found for match in _colons(text) if (found := _words(text, match))]
    offices = {}
    for match, words in candidates:
        first = _office(text, words, bool(_note(match)))
        upper = in_capitals(" ".join(words.words[first or 0 :]))
        if first is not None and (upper or not capitals or is_interpreted(_note(match))):
            offices[match.start()] = first
            known.append(bare_label(words.words[first:]))
    known.extend(_asking(text, candidates))
    names = {word.casefold() for label in [*known, title] for word in re.findall(r"[^\W\d_][\w'’\-]+", label)}
    result = []
    for match, words in candidates:
        first = offices.get(match.start())
        if first is None and words.opens:
            spoken = is_interpreted(_note(match)) and _is_name(words.words)
            first = 0 if spoken or (known and _person(text, words.words, names, capitals)) else None
        if first is not None:
            label = bare_label(words.words[first:])
            result.append(Label(label, _note(match), words.starts[first], match.end()))
    return result


def _colons(text: str) -> Iterator[re.Match[str]]:
    """The colons that speech may follow, with what stands right before them."""
    done = 0
    for mark in _MARK.finditer(text):
        first = max(done, mark.start() - _BEFORE)
        match = _COLON.search(text, first, mark.end() + _BEFORE)
        if match and match.start() <= mark.start() < match.end():
            yield match
        done = mark.end()


def _asking(text: str, candidates: list[tuple[re.Match[str], _Words]]) -> list[str]:
    """The questioners who give their names: "Question: Ana Pak, the daily Mercurio"."""
    found = []
    for match, words in candidates:
        if words.opens and is_nobody(" ".join(words.words)):
            name = _NAME.match(text, match.end())
            if name:
                found.append(name["name"])
    return found


def _note(match: re.Match[str]) -> str:
    return (match["note"] or "").strip(" \t\xa0()[]")


def _words(text: str, match: re.Match[str]) -> tuple[re.Match[str], _Words] | None:
    """The words before a colon, back to the end of another sentence, the line's start or a word in small letters."""
    floor = max(0, match.start() - _REACH, text.rfind("\n", 0, match.start()) + 1)
    tokens = list(_TOKEN.finditer(text, floor, match.start()))
    words: list[str] = []
    starts: list[int] = []
    opens = False
    for token in reversed(tokens):
        word, start = token.group().rstrip(), token.start()
        glued = [m.end() for m in _GLUED.finditer(word)]
        if glued:
            word, start = word[glued[-1] :], start + glued[-1]
        stripped = word.strip("*_")
        if words and _ends(word):
            opens = True
            break
        start += word.find(stripped)
        if not _belongs(stripped, bool(words)):
            break
        words.append(stripped)
        starts.append(start)
        if glued:
            opens = True
            break
    else:
        opens = floor == 0 or text[floor - 1] == "\n"
    if not words:
        return None
    words.reverse()
    starts.reverse()
    while words and (words[0].casefold() in label_words("connectors") or words[0] in label_words("clock")):
        opens = words[0] in label_words("clock")
        del words[0], starts[0]
    return (match, _Words(words, starts, opens)) if words else None


def _ends(word: str) -> bool:
    """Whether a sentence, a note or a mark ends with the word."""
    return bool(_END.search(word)) and not (_INITIAL.match(word) or word.casefold() in label_words("abbreviations"))


def _belongs(word: str, inside: bool) -> bool:
    """Whether a word can be part of a label: a capital, or a small "of" or "bin" before another word."""
    bare = word.rstrip(",") if inside else word
    if not _WORD.match(bare):
        return False
    return bare[0].isupper() or bare[:3] in {"al-", "el-", "as-"} or (inside and bare in label_words("connectors"))


def _office(text: str, words: _Words, noted: bool) -> int | None:
    """Where a label of office and person begins among the words, None where they are no such label."""
    low = [word.casefold().strip(",.") for word in words.words]
    offices = label_words("openings")
    if low[-1] in offices | label_words("connectors") | label_words("not_labels") | label_words("heads"):
        return None  # an office without a name is whom somebody speaks to
    if words.opens and low[0] in offices:
        return 0 if _clean(words.words, noted) and not _addressed(low) else None
    # After a heading without a full stop ("Beginning of the talks President of Peru Ana Ríos:").
    small = label_words("connectors")
    begins = [
        i
        for i, word in enumerate(low)
        if word in offices
        and (i == 0 or not (low[i - 1] in small | offices or words.words[i - 1].endswith(",")))
        and any(w in small for w in low[i:])
    ]
    if not begins:
        return None
    at = words.starts[begins[-1]]
    before = text[max(0, at - _REACH) : at]
    ends = [m.end() for m in _SENTENCE.finditer(before)]
    return begins[-1] if _HEADING.match(before[ends[-1] if ends else 0 :].lstrip()) else None


def _clean(words: list[str], noted: bool) -> bool:
    """Whether commas stand only between the offices of one person, not between persons."""
    segments = " ".join(words).split(",")
    return all(any(w in label_words("connectors") for w in part.split()) for part in segments[:-1]) and (
        len(words) <= (24 if noted else 18)
    )


def _addressed(low: list[str]) -> bool:
    return bool(set(low) & (label_words("not_labels") - {"the", "members", "leaders"}))


def _person(text: str, words: list[str], names: set[str], capitals: bool) -> bool:
    """Whether the words at a sentence's beginning are a person known here, or a questioner's label."""
    plain = bare_label(words)
    upper = in_capitals(plain)
    if is_nobody(plain):
        return upper or not capitals
    if capitals != upper or not _is_name(plain.split()):
        return False
    low = [word.casefold().strip(".") for word in plain.split()]
    # each word is known, or the whole name stands elsewhere as well ("..., Ana Pak of the daily. Ana Pak: ...")
    return (low[-1] in names and (low[0] in names or upper or text.count(plain) > 1)) or text.count(plain) > 2


def _is_name(words: list[str]) -> bool:
    """Whether the words have the form of a person's name."""
    low = [word.casefold().strip(".,") for word in words]
    if not 2 <= len(words) <= 5 or any("," in word for word in words):
        return False
    no_opening = label_words("not_openings") | label_words("openings")
    return not set(low) & label_words("not_labels") and low[0] not in no_opening


def bare_label(words: list[str]) -> str:
    """A label's words without the page's card that repeats the name: "Ana Ríos Ríos AnaPresident of Peru"."""
    for i in range(1, len(words)):
        again = words[i] == words[i - 1] and len(words[i]) > 2
        if again or (i > 2 and words[i - 2 : i] == words[i : i + 2]):
            return " ".join(words[:i])
        if i > 1 and i + 1 < len(words) and words[i] == words[i - 2] and words[i + 1].startswith(words[i - 1]):
            return " ".join(words[:i])
    return " ".join(words)
