"""The data files agree with one another, and the rules of inflection make the forms that texts have."""

from __future__ import annotations

from rag.names import people, territories
from rag.names.inflect import russian_adjective, russian_demonym, russian_name, russian_person, spanish_adjective
from rag.names.naming import codes, party_name
from rag.names.patterns import clashes, patterns
from rag.names.tables import forms, rows


def test_no_form_belongs_to_two_parties_unsettled() -> None:
    assert clashes() == {}


def test_every_code_in_the_tables_is_a_party() -> None:
    known = codes()
    for table in ("en", "es", "ru", "zh", "organisations", "seats"):
        assert {row[0] for row in rows(table)} <= known, table
    assert {row[1] for row in rows("leaders")} | {row[1] for row in rows("hosts")} <= known
    assert {pattern.party for pattern in patterns().values()} - {None} <= known


def test_every_country_has_a_name_in_four_languages_and_is_found_by_it() -> None:
    for language in territories.LANGUAGES:
        assert all(party_name(code, language) not in ("", code) for code in territories.codes())
    missing = [code for code in territories.names("en") if not territories.names("en")[code]]
    # CLDR and ISO name these only with brackets, dashes or abbreviations; our own table has them.
    assert all(any(pattern.party == code for pattern in patterns().values()) for code in missing)


def test_every_row_of_a_table_has_all_its_columns() -> None:
    columns = {"en": 7, "es": 4, "ru": 6, "zh": 4, "organisations": 7, "seats": 2, "leaders": 7, "ambiguous": 4}
    for table, count in columns.items():
        assert {len(row) for row in rows(table)} == {count}, table


def test_terms_of_office_end_after_they_begin() -> None:
    wrong = [
        term for terms in people.terms().values() for term in terms if term.until and term.until < term.since[:4]
    ]
    assert wrong == []


def test_russian_forms() -> None:
    assert {"Россия", "России", "Россию", "Россией"} <= russian_name("Россия")
    assert {"Саудовская Аравия", "Саудовской Аравии", "Саудовскую Аравию"} <= russian_name("Саудовская Аравия")
    assert {"Египет", "Египта", "Египтом"} <= russian_name("Египет|Египт")
    assert russian_name("Чили") == {"Чили"}
    assert {"Республика Корея", "Республики Корея"} <= russian_name("Республика *Корея")
    assert {"китайский", "китайской", "китайскими"} <= russian_adjective("китайск")
    assert {"китайцы", "китайцев", "китайцами"} <= russian_demonym("китайцы")
    assert {"россиян", "россиянам"} <= russian_demonym("россияне")
    assert {"Владимира Путина", "Владимиром Путиным"} <= russian_person("Владимир Путин")
    assert {"Сергея Лаврова", "Сергеем Лавровым"} <= russian_person("Сергей Лавров")


def test_spanish_forms() -> None:
    assert spanish_adjective("chileno") == {"chileno", "chilena", "chilenos", "chilenas"}
    assert spanish_adjective("francés") == {"francés", "francesa", "franceses", "francesas"}
    assert spanish_adjective("canadiense") == {"canadiense", "canadienses"}


def test_cells_hold_forms_between_semicolons() -> None:
    assert forms(" Holy See ; Vatican;") == ["Holy See", "Vatican"]
