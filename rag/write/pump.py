"""Text that a model makes in its own time, handed out as it comes.

Takes a function that makes pieces. Returns an iterator of them that ends when it is told to stop, whatever the model
is doing at that moment, and that does not wait longer than it was told to.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator

from rag.errors import OnRecordError

Give = Callable[[str], bool]
"""Takes a piece, which may be empty; returns whether more is wanted."""

WRITER = "onrecord-writer"
"""The name of the threads in which models work."""
TICK = 0.05
"""How often it is looked whether to stop, in seconds."""


def pump(
    produce: Callable[[Give], None],
    stop: threading.Event | None,
    *,
    wait: float | None = None,
    late: OnRecordError | None = None,
    daemon: bool = False,
) -> Iterator[str]:
    """Yield what `produce` gives, which runs in a thread of its own; its exception is raised here.

    Ends when `stop` is set or the iterator is closed: `produce` learns it at its next piece. Where no piece that has
    text comes for `wait` seconds, `late` is raised. A `daemon` does not keep the process alive: for what waits on a
    network.
    """
    pieces: queue.SimpleQueue[str | BaseException | None] = queue.SimpleQueue()
    gone = threading.Event()

    def give(piece: str) -> bool:
        if piece:
            pieces.put(piece)
        return not gone.is_set() and threading.main_thread().is_alive()

    def work() -> None:
        try:
            produce(give)
            pieces.put(None)
        except BaseException as error:
            pieces.put(error)

    threading.Thread(target=work, name=WRITER, daemon=daemon).start()
    try:
        last = time.monotonic()
        while stop is None or not stop.is_set():
            try:
                piece = pieces.get(timeout=TICK)
            except queue.Empty:
                if late is not None and wait is not None and time.monotonic() - last > wait:
                    raise late from None
                continue
            if piece is None:
                return
            if isinstance(piece, BaseException):
                raise piece
            yield piece
            last = time.monotonic()
    finally:
        gone.set()
