"""Word the answer over its evidence, in the form that the question asks for, or the silence.

Takes the question, the citations or the reason for silence, and the receipt. Returns the Answer in quotes mode. What
it says of a speaker, a date or an account comes from the citations; what was looked through, from the receipt.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.answer.wording import account_of, introduction, listed, quotation, repeated, speakers_of
from rag.cldr import language_name
from rag.clean import one_line
from rag.names.parties import party_name
from rag.types import Answer, Citation, Question, Reason, Searched


def compose(
    question: Question,
    reason: Reason | None,
    citations: tuple[Citation, ...],
    nearest: tuple[Citation, ...],
    searched: Searched,
    behind: int | None = None,
) -> Answer:
    """Return the answer; the time it took is for the caller to fill in. `behind` readouts could not be searched,
    because the index that holds them is damaged (None: it is not; negative: nobody knows how many)."""
    found = reason is None
    text = found_text(question, citations, nearest) if found else not_found_text(question, reason, searched, nearest)
    return Answer(
        question=question.text,
        found=found,
        reason=reason,
        text="\n\n".join([*damage(behind), *notes(question, citations), text]),
        mode="quotes",
        model=None,
        citations=citations,
        nearest=nearest,
        searched=searched,
        elapsed_ms=0.0,
        taken=question.taken,
    )


def damage(behind: int | None) -> list[str]:
    """Return what the reader must know where an earlier index answers in place of a damaged one."""
    if behind is None:
        return []
    without = f"without {behind:,} readout{'' if behind == 1 else 's'} added since" if behind else "it lacks nothing"
    if behind < 0:
        without = "without what was added since"
    return [f"The index is damaged; an earlier one answers ({without}). `onrecord check --repair` mends it."]


def notes(question: Question, citations: Sequence[Citation]) -> list[str]:
    """Return what the reader must know before the answer: what was taken from before, what was ambiguous, what
    language the sources have."""
    said = []
    if question.taken:
        said.append(f"Taken from before: {'; '.join(map(one_line, question.taken))}.")
    if question.ambiguous:
        names = [party_name(choice) for choice in question.ambiguous]
        said.append(f"The question may mean {listed(names, 'or')}; all were looked for.")
    foreign = sorted({c.language for c in citations} - {question.language})
    if foreign:
        said.append(f"In {listed([language_name(code) for code in foreign])}, as published.")
    return said


def found_text(question: Question, citations: Sequence[Citation], nearest: Sequence[Citation] = ()) -> str:
    """Return the citations in the question's form, each with its mark; `nearest` came before the latest one."""
    lines = [f"{introduction(c)}: {quotation(c)} [{c.n}]{repeated(c)}" for c in citations]
    if question.wish == "list":
        readouts = len({c.readout for c in citations})
        return f"In {readouts} readout{'' if readouts == 1 else 's'}:\n\n" + "\n".join(f"- {line}" for line in lines)
    if question.wish in ("latest", "first"):
        word, then = ("latest", "Before that") if question.wish == "latest" else ("first", "After that")
        replaced = "; ".join(account_of(c) for c in nearest)
        return f"The {word} found: " + "\n\n".join([*lines, *([f"{then}: {replaced}."] if replaced else [])])
    if question.wish == "compare":
        accounts: dict[str, list[Citation]] = {}
        for citation in citations:
            accounts.setdefault(account_of(citation), []).append(citation)
        parts = []
        for account, some in accounts.items():
            parts.append(f"{account[0].upper()}{account[1:]}:")
            parts += [f"- {_who(c)}{quotation(c)} [{c.n}]{repeated(c)}" for c in some]
        return "\n".join(parts)
    return "\n\n".join(lines)


def not_found_text(question: Question, reason: Reason | None, searched: Searched, nearest: Sequence[Citation]) -> str:
    """Return what was looked for, what was searched, and which kind of silence it is."""
    asked = question.filters.parties or question.speakers
    who = f" by {listed([party_name(code) for code in asked], 'or')}" if asked else ""
    words = [one_line(word, 60) for word in (*question.topic, *question.phrases)][:6]
    about = f" on {' '.join(words)}" if words else ""
    text = f"No statement{who}{about} in {_searched(question, searched)}."
    if reason == "said_by_other" and nearest:
        others = dict.fromkeys(code for c in nearest for code in c.speakers)
        text += f" It was spoken of by {listed([party_name(code) for code in others])}, not by whom you ask about."
    elif reason == "party_silent":
        text += " There are other statements of theirs, none on this."
    if searched.terms:
        counts = ", ".join(f"{one_line(word, 40)} {count}" for word, count in searched.terms.items())
        text += f" Readouts that hold each word: {counts}."
    if nearest:
        text += " The nearest statements are listed; none of them answers the question."
    return text


def _searched(question: Question, searched: Searched) -> str:
    count = f"{searched.readouts:,} readout{'' if searched.readouts == 1 else 's'}"
    inside = []
    if searched.with_party is not None:
        asked = question.filters.parties or question.speakers
        inside.append(f"{searched.with_party:,} with {listed([party_name(code) for code in asked], 'or')}")
    if searched.since and searched.until:
        first, last = searched.since[:4], searched.until[:4]
        inside.append(first if first == last else f"{first} to {last}")
    return f"{count} ({', '.join(inside)})" if inside else count


def _who(citation: Citation) -> str:
    """Who said it, where the account has been named before."""
    return f"{speakers_of(citation)}: " if citation.speakers else ""
