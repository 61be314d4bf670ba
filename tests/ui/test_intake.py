from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rag import Library
from rag.errors import SourceError
from tests.ui.examples import HOSTILE
from tests.ui.seen import components
from ui.intake import web_address


@pytest.fixture
def page(data: Path) -> AppTest:
    """The Library page by itself."""

    def script() -> None:
        from ui import library

        library.page()

    return AppTest.from_function(script, default_timeout=30)


def _click(page: AppTest, label: str) -> AppTest:
    return next(button for button in page.button if button.label == label).click().run()


def _said(page: AppTest) -> str:
    return "\n".join(text.value for text in page.markdown).replace("\\", "")


@pytest.mark.parametrize(
    "given", ["/etc/passwd", "file:///etc/passwd", "~/x.txt", "javascript:alert(1)", "../a.txt", "", "uploads/x.txt"]
)
def test_only_addresses_of_the_web_are_taken(given: str) -> None:
    with pytest.raises(SourceError, match="no address of a page"):
        web_address(given)


def test_an_address_may_leave_its_scheme_out() -> None:
    assert web_address(" www.example.org/readouts ") == "https://www.example.org/readouts"
    assert web_address("http://example.org/a") == "http://example.org/a"


def test_an_address_that_cannot_be_had_gets_its_reason(filled: Library, page: AppTest) -> None:
    page.run()
    next(field for field in page.text_input if field.label.startswith("or the address")).set_value(
        "http://127.0.0.1:9/secret"
    )
    _click(page, "Add to the library")
    assert not page.exception
    assert "127.0.0.1" in _said(page)
    assert "added" not in _said(page)
    assert len(list(filled.list())) == 3


def test_a_failure_is_tried_again_once_its_file_is_mended(
    filled: Library, page: AppTest, write: Callable[..., Path]
) -> None:
    path = write("bad", "Kenya said that nets were bad.", Date="2024-13-45")
    filled.ingest(path)
    page.run()
    row = components(page, "onrecord_list")[0]["rows"][0]
    assert row["id"] == str(path)
    assert "bad.txt" in row["title"]
    write("bad", "Kenya said that nets were bad.")
    _click(page, "Try all again")
    assert not page.exception
    assert "1 added: bad" in _said(page)
    assert filled.failures() == []


def test_a_failure_is_dismissed(filled: Library, page: AppTest, write: Callable[..., Path]) -> None:
    filled.ingest(write("bad", "Words.", Date=f"2024-13-45 {HOSTILE[:60]}"))
    page.session_state["failures-chosen"] = filled.failures()[0].source
    page.run()
    _click(page, "Dismiss it")
    assert not page.exception
    assert "Not taken in" not in _said(page)
    assert len(filled.failures(dismissed=True)) == 1


def test_sources_are_listed_looked_at_and_removed(
    filled: Library, page: AppTest, write: Callable[..., Path], tmp_path: Path
) -> None:
    folder = write("fr-ke-7", "Kenya said that nets were banned.").parent
    name = filled.sources.add(str(folder)).name
    page.session_state["sources-chosen"] = name
    page.run()
    assert "Sources: 1" in _said(page)
    assert "not yet looked at" in components(page, "onrecord_list")[0]["rows"][0]["facts"]
    _click(page, "Look at it now")
    assert not page.exception
    assert "1 added" in _said(page)
    assert "fr-ke-7" in [readout.id for readout in filled.list()]
    _click(page, "Remove this source")
    assert "Sources: 1" not in _said(page)
    assert filled.sources.list() == []
