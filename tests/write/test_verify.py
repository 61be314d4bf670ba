"""No lie is shown, and most of what is true is: over sentences of our own, in three parts."""

from __future__ import annotations

from rag.types import Citation
from rag.write.verify import verify

Case = tuple[str, str, tuple[Citation, ...]]


def test_no_lie_is_shown(lie: Case) -> None:
    _, sentence, shown = lie
    assert verify(sentence, shown).text == ""


def test_there_are_two_hundred_lies_in_eight_ways_and_more(cases: list[Case]) -> None:
    lies = [kind for kind, _, _ in cases if kind != "faithful"]
    assert len(lies) >= 200
    assert len(set(lies)) >= 8


def test_most_faithful_sentences_are_kept(cases: list[Case]) -> None:
    true = [case for case in cases if case[0] == "faithful"]
    kept = [sentence for _, sentence, shown in true if verify(sentence, shown).text]
    assert len(true) >= 100
    assert len(kept) >= 0.85 * len(true)
