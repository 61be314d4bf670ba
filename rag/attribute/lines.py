"""Which words of an impersonal sentence only its issuer would say."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from rag.types import Code


@cache
def _lines(reporter: Code) -> re.Pattern[str] | None:
    table = tomllib.loads((files(__package__) / "lines.toml").read_text("utf-8"))
    return re.compile("|".join(table[reporter]), re.IGNORECASE) if reporter in table else None


def one_sided(sentence: str, reporter: Code) -> bool:
    """Whether a sentence speaks in terms that only the reporter's side uses."""
    pattern = _lines(reporter)
    return pattern is not None and pattern.search(sentence) is not None
