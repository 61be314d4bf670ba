"""Writers' turn on a Chroma server: a lock with a lease, for machines whose clocks need not agree.

Takes a Server. A turn is a ticket, a collection `onrecord-ticket-N`; that a name is made once only gives each number
to one writer. The holder raises its beat every few seconds; a waiter that has seen no beat for LEASE seconds by its
own clock takes the next number. So a dead writer holds nobody up for long, and one that only slept finds the number
that it builds taken when it publishes (rag/store/server.py): the lock saves work, it does not guard the data.
"""

from __future__ import annotations

import contextlib
import os
import platform
import threading
import time
from collections.abc import Iterator
from typing import Any

from rag.errors import DamagedError, LockedError, StoreError
from rag.store import chroma
from rag.store.server import Server

TICKET = "onrecord-ticket-"
LEASE = 15.0
"""Seconds without a beat after which a holder counts as dead."""
BEAT = 3.0
POLL = 0.25


@contextlib.contextmanager
def turn(server: Server, seconds: float) -> Iterator[None]:
    """Hold the turn; wait for a living holder at most `seconds`. Raises LockedError, StoreError."""
    number = _take(server, seconds)
    ended = threading.Event()
    beating = threading.Thread(target=_beat, args=(server, number, ended), name="onrecord-lease", daemon=True)
    beating.start()
    try:
        yield
    finally:
        ended.set()
        beating.join()
        with contextlib.suppress(StoreError):
            _write(server, number, {"holder": _me(), "beat": -1})


def _take(server: Server, seconds: float) -> int:
    began = heard = time.monotonic()
    last: tuple[int, int] | None = None
    alive = False
    while True:
        number, fields = _highest(server)
        beat = int(fields.get("beat", -1))
        now = time.monotonic()
        if last != (number, beat):
            alive = alive or (last is not None and beat >= 0)
            last, heard = (number, beat), now
        if beat < 0 or now - heard > LEASE:
            with chroma.failing(chroma.unreachable(server.address)):
                made = chroma.create(server.client, f"{TICKET}{number + 1:08}", {"holder": _me(), "beat": 0})
            if made is not None:
                _clear(server, number)
                return number + 1
            last = None
        elif alive and now - began > seconds:
            raise LockedError(
                f"{server.address}: {fields.get('holder')} is adding or removing readouts; try again when it has "
                "finished"
            )
        time.sleep(POLL)


def _highest(server: Server) -> tuple[int, dict[str, Any]]:
    """The highest ticket and its fields; 0 where there is none."""
    numbers = sorted(int(name.removeprefix(TICKET)) for name in server.names() if name.startswith(TICKET))
    if not numbers:
        return 0, {}
    name = f"{TICKET}{numbers[-1]:08}"
    try:
        with chroma.failing(lambda what: chroma.of_server(server.address, what)):
            return numbers[-1], dict(server.client.get_collection(name, embedding_function=None).metadata)
    except DamagedError:  # cleared away since it was listed
        return _highest(server)


def _beat(server: Server, number: int, ended: threading.Event) -> None:
    beat = 0
    while not ended.wait(BEAT):
        beat += 1
        with contextlib.suppress(StoreError):  # a beat that is missed is no harm, the next one may come through
            _write(server, number, {"holder": _me(), "beat": beat})


def _write(server: Server, number: int, fields: dict[str, Any]) -> None:
    with chroma.failing(lambda what: chroma.of_server(server.address, what)):
        server.client.get_collection(f"{TICKET}{number:08}", embedding_function=None).modify(metadata=fields)


def _clear(server: Server, up_to: int) -> None:
    for name in server.names():
        if name.startswith(TICKET) and int(name.removeprefix(TICKET)) <= up_to:
            server.drop(name)


def _me() -> str:
    return f"{platform.node() or 'a machine'}, process {os.getpid()}"
