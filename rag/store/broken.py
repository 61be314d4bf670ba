"""What a failure of the index's files is told as: a full disk is not damage."""

from __future__ import annotations

from rag.errors import DamagedError, NotWritableError, StoreError

_FULL = ("disk is full", "no space left", "file too large", "quota exceeded", "disk i/o error", "os error 28")


def broken(where: object, what: object) -> StoreError:
    """Return the error for what SQLite, Chroma or the system said of a file."""
    if any(words in str(what).casefold() for words in _FULL):
        return NotWritableError(
            f"{where}: cannot be written or read ({what}); free some space or choose another directory with "
            "--data or ONRECORD_DATA, then run the command again"
        )
    return DamagedError(f"{where}: {what}; run `onrecord check --repair`")
