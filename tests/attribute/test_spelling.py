"""A surname written otherwise is somebody's only where the readout proves it."""

import pytest

from rag.attribute.attribute import attribute
from rag.attribute.spelling import is_slip, skeleton
from rag.types import Readout


@pytest.mark.parametrize(("one", "other"), [("shinawatra", "shinavatra"), ("assad", "asad"), ("khalifa", "halifa")])
def test_transliterations_sound_alike(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("petrov", "petrova"), ("hansen", "jansen"), ("kim", "kin")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)
    assert not is_slip(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("bouteflika", "boutefilka"), ("quispe", "quisspe"), ("mendoza", "mendeza")]
)
def test_slips(one: str, other: str) -> None:
    assert is_slip(one, other)


def speakers(second: str) -> tuple[str, ...]:
    text = f"President Joe Biden met with President Rosa Mendoza of Peru. {second} praised the harvest."
    account = Readout("r", "", text, date="2023-05-20", reporter="US", parties=("US", "PE"))
    return attribute(account)[-1].speakers


def test_a_letter_is_wrong_in_the_same_office() -> None:
    assert speakers("President Mendeza") == ("PE",)


def test_another_office_is_somebody_else() -> None:
    assert speakers("Ambassador-at-large Mendeza") != ("PE",)


def test_no_office_proves_nothing() -> None:
    assert speakers("Ms. Mendeza") == ()


def test_another_transliteration_is_proof_enough() -> None:
    assert speakers("Ms. Mendosa") == ("PE",)


def test_a_first_name_proves_a_slip() -> None:
    assert speakers("Rosa Mendeza") == ("PE",)
    assert speakers("Luisa Mendeza") == ()
