"""Speaker labels open turns, with exact offsets of label and speech."""

import pytest

from rag.attribute.labelwords import is_nobody
from rag.attribute.turns import turns

CASES = [
    ("SECRETARY LEE: Good morning.\n\nFOREIGN MINISTER RÍOS: Hello.",
     [("SECRETARY LEE", "Good morning."), ("FOREIGN MINISTER RÍOS", "Hello.")]),
    ("MS. PAK: (Via interpreter.) Yes.\n\nMore words.", [("MS. PAK", "(Via interpreter.) Yes.\n\nMore words.")]),
    ("PRESIDENT LEE: Thanks.\n\nQ Mr. President, why?\n\nPRESIDENT LEE: Because.\n\nEND 3:15 P.M.",
     [("PRESIDENT LEE", "Thanks."), ("Q", "Mr. President, why?"), ("PRESIDENT LEE", "Because.")]),
    ("President of Peru Ana Ríos (retranslated): I agree.\n\nAna Ríos: Good.\n\n<…>",
     [("President of Peru Ana Ríos", "I agree."), ("Ana Ríos", "Good.")]),
    ("---\nMODERADORA\nBuenos días.\n---\nANA RÍOS, PRESIDENTA DE PERÚ\nGracias.\nMuchas gracias.",
     [("MODERADORA", "Buenos días."), ("ANA RÍOS, PRESIDENTA DE PERÚ", "Gracias.\nMuchas gracias.")]),
    ("PRESIDENTA.- Buenas tardes.", [("PRESIDENTA", "Buenas tardes.")]),
    ("Состоялась встреча. В.Петров : Добрый день! А.Ким Ким Анна Министр (как переведено) : Спасибо.",
     [("В.Петров", "Добрый день!"), ("А.Ким", "Спасибо.")]),
    ("**V.Petrov:** Welcome.", [("V.Petrov", "Welcome.")]),
    ("Participants included: Ana Ríos.\n\nDear friends:\nWelcome.\n\nThe message reads, in part: peace.", []),
    ("Your Excellency: we thank you.\n\nAnd to President Lee: what now?", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_turns(text: str, expected: list[tuple[str, str]]) -> None:
    found = turns(text)
    assert [(turn.label, text[turn.start : turn.end]) for turn in found] == expected
    for turn in found:
        assert text[turn.label_start : turn.label_end].startswith(turn.label)


@pytest.mark.parametrize("label", ["Q", "QUESTION", "MODERADOR", "INTERPRETER", "PERUVIAN OFFICIAL", "Вопрос"])
def test_nobody(label: str) -> None:
    assert is_nobody(label)


@pytest.mark.parametrize("label", ["PRESIDENT LEE", "MR. PAK", "Ana Ríos"])
def test_somebody(label: str) -> None:
    assert not is_nobody(label)
