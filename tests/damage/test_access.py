"""Files that may not be read: named, left alone, and nothing else stops."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.errors import StoreError
from tests.damage.spoiling import opened, quotes
from tests.sweep import FISH, RAIL


def load_all(data: Path) -> None:
    """Load what is loaded late, while it may be."""
    library = opened(data)
    library.ask("railway")
    library.close()


@contextlib.contextmanager
def somebody_else(*owned: Path) -> Iterator[None]:
    """Whoever runs this may read everything: then as another user."""
    if os.geteuid():
        yield
        return
    for folder in owned:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, 65534, 65534)
        for parent in folder.parents:
            parent.chmod(parent.stat().st_mode | 0o111)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("name", ["sources.sqlite", "embeddings.sqlite", "write.lock", "index/CURRENT", "index"])
def test_what_may_not_be_read_is_named_and_left_alone(data: Path, name: str) -> None:
    load_all(data)
    path = data / name
    with somebody_else(data):
        mode = path.stat().st_mode
        path.chmod(0)
        try:
            library = opened(data)
            if name == "index":
                for act in (lambda: library.ask("fisheries"), lambda: library.restore("fish")):
                    with pytest.raises(StoreError, match=r"/index.*Permission denied"):
                        act()
            else:
                assert quotes(library, "fisheries protection") == [FISH]
            for found in (library.check(), library.check(repair=True)):
                assert [finding.what for finding in found] == [f"{path}: may not be read and written"]
                assert f"chmod -R u+rwX {path}" in found[0].remedy
            library.close()
        finally:
            path.chmod(mode)
        assert opened(data).check() == []


@pytest.mark.parametrize("name", ["chroma", "chroma/chroma.sqlite3", "words.sqlite", "manifest.json", ""])
def test_of_an_index_that_may_not_be_read_the_one_before_answers(data: Path, name: str) -> None:
    load_all(data)
    with somebody_else(data):
        path = data / "index" / (data / "index" / "CURRENT").read_text().strip() / name
        mode = path.stat().st_mode
        path.chmod(0)
        try:
            library = opened(data)
            assert "The index is damaged" in library.ask("fisheries protection").text
            assert library.check(repair=True) == []
            assert quotes(library, "railway opened") == [RAIL]
            library.close()
        finally:
            if path.exists():
                path.chmod(mode)
