"""Citations as the plain values that the page draws: cards, marks, references.

Takes citations and answers. Returns dictionaries of cleaned text for ui.render. Claims no speaker that a citation
does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from rag.answer.wording import account_with_page, introduction, quotation, repeated
from rag.cldr import written_date
from rag.clean import clean, one_line
from rag.names.naming import party_name
from rag.types import Answer, Citation, Code
from ui.reference import references

NOBODY = "Speaker not stated"
_MARK = re.compile(r"\[(\d{1,3})\]")


def card(citation: Citation) -> dict[str, Any]:
    """Return what a card shows of a citation."""
    return {
        "n": citation.n,
        "key": f"{citation.readout}:{citation.start}-{citation.end}@{citation.revision}",
        "parties": [party(code) for code in citation.speakers],
        "who": who(citation),
        "account": f"according to {account_with_page(citation)}"
        if citation.speakers
        else account_with_page(citation),
        "inferred": citation.reporter_inferred,
        "date": written_date(citation.date) if citation.date else "",
        "title": one_line(citation.title, 300),
        "quote": quotation(citation),
        "summary": citation.kind == "summary",
        "link": safe_link(citation.url),
        "host": host(citation.url),
        "references": references(citation),
        "heading": "",
        "after": one_line(repeated(citation)),
    }


def who(citation: Citation) -> str:
    """Return "Chile (Gabriel Boric)", "Chile and China jointly", or that no speaker is stated."""
    if not citation.speakers:
        return NOBODY
    return introduction(citation).removesuffix(f", according to {account_with_page(citation)}")


def party(code: Code) -> dict[str, str]:
    """Return a party's code, its name and its flag where it has one."""
    flag = "".join(chr(0x1F1E6 + ord(c) - 65) for c in code) if re.fullmatch("[A-Z]{2}", code) else ""
    return {"code": one_line(code, 12), "name": party_name(code), "flag": flag}


def overview_line(citations: Iterable[Citation]) -> list[dict[str, Any]]:
    """Return who speaks in whose readouts, each with the numbers of the citations, in their order."""
    groups: dict[tuple[Any, ...], dict[str, Any]] = {}
    for citation in citations:
        speaker = who(citation) if not citation.speakers or citation.joint else _names(citation.speakers)
        reporter = party_name(citation.reporter) if citation.reporter else "an unnamed issuer"
        group = groups.setdefault((speaker, reporter), {"who": speaker, "reporter": reporter, "marks": []})
        group["marks"].append(citation.n)
    return list(groups.values())


def laid_out(answer: Answer) -> tuple[list[str], list[dict[str, Any]]]:
    """Return an answer of quotes as notes and cards: what its text says besides the quotes goes with the cards.

    A card's `heading` is what stands before its quote ("Before that:"), `after` what follows its mark; the cards come
    in the order of the text.
    """
    cited = {citation.n: citation for citation in answer.citations}
    notes: list[str] = []
    pending: list[str] = []
    cards: dict[int, dict[str, Any]] = {}
    for line in clean(answer.text).split("\n"):
        mark = next((m for m in _MARK.finditer(line) if int(m[1]) in cited and int(m[1]) not in cards), None)
        if mark is None:
            (pending if cards else notes).extend([one_line(line)] if line.strip() else [])
            continue
        if not cards and notes and notes[-1].endswith(":"):
            pending.append(notes.pop())
        citation = cited[int(mark[1])]
        before = line[: mark.start()].partition(quotation(citation))[0].removeprefix("- ")
        lead = before.partition(introduction(citation))[0] if introduction(citation) in before else ""
        shown = card(citation)
        shown["heading"] = " ".join([*pending, one_line(lead)]).strip()
        shown["after"] = one_line(line[mark.end() :])
        cards[citation.n] = shown
        pending = []
    rest = [card(citation) for n, citation in cited.items() if n not in cards]
    return notes + pending, [*cards.values(), *rest]


def pieces(text: str, known: Sequence[int]) -> list[list[dict[str, Any]]]:
    """Return the paragraphs of an answer's text as pieces of text and marks; a mark of no citation stays text."""
    return [_line(line, known) for line in clean(text).split("\n") if line.strip()]


def _line(line: str, known: Sequence[int]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    at = 0
    for mark in _MARK.finditer(line):
        if int(mark[1]) in known:
            found += [{"t": line[at : mark.start()]}, {"n": int(mark[1])}]
            at = mark.end()
    return [piece for piece in [*found, {"t": line[at:]}] if piece.get("t") != ""]


def receipt(answer: Answer) -> dict[str, Any]:
    """Return what was searched, in words and per word of the question."""
    searched = answer.searched
    span = " to ".join(dict.fromkeys(d[:4] for d in (searched.since, searched.until) if d))
    return {
        "readouts": searched.readouts,
        "span": span,
        "terms": [{"word": one_line(word, 60), "readouts": number} for word, number in searched.terms.items()],
    }


def safe_link(url: str | None) -> str | None:
    """Return the address if it is one of the web, else None: no other scheme becomes a link."""
    if not url or url != one_line(url) or " " in url or len(url) > 2000:
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def host(url: str | None) -> str:
    """Return the host of an address of the web, else an empty text."""
    link = safe_link(url)
    return (urlsplit(link).hostname or "").removeprefix("www.") if link else ""


def _names(codes: Sequence[Code]) -> str:
    return ", ".join(party_name(code) for code in codes)
