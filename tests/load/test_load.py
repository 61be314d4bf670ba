"""One file to a Readout: what each format gives, and what is refused with which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import SourceError
from rag.load.load import load
from rag.types import Person

HOUSE = """---
title: Visit of the foreign minister
date: 2024-03-05
reporter: CL
issuer: Ministry of Foreign Affairs of Chile
parties: [CL, Kenya]
people:
  - {name: Ana Ejemplo, office: foreign minister, party: CL}
venue: Santiago
url: https://example.org/visit
kind: summary
language: en
---

The minister welcomed her guest.
"""
HEADED = """Title: Call with the President of Kenya
Date: 2024-03-07
Issuer: Élysée (FR)
Counterparts: KE, TZ
Language: fr-FR
Kind: readout
Source: https://example.org/call
Licence: free

The President spoke on March 5 with his counterpart.
"""
DATED = """ date 2024-03-09 Politics
Xi Jinping meets with French President Emmanuel Macron
2024/03/07
On the morning of March 5, 2024 local time, the two met in Paris.
Macron said that trade must grow.
"""


def put(folder: Path, text: str | bytes, name: str = "one.md") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_house_format_gives_every_field(tmp_path: Path) -> None:
    readout = load(put(tmp_path, HOUSE))
    assert (readout.id, readout.title, readout.date) == ("one", "Visit of the foreign minister", "2024-03-05")
    assert (readout.reporter, readout.reporter_inferred, readout.parties) == ("CL", False, ("CL", "KE"))
    assert readout.people == (Person("Ana Ejemplo", "foreign minister", "CL"),)
    assert (readout.venue, readout.url, readout.kind) == ("Santiago", "https://example.org/visit", "summary")
    assert readout.text == "\nThe minister welcomed her guest.\n"


def test_header_lines_give_every_field_and_keep_unknown_ones(tmp_path: Path) -> None:
    readout = load(put(tmp_path, HEADED))
    assert (readout.title, readout.published) == ("Call with the President of Kenya", "2024-03-07")
    assert readout.date == "2024-03-05", "the event's date is the one that the opening names"
    assert (readout.reporter, readout.parties) == ("FR", ("FR", "KE", "TZ"))
    assert (readout.language, readout.url) == ("fr", "https://example.org/call")
    assert readout.extra == {"Licence": "free"}
    assert readout.text == "The President spoke on March 5 with his counterpart.\n"


def test_dated_form_infers_the_reporter_from_the_act_in_the_title(tmp_path: Path) -> None:
    readout = load(put(tmp_path, DATED, "one.txt"))
    assert readout.text.startswith("Xi Jinping meets with")
    assert (readout.published, readout.date) == ("2024-03-07", "2024-03-05")
    assert (readout.reporter, readout.reporter_inferred) == ("CN", True)
    assert set(readout.parties) == {"CN", "FR"}


def test_plain_text_gives_what_it_states_and_nothing_else(tmp_path: Path) -> None:
    readout = load(put(tmp_path, "A short note\n\nNothing here says who wrote it.\n", "note.txt"))
    assert (readout.title, readout.date, readout.reporter) == ("A short note", None, None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"MZ\x00\x01\x02", "binary"),
        ("Título: día".encode("latin-1"), "UTF-8"),
        (b"x" * 20_000_001, "20 MB"),
        (HOUSE.replace("kind: summary", "kind: [summary"), "YAML"),
        (HOUSE.replace("date: 2024-03-05", "date: 2024-13-05"), "YAML|date"),
        (HOUSE.replace("venue: Santiago", "place: Santiago"), "unknown key 'place'"),
        (HOUSE.replace("title: Visit of the foreign minister\n", ""), "title is missing"),
        (HOUSE.replace("date: 2024-03-05\n", ""), "date is missing"),
        (HOUSE.replace("reporter: CL", "reporter: Atlantis"), "Atlantis"),
        (HOUSE.replace("kind: summary", "kind: gossip"), "gossip"),
        (HOUSE.replace("https://example.org/visit", "javascript:alert(1)"), "url"),
        (HOUSE.replace("parties: [CL, Kenya]", "parties: CL"), "parties"),
        (HOUSE.replace("\n---\n", "\n"), "not closed"),
        (HOUSE.split("\n---\n")[0] + "\n---\n  \n", "no body"),
        ("---\n" + "a: &a [x, x]\n" + "title: *a\ndate: 2024-01-01\n---\nbody", "aliases"),
        ("---\ntitle: " + "[" * 60_000 + "\n---\nbody", "YAML"),
        (HEADED.replace("Title: Call with the President of Kenya\n", ""), "Title is missing"),
        (HEADED.replace("Date: 2024-03-07\n", ""), "Date is missing"),
        (HEADED.replace("2024-03-07", "last week"), "Date"),
        (HEADED.replace("KE, TZ", "KE, Narnia"), "Narnia"),
        (HEADED.replace("free\n\n", "free\n"), "blank line"),
    ],
)
def test_unusable_files_are_refused_with_the_file_and_the_reason(tmp_path: Path, text: str | bytes, why: str) -> None:
    path = put(tmp_path, text)
    with pytest.raises(SourceError, match=why) as refused:
        load(path)
    assert str(refused.value).startswith(str(path))
    assert "\n" not in str(refused.value)


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        load(tmp_path / "gone.txt")


def test_text_is_the_body_unchanged(tmp_path: Path) -> None:
    body = "First.\r\n\r\n\u202eSecond \u200b line\u2028third\t\U0001f600 \n"
    readout = load(put(tmp_path, "Title: T\r\nDate: 2024-01-02\r\n\r\n" + body, "one.txt"))
    assert readout.text == body


def test_the_seed_is_read_as_the_contract_says(shared: Path) -> None:
    readout = load(shared / "seed" / "seed-xi-boric-20241115.txt")
    assert (readout.id, readout.date, readout.published) == ("seed-xi-boric-20241115", "2024-11-15", "2024-11-16")
    assert (readout.reporter, readout.reporter_inferred) == ("CN", True)
    assert set(readout.parties) == {"CN", "CL"}
    assert readout.text.startswith("Xi Jinping meets with Chilean President Gabriel Boric\n2024/11/16\n")
