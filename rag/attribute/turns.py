"""A transcript's text -> its turns.

`turns` takes a text and returns the turns that its speaker labels open, in order, with the exact offsets of
label and speech. A label is recognised by its form alone: capitals before a colon ("PRIME MINISTER LEE:"),
capitals on a line of their own, a name before a colon ("President of Peru Ana Ríos (in Spanish):",
"A.Ríos:"), a lone "Q"; those inside a line as inline.py says. A text without labels has no turns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from rag.attribute.inline import bare_label, inline_labels
from rag.attribute.labelwords import in_capitals, is_clean, is_interpreted, is_nobody, label_words

_NOTE = r"(?:[ \t]{0,3}[(\[][^()\[\]\n]{1,60}[)\]])*"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĻŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽА-ЯЁ]"
_COLON = re.compile(
    rf"[ \t`]*(?P<mark>[*_]{{0,3}})(?P<label>[^\s:][^:\n]{{0,139}}?)"
    rf"(?P<note>{_NOTE})[ \t]{{0,3}}[*_]{{0,3}}[:：][*_]{{0,3}}"
    rf"(?P<gap>[^\S\n]|$|(?=[{_CAPITAL[1:-1]}“«…¡¿]))"
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
_Mark = tuple[str, str, int, int, int]
"""Label, note, the label's start and end, start of the speech."""
_TIME = re.compile(r"\s*\*{0,2}\d{1,2}:\d\d [AP]\.?M\.?,? ?(?:\(?[A-Z]{2,5}\)?|\(?[Ll]ocal\)?)?\*{0,2}\s*\Z")
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


def turns(text: str, title: str = "") -> list[Turn]:
    """The turns of a transcript, in order; empty where the text bears no speaker labels. The title names people."""
    marks: list[_Mark] = []
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
        if not found and _closes(content):
            marks.append(("", "", position, position, position))
        if content.strip():
            previous = content
        elif previous and not previous.startswith("\n"):
            previous = "\n" + previous  # a blank line stands between
        position = end + 1
    return _cut(text, _with_inline(text, title, marks))


def _with_inline(text: str, title: str, marks: list[_Mark]) -> list[_Mark]:
    """The marks and those of the labels inside lines, in order."""
    spans = [(begin, start) for label, _, begin, _, start in marks if label]
    found = []
    place = 0
    for inside in inline_labels(text, [label for label, *_ in marks if label], title):
        while place < len(spans) and spans[place][1] <= inside.start:
            place += 1
        if place == len(spans) or inside.end <= spans[place][0]:
            found.append((inside.label, inside.note, inside.start, inside.end, inside.end))
    return sorted([*marks, *found], key=lambda mark: mark[2])


def _closes(line: str) -> bool:
    """Whether a line ends the last turn: "END 3:15 P.M.", a rule, a time of day."""
    return line.strip() in label_words("closings") or line.strip(" *").startswith("END ") or bool(_TIME.match(line))


def _cut(text: str, marks: list[_Mark]) -> list[Turn]:
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


def _label(text: str, start: int, end: int, previous: str) -> _Mark | None:
    """The label that opens the line text[start:end], if one does."""
    found = _COLON.match(text, start, end)
    if found:
        label = " ".join(found["label"].strip(" *_\t").split())
        note = found["note"].strip(" ()[]")
        interpreted = is_interpreted(note)
        formal = interpreted or _is_formal(label)
        spoken = bool(text[found.end() : end].strip()) or formal
        apart = bool(found["gap"]) or found.end() == end or formal
        named = (spoken or found["mark"]) and _is_name(label, bool(found["mark"]), interpreted)
        if apart and (in_capitals(label) or named):
            label = bare_label(label.split())
            return label, note, found.start("label"), found.end(), found.end()
    found = _DASHED.match(text, start, end)
    if found and in_capitals(found["label"].strip()):
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


def _is_formal(label: str) -> bool:
    """Whether a label is an office of a country with a name: nobody addresses somebody so."""
    words = label.split()
    return (
        len(words) > 3 and words[0].casefold() in label_words("openings") and words[-1][0].isupper() and "of" in words
    )


def _is_name(label: str, marked: bool, interpreted: bool) -> bool:
    """Whether a label in mixed case is a person's name, with or without an office before it.

    What is said to be interpreted is speech: its label may be longer.
    """
    if label.casefold() in label_words("nobody"):
        return True
    if not is_clean(label) or len(label) > (140 if interpreted else 110) or not label[0].isalpha():
        return False
    if _INITIALS.fullmatch(label):
        return True
    words = _WORD.findall(label)
    if any(_ends_sentence(*pair) for pair in pairwise(words)):
        return False  # the label stands inside the line
    if not 1 < len(words) <= (24 if interpreted else 16) or {w.casefold().rstrip(".") for w in words} & label_words(
        "not_labels"
    ) - {"the"}:
        return False
    small = [
        w
        for w in words
        if w[0].islower() and w not in label_words("connectors") and w[:3] not in {"al-", "el-", "as-"}
    ]
    if (
        (small and not interpreted)
        or words[-1] in label_words("connectors")
        or words[0].casefold() in label_words("not_openings") | label_words("connectors")
    ):
        return False
    if "," not in label or marked or interpreted:
        return True
    offices = label_words("openings")
    first, *others = [part.split() for part in label.split(",") if part.split()]
    several = any(part[0].casefold() in offices for part in others) and not set(first) & label_words("connectors")
    return words[0].casefold() in offices and not several  # "President Ríos, Minister Pak:" addresses them


def _ends_sentence(word: str, following: str) -> bool:
    if word[-1] != "." or word.casefold() in label_words("abbreviations"):
        return False
    return len(word) > 4 or (len(word) > 2 and following.casefold() in label_words("openings"))


def _alone(line: str) -> bool:
    """Whether a line is a label by itself: a name or office in capitals, no sentence."""
    bare = re.sub(r"\([^()]*\)", "", line).strip(" *_\t")
    letters = [c for c in bare if c.isalpha()]
    if len(letters) < 5 or not all(c.isupper() for c in letters) or not is_clean(bare):
        return False
    return not bare.endswith((".", "!", "?", "…", "-", "—")) and bare.split()[0] not in {
        "END",
        "PALABRAS",
        "DISCURSO",
    }
