"""Roundabout wordings: who is asked about where he is not the subject, and where nobody is."""

from __future__ import annotations

import pytest

from rag.answer.question import parse
from rag.types import Filters


@pytest.mark.parametrize(
    ("text", "speakers", "counterparts"),
    [
        ("What was said about Macron's plan for Ukraine?", [], []),
        ("Reactions to Trump's plan for Gaza", [], []),
        ("Support for the Egyptian plan on Gaza", [], []),
        ("Iran: what did Macron say about centrifuges?", ["FR"], []),
        ("Criticism of Israel's reasoning on the port", [], []),
        ("Erdogan's visit to Rabat: what did the King of Morocco ask for?", ["MA"], ["TR"]),
        ("In view of China's ban, what did Kishida want on scallops?", ["JP"], []),
        ("From Russia's perspective on grain, what did Erdogan report to Zelensky?", ["TR"], ["UA"]),
        ("For Ukraine, what did Macron promise?", ["FR"], []),
        ("What does Biden want for Taiwan?", ["US"], []),
        ("What did Lula get for Brazil from Xi on beef?", ["CN"], ["BR"]),
        ("How much gas did Germany get from Russia in 2021?", ["DE"], []),
        ("Which Russian officials did Macron accuse over the leak?", ["FR"], []),
        ("Which Chinese companies did Biden name on chips?", ["US"], []),
        ("Who in the Kenyan government told Kishida about cranes?", ["KE"], ["JP"]),
        ("Does Macron agree with Scholz that wheat is dear?", ["FR"], ["DE"]),
        ("How did Erdogan react to what Putin said on grain?", ["TR"], []),
        ("Was Macron angry at Biden over submarines?", ["FR"], []),
        ("What worried Macron about the Chinese car plants?", ["FR"], []),
        ("What concerns did Macron have about Chinese cars?", ["FR"], []),
        ("What concerns about Chinese cars were raised by Paris?", ["FR"], []),
        ("What made Scholz change his mind on tanks?", ["DE"], []),
        ("What would it take for Serbia to recognise the border?", ["RS"], []),
        ("Under what conditions would Minsk open the crossing?", ["BY"], []),
        ("Tokayev on Putin's offer of gas", ["KZ"], []),
        ("The Pope's appeal to Petro over the hostages", ["VA"], ["CO"]),
        ("Any word out of Pretoria on rhino horn?", ["ZA"], []),
        ("How has Pretoria been talking about rhino horn?", ["ZA"], []),
        ("Summarise Pretoria's line on rhino horn since 2019", ["ZA"], []),
        ("Tell me what Ramaphosa thinks of rhino horn", ["ZA"], []),
        ("I need everything Ramaphosa has said on rhino horn", ["ZA"], []),
        ("Can you find Ramaphosa speaking about rhino horn?", ["ZA"], []),
        ("Looking for Ramaphosa's comments on rhino horn", ["ZA"], []),
        ("Is there a statement in which Ramaphosa defends the horn trade?", ["ZA"], []),
        ("Where in the readouts does Ramaphosa bring up rhino horn?", ["ZA"], []),
        ("rhino horn, south africa position", ["ZA"], []),
        ("Ramaphosa rhino horn statement", ["ZA"], []),
        ("On rhino horn, Ramaphosa said what exactly?", ["ZA"], []),
        ("Ramaphosa said what on rhino horn?", ["ZA"], []),
        ("What exactly is it that Ramaphosa wants on rhino horn?", ["ZA"], []),
        ("What is it Ramaphosa has against the horn trade?", ["ZA"], []),
        ("Rhino horn trade: pro or contra, says Pretoria?", ["ZA"], []),
        ("To what extent did Ramaphosa blame Hanoi for the horn trade?", ["ZA"], []),
        ("With what argument did Ramaphosa turn down Xi on rhino horn?", ["ZA"], ["CN"]),
        ("On what grounds did Ramaphosa refuse Xi the horn trade?", ["ZA"], ["CN"]),
        ("Which steps on rhino horn has Ramaphosa announced together with Xi?", ["ZA", "CN"], []),
        ("Rhino horn: Ramaphosa's message for Xi", ["ZA"], ["CN"]),
        ("Ramaphosa's telephone conversation with Xi: rhino horn", ["ZA"], ["CN"]),
        ("Ramaphosa-Xi call, rhino horn", [], ["ZA", "CN"]),
        ("What was Ramaphosa's answer when Xi asked about rhino horn?", ["ZA"], ["CN"]),
        ("When Xi asked about rhino horn, what was Ramaphosa's answer?", ["ZA"], ["CN"]),
        ("Asked by Xi about rhino horn, what did Ramaphosa reply?", ["ZA"], ["CN"]),
        ("Did it bother Ramaphosa that Hanoi buys rhino horn?", ["ZA"], []),
        ("How does it look to Pretoria that Hanoi buys rhino horn?", ["ZA"], []),
        ("How important is rhino horn to Pretoria?", ["ZA"], []),
        ("How happy was Pretoria with the horn ban?", ["ZA"], []),
        ("Who does Ramaphosa hold responsible for the horn trade?", ["ZA"], []),
        ("Whom did Ramaphosa thank for the horn ban?", ["ZA"], []),
        ("South Africa's high commissioner in London on rhino horn", ["ZA"], []),
        ("The South African side on rhino horn", ["ZA"], []),
        ("Deputy President Mashatile of South Africa on rhino horn", ["ZA"], []),
        ("Ramaphosa's spokesman Magwenya on rhino horn", ["ZA"], []),
    ],
)
def test_who_is_asked_about_and_who_is_spoken_to(text: str, speakers: list[str], counterparts: list[str]) -> None:
    question = parse(text, Filters())
    assert (list(question.speakers), list(question.counterparts)) == (speakers, counterparts)


@pytest.mark.parametrize(
    ("text", "speakers", "counterparts"),
    [
        ("¿Qué preocupa a Lima del puerto?", ["PE"], []),
        ("¿Cómo ve Quito el canal?", ["EC"], []),
        ("¿En qué condiciones aceptaría Bogotá el canal?", ["CO"], []),
        ("¿Qué postura tiene el gobierno mexicano ante el maíz?", ["MX"], []),
        ("El canciller chileno sobre el litio", ["CL"], []),
        ("Boric y el litio", ["CL"], []),
        ("Litio: la opinión de Boric", ["CL"], []),
        ("¿Qué escuchó Boric de Lula sobre el litio?", ["BR"], ["CL"]),
        ("¿Qué se dijo sobre el préstamo concedido por China?", [], []),
        ("¿Qué países apoyaron ante Macron el tratado?", [], ["FR"]),
        ("Como lo ve Boric, ¿es caro el litio?", ["CL"], []),
        ("El presidente colombiano, Gustavo Petro, sobre la coca", ["CO"], []),
        ("Palabras de la portavoz rusa Zajárova sobre los bancos", ["RU"], []),
        ("¿Qué quiere La Moneda con el litio?", ["CL"], []),
        ("Что волнует Анкару в проливе?", ["TR"], []),
        ("Как Анкара смотрит на канал?", ["TR"], []),
        ("Посол Кении о кранах", ["KE"], []),
        ("Эрдоган о зерне", ["TR"], []),
        ("Зерно: мнение Эрдогана", ["TR"], []),
        ("Что Эрдоган услышал от Путина о зерне?", ["RU"], ["TR"]),
        ("Французский президент и зерно", ["FR"], []),
        ("Что говорилось о кредите, выданном Китаем?", [], []),
        ("Глава МИД Венгрии Сийярто о газе", ["HU"], []),
        ("На что жаловался Фицо в разговоре с Путиным?", ["SK"], ["RU"]),
        ("法国总统对小麦的看法", ["FR"], []),
        ("默克尔谈小麦", ["DE"], []),
        ("德国外长在与王毅会谈时就稀土说了什么？", ["DE"], ["CN"]),
        ("对于中国发放的贷款有什么说法？", [], []),
    ],
)
def test_in_other_languages(text: str, speakers: list[str], counterparts: list[str]) -> None:
    question = parse(text, Filters())
    assert (list(question.speakers), list(question.counterparts)) == (speakers, counterparts)


@pytest.mark.parametrize(
    ("text", "speakers", "people"),
    [
        ("What did South African trade minister Parks Tau tell the Chinese about rhino horn?", ["ZA"], ["Parks Tau"]),
        ("What did Parks Tau, the South African trade minister, say about rhino horn?", ["ZA"], ["Parks Tau"]),
        ("What did trade minister Parks Tau (South Africa) say about rhino horn?", ["ZA"], ["Parks Tau"]),
        ("Parks Tau from South Africa on rhino horn", ["ZA"], ["Parks Tau"]),
        ("Tau, South African trade minister, on rhino horn", ["ZA"], ["Tau"]),
        ("Envoy Sipho Dlamini of Eswatini on rhino horn", ["SZ"], ["Sipho Dlamini"]),
        ("Eswatini's Sipho Dlamini: rhino horn", ["SZ"], ["Sipho Dlamini"]),
    ],
)
def test_persons_of_no_table_and_their_parties(text: str, speakers: list[str], people: list[str]) -> None:
    question = parse(text, Filters())
    assert (list(question.speakers), list(question.people)) == (speakers, people)
