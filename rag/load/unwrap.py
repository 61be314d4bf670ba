"""Printed lines to paragraphs: lines are joined, words divided at line ends made whole, running heads left out.

Takes the lines of each page, from top to bottom. Returns the text and where in it each page begins.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_PAGE_NUMBER = re.compile(
    r"\W{0,5}(?:page|página|p\.|стр\.?|страница|seite|第)?\s*\d{1,4}\s*(?:页)?\s*(?:(?:/|of|de|из|共|\|)\s*\d{1,4})?\s*(?:页)?\W{0,5}",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:[•▪●◦■–—*-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_ENDS = re.compile(r"[.!?:;。！？：；…][\"”’»)\]]*$")
_DIVIDED = re.compile(r"([^\W\d_]+)-$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_EAST_ASIAN = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_FULL = 0.85
"""A line that could have held the next one's first word within this part of the usual width ends a paragraph."""
_GAP = 1.35
"""A gap of so many times the usual one divides paragraphs."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; `y` is its height on the page and `size` that of its letters, None where they are not known."""

    text: str
    y: float | None = None
    size: float | None = None


def unwrap(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[int, ...]]:
    """Return the text, paragraphs divided by an empty line, and the offset at which each page begins."""
    kept = _without_heads([[line for line in page if line.text.strip()] for page in pages])
    lines = [line for page in kept for line in page]
    width = _usual_width(lines)
    words = _whole_words(lines)
    text: list[str] = []
    starts: list[int] = []
    length = 0
    before: Line | None = None
    gap, size = _usual_gap(kept), _usual_size(lines)
    for page in kept:
        starts.append(length)
        for number, line in enumerate(page):
            if before is not None:
                scale = (line.size or size) / size
                apart = _far(before, line, gap * scale) if number else _page_parts(before, line, width)
                parted = apart or _other_size(before, line) or _parted(before, line, width / scale)
                joint, cut = ("\n\n", 0) if parted else _joint(before.text, line.text, words)
                if cut:
                    text[-1] = text[-1][:-cut]
                text.append(joint)
                length += len(joint) - cut
            if number == 0:
                starts[-1] = length
            text.append(line.text)
            length += len(line.text)
            before = line
    return "".join(text), tuple(starts)


def _without_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without page numbers and without the lines at top or foot that most pages have.

    At its first place a repeated top line stays: it is the letterhead.
    """
    seen = Counter(key for page in pages for key in {_key(line) for line in [*page[:2], *page[-2:]]})
    repeated = {
        key
        for key, times in seen.items()
        if not _ENDS.search(key) and (times >= max(2, 0.6 * len(pages)) or ("#" in key and times >= 3))
    }
    shown: set[str] = set()

    def stays(line: Line, from_top: int, from_foot: int) -> bool:
        nearest, key = min(from_top, from_foot), _key(line)
        if nearest == 0 and from_top + from_foot and _PAGE_NUMBER.fullmatch(line.text):
            return False
        if nearest > 1 or key not in repeated:
            return True
        first = from_top <= from_foot and key not in shown and not _PAGE_NUMBER.fullmatch(line.text)
        shown.add(key)
        return first

    return [[line for at, line in enumerate(page) if stays(line, at, len(page) - 1 - at)] for page in pages]


def _whole_words(lines: Sequence[Line]) -> Counter[str]:
    """How often each word occurs, without those that a line end divides."""
    words: Counter[str] = Counter()
    divided = False
    for line in lines:
        found = [word.casefold() for word in _WORD.findall(line.text)]
        starts_late, divided = divided, _DIVIDED.search(line.text) is not None
        words.update(found[int(starts_late) : len(found) - int(divided)])
    return words


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())


def _usual_width(lines: Sequence[Line]) -> float:
    lengths = sorted(len(line.text) for line in lines)
    return float(lengths[int(0.9 * (len(lengths) - 1))]) if lengths else 0.0


def _usual_gap(pages: Sequence[Sequence[Line]]) -> float:
    gaps = [gap for page in pages for first, second in itertools.pairwise(page) if (gap := _gap(first, second)) > 0]
    return statistics.median_low(gaps) if gaps else 0.0


def _usual_size(lines: Sequence[Line]) -> float:
    return statistics.median_low([line.size for line in lines if line.size] or [1.0])


def _other_size(above: Line, below: Line) -> bool:
    return above.size is not None and below.size is not None and abs(above.size / below.size - 1) > 0.1


def _gap(above: Line, below: Line) -> float:
    return above.y - below.y if above.y is not None and below.y is not None else 0.0


def _far(above: Line, below: Line, usual: float) -> bool:
    return usual > 0 and _gap(above, below) > _GAP * usual


def _page_parts(above: Line, below: Line, width: float) -> bool:
    """Whether a paragraph ends with the page: a sentence does, or a heading follows."""
    return not below.text[:1].islower() and (bool(_ENDS.search(above.text)) or len(below.text) < width / 2)


def _parted(above: Line, below: Line, width: float) -> bool:
    """Whether the words alone show that a paragraph ends between two lines."""
    if _ITEM.match(below.text):
        return True
    if below.text[:1].islower() or _DIVIDED.search(above.text):
        return False
    first = below.text.split(maxsplit=1)[0]
    if _EAST_ASIAN.match(first):
        first = first[0]
    return len(above.text) + 1 + len(first) < _FULL * width or (
        bool(_ENDS.search(above.text)) and len(above.text) + 1 + len(first) < 0.95 * width
    )


def _joint(above: str, below: str, words: Counter[str]) -> tuple[str, int]:
    """What stands between two lines of a paragraph, and how many characters of the upper one go."""
    if above.endswith("\xad"):
        return "", 1
    divided, follows = _DIVIDED.search(above), _WORD.match(below)
    if divided and follows and follows.group()[0].islower():
        first, second = divided[1].casefold(), follows.group().casefold()
        if words[first + second] > words[f"{first}-{second}"]:
            return "", 1
        # "long-term": both parts are words, and it was divided at a hyphen of its own
        compound = words[f"{first}-{second}"] or (words[first] and words[second])
        return "", 0 if compound else 1
    if divided and follows:
        return "", 0
    return ("" if _EAST_ASIAN.match(above[-1:]) and _EAST_ASIAN.match(below) else " "), 0
