"""`onrecord backup FILE` and `onrecord restore FILE`: keep a copy of the collection, and bring it back."""

from __future__ import annotations

import argparse
from pathlib import Path

from rag.commands import Register
from rag.errors import InputError
from rag.library import Library


def add(command: Register) -> None:
    """Register the commands."""
    backup = command("backup", _backup, "write the collection into one file, while others read and write")
    backup.add_argument("file", metavar="FILE")
    backup.add_argument("--vectors", action="store_true", help="add the computed vectors: larger, quicker to restore")
    restore = command("restore", _restore, "put a backup in the place of the collection; what was there is kept")
    restore.add_argument("file", nargs="?", metavar="FILE")
    restore.add_argument("--salvage", action="store_true", help="instead keep what a damaged catalog still lets read")


def _backup(options: argparse.Namespace) -> int:
    names = Library.open(options.data).back_up(options.file, options.vectors)
    print(f"{options.file}: {Path(options.file).stat().st_size:,} bytes, {', '.join(names)}")
    return 0


def _restore(options: argparse.Namespace) -> int:
    if (options.file is None) != options.salvage:
        raise InputError("either a FILE or --salvage is needed; see `onrecord restore --help`")
    done = Library.bring_back(options.file, options.data)
    print(f"{done.readouts} readouts are in; what was there before is kept in {done.kept}")
    if done.lost:
        print(f"{len(done.lost)} readouts have revisions that could not be read: {', '.join(done.lost)}")
    return 2 if done.lost else 0
