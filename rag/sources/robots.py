"""What a site's robots.txt allows (RFC 9309).

Takes its text. Returns whether an address may be fetched and how long to wait between two requests.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

LONGEST = 500_000
"""Characters that are read; the rest is left out, as the RFC allows."""
MOST_DELAY = 30.0
FORBIDDEN = "User-agent: *\nDisallow: /"


def allows(robots: str, agent: str, address: str) -> bool:
    """Whether `agent` may fetch the address; an empty text allows all."""
    return bool(_parsed(robots).can_fetch(address, agent))


def delay(robots: str, agent: str) -> float:
    """The seconds that the site wants between two requests, at most MOST_DELAY; 0 where it does not say."""
    return max(0.0, min(MOST_DELAY, float(_parsed(robots).crawl_delay(agent) or 0)))


@lru_cache(maxsize=64)
def _parsed(robots: str) -> Any:
    from protego import Protego

    try:
        return Protego.parse(robots[:LONGEST])
    except Exception:  # what cannot be read may forbid anything
        return Protego.parse(FORBIDDEN)
