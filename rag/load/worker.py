"""The process in which hostile documents are read: `python -m rag.load.worker BYTES`.

Takes messages on standard input: the format, then the address and the bytes. Answers each document with a JSON
object: the fields of an Extract, or `error`, one sentence. BYTES is what it may take of memory.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from rag.clean import one_line
from rag.errors import SourceError
from rag.load.extract import read_here
from rag.load.frames import get, put

SAMPLES = {"html": b"<html><body><p>One, on 2 May 2024.</p></body></html>", "mail": b"From: a@b\n\nOne."}
"""Read before the first document of a format, so that loading the libraries takes none of its time."""


def serve(memory: int) -> None:
    """Read documents until standard input ends."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a library that prints must not talk between the answers
    _limit(memory)
    warm: set[str] = set()
    while True:
        try:
            kind = get(requests).decode()
        except EOFError:
            return
        if kind not in warm:
            _answer(kind, SAMPLES.get(kind, b""), "")
            warm.add(kind)
        put(answers, b"ready")
        url, data = get(requests).decode(), get(requests)
        put(answers, json.dumps(_answer(kind, data, url)).encode())


def _answer(kind: str, data: bytes, url: str) -> dict[str, Any]:
    try:
        return read_here(kind, data, url)
    except SourceError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "takes too much memory to read; it is damaged or hostile", "spent": True}
    except RecursionError:
        return {"error": "is nested too deeply"}
    except Exception as error:  # whatever the libraries raise on a damaged document is a finding about the document
        reason = one_line(f"{type(error).__name__}: {error}", 120)
        return {"error": f"cannot be read as {kind.upper()}; it is damaged ({reason})"}


def _limit(memory: int) -> None:
    """Bound the address space, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    serve(int(sys.argv[1]))
