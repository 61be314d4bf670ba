"""Archives: what is in them is read as in a folder; what is hostile is refused and told."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from pathlib import Path

import pytest

from rag import Library
from rag.load.find import Failure
from rag.load.load import load_all
from rag.types import Readout
from tests.load.making import BODY, PAGES, TITLE, make_mail, make_zip, sample_docx, sample_pdf

TEXT = f"{TITLE}\n\n{BODY[0]}"


def all_of(tmp_path: Path, data: bytes, name: str = "all.zip") -> list[Readout | Failure]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(load_all(path))


def reasons(found: list[Readout | Failure]) -> list[str]:
    return [one.reason for one in found if isinstance(one, Failure)]


def ids(found: list[Readout | Failure]) -> list[str]:
    return [one.id for one in found if isinstance(one, Readout)]


def test_every_format_in_an_archive_is_read(tmp_path: Path) -> None:
    files = {
        "b/two.docx": sample_docx(),
        "a/one.txt": TEXT,
        "three.pdf": sample_pdf(),
        "four.html": (PAGES / "article.html").read_bytes(),
        "five.eml": make_mail(),
        "in/six.zip": make_zip({"six.md": TEXT}),
    }
    found = all_of(tmp_path, make_zip(files))
    assert sorted(ids(found)) == ["five", "four", "one", "six", "three", "two"]
    assert reasons(found) == []
    assert found[0].source == f"{tmp_path / 'all.zip'}!a/one.txt"


def test_what_a_folder_passes_over_an_archive_does_too(tmp_path: Path) -> None:
    names = ("README.md", "NOTICE.md", "x.xls", ".hidden.txt", "__MACOSX/._a.txt", ".git/a.txt", "a.txt")
    assert ids(all_of(tmp_path, make_zip(dict.fromkeys(names, TEXT)))) == ["a"]


@pytest.mark.parametrize(
    "name",
    ["../out.txt", "a/../../out.txt", "/etc/out.txt", "C:\\out.txt", "..\\out.txt", "a\u202e.txt", "//x/y.txt"],
)
def test_a_name_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    found = all_of(tmp_path, make_zip({name: TEXT, "good.txt": TEXT}))
    assert ids(found) == ["good"]
    assert "leads outside" in reasons(found)[0]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.zip"]


def test_a_link_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/hostname")
    found = all_of(tmp_path, out.getvalue())
    assert (ids(found), "a link" in reasons(found)[0]) == ([], True)


def swollen(size: int) -> bytes:
    return make_zip({"a.txt": b"a" * size})


def understated() -> bytes:
    """An archive whose lists say that its member is small."""
    data = bytearray(swollen(15_000_000))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark) + place
        data[at : at + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (swollen(15_000_000), "swells"),
        (swollen(25_000_000), "20 MB"),
        (understated(), "swells|damaged"),
        (make_zip({f"{n}.txt": "x" for n in range(5001)}), "more than 5000"),
        (make_zip({"a.txt": TEXT}, zipfile.ZIP_LZMA), "method"),
        (make_zip({"a.txt": TEXT * 50})[:-30], "damaged"),
        (b"PK\x03\x04" + b"\0" * 100, "damaged"),
    ],
)
def test_bombs_and_damage_are_refused(tmp_path: Path, data: bytes, why: str) -> None:
    found = all_of(tmp_path, data)
    assert ids(found) == []
    assert re.search(why, reasons(found)[0])


def test_an_encrypted_member_is_told_and_the_rest_goes_in(tmp_path: Path) -> None:
    data = bytearray(make_zip({"a.txt": TEXT, "b.txt": TEXT}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    found = all_of(tmp_path, bytes(data))
    assert (ids(found), "encrypted" in reasons(found)[0]) == (["b"], True)


def test_what_is_nested_too_deeply_is_refused(tmp_path: Path) -> None:
    data = make_zip({"a.txt": TEXT})
    for level in range(4):
        data = make_zip({f"{level}.zip": data})
    found = all_of(tmp_path, data)
    assert (ids(found), "nested" in reasons(found)[0]) == ([], True)


def test_archives_in_an_archive_share_its_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.load.unpack.MOST_MEMBERS", 10)
    inner = make_zip({f"{n}.txt": TEXT for n in range(6)})
    found = all_of(tmp_path, make_zip({f"{n}.zip": inner for n in range(6)}))
    assert len(found) <= 11
    assert "more than is read of one file" in reasons(found)[0]


def test_the_library_takes_in_an_archive_and_notes_what_failed(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    path.write_bytes(
        make_zip({"a/one.txt": TEXT, "b/one.txt": "Other words under the same name.", "cut.pdf": b"%PDF-"})
    )
    done = library.ingest(path)
    assert done.added == ("one",)
    assert [source for source, _ in done.failed] == [f"{path}!b/one.txt", f"{path}!cut.pdf"]
    assert library.ingest(path).unchanged == ("one",)
    path.write_bytes(make_zip({"a/one.txt": TEXT, "cut.pdf": sample_pdf()}))
    assert library.ingest(path).added == ("cut",)
