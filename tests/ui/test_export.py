from __future__ import annotations

import csv
import hashlib
import io
import json
from html.parser import HTMLParser

import pytest

from rag.types import Answer, Citation, Searched, Statement
from tests.ui.examples import HOSTILE, citation, readout
from ui import export
from ui.history import Exchange

TEXT = "0123456789Kenya would ban nets. The end."
READOUT = readout(TEXT)


def _exchange(*citations: Citation, question: str = "Nets?", found: bool = True, text: str = "") -> Exchange:
    searched = Searched(3, None, None, {}, {})
    quotes, near = (citations, ()) if found else ((), citations)
    answer = Answer(
        question, found, None if found else "nothing_found", text, "quotes", None, quotes, near, searched, 1.0
    )
    return Exchange(question, answer, id=1, verdict="right", asked="2024-05-03T10:00:00+00:00")


def test_markdown_gives_each_quote_with_speaker_account_source_and_place() -> None:
    made = export.markdown("Nets?", [_exchange(citation())]).replace("\\", "")
    assert "1. **Kenya (Amina Mwangi), according to France’s readout of 2 May 2024**" in made
    assert "> “Kenya would ban nets.”" in made
    assert "[Foreign ministers meet](<https://example.org/fr-ke-1>)" in made
    assert "characters 10 to 31" in made


def test_silence_and_errors_are_exported_too() -> None:
    silent = _exchange(found=False, text="No statement found on this in 3 readouts.")
    failed = Exchange("Ports?", None, "the index is damaged")
    for made in (export.markdown("x", [silent, failed]).replace("\\", ""), export.html("x", [silent, failed])):
        assert "No statement found on this in 3 readouts." in made
        assert "the index is damaged" in made


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: set[str | None] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links |= {value for name, value in attrs if name in ("href", "src")}


def test_html_stands_alone_and_holds_no_markup_of_a_readout() -> None:
    evil = citation(quote=HOSTILE, title=HOSTILE, issuer=HOSTILE, person=HOSTILE, url="javascript:alert(1)")
    parser = _Tags()
    parser.feed(export.html(HOSTILE, [_exchange(evil, citation(n=2), question=HOSTILE)]))
    assert parser.tags <= {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "p",
        "blockquote",
        "a",
        "footer",
    }
    assert parser.links == {"https://example.org/fr-ke-1"}


def test_markdown_holds_no_markup_of_a_readout() -> None:
    evil = citation(quote=HOSTILE, title=HOSTILE, url="https://a.example/)![x](http://evil.example/z.png")
    made = export.markdown(HOSTILE, [_exchange(evil, question=HOSTILE)])
    assert "![" not in made
    assert "\n<" not in made
    assert "<script" not in made.replace("\\<", "")


def test_rows_name_offsets_and_the_hash_of_the_text_they_refer_to() -> None:
    row = export.cited_rows([_exchange(citation())], lambda id, revision: READOUT)[0]
    assert TEXT[row["start"] : row["end"]] == row["quote"]
    assert row["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert row["verdict"] == "right"
    assert tuple(row) == export.COLUMNS


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_csv_cells_are_never_formulas_and_json_lines_stay_exact(start: str) -> None:
    quote = f'{start}HYPERLINK("http://evil.example")'
    rows = export.cited_rows([_exchange(citation(quote=quote))], lambda id, revision: READOUT)
    cell = next(csv.DictReader(io.StringIO(export.as_csv(rows))))["quote"]
    assert cell == f"'{quote}"
    assert json.loads(export.as_jsonl(rows))["quote"] == quote


def test_statements_of_a_readout_are_a_table() -> None:
    rows = export.statement_rows(READOUT, [Statement("fr-ke-1", 10, 31, ("KE",), person="Amina Mwangi")])
    assert [(row["text"], row["speakers"], row["person"]) for row in rows] == [
        ("Kenya would ban nets.", ["KE"], "Amina Mwangi")
    ]
    assert export.as_csv(rows).splitlines()[1].split(",")[:4] == ["fr-ke-1", "1", "10", "31"]


def test_nothing_makes_an_empty_table() -> None:
    assert export.as_csv([]) == ""
    assert export.as_jsonl([]) == ""


def test_a_verdict_is_exported_with_the_answer_even_where_nothing_was_cited() -> None:
    judged = _exchange(citation())
    silent = _exchange(found=False, text="No statement found.")
    rows = export.cited_rows([judged, silent], lambda id, revision: READOUT)
    assert [(row["found"], row["verdict"], row["readout"]) for row in rows] == [
        (True, "right", "fr-ke-1"),
        (False, "right", None),
    ]
    assert "Judged by the reader: right" in export.markdown("x", [judged]).replace("\\", "")
    assert "Judged by the reader: right" in export.html("x", [silent])
