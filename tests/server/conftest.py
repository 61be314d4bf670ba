"""A real `chroma run` on the loopback interface, and machines that share it."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag import Library
from rag.store import chroma
from rag.store.server import Server


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """A port on which nobody listens."""

    def find() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    return find


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, free_port: Callable[[], int]) -> Iterator[str]:
    """A Chroma server that the tests here share; each empties it first."""
    port = free_port()
    command = [Path(sys.executable).with_name("chroma"), "run", "--path", tmp_path_factory.mktemp("chroma")]
    with (tmp_path_factory.mktemp("log") / "log").open("w") as log:
        server = subprocess.Popen([*command, "--port", str(port)], stdout=log, stderr=log)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture
def server(address: str) -> Server:
    found = Server(chroma.open_server(address), address)
    for name in found.names():
        found.drop(name)
    return found


@pytest.fixture
def machine(server: Server, address: str, tmp_path: Path) -> Iterator[Callable[..., Library]]:
    """A library on a machine of its own: a data directory, and the server."""
    made = []

    def open_machine(name: str, **settings: object) -> Library:
        made.append(Library.open(tmp_path / name, **{"model": "hash", "chroma": address, **settings}))
        return made[-1]

    yield open_machine
    for library in made:
        library.close()
