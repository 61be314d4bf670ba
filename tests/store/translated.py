"""Readouts in pairs, English and another language, each with one of another meeting.

All sentences are made up. `other` is of the same sides on the same day, in the other language: it must not be taken
for the translation.
"""

from __future__ import annotations

from dataclasses import dataclass

from rag.types import Readout


@dataclass(frozen=True, slots=True)
class Pair:
    """An English readout, its translation, and one of another meeting in the translation's language."""

    english: Readout
    translated: Readout
    other: Readout


def _pair(sides: str, date: str, language: str, english: str, translated: str, other: str) -> Pair:
    """`sides` are codes, the reporter's first."""

    def made(kind: str, text: str, language: str) -> Readout:
        parties = tuple(sides.split())
        id = f"{'-'.join(parties).lower()}-{language}{kind}"
        return Readout(id, id, text, date=date, reporter=parties[0], parties=parties, language=language)

    return Pair(made("", english, "en"), made("", translated, language), made("-other", other, language))


PAIRS = (
    _pair(
        "ES MA",
        "2023-02-02",
        "es",
        "Prime Minister Pedro Sánchez met today in Rabat with the Prime Minister of Morocco, Aziz Akhannouch. "
        "The two chaired the twelfth high-level meeting between Spain and Morocco, at which 19 agreements "
        "were signed. Spain will open a credit line of 800 million euros for railways and water. They spoke "
        "of fishing, of the customs post at Ceuta, and of 25 schools in Tetuán. The President of the "
        "Government thanked Morocco for its help with migration and invited Mr Akhannouch to Madrid in 2024.",
        "El presidente del Gobierno, Pedro Sánchez, se ha reunido hoy en Rabat con el jefe de Gobierno de "
        "Marruecos, Aziz Akhannouch. Ambos han presidido la duodécima reunión de alto nivel entre España y "
        "Marruecos, en la que se firmaron 19 acuerdos. España abrirá una línea de crédito de 800 millones de "
        "euros para ferrocarriles y agua. Hablaron de la pesca, de la aduana de Ceuta y de 25 escuelas en "
        "Tetuán. El presidente del Gobierno agradeció a Marruecos su ayuda en materia migratoria e invitó al "
        "señor Akhannouch a Madrid en 2024.",
        "La ministra de Industria, Reyes Ejemplar, ha inaugurado en Casablanca el foro empresarial de España "
        "y Marruecos ante 320 empresarios. Anunció que 14 compañías de España construirán parques solares en "
        "Marruecos por 410 millones de euros. Su homólogo, Nabil Muestra, pidió que Marruecos reciba "
        "formación para 600 técnicos. El foro volverá a celebrarse en Sevilla en 2025, según acordaron las "
        "cámaras de comercio de ambos países.",
    ),
    _pair(
        "CL AR",
        "2022-04-04",
        "es",
        "President Gabriel Boric and the President of Argentina, Alberto Fernández, held a meeting at the "
        "Casa Rosada in Buenos Aires. Both leaders reviewed the tunnel of Agua Negra, on which 280 million "
        "dollars will be spent, and the gas that Argentina supplies to Chile in winter. President Boric "
        "proposed a joint inventory of 1,200 glaciers. Argentina offered to send 40 researchers to Punta "
        "Arenas. The Presidents will meet again in Santiago within 90 days.",
        "El Presidente Gabriel Boric y el Presidente de Argentina, Alberto Fernández, sostuvieron una reunión "
        "en la Casa Rosada, en Buenos Aires. Ambos mandatarios revisaron el túnel de Agua Negra, en el que se "
        "invertirán 280 millones de dólares, y el gas que Argentina suministra a Chile en invierno. El "
        "Presidente Boric propuso un catastro conjunto de 1.200 glaciares. Argentina ofreció enviar 40 "
        "investigadores a Punta Arenas. Los Presidentes volverán a reunirse en Santiago en un plazo de 90 "
        "días.",
        "El Presidente Gabriel Boric visitó en Buenos Aires el Espacio de la Memoria junto a familiares de "
        "detenidos de Chile y Argentina. Recordó a los 119 nombres de una lista de 1975 y depositó una "
        "corona. Más tarde conversó con 30 estudiantes de Chile que cursan sus carreras en Argentina, y con "
        "la rectora Amanda Ficticia sobre becas para 70 jóvenes de Valdivia y de Rosario.",
    ),
    _pair(
        "RU EG",
        "2019-10-23",
        "ru",
        "Vladimir Putin had a conversation in Sochi with President of Egypt Abdel Fattah el-Sisi. The "
        "presidents discussed the industrial zone near Port Said, in which Russia will invest 190 million "
        "dollars, and flights from Moscow to Hurghada, which may begin in 2020. Russia is ready to supply "
        "Egypt with 3 million tonnes of wheat. Egypt asked for 50 more scholarships for engineers who will "
        "work at El Dabaa. The two sides agreed to hold a meeting of the commission in Cairo in March.",
        "Владимир Путин провёл в Сочи беседу с Президентом Египта Абдельфаттахом Сиси. Президенты обсудили "
        "промышленную зону близ Порт-Саида, в которую Россия вложит 190 миллионов долларов, и рейсы из Москвы "
        "в Хургаду, которые могут начаться в 2020 году. Россия готова поставить Египту 3 миллиона тонн "
        "пшеницы. Египет попросил ещё 50 стипендий для инженеров, которые будут работать в Эль-Дабаа. Стороны "
        "договорились провести заседание комиссии в Каире в марте.",
        "Владимир Путин и Президент Египта Абдельфаттах Сиси открыли в Сочи выставку, на которой Россия "
        "показала 85 образцов техники. Гости из Египта осмотрели вертолёт и 12 тракторов. Министр "
        "промышленности рассказал, что Египет получит сборочную линию мощностью 700 машин в год. Затем главы "
        "государств приняли участие в концерте, где играл оркестр из Александрии, 64 музыканта.",
    ),
    _pair(
        "RU CN",
        "2021-06-28",
        "ru",
        "President of Russia Vladimir Putin and President of China Xi Jinping held talks by videoconference. "
        "They extended for 5 years the treaty that Russia and China signed in 2001. Mr Putin said that the "
        "bridge between Blagoveshchensk and Heihe will carry 300,000 lorries a year. Xi Jinping said that "
        "China would buy 38 billion cubic metres of gas by the pipeline. Russia will send 160 athletes to "
        "Beijing. Both leaders spoke in favour of talks on Afghanistan.",
        "Президент России Владимир Путин и Председатель КНР Си Цзиньпин провели переговоры в режиме "
        "видеоконференции. Они продлили на 5 лет договор, который Россия и Китай подписали в 2001 году. "
        "Владимир Путин сказал, что мост между Благовещенском и Хэйхэ пропустит 300 000 грузовиков в год. Си "
        "Цзиньпин сообщил, что Китай купит 38 миллиардов кубометров газа по трубопроводу. Россия направит 160 "
        "спортсменов в Пекин. Оба лидера высказались за переговоры по Афганистану.",
        "Владимир Путин принял в Кремле посла Китая, который завершает работу в России. Президент России "
        "поблагодарил его за 11 лет труда и вручил орден. Посол рассказал о 44 городах России, в которых "
        "побывал, и о книге, которую издадут в Китае тиражом 9000 экземпляров. В церемонии участвовали 27 "
        "дипломатов Китая.",
    ),
    _pair(
        "CN FR",
        "2023-04-06",
        "zh",
        "On April 6, 2023, President Xi Jinping held talks in Beijing with French President Emmanuel Macron. "
        "Xi Jinping said that China would buy 160 aircraft from France. France will take part in the fair in "
        "Shanghai, and 36 companies signed contracts. President Macron said that France supports the talks on "
        "Ukraine. Both sides agreed that 10,000 students of China may study in France by 2025, and that China "
        "lends 2 pandas to Beauval for 10 years.",
        "2023年4月6日，国家主席习近平在北京同法国总统马克龙举行会谈。习近平表示，中国将从法国购买1"
        "60架飞机。法国将参加上海博览会，36家企业签署了合同。马克龙总统表示，法国支持关于乌克兰的谈判"
        "。双方商定，到2025年，中国10000名学生可赴法国留学，中国将向博瓦勒出借2只大熊猫，为期1"
        "0年。",
        "2023年4月6日，国务院总理李强在北京会见法国企业代表团。李强说，中国市场对法国开放，今年新增"
        "24个试点城市。法国代表团团长表示，法国企业在中国雇用了57万人。李强还谈到航空、核能与农业，希"
        "望法国放宽对中国产品的18项限制。会见持续了75分钟。",
    ),
    _pair(
        "CN ZM",
        "2023-09-15",
        "zh",
        "On September 15, 2023, Xi Jinping held talks with President of Zambia Hakainde Hichilema at the "
        "Great Hall of the People. The two heads of state announced a comprehensive partnership. China will "
        "build 3 solar stations in Zambia with 450 megawatts, and restructure 6 loans. President Hichilema "
        "said that Zambia wants to export more copper and 20,000 tonnes of soybeans to China. China will "
        "train 500 doctors of Zambia until 2026.",
        "2023年9月15日，习近平在人民大会堂同赞比亚总统希奇莱马举行会谈。两国元首宣布建立全面战略合"
        "作伙伴关系。中国将在赞比亚建设3座太阳能电站，装机450兆瓦，并重组6笔贷款。希奇莱马总统表示，"
        "赞比亚希望向中国出口更多铜和20000吨大豆。到2026年，中国将为赞比亚培训500名医生。",
        "2023年9月15日，全国人大常委会委员长赵乐际在北京会见赞比亚总统希奇莱马。赵乐际说，中国全国"
        "人大愿同赞比亚议会加强交往，今年将邀请32名议员访华。希奇莱马感谢中国援建体育场，称赞比亚有8万"
        "人前往观看比赛。双方还谈到坦赞铁路通车47周年。",
    ),
)
