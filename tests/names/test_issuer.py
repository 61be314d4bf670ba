"""Whose body issued something: by its name and by its address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.names.hosts import host_party
from rag.names.issuer import issuer_party
from rag.names.parties import is_party


@pytest.mark.parametrize(
    ("issuer", "party"),
    [
        ("The White House (US)", "US"),
        ("President of Russia (Kremlin) (RU)", "RU"),
        ("President of Russia (Kremlin)", "RU"),
        ("Ministry of Foreign Affairs of Japan", "JP"),
        ("Ministry of Foreign Affairs of the People's Republic of China", "CN"),
        ("Presidencia de la República (México)", "MX"),
        ("Ministerio de Relaciones Exteriores de Chile", "CL"),
        ("Министерство иностранных дел Российской Федерации", "RU"),
        ("中华人民共和国外交部", "CN"),
        ("U.S. Department of State", "US"),
        ("Embassy of China in Chile", "CN"),
        ("U.S. Mission to NATO", "US"),
        ("European Commission", "EU"),
        ("CL", "CL"),
        ("Japan", "JP"),
        ("Ministry of Foreign Affairs", None),
        ("Talks of Chile and Peru", None),
        ("Kremlin (Moscow office)", "RU"),
        ("", None),
    ],
)
def test_issuer_party(issuer: str, party: str | None) -> None:
    assert issuer_party(issuer) == party


@pytest.mark.parametrize(
    ("url", "party"),
    [
        ("https://www.whitehouse.gov/briefing-room/x", "US"),
        ("https://2021-2025.state.gov/x", "US"),
        ("http://en.kremlin.ru/events/1", "RU"),
        ("https://www.gov.uk/government/news/x", "GB"),
        ("https://www.fmprc.gov.cn/eng/x", "CN"),
        ("https://www.mfa.gov.cn/x", "CN"),
        ("https://www.pm.gc.ca/en/x", "CA"),
        ("https://www.mofa.go.jp/x", "JP"),
        ("https://www.elysee.fr/x", "FR"),
        ("https://www.gob.cl/x", "CL"),
        ("https://www.minrel.gob.cl/x", "CL"),
        ("https://www.diplomatie.gouv.fr/x", "FR"),
        ("https://ec.europa.eu/x", "EU"),
        ("https://mfa.gr/x", "GR"),
        ("president.gov.ua", "UA"),
        ("https://web.archive.org/web/20220101000000/https://www.state.gov/x", "US"),
        ("https://www.example.com/whitehouse.gov", None),
        ("https://whitehouse.gov.example.com/x", None),
        ("https://notwhitehouse.com", None),
        ("https://president.io", None),
        ("https://news.cl/x", None),
        ("gov", None),
        ("http://[broken", None),
        ("", None),
        (None, None),
    ],
)
def test_host_party(url: str | None, party: str | None) -> None:
    assert host_party(url) == party


@given(st.text(max_size=120))
def test_any_text_may_be_given(text: str) -> None:
    for party in (issuer_party(text), host_party(text), host_party(f"https://{text}")):
        assert party is None or is_party(party)
