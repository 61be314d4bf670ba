"""Word the answer over its evidence: who said it, in whose readout, of which date, and the quote with its mark.

Takes citations. Returns text. Quotes come cleaned from the citations; a summary of ours stands without quotation
marks. Nothing is said of a speaker that a citation does not hold.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.cldr import written_date
from rag.clean import one_line
from rag.names.parties import party_name
from rag.types import Answer, Citation, Question, Reason, Searched


def compose(
    question: Question,
    reason: Reason | None,
    citations: tuple[Citation, ...],
    nearest: tuple[Citation, ...],
    searched: Searched,
) -> Answer:
    """Return the answer in quotes mode; the time it took is for the caller to fill in."""
    found = reason is None
    return Answer(
        question=question.text,
        found=found,
        reason=reason,
        text=found_text(citations) if found else not_found_text(reason, searched, nearest),
        mode="quotes",
        model=None,
        citations=citations,
        nearest=nearest,
        searched=searched,
        elapsed_ms=0.0,
    )


def found_text(citations: Sequence[Citation]) -> str:
    """Return one paragraph for each citation, in their order."""
    return "\n\n".join(f"{introduction(c)}: {quotation(c)} [{c.n}]{repeated(c)}" for c in citations)


def repeated(citation: Citation) -> str:
    """Return when else nearly the same was said: " (nearly the same on 3 May 2022)"; empty if never."""
    dates = sorted({date for _, date in citation.again if date})
    return f" (nearly the same on {_and([written_date(date) for date in dates])})" if dates else ""


def introduction(citation: Citation) -> str:
    """Return who said it and where it stands: "Chile (Gabriel Boric), according to China's readout of 15 November
    2024"."""
    account = account_of(citation)
    if not citation.speakers:
        return account[0].upper() + account[1:]
    who = _and([party_name(code) for code in citation.speakers])
    if citation.joint:
        who += " jointly"
    elif citation.person:
        who += f" ({one_line(citation.person)})"
    return f"{who}, according to {account}"


def account_of(citation: Citation) -> str:
    """Return whose account it is and of which date: "our summary of China's readout of 15 November 2024"."""
    whose = (
        f"{possessive(party_name(citation.reporter))} readout"
        if citation.reporter
        else "a readout by an unnamed issuer"
    )
    when = f" of {written_date(citation.date)}" if citation.date else ""
    return f"our summary of {whose}{when}" if citation.kind == "summary" else f"{whose}{when}"


def quotation(citation: Citation) -> str:
    """Return the quote in quotation marks; the words of a summary are ours and get none."""
    words = one_line(citation.quote)
    return words if citation.kind == "summary" else f"“{words}”"


def not_found_text(reason: Reason | None, searched: Searched, nearest: Sequence[Citation]) -> str:
    """Return what was searched, and that it holds no answer."""
    span = ""
    if searched.since and searched.until:
        first, last = searched.since[:4], searched.until[:4]
        span = f", {first}" if first == last else f", {first} to {last}"
    count = f"{searched.readouts:,} readout{'' if searched.readouts == 1 else 's'}"
    text = f"No statement found on this in {count}{span}."
    if searched.terms:
        text += " Readouts with each word: " + ", ".join(f"{w} {n}" for w, n in searched.terms.items()) + "."
    if nearest:
        text += (
            f" {len(nearest)} nearest statement{'' if len(nearest) == 1 else 's'} below, none of which answers it."
        )
    return text


def possessive(name: str) -> str:
    """Return "China's", "the United States'"."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
