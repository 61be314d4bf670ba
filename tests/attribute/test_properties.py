"""What holds of every readout: order, cover, exactness, and that the names of the two sides are all that matters."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.attribute.attribute import attribute
from rag.attribute.sentences import split
from rag.types import Readout

PIECES = [
    "President Lee ", "The two leaders ", "said ", "agreed ", "that ", "China ", "Chile’s ", ", and ", ". ", "\n",
    "\n\n", "“", "”", "with ", "SECRETARY LEE: ", "Q ", "(Laughs.) ", "В.Петров: ", "Президент России отметил ",
    "双方", "表示。", "習近平", "de la ", "El Presidente ", "afirmó ", "U.S. ", "Mr. ", "\x85", "\u2028", "\u200e",
    "é",
    "<…>", "---\n", "END",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@given(
    text=TEXTS,
    title=st.one_of(st.just(""), TEXTS),
    language=st.sampled_from(["en", "es", "ru", "zh", "fr"]),
    kind=st.sampled_from(["readout", "transcript", "statement"]),
    reporter=st.sampled_from([None, "CN", "US", "RU"]),
)
@settings(deadline=None, max_examples=300)
def test_statements_cover_every_sentence_in_order(text, title, language, kind, reporter) -> None:  # type: ignore[no-untyped-def]
    account = Readout("r", title, text, date="2024-05-02", reporter=reporter, language=language, kind=kind)
    statements = attribute(account)
    covered = 0
    for statement in statements:
        assert covered <= statement.start < statement.end <= len(text)
        assert not text[covered : statement.start].strip()
        assert text[statement.start : statement.end].strip() == text[statement.start : statement.end]
        assert statement.joint <= bool(statement.speakers) or not reporter
        covered = statement.end
    assert not text[covered:].strip()
    assert all(any(s.start < end and start < s.end for s in statements) for start, end in split(text))


@dataclass(frozen=True)
class Side:
    code: str
    name: str
    adjective: str
    capital: str
    first: str
    last: str


SIDES = [
    Side("CL", "Chile", "Chilean", "Santiago", "Gabriel", "Boric"),
    Side("KE", "Kenya", "Kenyan", "Nairobi", "William", "Ruto"),
    Side("FR", "France", "French", "Paris", "Emmanuel", "Macron"),
    Side("PL", "Poland", "Polish", "Warsaw", "Andrzej", "Duda"),
    Side("CO", "Colombia", "Colombian", "Bogotá", "Gustavo", "Petro"),
    Side("KR", "South Korea", "South Korean", "Seoul", "Suk-yeol", "Yoon"),
]

ACCOUNTS = [
    "President {a.first} {a.last} of {a.name} met today in {b.capital} with {b.adjective} President "
    "{b.first} {b.last}. "
    "President {a.last} praised the harvest in {b.name}. The {b.adjective} President thanked {a.name} for the seeds. "
    "The two leaders discussed railways, and President {b.last} stressed the cost of steel. {b.capital} "
    "denied the report. "
    "{a.name} will send engineers. According to President {b.last}, the port is ready. The price was "
    "raised by {a.first} "
    "{a.last}. In turn, {b.first} {b.last} said that {a.adjective} firms were welcome. The {a.adjective} "
    "side expressed "
    "regret. Both sides agreed to meet in {a.capital}.",
    "{b.first} {b.last} telephoned {a.first} {a.last}. Mr {b.last} told Mr {a.last} about the storm in {b.capital}. "
    "It was agreed that help would come. The {a.adjective} head of state promised tents, while the "
    "President of {b.name} "
    "asked for water. {a.name} and {b.name} reaffirmed their friendship. The Government of {b.name} "
    "supports the plan. "
    "He recalled the flood.",
    "{a.first} {a.last} noted that trade was growing. The {b.adjective} leader said he was pleased. They "
    "discussed copper, "
    "with President {a.last} underscoring the need for roads. In {b.name}’s view, the tariff is too "
    "high. Ports matter, "
    "President {b.last} said.",
]


def account(text: str, a: Side, b: Side) -> Readout:
    words = text.format(a=a, b=b)
    title = f"{a.adjective} President {a.first} {a.last} met with {b.adjective} President {b.first} {b.last}"
    return Readout("r", title, words, date="2023-06-01", reporter=a.code, parties=(a.code, b.code))


@pytest.mark.parametrize("text", ACCOUNTS)
@given(sides=st.permutations(SIDES))
@settings(deadline=None, max_examples=30)
def test_swapping_the_sides_swaps_every_speaker(text: str, sides: list[Side]) -> None:
    a, b = sides[:2]
    swap = {a.code: b.code, b.code: a.code}
    one, other = account(text, a, b), account(text, b, a)
    for reporter in (True, False):
        if not reporter:  # the words alone decide
            one, other = replace(one, reporter=None), replace(other, reporter=None, parties=one.parties)
        first, second = attribute(one), attribute(other)
        assert [(s.joint, frozenset(swap[c] for c in s.speakers)) for s in first] == [
            (s.joint, frozenset(s.speakers)) for s in second
        ]
    assert {c for s in first for c in s.speakers} == {a.code, b.code}
