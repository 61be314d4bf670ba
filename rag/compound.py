"""The answer to a question that asks several things: each part asked by itself, and all of them put into one.

Takes the parts and how one is searched and written. Yields the whole as it grows. Found is what has any evidence; a
part without says so in the text, by its own receipt. The citations are numbered on from part to part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rag.clean import one_line
from rag.types import Answer, Citation, Searched, Turn

Search = Callable[[str, Sequence[Turn], int], Answer]
"""Answers a question in quotes after earlier turns, the citations numbered from a number on."""
Write = Callable[[Answer], Iterator[Answer]]
"""Yields an answer as a model writes it."""


def compound(
    question: str,
    parts: Sequence[str],
    history: Sequence[Turn],
    search: Search,
    write: Write | None = None,
) -> Iterator[Answer]:
    """Yield the answer in quotes, then, where there is a model, with each sentence that a part gets; the last is
    finished."""
    answers: list[Answer] = []
    turns = list(history)
    for part in parts:
        answers.append(search(part, turns, 1 + sum(len(answer.citations) for answer in answers)))
        turns.append(Turn(part, ""))
    answers = _listed_on(answers)
    found = [number for number, answer in enumerate(answers) if answer.found] if write else []
    if write is None or not found:
        yield joined(question, answers, len(answers))
        return
    shown: Answer | None = None
    for number in found:
        for state in write(answers[number]):
            answers[number] = state
            if number == found[-1] and state.finished:
                yield joined(question, answers, len(answers))
                return
            whole = replace(joined(question, answers, number), finished=False)
            if shown is None or (whole.text, whole.dropped) != (shown.text, shown.dropped):
                shown = whole
                yield whole


def joined(question: str, parts: Sequence[Answer], reached: int) -> Answer:
    """Return one answer out of those of the parts; those behind `reached` are still to be written."""
    reasons = dict.fromkeys(part.reason for part in parts)
    found = any(part.found for part in parts)
    written = any(part.mode == "written" for part in parts)
    told = parts[: reached + 1] if written else parts
    cited = {citation.n for part in parts for citation in part.citations}
    nearest = {c.n: c for part in parts for c in part.nearest if c.n not in cited}
    return Answer(
        question=question,
        found=found,
        reason=None if found else next(iter(reasons)) if len(reasons) == 1 else "nothing_found",
        text="\n\n".join(_told(part) for part in told if part.finished or part.mode == "written" or not written),
        mode="written" if written else "quotes",
        model=next((part.model for part in parts if part.model), None),
        citations=tuple(citation for part in parts for citation in part.citations),
        nearest=tuple(nearest.values()),
        searched=_searched([part.searched for part in parts]),
        elapsed_ms=round(sum(part.elapsed_ms for part in parts), 1),
        taken=tuple(dict.fromkeys(note for part in parts for note in part.taken)),
        dropped=sum(part.dropped for part in parts),
        rewritten=" ".join(part.question for part in parts),
        note=" ".join(dict.fromkeys(part.note for part in parts if part.note)),
        parts=tuple(parts),
    )


def _told(part: Answer) -> str:
    """What is said on a part: what was written, or the quotes or the silence, under its question."""
    return part.text if part.mode == "written" else f"On “{one_line(part.question)}”:\n{part.text}"


def _listed_on(parts: Sequence[Answer]) -> list[Answer]:
    """The nearest statements numbered on behind all citations; one that another part cites keeps its number there."""
    cited = [citation for part in parts for citation in part.citations]
    numbers = {_place(c): c.n for c in reversed(cited)}
    others = dict.fromkeys(_place(c) for part in parts for c in part.nearest if _place(c) not in numbers)
    numbers |= {place: number for number, place in enumerate(others, len(cited) + 1)}
    return [replace(part, nearest=tuple(replace(c, n=numbers[_place(c)]) for c in part.nearest)) for part in parts]


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.readout, citation.start, citation.end


def _searched(receipts: Sequence[Searched]) -> Searched:
    """What was looked through for any part: the widest of the receipts, with the words and filters of all. Each part
    keeps its own."""
    widest = max(receipts, key=lambda receipt: receipt.readouts)
    same = {
        name: value for name, value in widest.filters.items() if all(r.filters.get(name) == value for r in receipts)
    }
    return Searched(
        readouts=widest.readouts,
        since=min((r.since for r in receipts if r.since), default=None),
        until=max((r.until for r in receipts if r.until), default=None),
        filters=same,
        terms={word: number for receipt in reversed(receipts) for word, number in receipt.terms.items()},
    )
