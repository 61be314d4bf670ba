"""`onrecord diff`: what changed in a readout, or lately over the whole library."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rag.clean import one_line
from rag.commands import Register, json_line
from rag.errors import InputError
from rag.library import Library

if TYPE_CHECKING:
    from rag.store.diff import Changes, SentenceChange, Voice

MARKS = {"kept": "{}", "added": "{{+{}+}}", "removed": "[-{}-]"}
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?\Z")


def add(command: Register) -> None:
    """Register the command."""
    parser = command("diff", _diff, "say what changed in a readout, or lately in all of them")
    parser.add_argument("id", nargs="?", metavar="ID", help="a readout; without it every revision is listed")
    parser.add_argument(
        "before", nargs="?", type=int, metavar="FROM", help="a revision; by default the one before TO"
    )
    parser.add_argument("after", nargs="?", type=int, metavar="TO", help="a revision; by default the newest")
    parser.add_argument("--since", default="", metavar="DATE", help="without ID: taken in on this day or later")
    parser.add_argument("--json", action="store_true", help="print one object a readout")


def _diff(options: argparse.Namespace) -> int:
    library = Library.open(options.data)
    if options.id is None:
        if options.since and not _DATE.match(options.since):
            raise InputError(f"--since {options.since}: not a date (YYYY, YYYY-MM or YYYY-MM-DD)")
        found = library.revised(options.since)
    elif options.since:
        raise InputError("--since DATE goes without ID")
    else:
        found = iter([library.changes(options.id, options.before, options.after)])
    for changes in found:
        if options.json:
            json_line(changes.to_dict())
        elif options.id is None:
            print(summary(changes))
        else:
            print("\n".join(lines(changes)))
    return 0


def summary(changes: Changes) -> str:
    """Return one line: when, which, how many sentences, which fields."""
    counts = changes.counts
    said = [f"{counts[what]} {what}" for what in ("changed", "added", "removed") if counts[what]]
    said += [f"{counts['voices']} of another speaker"] if counts["voices"] else []
    what = [f"sentences: {', '.join(said)}"] if said else []
    what += [f"fields: {', '.join(field.name for field in changes.fields)}"] if changes.fields else []
    return (
        f"{changes.at[:10]}  {changes.id}  revision {changes.after}  {'; '.join(what) or 'white space'}  "
        f"{one_line(changes.title, 80)}"
    )


def lines(changes: Changes) -> Iterator[str]:
    """Yield the changed fields and sentences; [-gone-] and {+come+} in a sentence, speakers where they changed."""
    yield f"{changes.id}: {one_line(changes.title)}"
    yield f"revision {changes.before} -> {changes.after}{f', taken in {changes.at[:10]}' if changes.at else ''}"
    for field in changes.fields:
        before, after = field.shown()
        yield f"  {field.name}: {before or '(none)'} -> {after or '(none)'}"
    changed = [s for s in changes.sentences if s.what != "kept" or s.other_voices]
    for sentence in changed:
        mark = {"added": "+", "removed": "-", "changed": "~", "kept": "="}[sentence.what]
        yield f"{mark} {one_line(_marked(sentence))}"
        if sentence.other_voices:
            yield f"    speaker: {_named(sentence.voices_before)} -> {_named(sentence.voices_after)}"
    if not changed and not changes.fields:
        yield "nothing changed"


def _marked(sentence: SentenceChange) -> str:
    if sentence.what != "changed":
        return "".join(run.text for run in sentence.runs)
    return "".join(
        MARKS[run.mark].format(run.text.rstrip()) + run.text[len(run.text.rstrip()) :] for run in sentence.runs
    )


def _named(voices: tuple[Voice, ...]) -> str:
    names = [
        "+".join(voice.speakers)
        + (" jointly" if voice.joint else "")
        + (f" ({voice.person})" if voice.person else "")
        for voice in voices
    ]
    return one_line("; ".join(names)) or "nobody"
