from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import NotWritableError, SourceError
from ui.uploads import keep, safe_name


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("fr-ke.txt", "fr-ke.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\temp\\notes.md", "notes.md"),
        ("..hidden.txt", "hidden.txt"),
        ("a b\x00\u202ec.txt", "a-bc.txt"),
        ("Чили и Китай.txt", "Чили-и-Китай.txt"),
        ("x" * 300 + ".txt", "x" * 80 + ".txt"),
    ],
)
def test_names_keep_what_a_file_name_needs(name: str, kept: str) -> None:
    assert safe_name(name) == kept


@given(st.text(max_size=60))
def test_no_name_leaves_the_folder(name: str) -> None:
    try:
        made = safe_name(name)
    except SourceError:
        return
    assert "/" not in made
    assert "\\" not in made
    assert not made.startswith(".")
    assert (Path("/base") / made).parent == Path("/base")


def test_the_same_name_again_replaces_the_file(tmp_path: Path) -> None:
    keep(tmp_path, "a.txt", b"one")
    path = keep(tmp_path, "a.txt", b"two")
    assert path.read_bytes() == b"two"
    assert [each.name for each in path.parent.iterdir()] == ["a.txt"]


def test_a_folder_that_cannot_be_made_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "uploads").write_text("")
    with pytest.raises(NotWritableError):
        keep(tmp_path, "a.txt", b"one")
