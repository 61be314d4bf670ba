from __future__ import annotations

import json

from tests.ui.examples import HOSTILE, citation
from ui.reference import references


def test_plain_text_holds_who_whose_when_what_and_where() -> None:
    assert references(citation())["Plain text"] == (
        "Kenya (Amina Mwangi), according to France’s readout of 2 May 2024: “Kenya would ban nets.”. "
        "“Foreign ministers meet”. Ministry of Foreign Affairs. https://example.org/fr-ke-1."
    )


def test_markdown_escapes_what_would_be_markup() -> None:
    made = references(citation(title="A [b](http://c) ![d](e)", quote="*x* <img src=y>"))["Markdown"]
    assert "[b](" not in made
    assert "![" not in made
    assert "<img" not in made.replace("\\<", "")
    assert "(<https://example.org/fr-ke-1>)" in made


def test_markdown_makes_no_link_of_another_scheme() -> None:
    assert "](" not in references(citation(url="javascript:alert(1)"))["Markdown"]


def test_bibtex_is_balanced_whatever_the_title() -> None:
    made = references(citation(title="50 % of {x} & \\y_z", quote=HOSTILE))["BibTeX"]
    assert made.startswith("@misc{fr-ke-1-10,")
    assert made.replace("\\{", "").replace("\\}", "").count("{") == made.replace("\\{", "").replace("\\}", "").count(
        "}"
    )


def test_csl_is_json_with_the_date_in_parts() -> None:
    item = json.loads(references(citation())["CSL-JSON"])[0]
    assert item["issued"] == {"date-parts": [[2024, 5, 2]]}
    assert item["URL"] == "https://example.org/fr-ke-1"
    assert item["locator"] == "characters 10 to 31"


def test_a_citation_without_date_reporter_and_address_still_has_references() -> None:
    made = references(citation(date=None, reporter=None, url=None, issuer=""))
    assert all("fr-ke-1" in text.replace("\\", "") for text in made.values())
