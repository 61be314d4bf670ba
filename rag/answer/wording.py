"""The words for one citation: who said it, in whose account, of which date, and the quote.

Takes a citation. Returns text fit for a terminal or a page that escapes it. Nothing is said of a speaker that the
citation does not hold; a summary of ours is called one, and its words stand without quotation marks.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.cldr import written_date
from rag.clean import one_line
from rag.names.parties import party_name
from rag.types import Citation


def introduction(citation: Citation) -> str:
    """Return "Chile (Gabriel Boric), according to China's readout of 15 November 2024", and the page."""
    account = account_with_page(citation)
    if not citation.speakers:
        return account[0].upper() + account[1:]
    return f"{speakers_of(citation)}, according to {account}"


def speakers_of(citation: Citation) -> str:
    """Return "Chile (Gabriel Boric)", and that only a language model or another readout says so where that is so."""
    who = listed([party_name(code) for code in citation.speakers])
    if citation.joint:
        who += " jointly"
    if citation.person:
        who += f" ({one_line(citation.person)})"
    if citation.known:
        who += f", known from {one_line(citation.known, 80)}"
    return f"{who}, by a language model’s reading" if citation.heard else who


def account_of(citation: Citation) -> str:
    """Return whose account it is and of which date: "our summary of China's readout of 15 November 2024"."""
    named = with_article(citation.reporter) if citation.reporter else None
    whose = f"{possessive(named)} readout" if named else "a readout by an unnamed issuer"
    when = f" of {written_date(citation.date)}" if citation.date else ""
    return f"our summary of {whose}{when}" if citation.kind == "summary" else f"{whose}{when}"


def account_with_page(citation: Citation) -> str:
    """Return whose account it is, of which date, and the page of it where it has pages."""
    return account_of(citation) + (f", page {citation.page}" if citation.page else "")


def quotation(citation: Citation) -> str:
    """Return the quote in quotation marks; the words of a summary are ours and get none."""
    words = one_line(citation.quote)
    return words if citation.kind == "summary" else f"“{words}”"


def repeated(citation: Citation) -> str:
    """Return when else nearly the same was said: " (nearly the same on 3 May 2022)"; empty if never."""
    dates = sorted({date for _, date in citation.again if date})
    return f" (nearly the same on {listed([written_date(date) for date in dates])})" if dates else ""


_THE = frozenset(
    [
        *(
            "US",
            "GB",
            "AE",
            "NL",
            "PH",
            "DO",
            "CF",
            "BS",
            "GM",
            "MV",
            "MH",
            "SB",
            "KM",
            "EU",
            "UN",
            "AU_",
            "WTO",
            "WHO",
        ),
        *("IMF", "WB", "OSCE", "IAEA", "SCO", "CIS", "CSTO", "EAEU", "GCC", "OIC", "OAS"),
    ]
)
"""Parties whose names take the article."""


def with_article(code: str) -> str:
    """Return "the United States", "China"."""
    return f"the {party_name(code)}" if code in _THE else party_name(code)


def possessive(name: str) -> str:
    """Return "China’s", "the United States’"."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def listed(names: Sequence[str], last: str = "and") -> str:
    """Return "a, b and c"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"
