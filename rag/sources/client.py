"""Ask servers politely: what robots.txt allows, one request at a time to a host and not too often, again after a
passing fault, not again before the time that a server named, and for changes only.

Takes an address and what the last visit left. Returns the answer after redirects, each of which is checked like the
first address. Refuses, with SourceError, what rag.sources.fetch refuses and what a site does not want.
"""

from __future__ import annotations

import dataclasses
import datetime
import threading
import time
from collections.abc import Callable
from typing import Any

from rag.errors import SourceError
from rag.sources import robots
from rag.sources.address import origin, spell
from rag.sources.fetch import Limits, PassingError, RefusedError, Response, UnansweredError, fetch
from rag.sources.source import Host

AGENT = "onrecord"
"""The name that a robots.txt may address."""
TRIES = 3
PATIENCE = 60.0
"""Seconds that a server may ask us to wait within a run; what asks for more is left alone until then."""
DAY = datetime.timedelta(hours=24)
"""How long a robots.txt holds, and how long a server is left alone at most, whatever it asks for."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ANSWERS = frozenset({200, 304, 404, 410})


class Client:
    """Fetches for one run; safe to share between threads.

    `agent` is what servers are told, `gap` the seconds between two requests to one server and, growing, before
    another try; `host` tells what is known of a server from earlier runs, `hosts` what is to be remembered.
    """

    def __init__(
        self,
        agent: str,
        gap: float = 1.0,
        allow_private: bool = False,
        host: Callable[[str], Host | None] = lambda origin: None,
        limits: Limits | None = None,
    ) -> None:
        self._agent, self._gap, self._allow_private = agent, gap, allow_private
        self._limits = limits or Limits()
        self._remembered = host
        self._doors: dict[str, _Door] = {}
        self._opening = threading.Lock()
        self._stopped = threading.Event()

    def get(self, address: str, etag: str = "", modified: str = "") -> Response:
        """Return the server's answer: status 200 with a body, 304, 404 or 410. Raises SourceError.

        The answer's address is the last one of the redirects. 304 comes only where a validator was given.
        """
        headers = {"If-None-Match": etag} if etag else {}
        if modified:
            headers["If-Modified-Since"] = modified
        passed = [address]
        spent = 0.0
        while True:
            here = passed[-1]
            self._permit(here)
            answer, seconds = self._patiently(here, headers, self._limits.seconds - spent)
            spent += seconds
            if answer.status not in _REDIRECTS:
                break
            try:
                onward = spell(answer.location, here)
            except SourceError as error:
                raise RefusedError(f"{here}: redirects to no usable address ({error})") from None
            if onward in passed:
                raise RefusedError(f"{address}: redirects in a circle")
            if len(passed) > self._limits.redirects:
                raise RefusedError(f"{address}: more than {self._limits.redirects} redirects")
            passed.append(onward)
        if answer.status not in _ANSWERS or (answer.status == 304 and not headers):
            raise RefusedError(f"{here}: the server answers {answer.status}")
        return answer

    def stop(self) -> None:
        """Let no further request begin, and end all waiting."""
        self._stopped.set()

    def hosts(self) -> list[Host]:
        """What was learnt of servers."""
        return [door.host for door in self._doors.values() if door.host.fetched or door.host.closed_until]

    # -- robots.txt

    def _permit(self, address: str) -> None:
        door = self._door(origin(address))
        with door.asking:
            if _now() < door.host.closed_until <= _now(DAY):
                raise UnansweredError(f"{address}: the server asked to be left alone until {door.host.closed_until}")
            if not door.asked:
                self._ask(door)
        if door.broken:
            raise UnansweredError(f"{address}: robots.txt cannot be had, so the site is left alone ({door.broken})")
        if not robots.allows(door.host.robots, AGENT, address):
            raise RefusedError(f"{address}: the site's robots.txt does not allow it")

    def _ask(self, door: _Door) -> None:
        """Fetch robots.txt where the remembered one is a day old; that one serves where there is no other."""
        kept = door.host.fetched
        if not _now(-DAY) <= kept <= _now():  # a time to come is that of a clock which was put back
            where = door.host.origin + "/robots.txt"
            try:
                text = self._robots(where)
                door.host = dataclasses.replace(door.host, robots=text[: robots.LONGEST], fetched=_now())
            except SourceError as error:
                if not kept:
                    door.broken = str(error).removeprefix(f"{where}: ")
        door.asked = True
        door.gap = max(self._gap, robots.delay(door.host.robots, AGENT))

    def _robots(self, address: str) -> str:
        for _ in range(self._limits.redirects + 1):
            answer, _ = self._patiently(address, {}, self._limits.seconds)
            if answer.status in _REDIRECTS:
                address = spell(answer.location, address)
            elif answer.status == 200:
                return answer.data.decode("utf-8", "replace")
            elif 400 <= answer.status < 500:
                return ""
            else:
                raise RefusedError(f"{address}: the server answers {answer.status}")
        raise RefusedError(f"{address}: more than {self._limits.redirects} redirects")

    # -- one request

    def _patiently(self, address: str, headers: dict[str, str], seconds: float) -> tuple[Response, float]:
        """The answer and the seconds that it took; after a passing fault the request is made again."""
        import tenacity

        again: Any = tenacity.Retrying(
            retry=tenacity.retry_if_exception(
                lambda error: isinstance(error, PassingError) and (error.after or 0) <= PATIENCE
            ),
            wait=tenacity.wait_exponential(multiplier=self._gap) + tenacity.wait_random(0, self._gap),
            stop=tenacity.stop_after_attempt(TRIES) | tenacity.stop_when_event_set(self._stopped),
            sleep=tenacity.sleep_using_event(self._stopped),
            reraise=True,
        )
        answer: tuple[Response, float] = again(self._once, address, headers, seconds)
        return answer

    def _once(self, address: str, headers: dict[str, str], seconds: float) -> tuple[Response, float]:
        door = self._door(origin(address))
        with door.lock:
            self._stopped.wait(max(0.0, door.free - time.monotonic()))
            if self._stopped.is_set():
                raise UnansweredError(f"{address}: stopped")
            began = time.monotonic()
            try:
                answer = fetch(
                    address,
                    {"User-Agent": self._agent, **headers},
                    dataclasses.replace(self._limits, seconds=max(0.1, seconds)),
                    self._allow_private,
                )
                door.free = time.monotonic() + door.gap
                return answer, time.monotonic() - began
            except PassingError as error:
                door.free = time.monotonic() + max(door.gap, error.after or 0)
                if (error.after or 0) > PATIENCE:
                    until = _now(min(DAY, datetime.timedelta(seconds=error.after or 0)))
                    door.host = dataclasses.replace(door.host, closed_until=until)
                raise
            except SourceError:
                door.free = time.monotonic() + door.gap
                raise

    def _door(self, origin: str) -> _Door:
        with self._opening:
            if origin not in self._doors:
                self._doors[origin] = _Door(self._remembered(origin) or Host(origin), self._gap)
            return self._doors[origin]


class _Door:
    """The way to one server: what is known of it, and when it may be asked again."""

    def __init__(self, host: Host, gap: float) -> None:
        self.host, self.gap = host, gap
        self.lock, self.asking = threading.Lock(), threading.Lock()
        self.free = 0.0
        self.asked = False
        self.broken = ""


def _now(later: datetime.timedelta = datetime.timedelta()) -> str:
    return (datetime.datetime.now(datetime.UTC) + later).isoformat(timespec="seconds")
