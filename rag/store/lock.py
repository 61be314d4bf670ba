"""One writer at a time: a lock on the data directory, freed by the operating system when its holder dies."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from rag.errors import LockedError, NotWritableError


@contextlib.contextmanager
def writing(
    data: Path,
    seconds: float,
    doing: str = "adding or removing readouts",
    setting: str = "--data or ONRECORD_DATA",
) -> Iterator[None]:
    """Hold the write lock of a folder; wait for another holder at most `seconds`.

    `doing` is what holders of this lock do, `setting` what chooses another folder, both for the message. Raises
    LockedError, NotWritableError.
    """
    import filelock

    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(data / "write.lock", timeout=seconds)
        lock.acquire()
    except filelock.Timeout:
        raise LockedError(f"{data}: another process is {doing}; try again when it has finished") from None
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
        raise NotWritableError(
            f"{error.filename}: in the way of the lock; move it away, as `onrecord check --repair` does"
        ) from None
    except OSError as error:
        raise NotWritableError(
            f"{error.filename or data}: cannot be written ({error.strerror}); choose another folder with {setting}"
        ) from None
    try:
        yield
    finally:
        lock.release()
