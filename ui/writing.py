"""Answers that grow while the page lives on: each comes in a thread of its own, so that no page waits for a model.

Takes what yields the answers. The page looks at a Writing as often as it likes, and may stop it; what has been
verified by then stays. A failure after the quotes leaves the quotes, with the reason.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

from rag.errors import OnRecordError
from rag.types import Answer
from ui import render

Ask = Callable[[threading.Event], Iterator[Answer]]
"""Yields an answer as it grows, and ends early when the event is set."""


class Writing:
    """A question under way. `answer` is the newest state of its answer, `error` the sentence where there is none."""

    def __init__(self, ask: Ask) -> None:
        self.answer: Answer | None = None
        self.error = ""
        self._stop = threading.Event()
        self._begun = threading.Event()
        self._ended = threading.Event()
        self._keep: Callable[[Answer], None] | None = None
        self._keeping = threading.Lock()
        threading.Thread(target=self._run, args=(ask,), name="onrecord-answer", daemon=True).start()

    @property
    def ended(self) -> bool:
        """Whether the answer grows no more."""
        return self._ended.is_set()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def quotes(self) -> Answer | None:
        """Wait for the quotes; None where there is an error instead."""
        self._begun.wait()
        return self.answer

    def stop(self) -> None:
        """End it with what there is."""
        self._stop.set()

    def keep(self, keep: Callable[[Answer], None]) -> None:
        """Have the finished answer given to `keep`, at once where it is finished already."""
        with self._keeping:
            self._keep = keep
            if self.ended and self.answer:
                keep(self.answer)

    def _run(self, ask: Ask) -> None:
        problem = ""
        try:
            for answer in ask(self._stop):
                self.answer = answer
                self._begun.set()
        except OnRecordError as error:
            problem = str(error)
        except Exception as error:
            problem = render.unexpected(error)
        if self.answer is None:
            self.error = problem or render.unexpected(RuntimeError("no answer came"))
        elif problem or not self.answer.finished:
            self.answer = replace(self.answer, finished=True, note=problem or self.answer.note)
        with self._keeping:
            self._ended.set()
            if self._keep and self.answer:
                self._keep(self.answer)
        self._begun.set()
