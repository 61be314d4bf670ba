"""Parties are told apart by their neighbours, by the rest of the text, and in every language's forms."""

from __future__ import annotations

import pytest

from rag.names.parties import find_parties


def codes(text: str, language: str | None = None) -> list[str]:
    return [mention.party for mention in find_parties(text, language)]


@pytest.mark.parametrize(
    "text",
    [
        "the South China Sea",
        "the East China Sea",
        "the Sea of Japan",
        "the Gulf of Mexico",
        "the Persian Gulf",
        "the Indian Ocean",
        "an Indo-Pacific vision",
        "New Mexico and New Jersey",
        "British Columbia",
        "Northern Ireland",
        "Latin American ministers",
        "the Taiwan Strait",
        "the Panama Canal",
        "the Paris Agreement",
        "the Minsk agreements",
        "the Vienna Convention",
        "the Helsinki Final Act",
        "the Abraham Accords",
        "the Washington Treaty",
        "the Beijing Olympics",
        "the Moscow format",
        "the Treaty of Rome",
        "the Lake Chad Basin",
        "Washington, D.C.",
        "George Washington",
        "the state of Washington State",
        "US$5 billion",
        "turkey, china and polish",
        "tell us who",
        "LET US PRAY",
        "Generalissimo Franco and Frances",
        "(In French.)",
        "He went on in Russian.",
        "the Chinese language",
        "an English translation",
        "Jersey City",
        "Paris, Texas",
    ],
)
def test_places_treaties_languages_and_small_letters_are_no_party(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The President of Georgia met the envoy", ["GE"]),
        ("Georgia and Armenia", ["GE", "AM"]),
        ("a bridge in Atlanta, Georgia", []),
        ("the Governor of Georgia", []),
        ("Governor Ann Example of Georgia", []),
        ("a Georgia Senator", []),
        ("Alabama and Georgia", []),
        ("the Governor of Georgia spoke; later Georgia voted", []),
        ("Atlanta, Georgia; the Georgian side and Georgia", ["GE", "GE"]),
        ("The president of Chad arrived", ["TD"]),
        ("Chad Sampleton said so", []),
        ("Jordan and Egypt", ["JO", "EG"]),
        ("Jordan Smith said so", []),
        ("Michael Jordan played", []),
        ("Mr. Jordan replied", []),
        ("King Abdullah of Jordan said", ["JO"]),
        ("Israel Katz said so", []),
        ("Israel said so", ["IL"]),
        ("Turkey agreed", ["TR"]),
        ("Washington agreed", ["US"]),
        ("Ireland agreed", ["IE"]),
        ("Luxembourg and Panama agreed", ["LU", "PA"]),
        ("Mexico City agreed", ["MX"]),
        ("Beijing agreed", ["CN"]),
        ("Russian negotiators", ["RU"]),
    ],
)
def test_a_word_is_told_apart_by_its_neighbours(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Korea agreed", []),
        ("The Republic of Korea spoke; Korea agreed", ["KR", "KR"]),
        ("The DPRK spoke; Korea agreed", ["KP"]),
        ("Seoul and the Korean side", ["KR", "KR"]),
        ("Congo agreed", []),
        ("Kinshasa spoke; Congo and the Congolese side agreed", ["CD", "CD", "CD"]),
        ("Brazzaville spoke; Congo agreed", ["CG", "CG"]),
        ("the Democratic Republic of the Congo", ["CD"]),
        ("the Republic of the Congo", ["CG"]),
        ("the Dominican side", ["DO"]),
        ("Dominica spoke; the Dominican side agreed", ["DM", "DM"]),
    ],
)
def test_a_shared_word_needs_the_rest_of_the_text(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Президент Чили прибыл в Москву", ["CL", "RU"]),
        ("в интересах России, с Россией, Россию", ["RU", "RU", "RU"]),
        ("с китайской стороной, китайского лидера, Китаем", ["CN", "CN", "CN"]),
        ("казахстанский партнёр и казахстанцы", ["KZ", "KZ"]),
        ("российско-китайские отношения", ["RU", "CN"]),
        ("в Соединённых Штатах Америки и в Соединенных Штатах", ["US", "US"]),
        ("Саудовской Аравией и Новой Зеландией", ["SA", "NZ"]),
        ("посол Республики Корея", ["KR"]),
        ("Египта, Израилем, Уругваем", ["EG", "IL", "UY"]),
        ("в Кремле; Кремлём", ["RU", "RU"]),
        ("Евросоюзом и НАТО", ["EU", "NATO"]),
        ("на русском языке", []),
        ("на Корейском полуострове", []),
        ("стран Латинской Америки", []),
        ("россия и китай", []),
    ],
)
def test_russian_cases(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la delegación chilena y el canciller de Perú", ["CL", "PE"]),
        ("los Estados Unidos, EE.UU., EE. UU. y EEUU", ["US", "US", "US", "US"]),
        ("el Reino Unido y los ministros españoles", ["GB", "ES"]),
        ("la República Popular China", ["CN"]),
        ("la Unión Europea y la ONU", ["EU", "UN"]),
        ("los alemanes, la francesa y el danés", ["DE", "FR", "DK"]),
        ("el Golfo de México y el Acuerdo de París", []),
        ("América Latina", []),
        ("Santiago Peña dijo que no", []),
    ],
)
def test_spanish(text: str, expected: list[str]) -> None:
    assert codes(text, "es") == expected


def test_small_spanish_words_count_in_spanish_texts_only() -> None:
    assert codes("the chino and the suizo", "en") == []
    assert codes("el gobierno chino", "es") == ["CN"]
    assert codes("el canciller chileno habló de la visita") == ["CL"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中国和智利", ["CN", "CL"]),
        ("中方表示，美方同意", ["CN", "US"]),
        ("美国总统访问北京", ["US", "CN"]),
        ("中美关系", ["CN", "US"]),
        ("南中国海与日本海", []),
        ("联合国和欧盟", ["UN", "EU"]),
        ("印度尼西亚与印度", ["ID", "IN"]),
        ("朝鲜半岛", []),
    ],
)
def test_chinese(text: str, expected: list[str]) -> None:
    assert codes(text, "zh") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prime Minister of Israel Tom Valu", ["IL"]),
        ("Minister of External Affairs of India Tom Valu Pak", ["IN"]),
        ("Presidente de Chad Tom Valu", ["TD"]),
        ("Mr. Chad Valu spoke", []),
        ("Minister of Defence Israel Valu spoke", []),
        ("the Danes and the Bucharest Nine agreed", ["DK"]),
        ("智方支持该倡议", ["CL"]),
    ],
)
def test_a_country_between_office_and_name_is_no_given_name(text: str, expected: list[str]) -> None:
    assert codes(text) == expected
