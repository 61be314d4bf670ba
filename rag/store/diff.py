"""What changed between two revisions of a readout, sentence by sentence.

Takes both revisions with their statements. Returns Changes: the sentences in order, a changed one as a pair with the
words that came and went marked, who speaks before and after, and the fields beside the text that changed. Sentences
are the same if their words are, whatever the white space.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from rag.attribute.sentences import split
from rag.clean import clean, one_line
from rag.store.catalog import Catalog
from rag.types import Code, Person, Readout, Statement

PAIRED = 0.5
"""The share of words from which a sentence counts as the successor of another."""

MOST_PAIRS = 40_000
"""Pairs of sentences that are compared where a stretch was rewritten; beyond, all of it came and went."""

MOST_WORDS = 2000
"""Longer sentences are shown as taken out and added whole."""

_WORDS = re.compile(r"(?:[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|[^\w\s])\s*|\s+")
# A word or mark with the blanks after it; a Chinese or Japanese character is a word.
_ASIDE = frozenset({"id", "text", "pages", "retrieved", "source", "revision"})
"""Fields that say nothing about the meeting, or that the sentences tell."""

Attribute = Callable[[Readout], Sequence[Statement]]
Mark = Literal["kept", "added", "removed"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a sentence and what became of them."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Voice:
    """Who makes a statement: see Statement."""

    speakers: tuple[Code, ...]
    joint: bool
    person: str


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence of either revision: where it stood (offsets into the text of that revision), its words, and the
    voices in it before and after; a sentence without statements of anybody has none."""

    what: Literal["kept", "added", "removed", "changed"]
    before: Span | None
    after: Span | None
    runs: tuple[Run, ...]
    voices_before: tuple[Voice, ...] = ()
    voices_after: tuple[Voice, ...] = ()

    @property
    def other_voices(self) -> bool:
        """Whether it is there in both revisions and somebody else says it."""
        return self.before is not None and self.after is not None and self.voices_before != self.voices_after


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field beside the text, with its value before and after."""

    name: str
    before: Any
    after: Any

    def shown(self) -> tuple[str, str]:
        """The two values as text of one line; empty where there is none."""
        before, after = (_shown(value) for value in (self.before, self.after))
        return before, after


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from revision `before` to revision `after`, which was taken in `at` (ISO timestamp)."""

    id: str
    title: str
    before: int
    after: int
    at: str
    fields: tuple[FieldChange, ...]
    sentences: tuple[SentenceChange, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many sentences were changed, added, removed, and are said by somebody else."""
        whats = Counter(sentence.what for sentence in self.sentences)
        others = sum(sentence.other_voices for sentence in self.sentences)
        return {"changed": whats["changed"], "added": whats["added"], "removed": whats["removed"], "voices": others}

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; of the sentences those in which something changed."""
        changed = [s for s in self.sentences if s.what != "kept" or s.other_voices]
        return dataclasses.asdict(self) | {
            "sentences": [dataclasses.asdict(sentence) for sentence in changed],
            "counts": self.counts,
        }


def between(
    catalog: Catalog, attribute: Attribute, id: str, before: int | None = None, after: int | None = None
) -> Changes:
    """Return what changed between two revisions of a readout, by default the newest and the one before it; where
    there is but one it is compared with itself. Raises UnknownReadoutError."""
    new = catalog.get(id, after)
    old = catalog.get(id, max(new.revision - 1, 1) if before is None else before)
    at = next(revision.at for revision in catalog.revisions(id) if revision.number == new.revision)
    return compare(old, new, attribute(old), attribute(new), at)


def compare(
    old: Readout, new: Readout, said_before: Sequence[Statement], said_after: Sequence[Statement], at: str = ""
) -> Changes:
    """Return what changed from `old` to `new`, two revisions of one readout, with the statements of each."""
    sentences = []
    for before, after in _aligned(old, new):
        voices = (
            _voices(said_before, before) if before else (),
            _voices(said_after, after) if after else (),
        )
        sentences.append(_sentence(old, new, before, after, *voices))
    return Changes(old.id, new.title, old.revision, new.revision, at, tuple(_fields(old, new)), tuple(sentences))


def _fields(old: Readout, new: Readout) -> Iterator[FieldChange]:
    for field in dataclasses.fields(Readout):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.name not in _ASIDE and before != after:
            yield FieldChange(field.name, before, after)


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{one_line(key)}: {one_line(str(other))}" for key, other in value.items())
    if isinstance(value, tuple):
        return ", ".join(one_line(item.name if isinstance(item, Person) else str(item)) for item in value)
    return "" if value is None else one_line(str(value))


def _aligned(old: Readout, new: Readout) -> Iterator[tuple[Span | None, Span | None]]:
    """The sentences of both, those that belong together as pairs."""
    spans = [split(readout.text, readout.language) for readout in (old, new)]
    before = [one_line(old.text[start:end]) for start, end in spans[0]]
    after = [one_line(new.text[start:end]) for start, end in spans[1]]
    for what, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if what == "equal":
            yield from zip(spans[0][a:b], spans[1][c:d], strict=True)
            continue
        pairs = _pairs(before[a:b], after[c:d])
        i, j = a, c
        for k, m in [*((a + k, c + m) for k, m in pairs), (b, d)]:
            yield from ((spans[0][n], None) for n in range(i, k))
            yield from ((None, spans[1][n]) for n in range(j, m))
            if k < b and m < d:
                yield spans[0][k], spans[1][m]
            i, j = k + 1, m + 1


def _pairs(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Which sentences of a rewritten stretch belong together, in the order of both: the pairs that share most words
    in sum (the recurrence of the longest common subsequence, weighted)."""
    if not before or not after or len(before) * len(after) > MOST_PAIRS:
        return []
    bags = [[Counter(_keys(_WORDS.findall(line.casefold()))) for line in lines] for lines in (before, after)]
    rows, columns = len(before), len(after)
    alike = [[_alike(one, other) for other in bags[1]] for one in bags[0]]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + alike[i][j])
    found, i, j = [], 0, 0
    while i < rows and j < columns:
        if alike[i][j] and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that two sentences have in common (Dice); 0 below PAIRED."""
    share = 2 * (one & other).total() / max(one.total() + other.total(), 1)
    return share if share >= PAIRED else 0.0


def _voices(statements: Sequence[Statement], span: Span) -> tuple[Voice, ...]:
    """The voices in a sentence, in order, each once; what is nobody's is left out."""
    said = (s for s in statements if s.start < span[1] and span[0] < s.end and s.speakers)
    return tuple(dict.fromkeys(Voice(s.speakers, s.joint, s.person) for s in said))


def _sentence(
    old: Readout,
    new: Readout,
    before: Span | None,
    after: Span | None,
    voices_before: tuple[Voice, ...],
    voices_after: tuple[Voice, ...],
) -> SentenceChange:
    was = clean(old.text[slice(*before)]) if before else ""
    now = clean(new.text[slice(*after)]) if after else ""
    if before is None:
        return SentenceChange("added", None, after, (Run(now, "added"),), (), voices_after)
    if after is None:
        return SentenceChange("removed", before, None, (Run(was, "removed"),), voices_before, ())
    if one_line(was) == one_line(now):
        return SentenceChange("kept", before, after, (Run(now, "kept"),), voices_before, voices_after)
    return SentenceChange("changed", before, after, words(was, now), voices_before, voices_after)


def words(was: str, now: str) -> tuple[Run, ...]:
    """Return the words of both sentences as runs."""
    before, after = _WORDS.findall(was), _WORDS.findall(now)
    if max(len(before), len(after)) > MOST_WORDS:
        return Run(was, "removed"), Run(now, "added")
    runs = []
    for what, a, b, c, d in SequenceMatcher(None, _keys(before), _keys(after)).get_opcodes():
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        runs += [Run(come, "kept")] if what == "equal" else [Run(gone, "removed"), Run(come, "added")]
    return tuple(run for run in runs if run.text)


def _keys(found: Sequence[str]) -> list[str]:
    return [word.strip() for word in found]
