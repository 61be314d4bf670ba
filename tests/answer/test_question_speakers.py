"""The ways in which a question names its speaker, one sentence a way."""

from __future__ import annotations

import pytest

from rag.answer.question import parse
from rag.types import Filters, Question


def ask(text: str) -> Question:
    return parse(text, Filters())


@pytest.mark.parametrize(
    ("text", "speakers", "counterparts"),
    [
        ("Has Nairobi ever publicly linked the canal to debt relief?", ["KE"], []),
        ("Why is Lisbon so wary of the fishing accord?", ["PT"], []),
        ("Oslo keeps refusing whaling limits: why?", ["NO"], []),
        ("Norway's reasoning on whaling limits", ["NO"], []),
        ("The reasoning of Norway on whaling limits", ["NO"], []),
        ("Erdogan's case for the second canal", ["TR"], []),
        ("Sunak's idea for the sausage quarrel", ["GB"], []),
        ("Ruto's take on the harbour cranes when he met Kishida", ["KE"], ["JP"]),
        ("Whose idea was the canal, in Modi's telling?", ["IN"], []),
        ("Remarks by Petro on coca crops", ["CO"], []),
        ("Objections raised by Wellington to the reactor fleet", ["NZ"], []),
        ("The plan for olive quotas as set out by Mitsotakis", ["GR"], []),
        ("What came from Hanoi on the dredging?", ["VN"], []),
        ("Words from Helsinki on the border fence", ["FI"], []),
        ("What did Kishida hear from Yoon about the statue?", ["KR"], ["JP"]),
        ("What assurances did Biden get from Meloni on steel?", ["IT"], ["US"]),
        ("Who blew up the dam, according to Lukashenko?", ["BY"], []),
        ("According to Fiala, what does his country owe the Germans?", ["CZ"], []),
        ("Is the corridor legal in Yerevan's view?", ["AM"], []),
        ("In Fico's opinion, would Ukraine win the gas dispute?", ["SK"], []),
        ("Would Ukraine win the gas dispute, in Fico's opinion?", ["SK"], []),
        ("Would Ukraine win the gas dispute in the opinion of Fico?", ["SK"], []),
        ("Could Kyiv win the gas dispute? Fico's view in 2024", ["SK"], []),
        ("In Ruto's eyes, was London fair on tea?", ["KE"], []),
        ("From Amman's point of view, was the water deal fair?", ["JO"], []),
        ("From the Jordanian point of view, was the water deal fair?", ["JO"], []),
        ("As Amman sees it, was the water deal fair?", ["JO"], []),
        ("Was the water deal fair, as Amman sees it?", ["JO"], []),
        ("To Orban's mind, was Brussels right on the fence?", ["HU"], []),
        ("In the words of Sisi, what is the dam to Egypt?", ["EG"], []),
        ("What is the dam, as Sisi put it?", ["EG"], []),
        ("What is the dam to Egypt in Sisi's words?", ["EG"], []),
        ("What, for Sisi, is the dam?", ["EG"], []),
        ("For Warsaw, what are the conditions for opening the grain route?", ["PL"], []),
        ("Petro: coca crops", ["CO"], []),
        ("Coca crops: Petro", ["CO"], []),
        ("Coca crops - Petro's argument", ["CO"], []),
        ("Jakarta, nickel ban, 2023", ["ID"], []),
        ("Marape on the gas terminal", ["PG"], []),
        ("Tokayev and the corridor", ["KZ"], []),
        ("Modi regarding jet engines", ["IN"], []),
        ("Ramos-Horta Jr. on joining the bloc's fishing probe", ["TL"], []),
        ("King Felipe of Spain thanking Petro for the emeralds", ["ES"], ["CO"]),
        ("Prime Minister Rama blaming Serbia for the blockade", ["AL"], []),
        ("How was the price of soy justified by Buenos Aires?", ["AR"], []),
        ("Was the fence ever called illegal by Minsk?", ["BY"], []),
        ("What was put to Netanyahu by Scholz over the port?", ["DE"], ["IL"]),
        ("What did Macron, who met Xi in Guangzhou, say about cognac?", ["FR"], ["CN"]),
        ("Macron met Xi in Guangzhou. What did he say about cognac?", ["FR"], ["CN"]),
        ("When Scholz flew to Riyadh, what did he say on jets?", ["DE"], ["SA"]),
        ("After Meloni saw Saied in Tunis, what did she promise on boats?", ["IT"], ["TN"]),
        ("Lourenço's Luanda talks with Biden: what did he say about the railway?", ["AO"], ["US"]),
        ("What did the Danish premier say about Greenland?", ["DK"], []),
        ("What does the Sultan of Oman want in the strait?", ["OM"], []),
        ("What did the crown prince of Saudi Arabia say about oil cuts?", ["SA"], []),
        ("The Vatican's secretary of state on the prisoners", ["VA"], []),
        ("What did the Kenyan ambassador say about cranes?", ["KE"], []),
        ("What did Kenya's envoy to Somalia say about the boundary?", ["KE"], []),
        ("What did Sweden's agriculture minister want on wolves?", ["SE"], []),
        ("How did the German government spokesman explain the tank delay?", ["DE"], []),
        ("What did an Omani negotiator say of the strait?", ["OM"], []),
        ("What did the government in Lima want on copper?", ["PE"], []),
        ("Has the Quai d'Orsay said anything about the cognac duties?", ["FR"], []),
        ("Foggy Bottom on the semiconductors ban", ["US"], []),
        ("What does Itamaraty think of the soy moratorium?", ["BR"], []),
        ("Casa Rosada position on the debt swap", ["AR"], []),
        ("What did the Elysee want from Rabat on visas?", ["FR"], ["MA"]),
        ("What did the Finnish foreign ministry say about cables?", ["FI"], []),
        ("Bucharest's foreign ministry on the grain route", ["RO"], []),
        ("Does Antananarivo plan to reopen its consulate in Marseille?", ["MG"], []),
        ("Does Ulan Bator want a pipeline?", ["MN"], []),
        ("What did the French tell the Saudis about jets?", ["FR"], ["SA"]),
        ("Did the Swiss ask anything of the Poles on shells?", ["CH"], ["PL"]),
        ("Why were the Danes unhappy about the pipeline?", ["DK"], []),
        ("How do the Filipinos describe the shoal clash?", ["PH"], []),
        ("What did Erdogan say on grain to both Putin and Zelensky?", ["TR"], ["RU", "UA"]),
        ("What was said by Sunak about sausages in front of Varadkar?", ["GB"], ["IE"]),
        ("On his visit to Rabat, what did Sánchez say about melons?", ["ES"], ["MA"]),
        ("What did Sánchez say about melons while in Rabat?", ["ES"], ["MA"]),
        ("What did Sánchez say on the phone with Mohammed VI about melons?", ["ES"], ["MA"]),
        ("Sánchez, hosting Petro: what did he say on cocoa?", ["ES"], ["CO"]),
        ("What did Modi put to his Nepali counterpart about dams?", ["IN"], ["NP"]),
        ("Warning delivered to Vucic by Scholz on elections", ["DE"], ["RS"]),
        ("What did the Visegrad leaders say about sausages?", ["CZ", "HU", "PL", "SK"], []),
        ("What has been said about the French bases in Chad?", [], []),
    ],
)
def test_who_is_asked_about_and_who_is_spoken_to(text: str, speakers: list[str], counterparts: list[str]) -> None:
    question = ask(text)
    assert (list(question.speakers), list(question.counterparts)) == (speakers, counterparts)


@pytest.mark.parametrize(
    ("text", "speakers", "counterparts"),
    [
        ("¿Qué opinan los franceses del queso?", ["FR"], []),
        ("¿Qué le contó Scholz a Lula sobre la soja?", ["DE"], ["BR"]),
        ("Según contó Lula, ¿qué le había dicho el presidente polaco sobre la soja?", ["PL"], []),
        ("A juicio de Boric, ¿quién debe pagar el puente?", ["CL"], []),
        ("En opinión de Boric, ¿quién debe pagar el puente?", ["CL"], []),
        ("Para Lima, ¿qué es el puente?", ["PE"], []),
        ("¿Qué le transmitió la Casa Rosada a Brasilia sobre la soja?", ["AR"], ["BR"]),
        ("Petro: ¿qué dijo de la coca?", ["CO"], []),
        ("Declaraciones de Boudreau, ministro de Fiyi, sobre el atún", ["FJ"], []),
        ("¿Qué recordó el embajador peruano sobre la frontera?", ["PE"], []),
        ("Respuesta dada por Quito a Bogotá sobre los aranceles", ["EC"], ["CO"]),
        ("По мнению Орбана, выиграет ли Украина?", ["HU"], []),
        ("Как считают в Варшаве, нужна ли стена?", ["PL"], []),
        ("Что, на взгляд Еревана, нужно для мира?", ["AM"], []),
        ("Слова посла Кении о кранах", ["KE"], []),
        ("Что было сказано Макроном о зерне?", ["FR"], []),
        ("Что Берлин ответил Варшаве на ноту?", ["DE"], ["PL"]),
        ("在马克龙看来，小麦价格为何上涨？", ["FR"], []),
        ("巴黎如何看待小麦价格？", ["FR"], []),
        ("肯尼亚大使对起重机怎么说？", ["KE"], []),
        ("法国人对小麦是什么态度？", ["FR"], []),
        ("克里姆林宫对小麦的回应是什么？", ["RU"], []),
    ],
)
def test_in_other_languages(text: str, speakers: list[str], counterparts: list[str]) -> None:
    question = ask(text)
    assert (list(question.speakers), list(question.counterparts)) == (speakers, counterparts)


@pytest.mark.parametrize(
    ("text", "speakers", "people"),
    [
        ("What did Zoltan Berki tell the Romanians after the flood in his country?", [], ["Zoltan Berki"]),
        ("What did Fijian minister Tavola say about tuna?", ["FJ"], ["Tavola"]),
        ("Fiji's Tavola on tuna", ["FJ"], ["Tavola"]),
        ("What did Tavola of Fiji say about tuna?", ["FJ"], ["Tavola"]),
        ("What did Tavola, Fiji's foreign minister, say about tuna?", ["FJ"], ["Tavola"]),
        ("What did the foreign minister of Fiji, Kaliopate Tavola, say about tuna?", ["FJ"], ["Kaliopate Tavola"]),
        ("What did Finland's Aino Virtanen say about cables?", ["FI"], ["Aino Virtanen"]),
        ("How does Minister Tavola see tuna quotas?", [], ["Tavola"]),
        ("Jan Pietersen's idea for tying the two ports together", [], ["Jan Pietersen"]),
        ("In Jan Pietersen's opinion as told by Warsaw, would Russia gain from the canal?", [], ["Jan Pietersen"]),
        ("What promise on tuna did the Fijian prime minister Tavola make to Hipkins?", ["FJ"], ["Tavola"]),
    ],
)
def test_a_person_whom_no_table_holds_is_bound_with_what_stands_beside_him(
    text: str, speakers: list[str], people: list[str]
) -> None:
    question = ask(text)
    assert (list(question.speakers), list(question.people)) == (speakers, people)


@pytest.mark.parametrize(
    ("text", "reporter", "speakers"),
    [
        ("What did Vucic promise, in Berlin's version?", "DE", ["RS"]),
        ("By Berlin's account, what did Vucic promise on elections?", "DE", ["RS"]),
        ("Going by the German side, what did Vucic promise on elections?", "DE", ["RS"]),
        ("What did Vucic promise on elections, so Berlin says?", "DE", ["RS"]),
        ("What did Vucic promise on elections, Berlin reports?", "DE", ["RS"]),
        ("How did the German readout put Vucic's promise on elections?", "DE", ["RS"]),
        ("Vucic on elections, as Berlin relayed it", "DE", ["RS"]),
        ("What does Tokyo report Lula as saying on beef?", "JP", ["BR"]),
        ("What did Lula say on beef, according to the Japanese government?", "JP", ["BR"]),
    ],
)
def test_whose_account_is_kept_apart_from_who_spoke(text: str, reporter: str, speakers: list[str]) -> None:
    question = ask(text)
    assert (question.reporter, list(question.speakers)) == (reporter, speakers)


@pytest.mark.parametrize(
    ("text", "speakers", "counterparts", "wish"),
    [
        ("What did Macron and Scholz settle on tanks?", ["FR", "DE"], [], "joint"),
        ("What did Aliyev settle with Erdogan on the pipeline?", ["AZ", "TR"], [], "joint"),
        ("Which ferries were Italy to lend Albania, as agreed with Rama?", ["IT", "AL"], [], "joint"),
        ("What did Modi and Ranil Wickremesinghe agree to build together?", ["IN", "LK"], [], "joint"),
        ("Which body did the three Baltic leaders decide to set up?", ["EE", "LV", "LT"], [], "joint"),
        ("Which French officials wrote to Kishida about whaling?", ["FR"], ["JP"], "list"),
        ("Which Kenyan ministers promised Somalia a treaty?", ["KE"], ["SO"], "list"),
        ("With which leaders, apart from Sisi, did Erdogan discuss the strait?", ["TR"], [], "list"),
        ("Who among the Gulf states offered Macron gas?", [], ["FR"], "list"),
        ("How much did Norway pledge to the vaccine fund in May 2021?", ["NO"], [], "fact"),
        ("Who headed the Kenyan delegation at the crane talks?", [], [], "fact"),
        ("How many states signed the whaling treaty on the day Macron spoke at the UN?", [], [], "fact"),
        (
            "Whales, June 2018: contrast what came out of Erdogan's talks with Solberg and with Iceland's premier",
            ["NO", "TR", "IS"],
            [],
            "compare",
        ),
        ("Does Hanoi's line on the shoal match Manila's?", ["VN", "PH"], [], "compare"),
        ("¿Qué pactaron Sánchez y Meloni sobre migración?", ["ES", "IT"], [], "joint"),
        ("¿Cuánto prometió Noruega al fondo en mayo de 2021?", ["NO"], [], "fact"),
        ("О чём договорились Эрдоган и Алиев по газу?", ["TR", "AZ"], [], "joint"),
        ("埃尔多安和阿利耶夫就天然气达成了什么协议？", ["TR", "AZ"], [], "joint"),
    ],
)
def test_the_form_of_answer_and_whose(text: str, speakers: list[str], counterparts: list[str], wish: str) -> None:
    question = ask(text)
    assert (list(question.speakers), list(question.counterparts), question.wish) == (speakers, counterparts, wish)
