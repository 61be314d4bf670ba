"""Read hostile documents in a process of their own, so that none can hang, crash or fill up the caller.

`work` takes a document and returns what its reader made of it, as a dict of plain values, or {"error": one sentence}.
The process (rag.load.worker) is started when first needed, serves one document after another, and is killed when one
takes longer than SECONDS; it may not take more than MEMORY of address space. A dead one is replaced.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from typing import Any

from rag.load.frames import get, put

SECONDS = 9.0
"""So that, with all that is done besides, no document takes more than ten. The libraries are loaded before."""
MEMORY = 1_000_000_000
"""Bytes."""
STARTING_SECONDS = 60.0
DOCUMENTS = 200
"""After so many a fresh process takes over: what the libraries leak and cache goes with the old one."""


class Worker:
    """The process that reads; safe to share between threads, which take turns."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds, self._memory = seconds, memory
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._done = 0
        self._turn = threading.Lock()

    def work(self, kind: str, data: bytes, url: str) -> dict[str, Any]:
        """Return what the reader of `kind` made of the document, or {"error": sentence}."""
        with self._turn:
            for _ in range(2):
                used = self._start()
                answer = self._ask(kind, data, url)
                if not (used and answer.pop("spent", False)):  # an old process may have had too little left
                    break
            answer.pop("spent", None)
            return answer

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()

    def _start(self) -> bool:
        """Have a process that is fit to work; returns whether it has worked before."""
        if self._owner != os.getpid():
            self._process = None  # a fork: the process is the parent's
        if self._process and (self._process.poll() is not None or self._done >= DOCUMENTS):
            self.close()
        if self._process:
            return self._done > 0
        command = [sys.executable, "-P", "-m", "rag.load.worker", str(self._memory)]
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._owner, self._done = os.getpid(), 0
        return False

    def _ask(self, kind: str, data: bytes, url: str) -> dict[str, Any]:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise RuntimeError("no process")
        try:
            with _killed_after(process, STARTING_SECONDS):
                put(process.stdin, kind.encode())
                get(process.stdout)
        except (OSError, EOFError):
            self.close()
            why = "the process that reads documents does not start; is the installation whole?"
            return {"error": why, "spent": True}
        late = _killed_after(process, self._seconds)
        try:
            with late:
                put(process.stdin, url.encode(errors="replace"))
                put(process.stdin, data)
                answer: dict[str, Any] = json.loads(get(process.stdout))
        except (OSError, EOFError, ValueError):
            self.close()
            if late.expired:
                why = "it is too large, damaged or hostile"
                return {"error": f"takes longer than {self._seconds:g} seconds to read; {why}"}
            return {"error": "breaks its reader; it is damaged or hostile", "spent": True}
        self._done += 1
        if answer.get("spent"):
            self.close()
        return answer


class _killed_after:  # noqa: N801 - reads as a statement
    """Kill the process unless the block ends in time; `expired` tells whether it did not."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.expired = False
        self._process = process
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def _expire(self) -> None:
        self.expired = True
        self._process.kill()

    def __enter__(self) -> _killed_after:
        self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()
        self._timer.join()


_shared = Worker()
atexit.register(_shared.close)


def work(kind: str, data: bytes, url: str = "") -> dict[str, Any]:
    """Return what the process that all callers share made of the document."""
    return _shared.work(kind, data, url)
