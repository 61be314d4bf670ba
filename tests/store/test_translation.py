"""A readout of the same meeting in another language is linked as its translation, and no other."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from rag.store import links
from rag.store.catalog import Catalog
from rag.types import Readout
from tests.store.translated import PAIRS, Pair

ENGLISH = Readout(
    "en",
    "Meeting with the President of Kenya",
    "President Gabriel Boric received President William Ruto of Kenya in Santiago. They agreed on 240 scholarships "
    "and a loan of 35 million dollars for the harbour of Mombasa, to be repaid until 2036. The minister of energy, "
    "Ana Ejemplo, spoke with Mr Wanjala Mfano about lithium. Both presidents will travel to Brazil in October.",
    date="2024-05-01",
    reporter="CL",
    parties=("CL", "KE"),
)
SPANISH = dataclasses.replace(
    ENGLISH,
    id="es",
    title="Reunión con el Presidente de Kenia",
    text="El Presidente Gabriel Boric recibió en Santiago al Presidente de Kenia, William Ruto. Acordaron 240 becas "
    "y un préstamo de 35 millones de dólares para el puerto de Mombasa, que se pagará hasta 2036. La ministra de "
    "energía, Ana Ejemplo, habló con el señor Wanjala Mfano sobre el litio. Los dos mandatarios viajarán a Brasil.",
    language="es",
)
RUSSIAN = dataclasses.replace(
    ENGLISH,
    id="ru",
    title="Встреча с президентом Кении",
    text="Президент Габриэль Борич принял в Сантьяго президента Кении Уильяма Руто. Они договорились о 240 "
    "стипендиях и займе в 35 миллионов долларов для порта Момбаса, который будет погашен до 2036 года. Министр "
    "энергетики Ана Эхемпло говорила с господином Ванджалой Мфано о литии. Оба президента посетят Бразилию.",
    language="ru",
    date="2024-05-02",
)
CHINESE = dataclasses.replace(
    ENGLISH,
    id="zh",
    title="会见肯尼亚总统",
    text="智利总统加夫列尔·博里奇在圣地亚哥会见肯尼亚总统威廉·鲁托。双方商定提供240个奖学金名额，并为蒙巴萨港提供"
    "3500万美元贷款，2036年前还清。能源部长就锂矿问题与客人交谈。两国总统将于十月访问巴西。",
    language="zh",
)


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog(tmp_path / "catalog.sqlite")


def pairs(catalog: Catalog, *readouts: Readout) -> set[frozenset[str]]:
    catalog.put(readouts)
    links.update(catalog.database)
    found = links.linked(catalog.database)
    assert {link.kind for link in found} <= {"translation"}
    return {frozenset({link.id, link.other}) for link in found}


@pytest.mark.parametrize("other", [SPANISH, RUSSIAN, CHINESE], ids=lambda readout: readout.language)
@pytest.mark.parametrize("first", [True, False])
def test_a_translation_is_linked_whichever_comes_first(catalog: Catalog, other: Readout, first: bool) -> None:
    both = (ENGLISH, other) if first else (other, ENGLISH)
    for readout in both:
        found = pairs(catalog, readout)
    assert found == {frozenset({"en", other.id})}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.translated.id)
def test_of_pairs_each_finds_its_own_and_no_other_meeting(catalog: Catalog, pair: Pair) -> None:
    assert pairs(catalog, pair.english, pair.other) == set(), "of the same sides on the same day"
    assert pairs(catalog, pair.translated) == {frozenset({pair.english.id, pair.translated.id})}


def test_of_all_pairs_at_once_none_is_mixed_up(catalog: Catalog) -> None:
    found = pairs(catalog, *[readout for pair in PAIRS for readout in (pair.other, pair.english, pair.translated)])
    assert found == {frozenset({pair.english.id, pair.translated.id}) for pair in PAIRS}


@pytest.mark.parametrize(
    "fields",
    [
        {"reporter": "KE"},
        {"date": "2024-05-04"},
        {"kind": "transcript"},
        {"parties": ("CL", "KE", "BR")},
        {"text": "El Presidente de Kenia visitó una escuela en Santiago de Chile y plantó un árbol con 12 alumnos."},
        {"text": SPANISH.text * 2},
    ],
    ids=["reporter", "date", "kind", "parties", "content", "length"],
)
def test_another_reporter_date_kind_party_content_or_length_is_none(catalog: Catalog, fields: dict[str, str]) -> None:
    assert pairs(catalog, ENGLISH, dataclasses.replace(SPANISH, **fields)) == set()  # type: ignore[arg-type]


def test_of_two_meetings_on_one_day_each_finds_its_own(catalog: Catalog) -> None:
    evening = dataclasses.replace(
        ENGLISH,
        id="evening",
        text="At dinner President Gabriel Boric thanked President William Ruto for 17 rare orchids, which will be "
        "shown in Valparaíso until 2027. The choir of Ana Ejemplo sang. Mr Odhiambo Mfano of Kenya gave a toast to "
        "the friendship of both nations, and 90 guests from Chile and Peru rose.",
    )
    assert pairs(catalog, ENGLISH, evening, SPANISH) == {frozenset({"en", "es"})}


def test_between_two_that_fit_alike_nothing_is_guessed(catalog: Catalog) -> None:
    twin = dataclasses.replace(
        ENGLISH,
        id="twin",
        text="In Santiago President Gabriel Boric sat down with a guest from Kenya, President William Ruto. For "
        "Mombasa and its youth there will be 35 million dollars and 240 places, all of it settled by 2036. Ana "
        "Ejemplo heard what Wanjala Mfano thinks of lithium. In October the presidents go to see Brazil.",
    )
    assert pairs(catalog, ENGLISH, SPANISH) == {frozenset({"en", "es"})}
    assert pairs(catalog, twin) == set()


def test_of_two_that_say_the_same_the_first_has_the_translation(catalog: Catalog) -> None:
    twin = dataclasses.replace(ENGLISH, id="twin", text=ENGLISH.text.replace("agreed on", "spoke of"))
    catalog.put([ENGLISH, twin, SPANISH])
    links.update(catalog.database)
    found = {(link.id, link.other, link.kind) for link in links.linked(catalog.database)}
    assert found == {("twin", "en", "near_duplicate"), ("es", "en", "translation")}
