"""Wordings of analysts: who is asked about in passive, nominal and appositive sentences, in rows and headlines."""

from __future__ import annotations

import pytest

from rag.answer.question import parse
from rag.types import Filters, Question


def ask(text: str) -> Question:
    return parse(text, Filters())


@pytest.mark.parametrize(
    ("text", "speakers", "counterparts"),
    [
        # A noun phrase with its author behind it.
        ("Most recent mention of the grain quota by the Turkish president", ["TR"], []),
        ("First reference by Ottawa to the fisheries dispute", ["CA"], []),
        ("Any comment by the Japanese foreign minister on whaling?", ["JP"], []),
        ("Latest criticism by Brussels of the seal hunt", ["EU"], []),
        ("Mentions of the Vistula canal by Poland's president in 2022", ["PL"], []),
        ("What was said by Macron about wine tariffs?", ["FR"], []),
        # A noun phrase with its author before it.
        ("Danish aid for clearing mines around Kharkiv", ["DK"], []),
        ("American help for repairing the Lusaka waterworks", ["US"], []),
        ("Swedish assistance to Moldova with power lines", ["SE"], ["MD"]),
        ("American pressure on Honduras over extradition", ["US"], []),
        ("Merkel's advice to Tsipras on pensions", ["DE"], ["GR"]),
        ("Erdogan's warning to Mitsotakis in Ankara about the islands", ["TR"], ["GR"]),
        ("Kremlin reaction to the vote in Kazakhstan", ["RU"], []),
        ("Kenyan gratitude to Tokyo for the harbour cranes", ["KE"], ["JP"]),
        # Who is told what another will do hears it from that other.
        ("What was Kishida told that Seoul would do about the statue?", ["KR"], ["JP"]),
        ("Sea border: what was Ruto told Mogadishu would do?", ["SO"], ["KE"]),
        ("What was Lula promised by Scholz on ammunition?", ["DE"], ["BR"]),
        ("What was Zelensky asked by Warsaw to do about grain?", ["PL"], ["UA"]),
        ("What were the Kenyans told by Mogadishu about the sea border?", ["SO"], ["KE"]),
        ("Was Sunak assured that Dublin would drop the lawsuit?", ["IE"], ["GB"]),
        ("What was discussed on lithium by Macron and Ruto?", ["FR", "KE"], []),
        ("How was the price of lithium raised by Erdogan with Putin?", ["TR"], ["RU"]),
        ("Was lithium rejected by Oslo?", ["NO"], []),
        ("What do we have from Oslo on whaling?", ["NO"], []),
        ("Is there anything from the Kenyan president on whaling?", ["KE"], []),
        # Who speaks to whom stands before the colon, what about behind it.
        ("Scholz in his May 2022 call with Xi: did Moscow break the wheat treaty?", ["DE"], ["CN"]),
        ("Modi, at his meeting with Macron: is Beijing arming the rebels?", ["IN"], ["FR"]),
        ("Sunak to Varadkar: was Brussels too strict on sausages?", ["GB"], ["IE"]),
        ("Tokayev in Ankara, 2022: could Moscow block the corridor?", ["KZ"], ["TR"]),
        ("Kenya's president came to Washington in May 2024: what did he ask for on debt?", ["KE"], []),
        ("Jordan's king joined Macron's call with Sisi: what did he offer on water?", ["JO"], ["FR", "EG"]),
        ("Modi was asked by Trudeau about visas; what did he answer?", ["IN"], []),
        # Offices that are crowns.
        ("When Macron visited Rabat, what did the King of Morocco ask about visas?", ["MA"], ["FR"]),
        ("What did the Emir of Qatar tell Macron about helium?", ["QA"], ["FR"]),
        ("What did Spain's king say about olives when he saw Macron?", ["ES"], ["FR"]),
        ("Did the Thai prime minister tell Kishida about rice?", ["TH"], ["JP"]),
        ("How did the Polish president compare the canal with the tunnel?", ["PL"], []),
        ("What does the Brazilian president think of soy quotas?", ["BR"], []),
        # Whoever a thing is connected with is not spoken to.
        ("For what did Macron thank the Swiss in connection with Mali?", ["FR"], ["CH"]),
        # Whoever does something in the topic is not asked about.
        ("What was said about the deal signed by Iran and China?", [], []),
        ("Reactions to the pressure by China on Lithuania", [], []),
        ("Reaction in Kyiv to Russia's offer on grain", [], []),
        ("Condemnation of the attack by Russia on Odesa", [], []),
        ("What was Biden told about the leak?", [], ["US"]),
        ("Was Ukraine mentioned when Biden spoke of wheat?", ["US"], []),
        ("Was Ukraine discussed last year?", [], []),
        ("Did Merkel call the ban a mistake?", ["DE"], []),
        ("Did Merkel call for a ban on corks?", ["DE"], []),
        ("When the King of Jordan met Biden, what did the president say about olives?", ["US"], ["JO"]),
        ("Has the attack by the rebels been condemned by Petro?", ["CO"], []),
        # Companies and things are nobody.
        ("How big was the Embraer order from Lisbon's airline?", [], []),
        ("How much is the Leonardo deal with Warsaw worth?", [], []),
    ],
)
def test_who_is_asked_about_and_who_is_spoken_to(text: str, speakers: list[str], counterparts: list[str]) -> None:
    question = ask(text)
    assert (list(question.speakers), list(question.counterparts)) == (speakers, counterparts)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("What should a treaty on plastics contain, in the eyes of Oslo, Accra and Lima?", ["NO", "GH", "PE"]),
        ("What did London and Paris want on fishing quotas?", ["GB", "FR"]),
        ("What did Brussels and Tokyo settle on car tariffs?", ["EU", "JP"]),
        ("What do Rome, Tunis and Tripoli jointly seek on migration?", ["IT", "TN", "LY"]),
        ("Washington and Brussels on steel", ["US", "EU"]),
        ("Paris, Berlin and Rome on the price of gas", ["FR", "DE", "IT"]),
        ("How do the US, Japan and Australia want to build the cable?", ["US", "JP", "AU"]),
    ],
)
def test_several_parties_are_asked_together(text: str, speakers: list[str]) -> None:
    question = ask(text)
    assert (list(question.speakers), question.joint) == (speakers, True)


@pytest.mark.parametrize(
    ("text", "counterparts"),
    [
        ("Which heads of government called Meloni after the earthquake?", ["IT"]),
        ("Which heads of state or government rang Meloni after the earthquake?", ["IT"]),
        ("World leaders who congratulated Milei on his election", ["AR"]),
        ("Presidents who phoned Erdogan after the earthquake", ["TR"]),
        ("Which foreign leaders sent Kishida condolences over the earthquake?", ["JP"]),
        ("Name the leaders who warned Netanyahu against striking the port", ["IL"]),
        ("Who offered Ethiopia mediation over the dam?", ["ET"]),
        ("List of the ministers who told Blinken about visas", ["US"]),
        ("What African leaders offered Putin mediation?", ["RU"]),
        ("Which country's president told Putin that grain is scarce?", ["RU"]),
        ("Which Nordic leader complained to Putin about the cable?", ["RU"]),
    ],
)
def test_those_who_spoke_to_somebody_are_asked_for(text: str, counterparts: list[str]) -> None:
    question = ask(text)
    assert (question.speakers, list(question.counterparts)) == ((), counterparts)
    assert question.asks_speaker
    assert question.wish == "list"


@pytest.mark.parametrize(
    ("text", "speakers", "reporter"),
    [
        ("Why was the dam needed, according to Modi at the Pune meeting?", ["IN"], None),
        ("According to Macron, why was the pipeline stopped?", ["FR"], None),
        ("According to President Ruto, how many clinics will be built?", ["KE"], None),
        ("According to Ankara, what did Tokayev promise on transit?", ["KZ"], "TR"),
        ("According to the Turkish foreign ministry, what did Tokayev promise on transit?", ["KZ"], "TR"),
        ("According to Erdogan, what did Tokayev promise on transit?", ["KZ"], "TR"),
    ],
)
def test_according_to_a_person_is_what_he_said(text: str, speakers: list[str], reporter: str | None) -> None:
    question = ask(text)
    assert (list(question.speakers), question.reporter) == (speakers, reporter)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("In which town did Orban receive Fico?", "where"),
        ("At which airport did Lavrov meet Fidan?", "where"),
        ("At what airport was the crew exchanged?", "where"),
        ("In which country did Biden meet Lourenço?", "where"),
        ("Where in Africa did Biden meet Lourenço?", "where"),
        ("Which airport did Lavrov and Fidan meet at?", "where"),
        ("Name of the frigate that Kishida boarded in Yokosuka", None),
        ("What was the name of the frigate that Kishida boarded?", None),
        ("Which senators travelled to Kyiv with Biden?", "who"),
        ("Which ministers were at the Lusaka talks?", "who"),
        ("Who from the Kenyan side attended the Lusaka talks?", "who"),
        ("Who brought Xi's letter to Lula?", "who"),
        ("Who delivered Tokayev's message to Aliyev?", "who"),
        ("Who carried the reply from Modi to Macron?", "who"),
        ("How big was the loan that the EU gave Moldova?", "how many"),
        ("How large is the credit line for Belarus?", "how many"),
        ("How high is the dam at Rogun?", "how many"),
        ("Number of visas Poland gave to Belarusians", "how many"),
        ("Size of the Airbus order from Emirates", "how many"),
        ("What was the size of the Airbus order from Emirates?", "how many"),
        ("How long is the border between Chile and Bolivia?", "how many"),
        ("How long did Sunak and Modi speak?", "how long"),
        ("On what day did Fico see Orban?", "when"),
    ],
)
def test_a_fact_is_asked_for(text: str, asks: str | None) -> None:
    question = ask(text)
    assert (question.wish, question.asks) == ("fact", asks)


@pytest.mark.parametrize(
    ("text", "speakers", "counterparts", "dates"),
    [
        (
            "What did Erdogan tell Putin on 3 March 2022 and Zelensky on 9 May 2022 about wheat?",
            ["TR"],
            ["RU", "UA"],
            ("2022-03-03", "2022-05-09"),
        ),
        (
            "Compare what Erdogan told Putin on 3 March 2022 and Macron on 9 May 2022 about wheat",
            ["TR"],
            ["RU", "FR"],
            ("2022-03-03", "2022-05-09"),
        ),
        (
            "Wheat: compare Scholz's words to Xi on 4 May 2022 with those in the calls of 9 and 20 June",
            ["DE"],
            ["CN"],
            ("2022-05-04", "2022-06-20"),
        ),
        (
            "Compare Modi's words to Putin on 4 May 2022 with his words of 9 June 2023",
            ["IN"],
            ["RU"],
            ("2022-05-04", "2023-06-09"),
        ),
        ("How did Tokayev's promises to Erdogan differ from Aliyev's?", ["KZ", "AZ"], ["TR"], (None, None)),
        ("How did Fico's reaction differ from Orban's?", ["SK", "HU"], [], (None, None)),
        ("Set what Fico asked for against what Orban offered", ["SK", "HU"], [], (None, None)),
        ("Wheat: set what Fico asked for against what the Hungarian premier offered", ["SK", "HU"], [], (None, None)),
        (
            "How did Lula's price for the deal change from June 2023 to May 2024?",
            ["BR"],
            [],
            ("2023-06-01", "2024-05-31"),
        ),
        ("How did Modi's plan for the canal evolve between 2015 and 2018?", ["IN"], [], ("2015-01-01", "2018-12-31")),
    ],
)
def test_a_comparison_has_its_sides_and_its_dates(
    text: str, speakers: list[str], counterparts: list[str], dates: tuple[str | None, str | None]
) -> None:
    question = ask(text)
    assert question.wish == "compare"
    assert (list(question.speakers), list(question.counterparts)) == (speakers, counterparts)
    assert (question.since, question.until) == dates


@pytest.mark.parametrize(
    "text",
    [
        "How does Ankara's account of the visit differ from Lima's?",
        "Compare Ankara's readout of the call on lithium with Lima's",
        "Compare the Turkish and the Peruvian readout on lithium",
        "Contrast Ankara's version with Lima's on lithium",
    ],
)
def test_the_second_account_may_leave_out_the_word(text: str) -> None:
    question = ask(text)
    assert (question.accounts, question.wish) == (("TR", "PE"), "compare")


@pytest.mark.parametrize(
    ("text", "since", "until", "certain"),
    [
        ("Under the treaty, how much water is Mexico to deliver from 2020 on?", None, None, True),
        ("How much gas did Russia agree to sell to China from 2018?", None, None, True),
        ("What did Lavrov say in 2019 about gas deliveries from 2024 on?", "2019-01-01", "2019-12-31", True),
        ("What has Norway said since 2020 about whales?", "2020-01-01", None, True),
        ("What has Norway told Iceland from 2020 on?", "2020-01-01", None, True),
        ("First week of March 2022: Macron on wheat", "2022-03-01", "2022-03-07", True),
        ("Macron on wheat, last week of June 2021", "2021-06-24", "2021-06-30", True),
        ("What did Macron say about wheat in the second week of June 2021?", "2021-06-08", "2021-06-14", True),
        ("Macron on wheat, first half of July 2023", "2023-07-01", "2023-07-15", True),
        ("Macron on wheat in the days after the attack of March 2018", "2018-03-01", "2018-07-01", False),
    ],
)
def test_the_dates_of_a_statement(text: str, since: str, until: str | None, certain: bool) -> None:
    question = ask(text)
    assert (question.since, question.until, question.dates_certain) == (since, until, certain)


@pytest.mark.parametrize(
    ("text", "speakers", "people"),
    [
        ("Rutte in May 2021 on sluices", ["NL"], ["Mark Rutte"]),
        ("Mark Rutte on shells, November 2024", ["NATO"], ["Mark Rutte"]),
        ("Mark Rutte on shells", ["NL", "NATO"], ["Mark Rutte"]),
        ("NATO chief Rutte on shells", ["NATO"], ["Mark Rutte"]),
        ("Dutch prime minister Mark Rutte on shells", ["NL"], ["Mark Rutte"]),
        ("Harris on lithium", ["US"], ["Kamala Harris"]),
        ("What did Taoiseach Harris say about beef?", ["IE"], ["Simon Harris"]),
        ("What did Irish premier Harris say about beef?", ["IE"], ["Simon Harris"]),
        ("What did Ashraf Ghani say about carpets?", ["AF"], ["Ashraf Ghani"]),
        ("Ghani and Abdullah Abdullah on carpets", ["AF"], ["Ashraf Ghani", "Abdullah Abdullah"]),
        ("What did President Ruto and Sunak see in the canal?", ["KE", "GB"], ["William Ruto", "Rishi Sunak"]),
        ("How did Kinshasa's Kabongo explain the closure?", ["CD"], ["Kabongo"]),
        ("How did Baku's Farid Aliquliyev explain the closure?", ["AZ"], ["Farid Aliquliyev"]),
    ],
)
def test_persons_and_their_parties(text: str, speakers: list[str], people: list[str]) -> None:
    question = ask(text)
    assert (list(question.speakers), list(question.people)) == (speakers, people)
