"""Damage of several kinds, and what a library still says."""

from __future__ import annotations

import shutil
from pathlib import Path

from rag import Library

NAMES = [f"desk-{n:03}" for n in range(200)]
DATABASES = ("sources.sqlite", "heard.sqlite", "conversations.sqlite", "embeddings.sqlite")


def opened(data: Path) -> Library:
    return Library.open(data, model="hash", lock_seconds=0.5)


def quotes(library: Library, question: str) -> list[str]:
    return [citation.quote for citation in library.ask(question).citations]


def spoil(path: Path, how: str) -> None:
    if how == "folder":
        path.unlink(missing_ok=True)
        path.mkdir()
    elif how == "file":
        shutil.rmtree(path, ignore_errors=True)
        path.write_text("x")
    elif how == "gone":
        path.unlink()
    else:
        content = bytearray(path.read_bytes())
        if how == "cut":
            content = content[: len(content) // 2]
        elif how == "head":
            content[:100] = b"\xa5" * 100
        elif how == "page":  # of two the second: one may be of an index only
            for at in (len(content) // 2 // 4096 * 4096, len(content) - 4096):
                content[at : at + 4096] = b"\xa5" * 4096
        path.write_bytes(content)
