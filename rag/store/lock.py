"""One writer at a time: a lock on the data directory, freed by the operating system when its holder dies."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from rag.errors import LockedError, NotWritableError


@contextlib.contextmanager
def writing(data: Path, seconds: float) -> Iterator[None]:
    """Hold the write lock; wait for another holder at most `seconds`. Raises LockedError, NotWritableError."""
    import filelock

    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(data / "write.lock", timeout=seconds)
        lock.acquire()
    except filelock.Timeout:
        raise LockedError(
            f"{data}: another process is adding or removing readouts; try again when it has finished"
        ) from None
    except OSError as error:
        raise NotWritableError(
            f"{data}: cannot be written ({error.strerror}); choose another with --data or ONRECORD_DATA"
        ) from None
    try:
        yield
    finally:
        lock.release()
