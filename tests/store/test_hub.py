"""The model hub, by a fake one on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from rag.errors import ModelError
from rag.store.hub import fetch_file

BYTES = bytes(range(256)) * 40


class Hub(BaseHTTPRequestHandler):
    """Has one file of one model."""

    def do_HEAD(self) -> None:
        self._answer(b"")

    def do_GET(self) -> None:
        self._answer(BYTES)

    def _answer(self, body: bytes) -> None:
        found = self.path == "/nobody/small/resolve/main/small.gguf"
        self.send_response(200 if found else 404)
        self.send_header("ETag", '"1234"')
        self.send_header("X-Repo-Commit", "a" * 40)
        self.send_header("Content-Length", str(len(BYTES) if found else 0))
        self.end_headers()
        if found:
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_file_is_fetched_into_the_folder(hub: str, tmp_path: Path) -> None:
    assert fetch_file("nobody/small", "small.gguf", tmp_path, hub).read_bytes() == BYTES


def test_a_file_that_the_hub_does_not_have_is_told(hub: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"did not give large\.gguf of nobody/small"):
        fetch_file("nobody/small", "large.gguf", tmp_path, hub)


def test_a_hub_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="does not answer"):
        fetch_file("nobody/small", "small.gguf", tmp_path, "http://127.0.0.1:9")


def test_offline_is_offline(hub: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="HF_HUB_OFFLINE"):
        fetch_file("nobody/small", "small.gguf", tmp_path, hub)
