"""Every pattern of attribution, and the page that shows them."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

_spec = importlib.util.spec_from_file_location("attribution_document", Path(__file__).parent / "document.py")
assert _spec is not None
assert _spec.loader is not None
document = importlib.util.module_from_spec(_spec)
sys.modules["attribution_document"] = document
_spec.loader.exec_module(document)


@pytest.mark.parametrize("case", document.cases(), ids=lambda case: case["pattern"])
def test_pattern(case: dict[str, Any]) -> None:
    found = document.found(case)
    wanted = [tuple(row) for row in case["expect"]]
    assert [row[:3] for row in found] == [row[:3] for row in wanted]
    for row, want in zip(found, wanted, strict=True):
        assert row[3].startswith(want[3])


def test_the_page_is_current() -> None:
    assert document.DOC.read_text("utf-8") == document.render()
