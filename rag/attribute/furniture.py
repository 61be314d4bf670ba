"""A readout's text -> the spans that are the page's and not the readout's: repeated title, dates, links, footers."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = tomllib.loads((files(__package__) / "furniture.toml").read_text("utf-8"))
    return tuple(re.compile(row["words"], re.DOTALL) for row in table["rows"])


def furniture(text: str, title: str) -> list[tuple[int, int]]:
    """Spans of page furniture in order, not overlapping."""
    found = []
    heading = _heading(text, title)
    if heading:
        found.append((0, heading))
    for pattern in _patterns():
        found.extend(match.span() for match in pattern.finditer(text))
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if (not spans or start >= spans[-1][1]) and text[start:end].strip():
            spans.append((start, end))
    return spans


def _heading(text: str, title: str) -> int:
    """Where a title repeated at the head of the text ends, a section's name before it included; 0 for none."""
    if len(title) < 8:
        return 0
    at = text[: len(title) + 40].find(title)
    end = at + len(title)
    if not 0 <= at <= 30 or "." in text[:at]:
        return 0
    after = text[end : end + 40]
    stands_alone = not after.strip() or (after[0].isspace() and not after.lstrip()[0].islower())
    return end if stands_alone and ("\n" in after[:2] or not text[at:end].endswith((".", "。"))) else 0
