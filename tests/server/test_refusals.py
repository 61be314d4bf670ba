"""Server mode: what is refused, and how it is told."""

from __future__ import annotations

import dataclasses
import http.server
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from rag import Library
from rag.errors import DamagedError, NewerVersionError, SettingsError, StoreError
from rag.store import chroma
from rag.store.server import PUBLICATION, Server, connect

Write = Callable[..., Path]
FISH = "The minister of Kenya said that fisheries need protection."
Machine = Callable[..., Library]


def quotes(library: Library, question: str) -> list[str]:
    return [citation.quote for citation in library.ask(question).citations]


def test_a_later_format_is_refused(machine: Machine, server: Server, write: Write) -> None:
    one = machine("one")
    one.ingest(write("fish", FISH))
    newest = server.newest()
    assert newest is not None
    chroma.create(server.client, f"{PUBLICATION}{newest.number + 1:08}", {"format": 99, "shape": "unknown"})
    for act in (lambda: one.ask("fisheries"), lambda: machine("two"), lambda: one.remove("fish")):
        with pytest.raises(NewerVersionError, match="pip install --upgrade"):
            act()


def test_a_name_from_the_server_cannot_leave_the_data_directory(
    machine: Machine, server: Server, write: Write
) -> None:
    machine("one").ingest(write("fish", FISH))
    newest = server.newest()
    assert newest is not None
    fields = {
        **dataclasses.asdict(newest),
        "number": newest.number + 1,
        "generation": "../../g-elsewhere",
        "format": 1,
    }
    chroma.create(server.client, f"{PUBLICATION}{newest.number + 1:08}", fields)
    assert quotes(machine("two"), "fisheries protection") == [FISH], "the publication before it is read"
    with pytest.raises(DamagedError, match="no name of an index"):
        server.publication(newest.number + 1)


@pytest.mark.parametrize("address", ["ftp://x", "127.0.0.1:8000", "http://x?user=1"])
def test_an_unusable_address_is_named(tmp_path: Path, address: str) -> None:
    with pytest.raises(SettingsError, match="ONRECORD_CHROMA"):
        Library.open(tmp_path, model="hash", chroma=address)


def test_a_server_that_is_away_is_named_with_the_remedy(tmp_path: Path, free_port: Callable[[], int]) -> None:
    with pytest.raises(StoreError, match=r"no Chroma server answers.*chroma run"):
        Library.open(tmp_path, model="hash", chroma=f"http://127.0.0.1:{free_port()}")


def test_a_server_of_another_kind_is_named(tmp_path: Path) -> None:
    class Other(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404 if "v2" in self.path else 200)
            self.end_headers()
            self.wfile.write(b"<html>hello</html>")

        def log_message(self, *arguments: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Other) as other:
        threading.Thread(target=other.serve_forever).start()
        try:
            with pytest.raises(StoreError, match="does not answer as Chroma"):
                Library.open(tmp_path, model="hash", chroma=f"http://127.0.0.1:{other.server_address[1]}")
        finally:
            other.shutdown()


def test_the_key_is_never_shown(tmp_path: Path, address: str, server: Server) -> None:
    library = Library.open(tmp_path, model="hash", chroma=address, chroma_key="hush-hush")
    assert "hush-hush" not in repr(library.settings)
    assert connect(library.settings) is not None
