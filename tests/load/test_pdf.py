"""PDFs: paragraphs out of printed lines, pages, and what is refused with which words."""

from __future__ import annotations

import dataclasses
import zlib
from pathlib import Path

import pytest

from rag import Library
from rag.errors import SourceError
from rag.load.load import parse
from rag.load.unwrap import Line, unwrap
from rag.types import Readout
from tests.load.making import BODY, TITLE, make_pdf, sample_pdf, set_lines, wrapped


def read(data: bytes) -> Readout:
    return parse(data, "one.pdf", "one.pdf")


def test_a_pdf_gives_title_dates_paragraphs_and_pages() -> None:
    readout = read(sample_pdf())
    assert (readout.title, readout.published, readout.date) == (TITLE, "2024-03-06", "2024-03-05")
    last = "Both ministers agreed that their deputies would meet in Mombasa within six months."
    assert readout.text == "\n\n".join([TITLE, "Santiago, 6 March 2024", *BODY, last])
    assert readout.pages == (0, readout.text.index("Both ministers"))
    assert [readout.page_of(readout.text.index(words)) for words in ("Minister", BODY[2], last)] == [1, 1, 2]
    assert dataclasses.replace(read(sample_pdf()), retrieved=readout.retrieved) == readout


def test_a_sentence_that_runs_over_the_page_is_whole_and_cited_by_the_page_it_begins_on() -> None:
    lines = wrapped(
        "The Minister said that Chile would open an office of trade in Nairobi before the end of the year.", 40
    )
    readout = read(make_pdf([set_lines([["The two met."], lines[:1]]), set_lines([lines[1:], ["They parted."]])]))
    assert "The Minister said that Chile would open an office of trade in Nairobi before the end" in readout.text
    assert readout.page_of(readout.text.index("The Minister")) == 1
    assert readout.page_of(readout.text.index("They parted")) == 2


def test_a_citation_names_the_page(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "visit.pdf"
    first = set_lines([["Chile's minister receives the minister of Kenya"], wrapped(BODY[0])])
    second = set_lines([wrapped("The President of Chile said that copper mines must save water in the desert.")])
    path.write_bytes(make_pdf([first, second]))
    assert library.ingest(path).added == ("visit",)
    answer = library.ask("What did Chile say about copper mines?")
    cited = (*answer.citations, *answer.nearest)[0]
    assert (cited.readout, cited.page, cited.to_dict()["page"]) == ("visit", 2, 2)
    assert library.show("visit").text[cited.start : cited.end] == cited.quote
    assert "page 2" in answer.text


def test_running_heads_and_page_numbers_are_left_out_but_the_letterhead() -> None:
    pages = []
    for number in (1, 2, 3):
        body = set_lines(
            [wrapped(f"On day {number} the minister spoke at length about the harvest and the rains.")], 700
        )
        head, foot = (60, 800, "MINISTRY OF FOREIGN AFFAIRS OF KENYA"), (280, 30, f"Page {number} of 3")
        pages.append([head, *body, (60, 60, "Harambee Avenue, Nairobi"), foot])
    text = read(make_pdf(pages)).text
    assert text.count("MINISTRY OF FOREIGN AFFAIRS OF KENYA") == 1
    assert text.startswith("MINISTRY")
    assert "Page" not in text
    assert "Harambee" not in text
    assert all(f"On day {number} the minister" in text for number in (1, 2, 3))


def lines(*texts: str) -> list[Line]:
    return [Line(text, 800.0 - 14 * at) for at, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("They discussed the coope-", "ration of the two ports in detail", "the cooperation of the"),
        ("They discussed the long-", "term plan of the two ports today", "the long-term plan"),
        ("They discussed the Indo-", "Pacific and its ports in detail", "the Indo-Pacific and"),
        ("They discussed the coope\xad", "ration of the two ports in detail", "the cooperation of the"),
        ("They discussed the harbours and", "the ports of both in some detail", "harbours and the ports"),
    ],
)
def test_words_divided_at_a_line_end_are_made_whole(above: str, below: str, joined: str) -> None:
    other = lines("A long plan for a term of years was made by both of them")
    assert joined in unwrap([lines(above, below), other])[0]


def test_what_is_set_apart_stays_apart() -> None:
    set_apart = lines("1. The first point of what was agreed on that day", "2. The second point of what was agreed")
    assert unwrap([set_apart])[0].count("\n\n") == 1
    heading = [
        Line("A title that is set in larger", 800, 20),
        Line("letters over two lines", 776, 20),
        Line("The text", 740, 11),
    ]
    assert unwrap([heading])[0] == "A title that is set in larger letters over two lines\n\nThe text"
    assert (
        unwrap(
            [
                lines(
                    "外交部长表示，中方愿同智方扩大农产品贸易，加强清洁",
                    "能源领域的合作，推动两国港口之间开通新的航线。",
                )
            ]
        )[0].count(" ")
        == 0
    )


def test_pages_without_text_are_told_and_do_not_shift_the_others() -> None:
    readout = read(make_pdf([[], set_lines([wrapped(BODY[0])]), []]))
    assert readout.page_of(0) == 2
    assert readout.extra["Pages without text"] == "1, 3"


STREAM = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (make_pdf([set_lines([[BODY[0]]])], password="secret"), "encrypted"),
        (make_pdf([[], []], image=True), "OCR"),
        (sample_pdf()[:600], "damaged"),
        (b"%PDF-1.7\n" + b"\n" * 300, "damaged"),
        (sample_pdf().replace(b"/Kids [6 0 R", b"/Kids [2 0 R"), "damaged"),
        (b"%PDF-1.7\n" + b"1 0 obj\n[" * 20_000, "damaged|nested"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(SourceError, match=why) as refused:
        read(data)
    assert "\n" not in str(refused.value)


def test_a_stream_that_swells_is_refused() -> None:
    bomb = zlib.compress(b"(a) Tj " * 20_000_000, 9)
    data = make_pdf([[(10, 10, "MARK")]])
    start, end = data.index(b"<< /Length"), data.index(b"endstream", data.index(b"MARK")) + len(b"endstream")
    with pytest.raises(SourceError, match=r"damaged|longer|memory"):
        read(data[:start] + STREAM % (len(bomb), bomb) + data[end:])


def test_the_title_of_the_properties_counts_only_where_the_text_has_it() -> None:
    page = set_lines([["Talks in Oslo"], wrapped(BODY[0])])
    assert read(make_pdf([page], "Microsoft Word - template7")).title == "Talks in Oslo"
