"""Chinese sentences -> their pieces: "习近平指出", "双方同意", "智方支持", and reported speech that runs on.

Accounts in Chinese name the speaker once and go on with his words until another is named.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from rag.attribute.resolve import Context
from rag.attribute.speaker import NOBODY, Piece, Speaker
from rag.names.leaders import PersonMention
from rag.names.parties import Mention
from rag.types import StatementKind

_REACH = 14


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "chinese.toml").read_text("utf-8"))


@cache
def _verbs() -> re.Pattern[str]:
    classes = _table()["verbs"]
    return re.compile(
        "|".join(f"(?P<{name}>{'|'.join(sorted(words, key=len, reverse=True))})" for name, words in classes.items())
    )


def read(
    text: str, start: int, end: int, parties: list[Mention], people: list[PersonMention], context: Context
) -> Piece:
    """The piece of the sentence text[start:end]."""
    words = text[start:end]
    subject, last = _subject(text, start, end, parties, people, context)
    verb = _verbs().search(text, last, min(end, last + _REACH)) if subject else None
    early = _verbs().search(text, start, last)
    if early and subject and early.lastgroup != "procedural":
        subject, verb = None, None  # what was found is what somebody speaks of
    going_on = context.last if context.last and context.last.parties else None
    if subject and verb:
        kind = verb.lastgroup or "statement"
        wish = subject.joint and any(text.startswith(w, last) for w in _table()["wishes"])
        if wish and going_on and going_on.single:
            return Piece(start, end, going_on, "statement", "")
        if kind == "procedural":
            return Piece(start, end, NOBODY, "procedural", "")
        if kind == "discussion" and not subject.joint:
            subject = context.joint(subject.parties)
        if not subject.person and going_on and going_on.parties == subject.parties and going_on.single:
            subject = going_on
        cue = text[last - 4 if last - 4 > start else start : verb.end()]
        return Piece(start, end, subject, _kind(kind, subject.joint), cue)
    if going_on and going_on.single and not any(word in words for word in _table()["verbs"]["procedural"]):
        if subject and subject.single and subject.parties != going_on.parties:
            return Piece(start, end, subject, "statement", "")
        return Piece(start, end, going_on, "statement", "")
    return Piece(start, end, NOBODY, "background" if context.last else "procedural", "")


def _subject(
    text: str, start: int, end: int, parties: list[Mention], people: list[PersonMention], context: Context
) -> tuple[Speaker | None, int]:
    """The first party, person or group of the sentence, and where its name ends."""
    found: list[tuple[int, int, Speaker]] = []
    for person in people:
        if person.party:
            found.append((person.start, person.end, Speaker((person.party,), person=person.name)))
    for group in _table()["groups"]:
        at = text.find(group, start, end)
        if at >= 0:
            found.append((at, at + len(group), context.joint()))
    for mention in parties:
        if mention.text.endswith("方") or text[mention.end : mention.end + 1] not in {"人", "的", "元", "语"}:
            found.append((mention.start, mention.end, Speaker((mention.party,))))
    if not found:
        return None, start
    found.sort(key=lambda item: (item[0], -item[1]))
    first, last, speaker = found[0]
    if first > start + 24:
        return None, start
    for begin, stop, other in found[1:]:
        # an office between a country and a name: "智利总统博里奇"
        if begin - last <= 6 and other.parties == speaker.parties and other.person:
            last, speaker = stop, other
        elif begin - last <= 2 and text[last:begin] in {"和", "与", "同", "及"} and other.parties != speaker.parties:
            return context.joint((*speaker.parties, *other.parties)), stop
        else:
            break
    return speaker, last


def _kind(verb: str, joint: bool) -> StatementKind:
    if verb == "agreement":
        return "agreement" if joint else "statement"
    if verb == "commitment":
        return "commitment"
    return "discussion" if verb == "discussion" else "statement"
