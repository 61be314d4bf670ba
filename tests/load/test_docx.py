"""Word documents: what is read, in which order, and what is not."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from rag.errors import SourceError
from rag.load.load import parse
from rag.types import Readout
from tests.load.making import BODY, TITLE, make_zip, sample_docx, saved

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(data: bytes) -> Readout:
    return parse(data, "one.docx", "one.docx")


def with_body(xml: str, before: str = "") -> bytes:
    """The sample with another body."""
    files = zipfile.ZipFile(io.BytesIO(sample_docx()))
    document = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{xml}</w:body></w:document>'
    parts = {name: files.read(name) for name in files.namelist()}
    return make_zip({**parts, "word/document.xml": document.encode()})


def paragraph(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_headings_paragraphs_and_tables_in_order() -> None:
    readout = read(sample_docx())
    assert (readout.title, readout.published, readout.date) == (TITLE, "2024-03-06", "2024-03-05")
    table = "Name\tOffice\n\nAna Ejemplo\tMinister"
    assert readout.text == "\n\n".join([TITLE, "Santiago, 6 March 2024", *BODY, table])
    assert readout.extra["Author"] == "Press office"
    assert readout.text == read(sample_docx()).text


def test_the_title_of_the_properties_counts_only_where_the_text_has_it() -> None:
    document = docx.Document()
    document.add_paragraph("Talks in Oslo")
    document.add_paragraph(BODY[0])
    document.core_properties.title = "Template of 2009"
    assert read(saved(document)).title == "Talks in Oslo"


def test_tracked_changes_read_as_accepted_and_links_stay_in_the_line() -> None:
    deleted = (
        "<w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved </w:t></w:r></w:moveFrom>"
    )
    inserted = f"<w:ins>{run('always ')}</w:ins><w:hyperlink>{run('agreed')}</w:hyperlink>"
    assert read(with_body(paragraph(run("They ") + deleted + inserted + run(".")))).text == "They always agreed."


def test_text_in_content_controls_and_nested_tables_is_read_once() -> None:
    control = f"<w:sdt><w:sdtContent>{paragraph(run('In a control.'))}</w:sdtContent></w:sdt>"
    inner = f"<w:tbl><w:tr><w:tc>{paragraph(run('inner'))}</w:tc></w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{paragraph(run('outer'))}{inner}</w:tc></w:tr></w:tbl>"
    assert read(with_body(control + outer)).text == "In a control.\n\nouter inner"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (sample_docx()[:2000], "ZIP|damaged"),
        (make_zip({"word/document.xml": b"<w:document/>"}), "damaged"),
        (with_body(paragraph(run("  "))), "without text"),
        (with_body("<w:tbl><w:tr><w:tc>" * 200 + "</w:tc></w:tr></w:tbl>" * 200), "damaged|nested|without text"),
        (with_body(paragraph("<w:oops")), "damaged"),
        (with_body(paragraph(run("&x;")), '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'), "entities"),
        (with_body(paragraph(run("&x;")), '<!DOCTYPE d [<!ENTITY x "boom">]>'), "entities"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(SourceError, match=why) as refused:
        read(data)
    assert "\n" not in str(refused.value)
