"""A transcript's text -> its turns.

`turns` takes a text and returns the turns that its speaker labels open, in order, with the exact offsets of
label and speech. A label is recognised by its form alone: capitals before a colon ("PRIME MINISTER LEE:"),
capitals on a line of their own, a name before a colon ("President of Peru Ana Ríos (in Spanish):",
"A.Ríos:"), a lone "Q". A text without labels has no turns.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_NOTE = r"(?:[ \t]{0,3}[(\[][^()\[\]\n]{1,60}[)\]])*"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĻŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽА-ЯЁ]"
_COLON = re.compile(
    rf"[ \t`]*(?P<mark>[*_]{{0,3}})(?P<label>[^\s:][^:\n]{{0,139}}?)"
    rf"(?P<note>{_NOTE})[ \t]{{0,3}}[*_]{{0,3}}[:：][*_]{{0,3}}"
    rf"(?P<gap>[^\S\n]|$)"
)
_QUESTION = re.compile(r"[ \t]*[*_]{0,3}(?P<label>Q|В)[.:]?[*_]{0,3}[ \t\xa0]+(?=\S)")
# Labels of initials and surname also stand inside a line, where a scraper has joined the lines.
_INLINE = re.compile(
    r"(?<!\S)[*_]{0,3}"
    r"(?P<label>[А-ЯЁA-Z]\.[ \xa0]?(?P<surname>[А-ЯЁA-Z][а-яёa-z’]+(?:[- ][А-ЯЁA-Z][а-яёa-z’]+){0,2}?))"
    r"(?: (?P=surname)[^:.!?\n]{0,160}?)?"  # a card of the page: "А.Ким Ким Анна Президент ... :"
    r"(?P<note>\s?\([^()\n]{1,60}\))?[ \xa0]?[:：][*_]{0,3}(?=\s)"
)
_DASHED = re.compile(rf"[ \t*_]*(?P<label>{_CAPITAL}[^\n.]{{2,60}})\.[-–—]+(?=\s)")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-.][^\W\d_]+)*\.?")
_OMITTED = re.compile(r"(?:<[ .…]{1,5}>|\[[ .…]{1,5}\])\Z")
_LINE = re.compile(r"[^\n]*")
_INITIALS = re.compile(rf"(?:{_CAPITAL}\.[ \xa0]?){{1,3}}{_CAPITAL}[\w’'-]+\Z")


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's turn: offsets of the label as printed and of the speech; the label without brackets."""

    label: str
    label_start: int
    label_end: int
    start: int
    end: int
    note: str = ""
    """What the label says in brackets: "retranslated"."""

    @property
    def nobody(self) -> bool:
        """Whether the label is of somebody who speaks for no party."""
        return is_nobody(self.label)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "labels.toml").read_text("utf-8"))


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(_table()[name])


def is_nobody(label: str) -> bool:
    """Whether a label is a journalist's, a moderator's, an interpreter's or the audience's."""
    plain = " ".join(label.casefold().strip(" .:*_").split())
    words = plain.split()
    return not words or plain in _set("nobody") or words[0] in _set("nobody") or words[-1] in _set("nobody_endings")


def turns(text: str) -> list[Turn]:
    """The turns of a transcript, in order; empty where the text bears no speaker labels."""
    marks: list[tuple[str, str, int, int, int]] = []  # label, note, label's start and end, start of the speech
    previous = ""
    position = 0
    while position < len(text):
        line = _LINE.match(text, position)
        end = line.end() if line else len(text)
        content = text[position:end]
        found = _label(text, position, end, previous)
        if found:
            marks.append(found)
        for inside in _INLINE.finditer(text, found[4] if found else position, end):
            note = (inside["note"] or "").strip(" ()")
            marks.append((inside["label"], note, inside.start("label"), inside.end(), inside.end()))
        if not found and (content.strip() in _set("closings") or content.strip(" *").startswith("END ")):
            marks.append(("", "", position, position, position))
        if content.strip():
            previous = content
        elif previous and not previous.startswith("\n"):
            previous = "\n" + previous  # a blank line stands between
        position = end + 1
    return _cut(text, marks)


def _cut(text: str, marks: list[tuple[str, str, int, int, int]]) -> list[Turn]:
    """Turns from marks: a turn reaches to the next mark, trimmed; empty turns are left out."""
    result = []
    for index, (label, note, begin, label_end, start) in enumerate(marks):
        stop = marks[index + 1][2] if index + 1 < len(marks) else len(text)
        speech = text[start:stop].rstrip()
        speech = speech[: -len(mark)] if (mark := _omission(speech)) else speech
        if label and speech.strip():
            first = start + len(speech) - len(speech.lstrip())
            result.append(Turn(label, begin, label_end, first, start + len(speech.rstrip()), note))
    return result


def _omission(speech: str) -> str:
    """The mark of an omission at the end of a speech, "" for none."""
    found = _OMITTED.search(speech[-8:])
    return found.group() if found else ""


def _label(text: str, start: int, end: int, previous: str) -> tuple[str, str, int, int, int] | None:
    """The label that opens the line text[start:end], if one does."""
    found = _COLON.match(text, start, end)
    if found:
        label = " ".join(found["label"].strip(" *_\t").split())
        spoken = bool(text[found.end() : end].strip())
        if _in_capitals(label) or ((spoken or found["mark"]) and _is_name(label, bool(found["mark"]))):
            note = found["note"].strip(" ()[]")
            return label, note, found.start("label"), found.end(), found.end()
    found = _DASHED.match(text, start, end)
    if found and _in_capitals(found["label"].strip()):
        return found["label"].strip(), "", found.start("label"), found.end(), found.end()
    found = _QUESTION.match(text, start, end)
    if found and _follows_break(previous):
        return "Q", "", found.start("label"), found.end("label"), found.end()
    line = text[start:end]
    if len(line) <= 160 and _alone(line) and (not previous or _follows_break(previous)):
        bare = re.split(r"\s*[(\[]", line.strip(" *_"))[0]
        note = line[line.find("(") + 1 :].strip(" *_()") if "(" in line else ""
        return bare, note, start + len(line) - len(line.lstrip()), start + len(line.rstrip()), end
    return None


def _follows_break(previous: str) -> bool:
    """Whether a blank line or a rule stands before: a label does not follow running text."""
    return not previous or previous.startswith("\n") or not any(c.isalnum() for c in previous)


def _in_capitals(label: str) -> bool:
    """Whether a label before a colon is in capitals: "SECRETARY-GENERAL LEE", "MS. PAK", "Q"."""
    letters = [c for c in label if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    # "McGUIRE": a few small letters inside a name do not matter
    return (
        bool(letters)
        and len(label) <= 100
        and upper >= 0.8 * len(letters)
        and _clean(label)
        and (upper > 1 or label in {"Q", "В", "A"})
    )


def _clean(label: str) -> bool:
    return not re.search(r"[!?;=<>/\"“”|@#0-9—–]", label)


def _is_name(label: str, marked: bool) -> bool:
    """Whether a label in mixed case is a person's name, with or without an office before it."""
    if label.casefold() in _set("nobody"):
        return True
    if not _clean(label) or len(label) > 110 or not label[0].isalpha():
        return False
    if _INITIALS.fullmatch(label):
        return True
    words = _WORD.findall(label)
    if not 1 < len(words) <= 16 or {w.casefold().rstrip(".") for w in words} & _set("not_labels") - {"the"}:
        return False
    small = [
        w for w in words if w[0].islower() and w not in _set("connectors") and w[:3] not in {"al-", "el-", "as-"}
    ]
    if small or words[-1] in _set("connectors") or words[0].casefold() in _set("not_openings") | _set("connectors"):
        return False
    return "," not in label or marked or words[0].casefold() in _set("openings")


def _alone(line: str) -> bool:
    """Whether a line is a label by itself: a name or office in capitals, no sentence."""
    bare = re.sub(r"\([^()]*\)", "", line).strip(" *_\t")
    letters = [c for c in bare if c.isalpha()]
    if len(letters) < 5 or not all(c.isupper() for c in letters) or not _clean(bare):
        return False
    return not bare.endswith((".", "!", "?", "…", "-", "—")) and bare.split()[0] not in {
        "END",
        "PALABRAS",
        "DISCURSO",
    }
