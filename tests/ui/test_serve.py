from __future__ import annotations

import socket
from pathlib import Path

import pytest

from rag.cli import main
from rag.errors import OnRecordError
from rag.settings import read
from ui.serve import ServeError, command, environment, serve


def test_a_port_in_use_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status = main(["chat", "--data", str(tmp_path), "--port", str(port), "--no-browser"])
    said = capsys.readouterr().err
    assert status == 1
    assert said.count("\n") == 1
    assert str(port) in said


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_is_none_is_refused(port: int, tmp_path: Path) -> None:
    with pytest.raises(ServeError, match=r"1 to 65535"):
        serve(read(data=tmp_path), port, browser=False)


def test_it_is_an_error_of_ours() -> None:
    assert issubclass(ServeError, OnRecordError)


def test_the_server_listens_here_only_and_sends_no_statistics() -> None:
    line = command(8600)
    assert "--server.address=127.0.0.1" in line
    assert "--browser.gatherUsageStats=false" in line
    assert "--server.enableXsrfProtection=true" in line
    assert "--client.showErrorDetails=none" in line


def test_the_environment_spells_the_settings_and_keeps_a_proxys_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(data=Path("/tmp/a b"), model="hash")
    assert environment(settings)["ONRECORD_DATA"] == "/tmp/a b"
    assert environment(settings)["ONRECORD_MODEL"] == "hash"
    assert environment(settings)["STREAMLIT_SERVER_ALLOWED_HOSTS"] == "localhost 127.0.0.1"
    monkeypatch.setenv("STREAMLIT_SERVER_ALLOWED_HOSTS", "desk.example.org")
    assert environment(settings)["STREAMLIT_SERVER_ALLOWED_HOSTS"] == "desk.example.org"
