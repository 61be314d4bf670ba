"""The ready presets: ministries and leaders' offices with the address of their feed or sitemap.

Takes nothing. Returns them by name. None was checked against the live web: sites move, and the first sync tells.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from rag.sources.source import Source


@cache
def presets() -> dict[str, Source]:
    """Return the presets by name, in their order."""
    return {
        name: Source(name, **{key: value for key, value in row.items() if key != "title"})
        for name, row in _table().items()
    }


def titles() -> dict[str, str]:
    """Return whose site each preset is, by its name."""
    return {name: row["title"] for name, row in _table().items()}


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("rag.sources") / "presets.toml").read_text(encoding="utf-8"))
