from __future__ import annotations

import pytest

from rag.answer.wording import introduction, quotation
from rag.types import Answer, Citation, Searched
from tests.ui.examples import HOSTILE, citation
from ui.cards import NOBODY, card, host, laid_out, overview_line, party, pieces, safe_link


def test_a_card_names_speaker_and_account_apart() -> None:
    shown = card(citation())
    assert shown["who"] == "Kenya (Amina Mwangi)"
    assert shown["account"] == "according to France’s readout of 2 May 2024"
    assert shown["quote"] == "“Kenya would ban nets.”"
    assert shown["parties"] == [{"code": "KE", "name": "Kenya", "flag": "🇰🇪"}]


def test_a_card_without_speakers_credits_nobody() -> None:
    shown = card(citation(speakers=(), person="Amina Mwangi"))
    assert shown["who"] == NOBODY
    assert "Kenya" not in shown["account"]
    assert not shown["account"].startswith("according")
    assert shown["parties"] == []


def test_a_joint_statement_is_nobodys_alone() -> None:
    assert card(citation(speakers=("FR", "KE"), joint=True, person=None))["who"] == "France and Kenya jointly"


def test_a_summary_of_ours_has_no_quotation_marks_and_says_so() -> None:
    shown = card(citation(kind="summary"))
    assert shown["quote"] == "Kenya would ban nets."
    assert "our summary of France’s readout" in shown["account"]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example", "", None, "http://", "https://[bad",
     "https://a.example/\u202egnp", "http://a.example/ b", "ftp://a.example/x"],
)  # fmt: skip
def test_only_addresses_of_the_web_become_links(url: str | None) -> None:
    assert safe_link(url) is None
    assert host(url) == ""


def test_an_address_of_the_web_is_kept() -> None:
    assert safe_link("https://www.example.org/a?b=1") == "https://www.example.org/a?b=1"
    assert host("https://www.example.org/a?b=1") == "example.org"


def test_what_cannot_be_seen_does_not_reach_a_card() -> None:
    shown = card(citation(quote=HOSTILE, title=HOSTILE, person=HOSTILE))
    for part in (shown["quote"], shown["title"], shown["who"], *shown["references"].values()):
        assert not set(part) & set("\u202e\u202c\u2066\u2069")


def test_organisations_have_a_code_and_no_made_up_flag() -> None:
    assert party("NATO") == {"code": "NATO", "name": "NATO", "flag": ""}


def test_the_overview_groups_marks_by_speaker_and_reporter() -> None:
    made = [citation(n=1), citation(n=2, speakers=()), citation(n=3, person=None), citation(n=4, reporter=None)]
    assert [(group["who"], group["reporter"], group["marks"]) for group in overview_line(made)] == [
        ("Kenya", "France", [1, 3]),
        (NOBODY, "France", [2]),
        ("Kenya", "an unnamed issuer", [4]),
    ]


def test_only_marks_of_citations_become_marks() -> None:
    assert pieces("One [1] and [7].\n\nTwo.[2]", [1, 2]) == [
        [{"t": "One "}, {"n": 1}, {"t": " and [7]."}],
        [{"t": "Two."}, {"n": 2}],
    ]


def _answer(text: str, *citations: Citation) -> Answer:
    return Answer("?", True, None, text, "quotes", None, citations, (), Searched(1, None, None, {}, {}), 1.0)


def test_what_an_answer_says_besides_its_quotes_goes_with_the_cards() -> None:
    one, two = citation(n=1), citation(n=2, quote="France would pay.", speakers=("FR",), person=None)
    said = [f"{introduction(c)}: {quotation(c)} [{c.n}]" for c in (one, two)]
    latest = f"The latest found: {said[0]} (nearly the same on 3 May 2022)"
    text = "\n\n".join(["Taken from before: Kenya.", latest, "Before that:", said[1]])
    notes, cards = laid_out(_answer(text, one, two))
    assert notes == ["Taken from before: Kenya."]
    assert [(shown["n"], shown["heading"], shown["after"]) for shown in cards] == [
        (1, "The latest found:", "(nearly the same on 3 May 2022)"),
        (2, "Before that:", ""),
    ]


def test_two_accounts_keep_the_order_and_headings_of_the_text() -> None:
    one, two = citation(n=1), citation(n=2, quote="France would pay.", reporter="KE")
    text = f"Kenya’s readout:\n- Kenya: {quotation(two)} [2]\nFrance’s readout:\n- Kenya: {quotation(one)} [1]"
    notes, cards = laid_out(_answer(text, one, two))
    assert notes == []
    assert [(shown["n"], shown["heading"]) for shown in cards] == [(2, "Kenya’s readout:"), (1, "France’s readout:")]


def test_a_citation_without_a_mark_in_the_text_still_has_its_card() -> None:
    assert [shown["n"] for shown in laid_out(_answer("Nothing marked.", citation(n=1)))[1]] == [1]
