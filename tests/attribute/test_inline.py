"""Labels inside a line open turns of their own; what only looks like one does not."""

import time

import pytest

from rag.attribute.attribute import attribute
from rag.attribute.labelwords import is_nobody
from rag.attribute.turns import turns
from rag.types import Readout


def found(text: str, title: str = "") -> list[tuple[str, str]]:
    result = turns(text, title)
    for turn in result:
        assert text[turn.label_start : turn.label_end].startswith(turn.label)
    return [(turn.label, text[turn.start : turn.end]) for turn in result]


LABELS = [
    # after a rule, a sentence's end, a question, an omission
    (
        "They met.*** President of Peru Ana Ríos: Welcome. Prime Minister of Fiji Tom Valu(retranslated): Thanks!"
        " Ana Ríos: Why? Tom Valu: Because. <…> Ana Ríos: Good.",
        [
            ("President of Peru Ana Ríos", "Welcome."),
            ("Prime Minister of Fiji Tom Valu", "Thanks!"),
            ("Ana Ríos", "Why?"),
            ("Tom Valu", "Because."),
            ("Ana Ríos", "Good."),
        ],
    ),
    # after a heading without a full stop, another person's name in it
    (
        "* * * Beginning of talks with President of Fiji Tom Valu President of Peru Ana Ríos: I greet you.",
        [("President of Peru Ana Ríos", "I greet you.")],
    ),
    # a card of the page that repeats the name
    (
        "Welcome. President of Fiji Tom Valu Valu TomPresident of Fiji (in English): Thank you.",
        [("President of Fiji Tom Valu", "Thank you.")],
    ),
    # two offices, joined by "and" or a comma
    (
        "Ready. Chairperson of the African Union and President of Chad Ali Özal: Yes.",
        [("Chairperson of the African Union and President of Chad Ali Özal", "Yes.")],
    ),
    # questioners, and one that gives his name
    (
        "So. President of Peru Ana Ríos: Ask. Question: Jan Kos, the Daily. Why? Ana Ríos: Who? Jan Kos: All."
        " Remark: Yes.",
        [
            ("President of Peru Ana Ríos", "Ask."),
            ("Question", "Jan Kos, the Daily. Why?"),
            ("Ana Ríos", "Who?"),
            ("Jan Kos", "All."),
            ("Remark", "Yes."),
        ],
    ),
    # capitals, also after a time of day
    (
        "9:59 A.M. EST VICE PRESIDENT LEE: Hello. PRIME MINISTER RÍOS: Hello. MS. PAK: Thanks.",
        [("VICE PRESIDENT LEE", "Hello."), ("PRIME MINISTER RÍOS", "Hello. MS. PAK: Thanks.")],
    ),
    # no space after the colon; the speech on the next line
    ("Minister of Trade Ana Ríos (retranslated):Thank you.", [("Minister of Trade Ana Ríos", "Thank you.")]),
    ("President of Peru Ana Ríos (retranslated):\n\nFriends!", [("President of Peru Ana Ríos", "Friends!")]),
    # a long label of interpreted speech
    (
        "Head of the Old Church, Pope Jan II (retranslated): Peace.",
        [("Head of the Old Church, Pope Jan II", "Peace.")],
    ),
    # Cyrillic
    (
        "Встреча в Москве. А.Ким: Здравствуйте. Президент Перу Ана Риос: Спасибо. А.Ким: Да.",
        [("А.Ким", "Здравствуйте."), ("Президент Перу Ана Риос", "Спасибо."), ("А.Ким", "Да.")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LABELS)
def test_labels_inside_a_line(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The commission led by Director of the Customs Service Jan Kos: it wrote a plan.",
        "And a question for President Ana Ríos: What will Peru do?",
        "Then President of Peru Ana Ríos said: We agree.",
        "They met at 10:30. See John 3:16. Note: This is a draft. Source: The Ministry.",
        "We spoke of the Middle East: The crisis goes on.",
        "It is open. First, to Prime Minister Valu: Will you come?",
        "President Lee, Prime Minister Ríos, Prime Minister Valu: I am glad.",
        "I thank you, Mr. President: We are friends.",
        "According to President of Peru Ana Ríos: We agree.",
    ],
)
def test_what_is_no_label(text: str) -> None:
    assert found(text) == []


def test_among_capitals_a_name_in_small_letters_is_addressed() -> None:
    text = "PRESIDENT LEE: Good. Prime Minister of Peru Ana Ríos: I greet you.\n\nPRIME MINISTER RÍOS: Thanks."
    assert [label for label, _ in found(text)] == ["PRESIDENT LEE", "PRIME MINISTER RÍOS"]


def test_a_person_is_known_from_the_title() -> None:
    text = "President of Peru Ana Ríos: Welcome. Tom Valu: Thanks. Blue Water: It is near."
    assert [label for label, _ in found(text, "Meeting with Tom Valu")] == ["President of Peru Ana Ríos", "Tom Valu"]


def test_an_office_that_begins_like_a_moderator_is_somebody() -> None:
    assert not is_nobody("Speaker of the Assembly Ana Ríos")
    assert not is_nobody("PRESS SECRETARY PAK")
    assert is_nobody("Speaker")


def test_many_colons_are_read_fast() -> None:
    started = time.process_time()
    turns("President of Peru Ana Ríos: Yes. " * 3000 + "A: " * 20000 + "Of The " * 20000 + ":")
    assert time.process_time() - started < 5


def credited(text: str, **given: object) -> list[tuple[str, str, str]]:
    about: dict[str, object] = {"reporter": "RU", "parties": ("RU", "PE"), "kind": "transcript", "date": "2019-05-02"}
    readout = Readout(id="x", text=text, **{"title": "Talks", **about, **given})  # type: ignore[arg-type]
    return [
        (",".join(s.speakers), s.person, text[s.start : s.end]) for s in attribute(readout) if s.speakers or s.person
    ]


def test_nobody_goes_on_in_anothers_turn() -> None:
    text = "The talks began.*** President of Russia Vladimir Putin: I greet you."
    text += " Ivan Novak (retranslated): We need ships."
    text += " President of Peru Ana Ríos: We need rain."
    rows = credited(text + " Ivan Novak: Thanks.")
    assert ("RU", "Vladimir Putin", "I greet you.") in rows
    assert ("PE", "Ana Ríos", "We need rain.") in rows
    assert not [row for row in rows if row[0] and "ships" in row[2]]
    assert not [row for row in rows if "talks began" in row[2]]


def test_after_offices_the_person_stands_last() -> None:
    text = (
        "President of Russia Vladimir Putin: Hello.\n\nMember of the Council of Peru Ana Ríos (retranslated): Thanks."
    )
    assert credited(text)[-1] == ("PE", "Ana Ríos", "Thanks.")


def test_a_guest_without_a_country_is_not_the_issuers() -> None:
    text = "President of Russia Vladimir Putin: Welcome.\n\nBishop Jan Kos (retranslated): Thanks."
    assert [row[0] for row in credited(text, title="Meeting with Bishop Jan Kos")] == ["RU", ""]


def test_an_office_alone_is_the_issuers_or_the_guests_by_gender() -> None:
    about = {"reporter": "AR", "parties": ("AR", "PE"), "date": "2010-05-02", "language": "es"}
    text = "PRESIDENTA.- Hemos firmado.\n\nPRESIDENTE.- Gracias.\n\nANA RÍOS: Adiós."
    rows = credited(text, title="La Presidenta y el presidente de Perú, Jan Kos", **about)
    assert ("AR", "Cristina Fernández de Kirchner", "Hemos firmado.") in rows
    assert ("PE", "Jan Kos", "Gracias.") in rows  # she is "la Presidenta"


def test_a_party_in_the_label_stands_against_a_like_name() -> None:
    about = {"reporter": "MX", "parties": ("MX", "GT"), "date": "2020-05-02", "language": "es"}
    rows = credited("CARLOS LUIS RÍOS ALVARADO, MINISTRO DE GUATEMALA: Gracias por todo.", **about)
    assert [row[0] for row in rows] == ["GT"]


def test_speech_before_the_first_label_is_nobodys() -> None:
    text = "Let me welcome our guests today.\n\nPRESIDENT PUTIN: Hello.\n\nPRESIDENT PUTIN: Thanks."
    assert [row[2] for row in credited(text)] == ["Hello.", "Thanks."]


def test_the_heading_of_a_speech_is_not_spoken() -> None:
    text = "REMARKS OF THE PRESIDENT OF RUSSIA IN THE HALL\n\nDear friends, thank you all."
    assert [row[2] for row in credited(text, title="Remarks by President of Russia")] == [
        "Dear friends, thank you all."
    ]


def test_a_title_in_cyrillic_tells_whose_guest_it_is() -> None:
    about = {"language": "ru", "title": "Встреча с архиепископом Киром и министром Перу Риосом"}
    text = "В.Путин: Здравствуйте!\n\nА.Риос: Спасибо вам.\n\nА.Киром: Добрый день."
    rows = credited(text, **about)
    assert [row[0] for row in rows] == ["RU", "PE"]


def test_a_time_of_day_ends_the_last_turn() -> None:
    assert found("PRESIDENT LEE: Thank you.\n\n5:57 P.M. CEST\n") == [("PRESIDENT LEE", "Thank you.")]
