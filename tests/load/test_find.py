"""Which files a path stands for."""

from __future__ import annotations

from pathlib import Path

from rag.load.find import find, is_missing


def test_folders_are_searched_to_the_bottom_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b/two.txt", "a/deep/one.md", "a/README.md", "NOTICE.md", "c.jsonl", ".hidden.txt", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    found = find([tmp_path])
    assert [path.relative_to(tmp_path).as_posix() for path in found.files] == ["a/deep/one.md", "b/two.txt"]
    assert found.skipped == 4
    assert found.failures == ()


def test_a_path_given_twice_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("x")
    assert find([tmp_path, path, path]).files == (path,)


def test_what_is_not_there_or_not_read_is_a_failure_beside_the_others(tmp_path: Path) -> None:
    good, other = tmp_path / "one.txt", tmp_path / "one.xls"
    good.write_text("x")
    other.write_text("x")
    found = find([tmp_path / "gone", other, good])
    assert found.files == (good,)
    assert [failure.source for failure in found.failures] == [str(tmp_path / "gone"), str(other)]
    assert "no such file" in found.failures[0].reason
    assert "not read; known are .docx, .eml" in found.failures[1].reason


def test_what_cannot_be_reached_is_a_failure_and_not_gone(tmp_path: Path) -> None:
    good, endless = tmp_path / "one.txt", tmp_path / ("x" * 300 + ".txt")
    good.write_text("x")
    found = find([endless, good])
    assert found.files == (good,)
    assert "cannot be read (File name too long)" in found.failures[0].reason
    assert not is_missing(endless)
    assert is_missing(tmp_path / "gone")
    assert is_missing(good / "below")
