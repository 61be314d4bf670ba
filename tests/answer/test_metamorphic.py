"""What must not change an answer, or must change it in one way only: end to end over readouts of our own.

The same over the development questions: tests/evals/metamorphic.py.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from rag import Library
from rag.types import Answer
from tests.evals.invented import invent

Write = Callable[..., Path]


@dataclass(frozen=True)
class Side:
    code: str
    name: str
    adjective: str
    capital: str
    leader: str


SIDES = (
    Side("CL", "Chile", "Chilean", "Santiago", "Gabriel Boric"),
    Side("KE", "Kenya", "Kenyan", "Nairobi", "William Ruto"),
    Side("FR", "France", "French", "Paris", "Emmanuel Macron"),
)
ACCOUNTS = {
    "visit": "President {a.leader} received {b.adjective} President {b.leader} in {a.capital}. {a.name} stressed "
    "that salmon farms need cleaner water. {b.name} said that the pear harvest had failed. {b.leader} asked for a "
    "loan for new bridges. The two sides agreed to open a consulate in {b.capital}.",
    "call": "{a.leader} telephoned {b.leader}. {a.leader} warned that the glacier was melting. The {b.adjective} "
    "President thanked {a.name} for the tents. {b.name} will send divers to the lake. Both sides discussed piracy.",
}
QUESTIONS = (
    "What did {b.name} say about the pear harvest?",
    "What loan did {b.leader} ask for to build bridges?",
    "What did {a.leader} say about the glacier?",
    "What did {a.name} and {b.name} agree on a consulate?",
    "Did {b.capital} promise divers?",
    "What does {a.name}'s readout say {b.name} said about the pear harvest?",
    "What did {a.name} say about the pear harvest?",
    "What did {b.name} say about salmon farms?",
    "What did {b.name} say about whaling quotas?",
)


def told(library: Library, write: Write, a: Side, b: Side) -> Library:
    """The library with both accounts, reported by one side."""
    for name, text in ACCOUNTS.items():
        library.ingest(
            write(
                name,
                text.format(a=a, b=b),
                Title=f"{a.adjective} President speaks with {b.adjective} President",
                Date="2023-06-01",
                Issuer=f"Office of the President ({a.code})",
                Counterparts=b.code,
            )
        )
    return library


def cited(library: Library, answer: Answer, turned: dict[str, str]) -> list[tuple[str, int, frozenset[str], bool]]:
    """Each citation as its readout, the number of its statement, its speakers and whether it is joint."""
    found = []
    for citation in answer.citations:
        statements = library.statements(library.show(citation.readout))
        number = next(at for at, statement in enumerate(statements) if statement.start == citation.start)
        speakers = frozenset(turned.get(code, code) for code in citation.speakers)
        found.append((citation.readout, number, speakers, citation.joint))
    return found


@pytest.mark.parametrize(("a", "b"), list(itertools.combinations(SIDES, 2)), ids=lambda side: side.code)
def test_changing_the_sides_round_changes_the_speakers_round(a: Side, b: Side, tmp_path: Path, write: Write) -> None:
    one = told(Library.open(tmp_path / "one", model="hash"), write, a, b)
    other = told(Library.open(tmp_path / "other", model="hash"), write, b, a)
    found = 0
    for question in QUESTIONS:
        answer, turned = one.ask(question.format(a=a, b=b)), other.ask(question.format(a=b, b=a))
        assert (answer.found, answer.reason) == (turned.found, turned.reason), question
        swapped = cited(one, answer, {a.code: b.code, b.code: a.code})
        assert swapped[:1] == cited(other, turned, {})[:1], question
        assert set(swapped) == set(cited(other, turned, {})), question
        found += answer.found
    assert found >= 5
    one.close()
    other.close()


def test_without_the_readout_that_answers_nobody_else_answers_for_the_party(library: Library, write: Write) -> None:
    a, b, other = SIDES
    told(library, write, a, b)
    library.ingest(
        write(
            "rival", f"{other.name} said that the pear harvest had failed. {other.name} asked for a loan for bridges."
        )
    )
    questions = [question.format(a=a, b=b) for question in QUESTIONS[:6]]
    assert all(library.ask(question).found for question in questions)
    library.remove("visit", "call")
    assert [question for question in questions if library.ask(question).found] == []


def test_readouts_of_other_countries_change_no_answer(library: Library, write: Write, tmp_path: Path) -> None:
    a, b, _ = SIDES
    told(library, write, a, b)
    questions = [question.format(a=a, b=b) for question in QUESTIONS]
    before = [library.ask(question) for question in questions]
    folder = tmp_path / "crowd"
    folder.mkdir()
    for name, text in invent(150, seed=3):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    assert len(library.ingest(folder).added) == 150
    for question, was in zip(questions, before, strict=True):
        now = library.ask(question)
        assert now.found == was.found, question
        assert [c.quote for c in was.citations[:1]] == [c.quote for c in now.citations[:1]], question
        assert not any(c.readout.startswith("invented-") for c in now.citations), question
