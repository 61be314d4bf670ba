"""Attacks through the model, the readouts and the question: at worst a sentence is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from rag.settings import Settings
from rag.types import Answer, Citation, Searched
from rag.write.models import Message, ScriptedWriter
from rag.write.prompt import grammar, messages
from rag.write.write import written

ATTACKS = yaml.safe_load((Path(__file__).parent / "attacks.yaml").read_text(encoding="utf-8"))
ALL = [{"group": group, **attack} for group, attacks in ATTACKS.items() for attack in attacks]
Cite = Callable[..., Citation]


def answer_of(attack: dict[str, Any], citation: Cite) -> Answer:
    quote = attack.get("quote", "Colombia supports the bridge.")
    one = citation(
        quote=quote,
        speakers=["CO"],
        reporter="PE",
        date="2024-03-04",
        title=attack.get("title", "Meeting on the bridge"),
        person=attack.get("person"),
    )
    question = attack.get("question", "What did Colombia say about the bridge?")
    searched = Searched(1, None, None, {}, {})
    return Answer(question, True, None, f"“{quote}” [1]", "quotes", None, (one,), (), searched, 1.0)


def stream(answer: Answer, writer: ScriptedWriter) -> list[Answer]:
    return list(written(answer, lambda: writer, Settings(llm="scripted:x")))


@pytest.mark.parametrize("attack", ALL, ids=[f"{a['group']}: {a['name']}" for a in ALL])
def test_an_attack_changes_no_citation_and_adds_no_sentence(attack: dict[str, Any], citation: Cite) -> None:
    answer = answer_of(attack, citation)
    writer = ScriptedWriter([attack["writes"].replace("REPEAT", "and the bridge " * 400)])
    answers = stream(answer, writer)
    assert all(one.citations == answer.citations for one in answers)
    assert answers[-1].finished
    assert answers[-1].text == (attack.get("shown") or answer.text)
    prompt = writer.asked[0][-1].content
    assert len(prompt.splitlines()) == 2, "the question and one quote"
    assert re.findall(r"\[\d+\]", prompt) == ["[1]"]
    assert prompt.count('"') == 2
    assert re.search(r"[<>\u200b\u202e\U000e0041-\U000e007a`|]", prompt) is None


def test_there_are_sixty_attacks_and_more() -> None:
    assert len(ALL) >= 60


def test_a_malicious_model_can_only_make_sentences_disappear(citation: Cite, cases: list[Any]) -> None:
    """It sees the prompt and writes every lie we know about the quote; what stays is what an honest one may write."""
    lies = [(sentence, shown) for kind, sentence, shown in cases if kind != "faithful"]
    honest = {sentence for kind, sentence, _ in cases if kind == "faithful"}
    assert honest

    def malicious(asked: Sequence[Message]) -> str:
        return " ".join(
            sentence for sentence, shown in lies if shown[0].quote[:60].replace('"', "'") in asked[-1].content
        )

    base = answer_of({}, citation)
    for shown in {id(shown): shown for _, shown in lies}.values():
        answer = replace(base, citations=shown)
        last = stream(answer, ScriptedWriter(malicious))[-1]
        assert (last.text, last.mode, last.citations) == (answer.text, "quotes", shown)
        assert last.dropped > 0


def test_the_grammar_binds_each_sentence_to_a_quote_that_exists_and_its_speaker(citation: Cite) -> None:
    quote = "The bridge is supported."
    form = grammar(
        [
            citation(1, quote=quote, speakers=["CO"], person="Ana Ruiz"),
            citation(2, quote=quote, speakers=["CO", "PE"], joint=True),
            citation(3, quote=quote),
        ],
        2,
    )
    assert form.startswith('root ::= sentence (" " sentence)?\n')
    assert "sentence ::= s1 | s2 | s3" in form
    assert 's1 ::= ("Colombia " | "Ana Ruiz ") part+ " [1]."' in form
    assert 's2 ::= ("Colombia and Peru " | "The two sides ") part+ " [2]."' in form
    assert 's3 ::= [A-Z] part+ " [3]."' in form


def test_the_prompt_holds_the_question_and_the_quotes_and_nothing_else(citation: Cite) -> None:
    one = citation(quote="We support it.", speakers=["CO"], person="Ana Ruiz", reporter="PE", date="2024-03-04")
    asked = messages("What about the bridge?", [one])
    assert [message.role for message in asked] == ["system", "user", "assistant", "user"]
    assert asked[-1].content == (
        "Question: What about the bridge?\n"
        '[1] speaker: Colombia (Ana Ruiz); source: Peru’s readout of 4 March 2024; quote: "We support it."'
    )
