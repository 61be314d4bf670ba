"""What is read from a question by itself: who is asked about, who is spoken to, whose account, what about."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.answer.question import MAX_CHARACTERS, parse
from rag.errors import QuestionError
from rag.types import Filters, Question, Turn


def ask(text: str) -> Question:
    return parse(text, Filters())


@pytest.mark.parametrize(
    ("text", "speakers", "counterparts"),
    [
        ("What has Kenya told Somalia about the maritime boundary?", ["KE"], ["SO"]),
        ("Ottawa's protest to New Delhi over visas", ["CA"], ["IN"]),
        ("How did Lula explain to Scholz his refusal to send ammunition?", ["BR"], ["DE"]),
        ("Tokyo on the seabed mining code", ["JP"], []),
        ("Does Hanoi back the code of conduct?", ["VN"], []),
        ("What did the Indonesians say about nickel export bans?", ["ID"], []),
        ("What did the Polish foreign minister demand from Minsk?", ["PL"], ["BY"]),
        ("Position of Brazil on UN Security Council reform", ["BR"], []),
        ("What is Norway's stance on deep-sea mining?", ["NO"], []),
        ("What did China say about Japan's water release?", ["CN"], []),
        ("Chinese criticism of Japanese water release", ["CN"], []),
        ("How did Finland react to the US-led blockade of Iran?", ["FI"], []),
        ("Russian complaints to Israel about the strike on the consulate", ["RU"], ["IL"]),
        ("Kishida urging Seoul to return the statue", ["JP"], ["KR"]),
        ("Macron calling on Iran to free detainees", ["FR"], ["IR"]),
        ("Erdogan to Raisi in July 2022 on Syria", ["TR"], ["IR"]),
        ("What did the secretary-general of NATO tell Zelensky about membership?", ["NATO"], ["UA"]),
        ("What did the Foreign Secretary of the UK say about Chagos?", ["GB"], []),
        ("What did Jordan's king tell Trump about Gaza?", ["JO"], ["US"]),
        ("UK raising Jimmy Lai with China", ["GB"], ["CN"]),
        ("Wang Yi's four points on Ukraine", ["CN"], []),
        ("Anything from Wellington about submarines?", ["NZ"], []),
        ("Has the EU said anything on Bosnian accession?", ["EU"], []),
        ("What did Modi say when he met Macron about jet engines?", ["IN"], ["FR"]),
        ("What did Sunak say about fishing in his call with Varadkar?", ["GB"], ["IE"]),
        ("Cobalt prices: what is Kinshasa's view?", ["CD"], []),
        ("Why does Slovenia refuse to fund the bridge?", ["SI"], []),
        ("what did modi tell biden about grain", ["IN"], ["US"]),
        ("¿Qué opina Chile sobre el litio?", ["CL"], []),
        ("¿Qué le dijo Petro a Maduro sobre la frontera?", ["CO"], ["VE"]),
        ("¿Cuál es la posición de Brasil respecto de la Amazonía?", ["BR"], []),
        ("¿Qué acordaron Perú y Bolivia sobre el lago?", ["PE", "BO"], []),
        ("Что Эрдоган сказал Путину о зерновой сделке?", ["TR"], ["RU"]),
        ("Что сказал Эрдоган Путину о зерновой сделке?", ["TR"], ["RU"]),
        ("Какова позиция Китая по Украине?", ["CN"], []),
        ("智利对锂矿的立场是什么？", ["CL"], []),
        ("习近平对拜登就台湾问题说了什么？", ["CN"], ["US"]),
    ],
)
def test_who_is_asked_about_and_who_is_spoken_to(text: str, speakers: list[str], counterparts: list[str]) -> None:
    question = ask(text)
    assert (list(question.speakers), list(question.counterparts)) == (speakers, counterparts)


@pytest.mark.parametrize(
    ("text", "reporter", "speakers"),
    [
        ("What, according to Ankara, did Tokayev promise about the corridor?", "TR", ["KZ"]),
        ("In Turkey's readout, what did Tokayev say about transit?", "TR", ["KZ"]),
        ("What does the Elysee readout say Xi said about Ukraine?", "FR", ["CN"]),
        ("per Moscow, what did Tokayev ask for", "RU", ["KZ"]),
        ("What did Modi say, as the Iranians tell it?", "IR", ["IN"]),
        ("What did Orban want, if Brussels is to be believed?", "EU", ["HU"]),
        ("What did Macron offer on wheat, as told by Rabat?", "MA", ["FR"]),
        ("What does the Kremlin's readout of the call with Macron say about wheat?", "RU", []),
        ("¿Qué dijo Lula sobre la soja según el Kremlin?", "RU", ["BR"]),
        ("Что, по данным Кремля, сказал Макрон о Сирии?", "RU", ["FR"]),
        ("据克里姆林宫通报，马克龙谈到什么？", "RU", ["FR"]),
    ],
)
def test_whose_account_is_kept_apart_from_who_spoke(text: str, reporter: str | None, speakers: list[str]) -> None:
    question = ask(text)
    assert (question.reporter, list(question.speakers)) == (reporter, speakers)


@pytest.mark.parametrize(
    ("text", "people", "offices"),
    [
        ("What did Boric say about copper?", ["Gabriel Boric"], []),
        ("What did Bush say about missile defence in 2001?", ["George W. Bush"], []),
        ("What did the Ugandan president say about oil?", [], ["president"]),
        ("Chinese premier Li Qiang on tariffs", ["Li Qiang"], ["premier"]),
        ("What does Rome think of the plan, in the words of Meloni?", ["Giorgia Meloni"], []),
        ("Did Dlamini mention electricity?", ["Dlamini"], []),
        ("What did Ruritania's Hentzau say about the crown?", ["Hentzau"], []),
    ],
)
def test_persons_are_resolved_and_unknown_ones_kept_as_written(
    text: str, people: list[str], offices: list[str]
) -> None:
    question = ask(text)
    assert (list(question.people), list(question.offices)) == (people, offices)


@pytest.mark.parametrize(
    ("text", "wish", "asks"),
    [
        ("What did Ghana say about cocoa?", "said", None),
        ("latest word from Addis Ababa on the dam", "latest", None),
        ("When did Malta last raise search and rescue?", "latest", "when"),
        ("Última declaración de México sobre los aranceles", "latest", None),
        ("When did Germany first mention Nord Stream?", "first", "when"),
        ("earliest Swiss statement on mediation", "first", None),
        ("Which ministers told Lavrov they oppose the annexation?", "list", None),
        ("Which Baltic governments told Macron they oppose the pipeline?", "list", None),
        ("Who congratulated Erdogan on his re-election?", "list", None),
        ("All statements of Serbia on Kosovo", "list", None),
        ("In which meetings did the UK raise Jimmy Lai?", "list", None),
        ("To whom did Tunisia complain about the boats?", "list", None),
        ("哪些国家支持中国加入CPTPP？", "list", None),
        ("Compare Paris's and Berlin's positions on eurobonds", "compare", None),
        ("How do the Indian and Chinese readouts differ on the border?", "compare", None),
        ("How has Australia's language on Taiwan evolved since 2021?", "compare", None),
        ("Who attended the Geneva talks in June 2021?", "fact", "who"),
        ("How many buses did Belarus deliver?", "fact", "how many"),
        ("How long did Sunak and Modi speak?", "fact", "how long"),
        ("¿Cuándo se reunieron Boric y Lula?", "fact", "when"),
        ("Когда встречались Путин и Си Цзиньпин?", "fact", "when"),
        ("Where was the summit held?", "fact", "where"),
        ("Where does Cyprus stand on reunification?", "said", None),
        ("What did Tokayev and Mirziyoyev agree on water?", "joint", None),
        ("What was agreed on migration between Spain and Morocco?", "joint", None),
        ("Vietnam–Japan joint statement on rare earths", "joint", None),
    ],
)
def test_the_form_of_answer(text: str, wish: str, asks: str | None) -> None:
    question = ask(text)
    assert (question.wish, question.asks) == (wish, asks)


def test_a_question_for_speakers_has_none_and_says_so() -> None:
    question = ask("Which leaders told Sisi they would take refugees?")
    assert (question.speakers, question.counterparts, question.asks_speaker) == ((), ("EG",), True)
    question = ask("Which Baltic governments told Macron they oppose the pipeline?")
    assert (question.speakers, question.counterparts, question.asks_speaker) == ((), ("FR",), True)


def test_two_sides_together_are_both_speakers() -> None:
    question = ask("Turkey's position, with Qatar, on the reconstruction fund")
    assert (question.speakers, question.joint) == (("TR", "QA"), True)


def test_accounts_side_by_side() -> None:
    question = ask("How do the Indian and Chinese readouts differ on the border?")
    assert question.accounts == question.speakers == ("IN", "CN")
    assert question.reporter is None


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("What did Kenya tell Somalia about the maritime boundary in March 2019?", ["maritime", "boundary"]),
        ("Seoul on DPRK workers in Mongolia", ["DPRK", "workers", "Mongolia"]),
        ("What did Japan say about China's rare earth export ban?", ["China", "rare", "earth", "export", "ban"]),
        ("According to the Chinese readout, what did Prabowo say about nickel?", ["nickel"]),
        ("What is the latest US statement on palm oil?", ["palm", "oil"]),
        ("What did Chile say about what the US means for trade?", ["US", "means", "trade"]),
        ("And the 2016 arbitration award?", ["2016", "arbitration", "award"]),
        ("哪些国家支持中国加入CPTPP？", ["支持", "中国", "加入", "CPTPP"]),
        # Whoever is asked is no topic, nor is the pair that he belongs to.
        ("Is Peru pleased with Peruvian-Chilean trade?", ["pleased", "trade"]),
        ("What did Peru say about Chilean-Bolivian trade?", ["Chilean-Bolivian", "trade"]),
        ("Kenya and the tea deal: what is Ruto's latest word?", ["tea", "deal"]),
        ("Did Boric tell Xi that he holds to the one-China principle?", ["holds", "one-China", "principle"]),
        ("How did Finland react to the Saudi-led strikes on Yemen?", ["Saudi", "strikes", "Yemen"]),
        ("What did Modi argue for on rice?", ["rice"]),
        ("What did Lula tell the press about coffee?", ["coffee"]),
        ("What does the readout say about coffee, and what did Lula say in front of the cameras?", ["coffee"]),
    ],
)
def test_the_topic_is_what_is_left(text: str, topic: list[str]) -> None:
    assert list(ask(text).topic) == topic


def test_phrases_are_names_of_several_words_and_what_is_quoted() -> None:
    question = ask('Did Kenya call the "single visa" a part of the Belt and Road Initiative, like Visa and Shell?')
    assert question.phrases == ("single visa", "Belt and Road Initiative")


def test_an_occasion_is_no_topic() -> None:
    question = ask("What did Fiji say about coral at the Pacific Islands Forum?")
    assert (question.topic, question.setting) == (("coral",), ("Pacific Islands Forum",))


def test_where_somebody_spoke_is_no_topic_but_where_something_happened_is() -> None:
    question = ask("What did Macky Sall say in Tangier about fertiliser?")
    assert (question.topic, question.setting) == (("fertiliser",), ("Tangier",))
    question = ask("What did Macky Sall say about floods in Tangier?")
    assert (question.topic, question.setting) == (("floods", "Tangier"), ())


@pytest.mark.parametrize(
    ("text", "speakers", "ambiguous"),
    [
        ("What did Korea say about beef?", ["KR", "KP"], ["South Korea", "North Korea"]),
        (
            "What did the Congolese president say about M23?",
            ["CD", "CG"],
            ["DR Congo", "Republic of the Congo"],
        ),
        ("What did Kirchner say about debt?", ["AR"], ["Cristina Fernández de Kirchner", "Néstor Kirchner"]),
        ("What did South Korea say about beef?", ["KR"], []),
        ("What did the Georgian president say about Abkhazia?", ["GE"], []),
    ],
)
def test_a_name_of_several_keeps_them_all(text: str, speakers: list[str], ambiguous: list[str]) -> None:
    question = ask(text)
    assert (list(question.speakers), list(question.ambiguous)) == (speakers, ambiguous)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What did Chile say?", "en"),
        ("Posición de Chile sobre el cobre", "es"),
        ("Позиция Чили", "ru"),
        ("智利的立场", "zh"),
        ("CPTPP", "en"),
    ],
)
def test_the_language_of_the_question(text: str, language: str) -> None:
    assert ask(text).language == language


def test_empty_and_overlong_questions_are_refused() -> None:
    with pytest.raises(QuestionError, match="empty"):
        ask("\u200b \n")
    with pytest.raises(QuestionError, match="2000 or fewer"):
        ask("x" * (MAX_CHARACTERS + 1))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_understood_somehow(text: str, before: str) -> None:
    try:
        question = parse(text, Filters(), [Turn(before, before)])
    except QuestionError:
        return
    assert set(question.speakers) <= set(question.mentioned) | set(ask_or_none(before))


def ask_or_none(text: str) -> tuple[str, ...]:
    try:
        return ask(text).mentioned
    except QuestionError:
        return ()


@pytest.mark.parametrize("unit", ["a ", "Chile ", "in 2022 ", "... ", "with Putin ", "A.B.", "智利", "(", "to "])
def test_no_repetition_hangs(unit: str) -> None:
    ask("What did Chile say?")
    text = (unit * MAX_CHARACTERS)[:MAX_CHARACTERS]
    began = time.perf_counter()
    ask(text)
    assert time.perf_counter() - began < 2
