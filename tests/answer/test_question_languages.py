"""Who is asked about and who is spoken to in Spanish, Russian and Chinese, in many wordings; what is asked for."""

from __future__ import annotations

import pytest

from rag.answer.question import parse
from rag.types import Filters, Question


def ask(text: str) -> Question:
    return parse(text, Filters())


@pytest.mark.parametrize(
    ("text", "speakers", "counterparts"),
    [
        ("О чём Мишель предупредил премьер-министра Армении в связи с пошлинами?", ["BE", "EU"], ["AM"]),
        ("На какие уступки Тегерана Макрон указал Эрдогану?", ["FR"], ["TR"]),
        ("Какую общую оценку Пекин и Исламабад дали коридору?", ["CN", "PK"], []),
        ("Какое содействие Индия обещала Непалу после землетрясения?", ["IN"], ["NP"]),
        ("За что Лукашенко благодарил Си Цзиньпина?", ["BY"], ["CN"]),
        ("С какой просьбой Токаев обратился к Путину?", ["KZ"], ["RU"]),
        ("Как Берлин объяснил Варшаве отказ от поставок?", ["DE"], ["PL"]),
        ("Чего Ереван добивается от Баку по пленным?", ["AM"], ["AZ"]),
        ("Почему Венгрия отказалась платить за газ?", ["HU"], []),
        ("Что пообещал Зеленскому Байден насчёт истребителей?", ["US"], ["UA"]),
        ("Как высказалась Япония о сбросе воды?", ["JP"], []),
        ("Президент Франции о ядерном зонтике", ["FR"], []),
        ("Что сказал министр иностранных дел Турции о проливах?", ["TR"], []),
        ("Что думают китайские власти о пошлинах?", ["CN"], []),
        ("Какие претензии предъявила Белоруссии Литва?", ["LT"], ["BY"]),
        ("Что ответила канцлер Меркель на слова Путина о газе?", ["DE"], []),
        ("Какие доводы привёл Эрдоган, когда Путин приехал в Стамбул?", ["TR"], ["RU"]),
        ("Когда Путин приехал в Стамбул, что сказал Эрдоган о зерне?", ["TR"], ["RU"]),
        ("Обещала ли Москва Гаване нефть?", ["RU"], ["CU"]),
        ("Слова Макрона о Сахеле", ["FR"], []),
        ("Что известно о поездке Моди в Киев?", [], []),
        ("Соболезнования Путина Ирану после крушения вертолёта", ["RU"], ["IR"]),
        ("В чём Рама убеждал Мицотакиса?", ["AL"], ["GR"]),
        ("Поддержал ли Пекин Москву по Тайваню?", ["CN"], []),
        ("¿En qué sector quería Lula colaborar con India cuando recibió a Modi?", ["BR"], ["IN"]),
        ("¿A quién culpó Petro de la sequía?", ["CO"], []),
        ("¿A qué gobierno le reclamó Bolivia las aguas del Silala?", ["BO"], []),
        ("¿Con qué argumento rechazó Sheinbaum los aranceles de Trump?", ["MX"], []),
        ("¿Qué cifras de migrantes citó Boric en Lima?", ["CL"], ["PE"]),
        ("¿Qué compromiso sobre las mineras asumió Perú con Canadá?", ["PE"], ["CA"]),
        ("¿De qué se quejó Uruguay ante Argentina por la pastera?", ["UY"], ["AR"]),
        ("La presidenta chilena en la cena con Obama: ¿qué dijo del cobre?", ["CL"], ["US"]),
        ("Presidente uruguayo, marzo de 2016: ¿qué pidió al Mercosur?", ["UY"], ["MERCOSUR"]),
        ("Cuando Macron visitó Brasilia, ¿qué le pidió Lula sobre la selva?", ["BR"], ["FR"]),
        ("¿Qué respondió Sánchez cuando Milei viajó a Madrid?", ["ES"], ["AR"]),
        ("¿Cómo justificó Chávez la nacionalización?", ["VE"], []),
        ("¿Por qué felicitó Evo Morales a Correa?", ["BO"], ["EC"]),
        ("Sobre las represas, ¿qué reclamó Camboya a Laos?", ["KH"], ["LA"]),
        ("¿Qué ayuda tras el terremoto anunció Japón a Turquía?", ["JP"], ["TR"]),
        ("¿Qué países apoyó Cuba en la disputa?", ["CU"], []),
        ("Agradecimiento de Honduras a Taiwán por las becas", ["HN"], ["TW"]),
        ("¿Le pidió Petro a Biden retirar las sanciones?", ["CO"], ["US"]),
        ("¿Qué postura tomó Panamá sobre el canal durante la visita de Rubio?", ["PA"], ["US"]),
        ("Rechazo de México a los aranceles", ["MX"], []),
        ("¿Qué elogió de la reforma agraria Mujica?", ["UY"], []),
        ("Palabras de Bachelet sobre el mar", ["CL", "UN"], []),
        ("О чём американцы просили Загреб?", ["US"], ["HR"]),
        ("Что Болсонару сказал Байдену о лесах?", ["BR"], ["US"]),
        ("莫迪访问雅典时，对塞浦路斯问题持什么立场？", ["IN"], ["GR"]),
        ("面对欧盟对塞尔维亚的压力，中国作何回应？", ["CN"], []),
        ("冯德莱恩会见李强时，就电动车关税表达了什么立场？", ["EU"], ["CN"]),
        ("马克龙访问北京期间对习近平提出了什么要求？", ["FR"], ["CN"]),
        ("2023年6月，布林肯在北京就芬太尼问题说了什么？", ["US"], []),
        ("对于日本排放核污水，中国是什么态度？", ["CN"], []),
        ("莫迪是怎么评价乌克兰战争的？", ["IN"], []),
        ("普京与埃尔多安通话时怎样谈粮食协议？", ["RU"], ["TR"]),
        ("关于台湾，岸田文雄向拜登保证了什么？", ["JP"], ["US"]),
        ("俄罗斯为什么反对北约东扩？", ["RU"], []),
        ("越南总理感谢日本什么？", ["VN"], ["JP"]),
        ("美国总统国家安全顾问沙利文对以色列提出什么警告？", ["US"], ["IL"]),
        ("巴西和中国就和平方案达成了什么共识？", ["BR", "CN"], []),
        ("伊朗外长为何批评德国？", ["IR"], []),
    ],
)
def test_who_is_asked_about_and_who_is_spoken_to(text: str, speakers: list[str], counterparts: list[str]) -> None:
    question = ask(text)
    assert (list(question.speakers), list(question.counterparts)) == (speakers, counterparts)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("¿Qué dijo Lula cuando vio a Xi?", None),
        ("¿Qué dijo Lula en Shanghái, donde vio a Xi?", None),
        ("¿Cuándo se reunieron Lula y Xi?", "when"),
        ("¿Desde cuándo coopera Brasil con China?", "when"),
        ("¿Dónde se reunieron Lula y Xi?", "where"),
        ("¿En qué ciudad recibió Xi a Lula?", "where"),
        ("Dime cuándo visitó Lula China", "when"),
        ("Что Путин сказал Моди, когда речь шла о нефти?", None),
        ("Когда Путин встречался с Моди?", "when"),
        ("Путин и Моди когда встречались?", "when"),
        ("Когда речь зашла о нефти, что ответил Моди?", None),
        ("В Сочи, где шла встреча, что сказал Моди?", None),
        ("Где встречались Путин и Моди?", "where"),
        ("В каком городе Моди принимал Путина?", "where"),
        ("普京和莫迪何时会晤？", "when"),
        ("普京在哪里会见莫迪？", "where"),
    ],
)
def test_when_and_where_ask_only_where_they_open_the_question(text: str, asks: str | None) -> None:
    assert ask(text).asks == asks


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("¿Le dijo Lula a Xi a fines de mayo de 2005 que quería soja?", "2005-05-20", "2005-05-31"),
        ("¿Qué dijo Lula en su reunión virtual de mayo de 2021 sobre la soja?", "2021-05-01", "2021-05-31"),
        ("Что Путин сказал Моди в конце мая 2005 года о нефти?", "2005-05-20", "2005-05-31"),
        ("Летом 2005 года что сказал Моди?", "2005-06-01", "2005-08-31"),
    ],
)
def test_a_date_that_says_itself_when_it_was_is_certain(text: str, since: str, until: str) -> None:
    question = ask(text)
    assert (question.since, question.until, question.dates_certain) == (since, until, True)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Что Джон Финер сказал о Тайване?", "Jon Finer"),
        ("О чём просил Хавьер Милей?", "Javier Milei"),
        ("Что ответила Саломе Зурабишвили?", "Salome Zourabichvili"),
        ("Что сказал Габриэль Борич о литии?", "Gabriel Boric"),
        ("Чего хотел Энрике Пенья Ньето?", "Enrique Peña Nieto"),
        ("Что сказала Бербок о поставках?", "Annalena Baerbock"),
        ("Что сказал Пеллегрини о транзите?", "Peter Pellegrini"),
        ("Слова Петра Фиалы о закупке снарядов", "Petr Fiala"),
        ("Что пообещал Янез Янша?", "Janez Janša"),
        ("О чём говорил Луис Абинадер?", "Luis Abinader"),
        ("Что сказал Аббас Аракчи о переговорах?", "Abbas Araghchi"),
        ("Позиция Хакана Фидана", "Hakan Fidan"),
    ],
)
def test_a_leader_is_known_in_cyrillic_though_not_listed_so(text: str, person: str) -> None:
    assert ask(text).people == (person,)


@pytest.mark.parametrize(
    "text", ["Что сказал Смирнов о дорогах?", "Что известно о селе Борки?", "Что сказал Петренко о зерне?"]
)
def test_no_leader_is_guessed_from_a_like_name(text: str) -> None:
    assert not ask(text).speakers


@pytest.mark.parametrize(
    ("text", "kept", "left_out"),
    [
        ("¿En qué rubro quería Lula cooperar más con India?", [], ["rubro", "quería", "más"]),
        ("¿Con qué palabras describió Boric la sequía?", ["sequía"], ["palabras", "describió"]),
        ("¿Qué contestó Petro al pedido de enviar médicos?", ["médicos"], ["contestó", "pedido"]),
        ("На что Путин указал Эрдогану, когда речь шла о перемирии?", ["перемирии"], ["указал", "речь", "шла"]),
        ("Что Токаев говорил о размещении заводов?", ["заводов"], ["говорил"]),
        ("О чём Вучич предупредил Приштину в связи с тарифами?", ["тарифами"], ["предупредил", "связи"]),
    ],
)
def test_words_of_the_frame_are_no_topic(text: str, kept: list[str], left_out: list[str]) -> None:
    topic = ask(text).topic
    assert set(kept) <= set(topic)
    assert not set(left_out) & set(topic)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("普京对天然气价格有什么看法？", ["天然气", "价格"]),
        ("关于台湾海峡，拜登说了什么？", ["台湾海峡"]),
        ("莫迪如何看待恐怖主义和气候变化？", ["恐怖主义", "气候变化"]),
    ],
)
def test_a_chinese_topic_is_cut_into_known_terms(text: str, topic: list[str]) -> None:
    assert list(ask(text).topic) == topic
