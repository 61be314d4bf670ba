"""What changed between two revisions, as the lines that the page draws.

Takes the Changes of a readout. Returns lines of runs: `t` the words, `d` 1 added, -1 taken out, absent kept; `o` 1
where the line is not of the readout.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from rag.answer.wording import listed
from rag.clean import one_line
from rag.names.parties import party_name
from rag.store.diff import Changes, FieldChange, SentenceChange, Voice

Line = list[dict[str, Any]]
MARKS: dict[str, dict[str, int]] = {"kept": {}, "added": {"d": 1}, "removed": {"d": -1}}


def lines(changes: Changes) -> list[Line]:
    """Return the changed fields, then the sentences, kept ones shortened to those next to a change."""
    drawn = [_field(change) for change in changes.fields]
    for unchanged, group in itertools.groupby(changes.sentences, lambda s: s.what == "kept" and not s.other_voices):
        some = list(group)
        sentences: list[Line] = [[{"t": run.text, **MARKS[run.mark]} for run in s.runs] for s in some]
        if unchanged:
            drawn += _near(sentences)
            continue
        for sentence, line in zip(some, sentences, strict=True):
            drawn.append(line)
            if sentence.other_voices:
                drawn.append(_voices(sentence))
    return drawn


def _near(kept: list[Line]) -> list[Line]:
    if len(kept) <= 2:
        return kept
    left_out = len(kept) - 2
    return [kept[0], [{"t": f"({left_out} unchanged sentence{'' if left_out == 1 else 's'})", "o": 1}], kept[-1]]


def _field(change: FieldChange) -> Line:
    name = change.name.replace("_", " ").capitalize()
    before, after = change.shown()
    sides = [(before, {"d": -1}), (after, {"d": 1})]
    return [{"t": f"{name}: "}, *({"t": one_line(text, 300), **mark} for text, mark in sides if text)]


def _voices(sentence: SentenceChange) -> Line:
    before, after = (_named(voices) for voices in (sentence.voices_before, sentence.voices_after))
    return [{"t": f"(speaker: {after}; before: {before})", "o": 1}]


def _named(voices: Sequence[Voice]) -> str:
    names = [
        listed([party_name(code) for code in voice.speakers])
        + (" jointly" if voice.joint else "")
        + (f" ({one_line(voice.person, 80)})" if voice.person else "")
        for voice in voices
    ]
    return "; ".join(names) or "nobody"
