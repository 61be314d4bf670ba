"""A web site on loopback, and a library that may fetch from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag import Library
from rag.sources.client import Client
from rag.sources.fetch import Limits
from tests.sources.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made


@pytest.fixture
def client() -> Callable[..., Client]:
    """Makes a client that hurries and may fetch from loopback."""

    def make(**options: object) -> Client:
        limits = Limits(seconds=1.0, connect_seconds=1.0)
        known = {"agent": "onrecord/test", "gap": 0.0, "allow_private": True, "limits": limits}
        return Client(**known | options)  # type: ignore[arg-type]

    return make


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library that may fetch from loopback and hurries."""
    settings = {"model": "hash", "lock_seconds": 0.2, "allow_private": True, "host_seconds": 0, "fetch_seconds": 1}
    made = Library.open(tmp_path / "data", **settings)
    yield made
    made.close()
