"""What several tests need. Library tests run with the `hash` embedder: no weights, no network."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag import Library

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The evaluation data beside the repository."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip("the evaluation data are not beside the repository (../shared)")
    return path


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of the developer's shell must not change what a test sees."""
    for name in list(os.environ):
        if name.startswith("ONRECORD_"):
            monkeypatch.delenv(name)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library without weights."""
    with_hash = Library.open(tmp_path / "data", model="hash", lock_seconds=0.2)
    yield with_hash
    with_hash.close()


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a readout in format 2 and return its path; keywords replace header values, None drops one."""

    def write_readout(name: str, body: str, **header: str | None) -> Path:
        fields: dict[str, str | None] = {
            "Title": f"Readout {name}",
            "Date": "2024-05-02",
            "Issuer": "Ministry of Foreign Affairs (FR)",
            "Counterparts": "KE",
            "Language": "en",
            "Kind": "readout",
            "Source": f"https://example.org/{name}",
        }
        fields.update(header)
        path = tmp_path / "in" / f"{name}.txt"
        path.parent.mkdir(exist_ok=True)
        lines = [f"{key}: {value}" for key, value in fields.items() if value is not None]
        path.write_text("\n".join(lines) + "\n\n" + body, encoding="utf-8")
        return path

    return write_readout
