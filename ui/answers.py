"""An exchange as the plain values that the page draws: how the question was read, the answer, its receipt.

Takes an answer and what the library holds. Returns a dictionary for ui.render.
"""

from __future__ import annotations

from typing import Any

from rag.clean import one_line
from rag.names.naming import party_name
from rag.types import Answer
from ui import filters
from ui.cards import card, laid_out, overview_line, pieces, receipt
from ui.overview import Overview, by_year, coverage
from ui.reading import choices, reading

MAX_CHARACTERS = 2000


def values(question: str, **more: Any) -> dict[str, Any]:
    """Return what an exchange without an answer shows: `waiting`, `error`."""
    empty: dict[str, Any] = {"error": "", "waiting": "", "cards": [], "nearest": [], "chart": None}
    return {"question": one_line(question, MAX_CHARACTERS), **empty, **more}


def answered(answer: Answer, overview: Overview, latest: bool) -> dict[str, Any]:
    """Return what the page shows of an answer; how the `latest` one was read can be changed."""
    cited = [citation.n for citation in answer.citations or answer.nearest]
    whole = answer.found and answer.mode == "quotes" and answer.finished
    notes, cards = laid_out(answer) if whole else ([], [card(citation) for citation in answer.citations])
    written = answer.mode == "written"
    return values(
        answer.question,
        found=answer.found,
        reason=answer.reason,
        reading=reading(answer.understood),
        choices=choices(overview.parties) if latest and answer.understood else [],
        writing=not answer.finished,
        written=written,
        model=one_line(answer.model or "", 60),
        dropped=answer.dropped,
        rewritten=one_line(answer.rewritten or "", MAX_CHARACTERS),
        text=pieces(answer.text, cited) if written or not answer.found else [],
        groups=overview_line(answer.citations),
        notes=[*notes, *([one_line(answer.note, 600)] if answer.note else [])],
        cards=cards,
        nearest=[card(citation) for citation in answer.nearest],
        silent=any(not part.found for part in answer.parts),
        receipt=receipt(answer),
        chart=None if answer.found else _chart(answer, overview),
        filters=filters.words(_given(answer)),
        took=f"{answer.elapsed_ms:,.0f} ms" if answer.elapsed_ms < 10_000 else "",
    )


def _given(answer: Answer) -> dict[str, Any]:
    """The filters of the receipt without those that the question itself set: these have chips."""
    read = answer.understood
    return {
        name: value
        for name, value in answer.searched.filters.items()
        if read is None or name not in ("reporter", "since", "until") or not getattr(read, name)
    }


def _chart(answer: Answer, overview: Overview) -> dict[str, Any] | None:
    """The readouts that were searched, by year; where a party is asked for, those with it."""
    asked = answer.searched.filters.get("parties") or (answer.understood.parties if answer.understood else ())
    years = by_year(coverage(overview.entries, answer.searched.filters, asked))
    who = " or ".join(party_name(code) for code in asked)
    title = f"Readouts searched with {who}, by year" if who else "Readouts searched, by year"
    return {"title": one_line(title, 200), "years": years} if years else None
