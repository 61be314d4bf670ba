"""`onrecord failures`: the sources that could not be taken in, and dismissing them."""

from __future__ import annotations

import argparse
import dataclasses

from rag.clean import one_line
from rag.commands import Register, json_line
from rag.library import Library


def add(command: Register) -> None:
    """Register the command."""
    parser = command("failures", _failures, "list the sources that could not be taken in, and why")
    parser.add_argument("--json", action="store_true", help="one object a line, those dismissed as well")
    parser.add_argument(
        "--dismiss", action="append", default=[], metavar="SOURCE", help="no longer report it; may be repeated"
    )


def _failures(options: argparse.Namespace) -> int:
    library = Library.open(options.data)
    if options.dismiss:
        library.dismiss(*options.dismiss)
    for failure in library.failures(dismissed=options.json):
        if options.json:
            json_line(dataclasses.asdict(failure))
        else:
            tries = f"{failure.tries} tries since {failure.first[:10]}" if failure.tries > 1 else "1 try"
            print(f"{one_line(failure.source)}\n    {failure.last[:10]}, {tries}: {one_line(failure.reason)}")
    return 0
