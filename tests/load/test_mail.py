"""E-mails: text, what the header tells, attachments."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from rag.errors import SourceError
from rag.load.find import Failure
from rag.load.load import load_all, parse
from rag.types import Readout
from tests.load.making import BODY, TITLE, make_mail, make_zip, sample_docx, sample_pdf

TEXT = "\n\n".join(BODY)


def read(data: bytes) -> Readout:
    return parse(data, "one.eml", "one.eml")


def all_of(tmp_path: Path, data: bytes) -> list[Readout | Failure]:
    path = tmp_path / "one.eml"
    path.write_bytes(data)
    return list(load_all(path))


def test_a_mail_of_an_official_body_gives_subject_day_and_reporter() -> None:
    readout = read(make_mail())
    assert (readout.id, readout.title, readout.published, readout.date) == ("one", TITLE, "2024-03-06", "2024-03-05")
    assert (readout.reporter, readout.issuer) == ("CL", "Prensa, Ministerio de Relaciones Exteriores de Chile")
    assert readout.text.strip() == TEXT


def test_the_senders_host_shows_the_reporter_where_the_name_does_not() -> None:
    readout = read(make_mail("Note of the day", "Press <press@mfa.gov.ke>", text="The two sides met."))
    assert (readout.reporter, readout.reporter_inferred) == ("KE", True)
    assert read(make_mail("Note", "Ana <ana@example.org>", text="The two sides met.")).reporter is None


@pytest.mark.parametrize("prefix", ["Fwd: ", "FW:", "RE: WG: ", "Пересл: "])
def test_a_forwarded_mail_tells_nothing_of_who_issued_it_and_when(prefix: str) -> None:
    readout = read(make_mail(prefix + "Note of the day", text="The two sides met."))
    assert (readout.title, readout.reporter, readout.published, readout.issuer) == ("Note of the day", None, None, "")


def test_the_page_is_read_where_there_is_no_plain_text() -> None:
    page = f"<html><body><script>x()</script>{''.join(f'<p>{line}</p>' for line in BODY)}</body></html>"
    assert read(make_mail(text=None, page=page)).text == TEXT
    assert read(make_mail(text=TEXT, page="<p>Other</p>")).text.strip() == TEXT


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1251", "koi8-r", "gb18030"])
def test_any_character_set_and_transfer_encoding(charset: str) -> None:
    text = {"windows-1251": "Министр принял гостя.", "koi8-r": "Министр принял гостя.", "gb18030": "部长会见了客人。"}
    wanted = text.get(charset, "El señor ministro recibió a su huésped.")
    assert read(make_mail("Asunto: año", text=wanted, charset=charset)).text.strip() == wanted


def test_attachments_are_documents_of_their_own(tmp_path: Path) -> None:
    data = make_mail(attached={"annex.pdf": sample_pdf(), "list.docx": sample_docx(), "crest.png": b"\x89PNG"})
    found = all_of(tmp_path, data)
    assert [one.id for one in found if isinstance(one, Readout)] == ["one", "one-annex", "one-list"]
    annex = found[1]
    assert isinstance(annex, Readout)
    assert (annex.title, annex.pages[0], annex.reporter) == (TITLE, 0, "CL"), (
        "an official sender tells of attachments"
    )
    assert annex.source == f"{tmp_path / 'one.eml'}!annex.pdf"


def test_a_cover_note_is_no_readout_and_a_private_sender_tells_nothing(tmp_path: Path) -> None:
    data = make_mail("FYI", "Ana <ana@example.org>", text="Here it is.", attached={"annex.pdf": sample_pdf()})
    (annex,) = all_of(tmp_path, data)
    assert isinstance(annex, Readout)
    assert (annex.id, annex.reporter, annex.issuer) == ("one-annex", None, "")


def test_a_damaged_attachment_is_told_and_the_rest_goes_in(tmp_path: Path) -> None:
    data = make_mail(
        attached={"cut.pdf": sample_pdf()[:500], "fake.pdf": b"<html><p>No</p>", "good.docx": sample_docx()}
    )
    found = all_of(tmp_path, data)
    assert [one.id for one in found if isinstance(one, Readout)] == ["one", "one-good"]
    reasons = [one.reason for one in found if isinstance(one, Failure)]
    assert ["damaged" in reasons[0], "is a web page (HTML), not a PDF" in reasons[1]] == [True, True]


def test_an_attached_archive_and_an_attached_mail_are_opened(tmp_path: Path) -> None:
    inner = make_mail("Inner", text=TEXT)
    found = all_of(tmp_path, make_mail(attached={"all.zip": make_zip({"in.eml": inner, "b.docx": sample_docx()})}))
    assert {one.id for one in found if isinstance(one, Readout)} == {"one", "one-all-in", "one-all-b"}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no header at all", "not an e-mail"),
        (make_mail(text=" \n "), "without text"),
        (b"From: a@b.c\nSubject: x\nContent-Type: text/plain; charset=x-none\n\n\xff\xfe\xfd", "encoding|UTF"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        read(data)


@pytest.mark.parametrize(
    "header", [b"From: " + b"(" * 5000, b"Subject: " + b"=?utf-8?q?" * 5000, b"Date: " + b"9" * 5000]
)
def test_hostile_headers_do_no_harm(header: bytes) -> None:
    data = header + b"\nMIME-Version: 1.0\nX: \x00\xff\n\n" + TEXT.encode()
    with contextlib.suppress(SourceError):
        assert read(data).text.strip() == TEXT
