"""Parties found in a text: what counts, what does not, and exactly where."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.names.parties import adjective, find_parties, is_party, party_code, party_name


def codes(text: str, language: str | None = None) -> list[str]:
    return [mention.party for mention in find_parties(text, language)]


def kinds(text: str) -> list[tuple[str, str, str]]:
    return [(mention.text, mention.party, mention.kind) for mention in find_parties(text)]


def test_names_adjectives_demonyms_capitals_seats_and_abbreviations() -> None:
    assert kinds("Chile, a Peruvian envoy, the Swedes, Tirana, the Kremlin and the DPRK") == [
        ("Chile", "CL", "name"),
        ("Peruvian", "PE", "adjective"),
        ("Swedes", "SE", "demonym"),
        ("Tirana", "AL", "capital"),
        ("Kremlin", "RU", "seat"),
        ("DPRK", "KP", "abbreviation"),
    ]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Zhongnanhai replied", "CN"),
        ("Foggy Bottom replied", "US"),
        ("Downing Street replied", "GB"),
        ("the Élysée replied", "FR"),
        ("the Elysee Palace replied", "FR"),
        ("Sana'a replied", "YE"),
        ("Nicosia replied", "CY"),
        ("the U.K. replied", "GB"),
        ("the U.S. replied", "US"),
        ("the USA", "US"),
        ("U.S.", "US"),
        ("KSA", "SA"),
        ("Côte d’Ivoire", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("the African Union Commission", "AU_"),
        ("the Organization of American States", "OAS"),
        ("Kosovo", "XK"),
        ("Greenland", "GL"),
        ("the Holy See", "VA"),
        ("TÜRKİYE", "TR"),
        ("THE REPUBLIC OF KAZAKHSTAN", "KZ"),
        ("United\nKingdom", "GB"),
        ("a Franco-German plan", "FR"),
    ],
)
def test_one_party(text: str, party: str) -> None:
    assert codes(text)[:1] == [party]


def test_the_longest_name_wins() -> None:
    text = "Guinea-Bissau, Equatorial Guinea, Papua New Guinea, Guinea, South Sudan, Sudan, American Samoa, Samoa"
    assert codes(text) == ["GW", "GQ", "PG", "GN", "SS", "SD", "AS", "WS"]
    assert codes("the Dominican Republic and Dominica") == ["DO", "DM"]
    assert codes("the People's Republic of China, the Republic of China") == ["CN", "TW"]
    assert codes("Niger and Nigeria, Nigerien and Nigerian") == ["NE", "NG", "NE", "NG"]


def test_a_word_is_matched_whole() -> None:
    assert codes("Indiana, Romania's, Omaniac, Malinese, Chadwick, Perugia") == ["RO"]


def test_what_a_user_types_may_be_in_small_letters() -> None:
    typed = "what did chile say about turkey and the us"
    assert [mention.party for mention in find_parties(typed, any_case=True)] == ["CL", "TR", "US"]
    assert find_parties("tell us who it can be", any_case=True) == []
    assert [mention.party for mention in find_parties("did argentina and india agree", any_case=True)] == ["AR", "IN"]
    assert [mention.party for mention in find_parties("qué dijo la argentina", any_case=True)] == ["AR"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CN", "CN"),
        ("cn", "CN"),
        ("CHN", "CN"),
        ("China", "CN"),
        ("People's Republic of China", "CN"),
        ("People’s Republic of China", "CN"),
        ("PRC", "CN"),
        ("Beijing", "CN"),
        ("EU", "EU"),
        ("AU", "AU"),
        ("AU_", "AU_"),
        ("african union", "AU_"),
        ("Чили", "CL"),
        ("智利", "CL"),
        ("Reino Unido", "GB"),
        ("the UK", "GB"),
        (" peru ", "PE"),
        ("Georgia", "GE"),
        ("the Kremlin", "RU"),
        ("Korea", None),
        ("Congo", None),
        ("Atlantis", None),
        ("", None),
        ("South China Sea", None),
    ],
)
def test_party_code(text: str, code: str | None) -> None:
    assert party_code(text) == code


def test_names_and_adjectives_are_the_everyday_ones() -> None:
    names = {
        "CN": "China",
        "US": "United States",
        "GB": "United Kingdom",
        "KR": "South Korea",
        "AU_": "African Union",
    }
    assert {code: party_name(code) for code in names} == names
    assert (party_name("CL", "ru"), party_name("US", "es"), party_name("CN", "zh")) == (
        "Чили",
        "Estados Unidos",
        "中国",
    )
    assert (party_name("NATO"), party_name("NATO", "es"), party_name("NATO", "ru")) == ("NATO", "OTAN", "НАТО")
    assert (party_name("??"), party_name("CL", "xx")) == ("??", "Chile")
    assert (adjective("CL"), adjective("CN"), adjective("KR")) == ("Chilean", "Chinese", "South Korean")
    assert (adjective("CL", "es"), adjective("CN", "ru"), adjective("NATO")) == ("chileno", "китайский", "NATO")


def test_is_party_takes_codes_as_written() -> None:
    assert is_party("CL")
    assert is_party("ASEAN")
    assert not is_party("cl")
    assert not is_party(None)


def test_an_accent_written_as_its_own_character_belongs_to_the_mention() -> None:
    text = "Peru\u0301, Me\u0301xico and Tu\u0308rkiye"
    assert [(m.party, m.text, text[m.start : m.end]) for m in find_parties(text)] == [
        ("PE", "Peru\u0301", "Peru\u0301"),
        ("MX", "Me\u0301xico", "Me\u0301xico"),
        ("TR", "Tu\u0308rkiye", "Tu\u0308rkiye"),
    ]


words = st.sampled_from(
    [
        "Chile",
        "U.S.",
        "Korea",
        "российско-",
        "Китаем",
        "中美关系",
        "Perú",
        "Jordan",
        "\u0301",
        "İ",
        "ß",
        " ",
        "\n",
        "-",
    ]
)


@given(
    st.lists(words | st.text(max_size=5), max_size=25).map("".join), st.sampled_from([None, "en", "es", "ru", "zh"])
)
def test_offsets_are_exact_and_ordered_in_any_text(text: str, language: str | None) -> None:
    done = 0
    for mention in find_parties(text, language):
        assert done <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert is_party(mention.party)
        done = mention.end


@given(st.text(max_size=200))
def test_no_text_breaks_the_look_up_of_a_code(text: str) -> None:
    code = party_code(text)
    assert code is None or is_party(code)


def test_a_megabyte_takes_a_few_seconds_at_most() -> None:
    text = (
        "The President of Chile met the Chinese delegation in Lima, and they spoke about Georgia and Jordan. "
        * 10_000
    )
    find_parties("warm up")
    began = time.process_time()
    found = find_parties(text)
    elapsed = time.process_time() - began
    assert len(found) == 50_000
    assert elapsed < len(text) / 300_000  # 300 kB a second


def test_long_runs_of_one_character_do_not_hang() -> None:
    began = time.process_time()
    for char in ("A", " ", "Georgia ", "in ", "'", "-", "\u0301", "中"):
        find_parties(char * 50_000)
    assert time.process_time() - began < 20
