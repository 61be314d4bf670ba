"""Who speaks in a speech or under a label that does not give the whole name."""

from typing import Any

from rag.attribute.attribute import attribute
from rag.types import Readout


def said(text: str, **about: Any) -> list[tuple[tuple[str, ...], str, str]]:
    readout = Readout("r", text=text, **{"title": "", "kind": "transcript", **about})
    return [(s.speakers, s.person, s.kind) for s in attribute(readout)]


def test_a_byline_names_the_speaker_and_is_no_speech() -> None:
    text = "Hanna K. Moor, Deputy Secretary of State\n\nLima, Peru\n\nGood morning. We saw the harvest."
    title = "Remarks at a Press Availability with Peruvian Foreign Minister Ana Ríos"
    found = said(text, title=title, reporter="US", parties=("US", "PE"), date="2022-03-08")
    assert found[:2] == [((), "", "procedural")] * 2
    assert found[2:] == [(("US",), "Hanna Moor", "statement")] * 2


def test_two_bylines_name_nobody() -> None:
    text = "Ana Ríos, Minister of Trade of Peru\n\nOtto Falk, Minister of Trade of Kenya\n\nGood morning. We saw it."
    assert {person for _, person, _ in said(text, parties=("PE", "KE"), date="2022-03-08")} == {""}


TITLE = "Conferencia de la Presidenta argentina y el presidente de Israel, Shimon Peres"


def test_presidente_is_not_the_presidenta() -> None:
    text = "PRESIDENTE.- Gracias por la cosecha.\nPRESIDENTA.- Bienvenidos todos."
    about = {"title": TITLE, "reporter": "AR", "parties": ("AR", "IL"), "language": "es", "date": "2009-11-16"}
    found = [row for row in said(text, **about) if row[0]]
    assert [row[:2] for row in found] == [(("IL",), "Shimon Peres"), (("AR",), "Cristina Fernández de Kirchner")]


def test_presidente_may_be_either_of_two() -> None:
    text = "PRESIDENTE.- Gracias por la cosecha."
    title = TITLE.replace("de la Presidenta argentina", "del Presidente argentino")
    about = {"title": title, "reporter": "AR", "parties": ("AR", "IL"), "language": "es", "date": "2006-11-16"}
    assert not any(row[0] for row in said(text, **about))


def test_a_particle_belongs_to_a_surname() -> None:
    text = "PRESIDENTE DOS SANTOS.- Gracias por la cosecha."
    about = {"reporter": "AR", "parties": ("AR", "AO"), "language": "es", "date": "2012-05-18"}
    assert [row for row in said(text, **about) if row[0]] == [(("AO",), "José Eduardo dos Santos", "statement")]


def test_a_body_named_after_a_country_gives_the_party() -> None:
    text = "HANNA MOOR RÍOS, DIRECTORA DEL INSTITUTO PERUANO.- Gracias por la cosecha."
    about = {"reporter": "MX", "parties": ("MX", "PE"), "language": "es", "date": "2022-05-18"}
    assert [row[0] for row in said(text, **about)][-1] == ("PE",)
