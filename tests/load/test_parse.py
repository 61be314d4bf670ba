"""Bytes to a readout: which format they are, and what is known of them from elsewhere."""

from __future__ import annotations

import pytest

from rag.errors import SourceError
from rag.load.dateline import dateline
from rag.load.load import parse
from tests.load.making import BODY, TITLE, make_mail, make_zip, sample_docx, sample_pdf, samples

PLAIN = f"{TITLE}\n\n{BODY[0]}\n".encode()
PAGE = f"<!doctype html><html><body><h1>{TITLE}</h1><p>{BODY[0]}</p></body></html>".encode()


@pytest.mark.parametrize("name", samples())
def test_a_good_document_of_each_format_is_a_readout(name: str) -> None:
    data = samples()[name]
    if name.endswith(".zip"):
        with pytest.raises(SourceError, match="holds documents and is none"):
            parse(data, name, name)
    else:
        readout = parse(data, name, f"folder/{name}")
        assert (readout.id, readout.source) == (name.rsplit(".", 1)[0], f"folder/{name}")
        assert readout.text
        assert readout.title


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (PAGE, "one.pdf", "is a web page (HTML), not a PDF as its name says"),
        (PAGE, "one.txt", "is a web page (HTML), not plain text"),
        (PAGE.decode().encode("utf-16"), "one.md", "is a web page (HTML), not plain text"),
        (PLAIN, "one.html", "is plain text, not a web page"),
        (PLAIN, "one.pdf", "is plain text, not a PDF"),
        (PLAIN, "one.docx", "is plain text, not a Word document"),
        (PLAIN, "one.zip", "is plain text, not a ZIP"),
        (sample_pdf(), "one.txt", "is a PDF, not plain text"),
        (sample_pdf(), "one.docx", "is a PDF, not a Word document"),
        (sample_docx(), "one.zip", "is a Word document (DOCX), not a ZIP"),
        (make_zip({"a.txt": "x"}), "one.docx", "is a ZIP archive, not a Word document"),
        (make_mail(), "one.txt", "is an e-mail, not plain text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "one.docx", "old or encrypted Office"),
        (b"{\\rtf1 text}", "one.txt", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "one.pdf", "an image"),
        (b"\x1f\x8b\x08\0", "one.zip", "compressed"),
        (make_zip({"xl/workbook.xml": "x", "[Content_Types].xml": "x"}), "one.docx", "no text document"),
        (b"<?xml version='1.0'?><rss/>", "one.txt", "XML"),
        (b"x" * 20_000_001, "one.txt", "20 MB"),
    ],
)
def test_a_file_that_is_not_what_its_suffix_says_is_told_so(data: bytes, name: str, why: str) -> None:
    with pytest.raises(SourceError) as refused:
        parse(data, name, f"in/{name}")
    assert str(refused.value).startswith(f"in/{name}: ")
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("data", "name", "media"),
    [
        (PAGE, "readout.php", "text/html; charset=utf-8"),
        (PAGE, "readout.pdf", "application/pdf"),
        (PAGE, "readout", "text/plain"),
        (sample_pdf(), "readout.aspx", "text/html"),
        (sample_pdf(), "download", "application/octet-stream"),
        (sample_docx(), "readout.html", "application/zip"),
        (PLAIN, "readout.html", "text/plain"),
    ],
)
def test_of_what_a_server_gives_the_bytes_decide(data: bytes, name: str, media: str) -> None:
    readout = parse(data, name, "https://example.org/x", url="https://example.org/x", media=media)
    assert (readout.title, readout.date, readout.url) == (TITLE, "2024-03-05", "https://example.org/x")


def test_hints_fill_what_is_lacking_and_nothing_else() -> None:
    hints = {
        "id": "other",
        "title": "From the feed",
        "date": "2020-01-01",
        "published": "2024-03-09",
        "reporter": "Chile",
        "issuer": "Ministry of Foreign Affairs of Chile",
        "language": "en-GB",
        "kind": "statement",
        "url": "https://example.org/x",
    }
    readout = parse(PLAIN, "one.txt", "one", hints=hints)
    assert (readout.id, readout.title, readout.date) == ("other", TITLE, "2024-03-05")
    assert (readout.published, readout.reporter, readout.reporter_inferred) == ("2024-03-09", "CL", False)
    assert (readout.kind, readout.url, "CL" in readout.parties) == ("statement", "https://example.org/x", True)
    bare = parse(b"no title ends with a stop.", "one.txt", "one", hints=hints)
    assert (bare.title, bare.date) == ("From the feed", "2020-01-01")
    headed = parse(samples()["headed.txt"], "one.txt", "one", hints=hints | {"reporter": "KE"})
    assert (headed.reporter, headed.published, headed.kind) == ("CL", "2024-03-06", "statement")


def test_what_is_stated_outweighs_the_document() -> None:
    stated = {"title": "Stated", "date": "2020-01-01", "reporter": "KE"}
    for readout in (
        parse(samples()["headed.txt"], "one.txt", "one", stated=stated),
        parse(samples()["headed.txt"], "one.txt", "one", hints=stated, override=True),
    ):
        assert (readout.title, readout.date, readout.reporter) == ("Stated", "2020-01-01", "KE")


def test_a_published_date_from_elsewhere_tells_the_year_of_the_event() -> None:
    data = b"A visit\n\nOn November 15, the two ministers met in Lima.\n"
    assert parse(data, "one.txt", "one").date is None
    assert parse(data, "one.txt", "one", hints={"published": "2024-11-16"}).date == "2024-11-15"


@pytest.mark.parametrize(
    ("hints", "why"),
    [
        ({"date": "soon"}, "date"),
        ({"reporter": "Atlantis"}, "reporter: 'Atlantis'"),
        ({"url": "file:///etc/passwd"}, "url"),
        ({"colour": "red"}, "unknown hint 'colour'"),
        ({"id": "a\u202eb"}, "name holds characters"),
        ({"id": "x" * 300}, "longer than 200"),
    ],
)
def test_an_unusable_hint_is_refused_by_name(hints: dict[str, str], why: str) -> None:
    with pytest.raises(SourceError, match=why):
        parse(PLAIN, "one.txt", "one", hints=hints)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("12 June 2019", "2019-06-12"),
        ("Washington, D.C., March 7, 2024", "2024-03-07"),
        ("Press release 41/2023 | Published 21.11.2023", "2023-11-21"),
        ("FOR IMMEDIATE RELEASE - March 7, 2024", "2024-03-07"),
        ("Santiago, 7 de marzo de 2024", "2024-03-07"),
        ("17 февраля 2021 года, 14:10", "2021-02-17"),
        ("发布时间：2022年8月19日 16:20", "2022-08-19"),
        ("23/11/2023", "2023-11-23"),
        ("03/05/2023", None),
        ("Meeting of 5 March 2024 with the EU", None),
        ("The two met on 12 June 2019.", None),
        ("From 5 March 2024 to 7 March 2024", None),
        ("31.02.2023", None),
    ],
)
def test_the_line_with_the_day_of_publication(line: str, date: str | None) -> None:
    found = dateline(f"{TITLE}\n{line}\n{BODY[0]}")
    assert (found[0] if found else None) == date


def test_a_title_below_letterhead_date_and_label() -> None:
    head = "MINISTRY OF FOREIGN AFFAIRS OF KENYA\n\nPRESS RELEASE\n\n6 March 2024\n\n"
    readout = parse(head.encode() + PLAIN, "one.txt", "one")
    assert (readout.title, readout.reporter, readout.published) == (TITLE, "KE", "2024-03-06")


def test_characters_that_no_encoding_has_do_not_get_in() -> None:
    data = b'---\ntitle: "T \\ud800"\ndate: 2024-01-01\n---\nBody.\n'
    parse(data, "one.md", "one").title.encode()
