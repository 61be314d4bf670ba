"""Pages are tested without weights, in a data directory of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from streamlit.testing.v1 import AppTest

from rag import Library

settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")  # how long an example takes says more of the machine than of the page

APP = Path(__file__).parents[2] / "ui" / "app.py"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data directory of the pages under test."""
    path = tmp_path / "data"
    monkeypatch.setenv("ONRECORD_DATA", str(path))
    monkeypatch.setenv("ONRECORD_MODEL", "hash")
    return path


@pytest.fixture
def filled(data: Path, write: Callable[..., Path]) -> Library:
    """Three readouts of Kenya and France."""
    library = Library.open(data, model="hash")
    library.ingest(
        write("fr-ke-1", "The ministers met in Nairobi.\n\nKenya said that it would ban fishing nets in 2025."),
        write("fr-ke-2", "France announced a loan for the port of Mombasa.", Date="2023-01-05"),
        write("fr-ke-3", "Kenya welcomed the WIDGET pact. The WIDGET pact is of use.", Kind="summary"),
    )
    return library


@pytest.fixture
def app(data: Path) -> AppTest:
    """The app, not yet run."""
    return AppTest.from_file(str(APP), default_timeout=20)
