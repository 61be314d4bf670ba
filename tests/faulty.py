"""Run a job in a process of its own and break it at its n-th touch of the disk.

A touch is a call into the system, SQLite or Chroma that can change a file. `run` forks, so that modules are loaded
once; a process that has used Chroma cannot be forked, so the one that forks has only loaded it. Killed is killed
(SIGKILL); on a full disk such a call raises, and from then on every one does. `sweep` breaks jobs at one touch after
the other.
"""

from __future__ import annotations

import errno
import os
import pickle
import resource
import shutil
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Literal

How = Literal["kill", "full"]

OS = frozenset({"rename", "replace", "fsync", "mkdir", "unlink", "rmdir", "write", "truncate", "sendfile"})
SQLITE = frozenset({"execute", "executemany", "executescript", "commit"})
CHROMA = frozenset({"create_collection", "add"})


def touches(function: Any) -> bool:
    """Whether a call of this built-in can change a file."""
    name = getattr(function, "__name__", "")
    owner = getattr(function, "__self__", None)
    module = getattr(owner, "__name__", "") or type(owner).__module__
    if type(owner).__name__ in ("StringIO", "BytesIO"):
        return False
    if module in ("posix", "_io", "io", "shutil"):
        return name in OS
    if module.startswith(("sqlite3", "_sqlite3")):
        return name in SQLITE
    return type(owner).__name__ == "Bindings" and name in CHROMA


class Fault:
    """Counts touches; at the `n`-th it strikes (never where `n` is 0)."""

    def __init__(self, n: int, how: How) -> None:
        self.n, self.how, self.count, self.ended = n, how, 0, False

    def opened(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook: opening a file to write is a touch."""
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
            self.strike(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))

    def called(self, frame: FrameType, event: str, function: Any) -> None:
        """A profiler: so is a call that changes one."""
        if event == "c_call" and touches(function):
            sqlite = type(getattr(function, "__self__", None)).__module__.startswith(("sqlite3", "_sqlite3"))
            full = sqlite3.OperationalError("database or disk is full")
            self.strike(full if sqlite else OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))

    def strike(self, full: Exception) -> None:
        """Count a touch, and break it if it is its turn."""
        if self.ended:
            return
        self.count += 1
        if self.n and self.count == self.n and self.how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.n and self.count >= self.n and self.how == "full":
            sys.setprofile(self.called)  # an exception of a profiler switches it off
            raise full


def run(job: Callable[[], Any], n: int = 0, how: How = "kill", limit: int | None = None) -> tuple[str, Any, int]:
    """Run the job in a child; returns (`done`, `raised` or `killed`, its result or error, touches counted).

    `limit` is the size in bytes that no file can outgrow: a full disk for native code too.
    """
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        fault = Fault(n, how)
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            sys.addaudithook(fault.opened)
            threading.setprofile(fault.called)
            sys.setprofile(fault.called)
            result: tuple[str, Any] = "done", job()
        except BaseException as error:
            result = "raised", f"{type(error).__module__}.{type(error).__name__}: {error}"
        fault.ended = True
        sys.setprofile(None)
        threading.setprofile(None)  # type: ignore[arg-type]
        with os.fdopen(into, "wb") as pipe:
            pickle.dump((*result, fault.count), pipe)
        os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    if not told:
        return "killed", None, n
    answer: tuple[str, Any, int] = pickle.loads(told)
    return answer


@dataclass(frozen=True)
class Job:
    """What is broken: `do` works on a data directory, at first a copy of `base`; `wrong` mends it and says what is
    left that should not be. `prepare` is called once, before."""

    name: str
    base: Path | None
    do: Callable[[Path], Any]
    wrong: Callable[[Path], Sequence[str]]
    prepare: Callable[[], object] = lambda: None


def sweep(where: Path, jobs: Iterable[Job], how: str, every: int, only: Collection[str] = ()) -> int:
    """Break each job, or only those of these names, at every `every`-th touch, from the first on, until it comes
    through; prints what is wrong.

    `how` is `kill`, `full`, or `limit`: files that cannot outgrow a size, with sizes for touches. Returns the status.
    """
    problems = tried = 0
    data = where / "data"
    for job in (job for job in jobs if not only or job.name in only):
        job.prepare()
        for n in list(range(0, 400_000, 20_000) if how == "limit" else range(1, 10_000))[::every]:
            shutil.rmtree(data, ignore_errors=True)
            if job.base:
                shutil.copytree(job.base, data)
            do = lambda: job.do(data)  # noqa: B023, E731
            outcome = run(do, limit=n) if how == "limit" else run(do, n, "kill" if how == "kill" else "full")
            wrong = []
            if outcome[0] == "raised" and not str(outcome[1]).startswith("rag.errors."):
                wrong.append(f"raised {outcome[1]}")
            after = run(lambda: job.wrong(data))  # noqa: B023
            wrong += after[1] if after[0] == "done" else [f"mending {after[:2]}"]
            tried += 1
            problems += bool(wrong)
            for what in wrong:
                print(f"{job.name}, {how} at {n}: {what}", flush=True)
            if outcome[0] == "done":
                break
    print(f"{tried} faults, {problems} left something wrong", flush=True)
    return 1 if problems else 0


def preload() -> None:
    """Load what is loaded late, tables and models of language too: else every child would."""
    import importlib

    for module in ("chromadb.api.rust", "chromadb.telemetry.product.posthog", "httpcore", "rag.check", "rag.sync"):
        importlib.import_module(module)
    from rag.answer.evidence import weights
    from rag.answer.question import parse
    from rag.attribute.attribute import attribute
    from rag.types import Filters, Readout

    parse("fisheries protection", Filters(), [])
    weights()
    attribute(Readout("x", "x", "The minister of Kenya said that fisheries need protection.", parties=("KE",)))
