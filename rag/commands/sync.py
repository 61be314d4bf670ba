"""`onrecord sync`: look at the sources and take in what is new; fit for cron and systemd."""

from __future__ import annotations

import argparse
import datetime
import sys
import threading

from rag.clean import one_line
from rag.commands import Register, json_line
from rag.library import Library
from rag.sources.source import Event, Synced

_QUIET = frozenset({"unchanged", "fetched"})
_writing = threading.Lock()


def add(command: Register) -> None:
    """Register the command."""
    parser = command("sync", _sync, "look at the sources and take in what is new or has changed")
    parser.add_argument("names", nargs="*", metavar="NAME", help="sources; by default all, and what else had failed")
    parser.add_argument("--json", action="store_true", help="print the log as JSON lines, the last one the summary")
    parser.add_argument("--all", action="store_true", help="ask for every page, whatever the lists say of changes")
    parser.add_argument("--limit", type=int, default=500, metavar="N", help="pages asked for at a source (500)")


def _sync(options: argparse.Namespace) -> int:
    library = Library.open(options.data)
    done = library.sync(
        *options.names, limit=options.limit, anew=options.all, log=_log_json if options.json else _log_text
    )
    total = {
        "sources": sum(bool(one.source) for one in done),
        "added": sum(len(one.added) for one in done),
        "changed": sum(len(one.changed) for one in done),
        "unchanged": sum(len(one.unchanged) for one in done),
        "failed": sum(len(one.failed) for one in done),
        "gone": sum(len(one.gone) for one in done),
        "fetched": sum(one.fetched for one in done),
        "left": sum(one.left for one in done),
    }
    if options.json:
        json_line({"time": _now(), "event": "summary", **total})
    else:
        for one in done:
            print(_line(one))
        if not done:
            print("nothing to look at; `onrecord source add ADDRESS` adds a source")
        elif len(done) > 1:
            print("all: " + ", ".join(f"{number} {what}" for what, number in list(total.items())[1:6]))
    return 2 if total["failed"] else 0


def _line(one: Synced) -> str:
    counts = f"{len(one.added)} added, {len(one.changed)} changed, {len(one.unchanged)} unchanged"
    more = [f"{len(one.gone)} gone"] if one.gone else []
    more += [f"{one.left} left for the next time"] if one.left else []
    return f"{one.source or 'tried again'}: {', '.join([counts, f'{len(one.failed)} failed', *more])}"


def _log_json(event: Event) -> None:
    line = {"time": _now(), "event": event.event, "source": event.source, "address": event.address}
    with _writing:
        json_line(line | {"detail": event.detail})
        sys.stdout.flush()


def _log_text(event: Event) -> None:
    if event.event not in _QUIET:
        source = f"{event.source}: " if event.source else ""
        detail = "" if event.address in event.detail else f"{one_line(event.address)} "
        with _writing:
            print(f"{source}{event.event}: {detail}{one_line(event.detail)}", file=sys.stderr)


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
