"""Settings come from the environment, and a wrong one says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import SettingsError
from rag.settings import read


def test_settings_are_read_from_the_environment_and_overridden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_DATA", "/somewhere")
    monkeypatch.setenv("ONRECORD_MODEL", "hash")
    assert (read().data, read().model) == (Path("/somewhere"), "hash")
    assert read(data=Path("/else")).data == Path("/else")
    assert read(data=None).data == Path("/somewhere")


def test_an_unknown_setting_fails_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MODLE", "hash")
    with pytest.raises(SettingsError, match=r"ONRECORD_MODLE.*ONRECORD_MODEL"):
        read()


def test_an_unusable_value_names_setting_and_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_PRECISION", "int3")
    with pytest.raises(SettingsError, match=r"ONRECORD_PRECISION.*'int3'"):
        read()


def test_settings_do_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read().model = "other"
