"""The reporter of a text without a header: stated, inferred from the act, or unknown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.names.reporter import recognise

BODY = "The two leaders spoke about trade, and agreed to speak again."


@pytest.mark.parametrize(
    ("title", "party"),
    [
        ("Xi Jinping meets with Chilean President Gabriel Boric", "CN"),
        ("Gabriel Boric meets with Xi Jinping", "CL"),
        ("President Biden’s Call with Prime Minister Trudeau of Canada", "US"),
        ("Readout of President Biden's Call with President Xi of China", "US"),
        ("Readout of Vice President Harris Call with King Abdullah II of Jordan", "US"),
        ("Secretary Blinken's Call with Chilean Foreign Minister Urrejola", "US"),
        ("Prime Minister Trudeau speaks with President Zelenskyy", "CA"),
        (
            "Statement by NSC Spokesperson Ann Example on National Security Advisor Jake Sullivan’s Meeting with X",
            "US",
        ),
        ("Chilean Foreign Minister Ana Ejemplo receives the Ambassador of Japan", "CL"),
        ("El presidente Gabriel Boric se reunió con Xi Jinping", "CL"),
        ("Reunión del presidente Gabriel Boric con Xi Jinping", "CL"),
        ("Владимир Путин провёл телефонный разговор с Президентом Франции", "RU"),
        ("Встреча Владимира Путина с Президентом Франции", "RU"),
        ("习近平会见智利总统博里奇", "CN"),
    ],
)
def test_the_side_whose_act_the_title_tells_is_inferred(title: str, party: str) -> None:
    assert recognise(title, BODY, None) == (party, True)


@pytest.mark.parametrize(
    "title",
    [
        "President Putin and President Macron spoke by telephone",
        "Remarks by President Biden and Prime Minister Kishida of Japan",
        "Israeli Prime Minister Benjamin Netanyahu initiated a call with Vladimir Putin",
        "Leaders of Chile meet with businesses",
        "Telephone conversation with the President of France",
        "Visit to Chile",
        "A good day for trade",
        "For Immediate Release",
        "",
    ],
)
def test_both_sides_or_none_is_unknown(title: str) -> None:
    assert recognise(title, BODY, None) == (None, False)


def test_a_title_without_a_subject_leaves_the_word_to_the_first_sentence() -> None:
    title = "Telephone conversation with President of France Emmanuel Macron"
    body = "At the French side's initiative, Vladimir Putin had a telephone conversation with Emmanuel Macron."
    assert recognise(title, body, None) == ("RU", True)
    assert recognise(title, "Emmanuel Macron had a conversation with Vladimir Putin.", None) == (None, False)


@pytest.mark.parametrize(
    ("body", "party"),
    [
        (f"Ministry of Foreign Affairs of Japan\n\n{BODY}", "JP"),
        (f"THE WHITE HOUSE\nOffice of the Press Secretary\nFOR IMMEDIATE RELEASE\n\n{BODY}", "US"),
        (f"{BODY}\n" * 8 + "Press Service of the President of Ukraine", "UA"),
        (f"U.S. Department of State\n{BODY}", "US"),
        (f"The below is attributable to Spokesperson Ned Price:\n{BODY}", "US"),
        (f"Ministerio de Relaciones Exteriores de Chile\n{BODY}", "CL"),
        (f"Министерство иностранных дел Российской Федерации\n{BODY}", "RU"),
        (f"FOR IMMEDIATE RELEASE\n{BODY}", None),
        (f"Ministry of Foreign Affairs\n{BODY}", None),
        ("He met the Ministry of Foreign Affairs of Japan.", None),
        (f"Gabriel Boric, President\nPresidency of Peru\n{BODY}", "CL"),
    ],
)
def test_a_letterhead_states_the_reporter(body: str, party: str | None) -> None:
    assert recognise("A call", body, None)[0] == party


def test_the_address_states_the_reporter_and_comes_first() -> None:
    title = "Xi Jinping meets with Chilean President Gabriel Boric"
    assert recognise(title, BODY, "https://www.gob.cl/noticias/x") == ("CL", False)
    assert recognise(title, BODY, "https://news.example.com/x") == ("CN", True)


@given(st.text(max_size=200), st.text(max_size=300), st.none() | st.text(max_size=60))
def test_any_text_may_be_given(title: str, text: str, url: str | None) -> None:
    party, inferred = recognise(title, text, url)
    assert party is not None or not inferred


def test_the_seed_is_chinas(shared: Path) -> None:
    lines = (shared / "seed" / "seed-xi-boric-20241115.txt").read_text(encoding="utf-8").splitlines()
    assert recognise(lines[1], "\n".join(lines[1:]), None) == ("CN", True)


def test_what_is_inferred_of_the_collection_is_right(shared: Path) -> None:
    right = wrong = 0
    for line in (shared / "readouts" / "index.jsonl").read_text(encoding="utf-8").splitlines()[::5]:
        row = json.loads(line)
        text = (shared / "readouts" / row["file"]).read_text(encoding="utf-8").partition("\n\n")[2]
        party, _ = recognise(row["title"], text, None)
        right += party == row["issuer"]
        wrong += party not in (None, row["issuer"])
    assert right > 500
    assert wrong <= right / 100
