"""Whose opinion is asked for, and that whoever is only spoken of is not asked; in all four languages."""

from __future__ import annotations

import pytest

from rag.answer.question import parse
from rag.types import Filters


@pytest.mark.parametrize(
    ("text", "speakers", "counterparts", "people"),
    [
        ("What did the EU say about Hungary's plans for the veto?", ["EU"], [], None),
        ("The mood in Delhi over the Chinese dam plan", [], [], None),
        ("How did Ottawa view Delhi's reasoning on visas?", ["CA"], [], None),
        ("Macron, in his talks with Xi, on China's ideas for peace", ["FR"], ["CN"], None),
        ("Egypt's plan for Gaza as seen by Abbas", ["PS"], [], None),
        ("What was agreed with Modi on wheat?", [], ["IN"], None),
        ("What did Modi and Macron each say about wheat?", ["IN", "FR"], [], None),
        ("Whose side did Modi take on wheat?", ["IN"], [], None),
        ("What did Ukraine's partners say about shells?", [], [], None),
        ("What did Ukraine's ambassador to Berlin say about shells?", ["UA"], [], None),
        ("What did the German ambassador in Kyiv say about shells?", ["DE"], [], None),
        ("What did the president of the European Commission say about shells?", ["EU"], [], None),
        ("What did the UN's envoy for Yemen say about shells?", ["UN"], [], None),
        ("What did the US special envoy for Sudan say about gold?", ["US"], [], None),
        ("What did the Scottish leader say about whisky?", [], [], None),
        ("What did Minister Jansen of the Netherlands say about tulips?", ["NL"], [], ["Jansen"]),
        ("Dutch minister Jansen's reply to Scholz on tulips", ["NL"], ["DE"], ["Jansen"]),
        ("In Jansen's view, should the Netherlands export tulips?", [], [], ["Jansen"]),
        ("Should the Netherlands export tulips, according to Jansen?", [], [], ["Jansen"]),
        ("According to the Dutch prime minister, should Belgium export tulips?", ["NL"], [], None),
        ("Tulips: what did Schoof's foreign minister tell Scholz?", ["NL"], ["DE"], None),
        ("Lula's finance minister on tulips", ["BR"], [], None),
        ("Is Moscow to blame for the outage, in Lula's words?", ["BR"], [], None),
        ("Is Moscow to blame for the outage? What Lula said", ["BR"], [], None),
        ("Is Moscow to blame for the outage? Lula thinks what?", ["BR"], [], None),
        ("How does Boric expect Bolivia to act on the river?", ["CL"], [], None),
        ("What does Boric expect of Bolivia on the river?", ["CL"], ["BO"], None),
        ("What did Boric want Bolivia to do about the river?", ["CL"], [], None),
        ("What did Boric ask that Bolivia do about the river?", ["CL"], [], None),
        ("What is it that divides Chile and Bolivia on the river?", [], [], None),
        ("How far apart are Chile and Bolivia on the river?", ["CL", "BO"], [], None),
        ("Between Chile and Bolivia, who raised the river first?", [], [], None),
        ("Was it Chile or Bolivia that brought up the river?", ["CL", "BO"], [], None),
        ("Anything Chile wants from Bolivia on the river?", ["CL"], ["BO"], None),
        ("What Chile wants from Bolivia on the river", ["CL"], ["BO"], None),
        ("How Boric sees the river dispute", ["CL"], [], None),
        ("Why Boric refuses the dam", ["CL"], [], None),
        ("Boric: why no dam?", ["CL"], [], None),
        ("When was the dam last raised by Boric?", ["CL"], [], None),
        ("Most recent time Boric spoke of the dam", ["CL"], [], None),
        ("Did anyone ask Boric about the dam?", [], ["CL"], None),
        ("¿Qué dice la oposición venezolana del plan de Petro?", [], [], None),
        ("Reacciones al plan de Petro para la coca", [], [], None),
        ("Críticas al plan de Lula", [], [], None),
        ("¿Quién, según Petro, debe pagar la deuda?", ["CO"], [], None),
        ("¿Debe Perú pagar la deuda, según Petro?", ["CO"], [], None),
        ("¿Qué se acordó con Petro sobre la coca?", [], ["CO"], None),
        ("¿Qué le pidió el embajador de Chile en Lima a Boluarte?", ["CL"], ["PE"], None),
        ("Кто, по словам Лукашенко, виноват в кризисе?", ["BY"], [], None),
        ("Должна ли Польша открыть границу, по словам Лукашенко?", ["BY"], [], None),
        ("Критика плана Трампа", [], [], None),
        ("Реакция на предложение Эрдогана", [], [], None),
        ("Что сказал представитель Кремля о зерне?", ["RU"], [], None),
        ("谁应对危机负责，卢卡申科怎么看？", ["BY"], [], None),
        ("据马克龙说，谁应该付钱？", ["FR"], [], None),
    ],
)
def test_who_is_asked_about(
    text: str, speakers: list[str], counterparts: list[str], people: list[str] | None
) -> None:
    question = parse(text, Filters())
    assert (list(question.speakers), list(question.counterparts)) == (speakers, counterparts)
    assert people is None or list(question.people) == people


@pytest.mark.parametrize("name", ["Ahmed", "Fleming", "Kelly"])
def test_a_name_that_looks_like_a_verb_stays_a_name(name: str) -> None:
    assert parse(f"{name} on tuna quotas", Filters()).people == (name,)
