"""How far long work is: a bar on stderr for each step, nothing where stderr is no terminal."""

from __future__ import annotations

import sys
from typing import Any


class Bar:
    """A context whose `tell` moves the bar; `unit` "B" counts bytes."""

    def __init__(self, unit: str = "it") -> None:
        self._unit = unit
        self._bar: Any = None
        self._step = ""

    def __enter__(self) -> Bar:
        return self

    def tell(self, step: str, done: int, total: int) -> None:
        """Show how far the step is."""
        if not sys.stderr.isatty():
            return
        from tqdm import tqdm

        if step != self._step:
            self.__exit__()
            self._step = step
            self._bar = tqdm(
                total=total, initial=done, desc=step, unit=self._unit, unit_scale=self._unit == "B", file=sys.stderr
            )
        self._bar.update(done - self._bar.n)

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.close()
