"""Failures are kept with their reason, times and tries until the source is taken in, or are dismissed."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import InputError
from rag.store import failures
from rag.store.database import Database
from rag.store.failures import FailedSource


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "catalog.sqlite")


def test_tries_are_counted_and_the_first_and_last_time_kept(database: Database) -> None:
    for day in ("2024-05-01", "2024-05-02", "2024-05-04"):
        failures.note(database, [("/in/a", f"empty on {day}")], [], day)
    assert failures.listed(database) == [
        FailedSource("/in/a", "empty on 2024-05-04", "2024-05-01", "2024-05-04", 3, False)
    ]


def test_a_failure_is_gone_once_its_source_is_taken_in(database: Database) -> None:
    failures.note(database, [("/in/a", "empty"), ("/in/b", "binary")], [], "2024-05-01")
    failures.note(database, [], ["/in/b"], "2024-05-02")
    assert [failure.source for failure in failures.listed(database)] == ["/in/a"]


def test_a_dismissed_failure_stays_so_until_the_reason_is_another(database: Database) -> None:
    failures.note(database, [("/in/a", "empty")], [], "2024-05-01")
    failures.dismiss(database, ["/in/a"])
    failures.note(database, [("/in/a", "empty")], [], "2024-05-02")
    assert failures.listed(database) == []
    assert [(f.tries, f.dismissed) for f in failures.listed(database, dismissed=True)] == [(2, True)]
    failures.note(database, [("/in/a", "binary")], [], "2024-05-03")
    assert [f.reason for f in failures.listed(database)] == ["binary"]


def test_what_has_not_failed_cannot_be_dismissed_and_nothing_else_is(database: Database) -> None:
    failures.note(database, [("/in/a", "empty")], [], "2024-05-01")
    with pytest.raises(InputError, match="/in/nine: not among the failures"):
        failures.dismiss(database, ["/in/a", "/in/nine"])
    assert len(failures.listed(database)) == 1
