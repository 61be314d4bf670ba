"""A readout as the plain values that the page draws: its facts, and its text in runs with one passage marked.

Takes a readout, its statements and the offsets of a passage. Returns a dictionary for ui.render. Offsets outside the
text mark nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from rag.answer.wording import possessive, with_article
from rag.cldr import written_date
from rag.clean import clean, one_line
from rag.names.naming import party_name
from rag.store.catalog import Revision
from rag.types import Person, Readout, Statement
from ui.cards import host, safe_link
from ui.voices import voices

Span = tuple[int, int]


def source(
    readout: Readout, marked: Span | None, statements: Sequence[Statement] = (), newest: Revision | None = None
) -> dict[str, Any]:
    """Return what the page shows of a readout; with `statements` each run carries its speakers, and where `newest` is
    another revision it says so."""
    inside = marked if marked and 0 <= marked[0] < marked[1] <= len(readout.text) else None
    return {
        "id": readout.id,
        "revision": readout.revision,
        "superseded": superseded(readout, newest),
        "title": one_line(readout.title, 300),
        "facts": facts(readout),
        "summary": readout.kind == "summary",
        "inferred": readout.reporter_inferred,
        "link": safe_link(readout.url),
        "host": host(readout.url),
        "language": readout.language if readout.language.isalpha() else "",
        "marked": list(inside) if inside else None,
        "missing": marked is not None and inside is None,
        "paragraphs": paragraphs(readout, inside, statements),
        "people": [_person(person) for person in readout.people],
        **voices(statements),
    }


def facts(readout: Readout) -> list[str]:
    """Return whose it is, of which body, date and place, as short texts."""
    whose = f"{possessive(with_article(readout.reporter))} readout" if readout.reporter else "Reporter not known"
    if readout.kind not in ("readout", "summary"):
        whose = whose.replace("readout", readout.kind.replace("_", " "))
    date = written_date(readout.date) if readout.date else "No date"
    parties = ", ".join(party_name(code) for code in readout.parties)
    made = [
        whose[0].upper() + whose[1:],
        readout.issuer,
        date,
        readout.venue,
        f"Parties: {parties}" if parties else "",
    ]
    return [one_line(fact, 200) for fact in made if fact]


def superseded(readout: Readout, newest: Revision | None) -> str:
    """Return that another revision has taken the place of this one; empty where none has."""
    if newest is None or newest.number == readout.revision:
        return ""
    when = f" of {written_date(newest.at[:10])}" if newest.at else ""
    return f"Revision {readout.revision}, superseded by revision {newest.number}{when}"


def _person(person: Person) -> str:
    party_of = party_name(person.party) if person.party else ""
    if party_of in person.office:
        party_of = ""
    return one_line(", ".join(part for part in (person.name, person.office, party_of) if part), 160)


def paragraphs(
    readout: Readout, marked: Span | None, statements: Sequence[Statement] = ()
) -> list[list[dict[str, Any]]]:
    """Return the text's lines as runs: `t` the words, `m` 1 in the marked passage, `s` the statement's number."""
    cuts = {0, len(readout.text), *(marked or ())}
    owner: dict[int, int] = {}
    for number, statement in enumerate(statements):
        cuts |= {statement.start, statement.end}
        owner[statement.start] = number
    lines: list[list[dict[str, Any]]] = [[]]
    edges = sorted(cut for cut in cuts if 0 <= cut <= len(readout.text))
    for start, end in itertools.pairwise(edges):
        statement_number = owner.get(start)
        for index, words in enumerate(clean(readout.text[start:end]).split("\n")):
            if index:
                lines.append([])
            if words:
                run: dict[str, Any] = {"t": words}
                if marked and marked[0] <= start < marked[1]:
                    run["m"] = 1
                if statement_number is not None:
                    run["s"] = statement_number
                lines[-1].append(run)
    return [line for line in lines if any(run["t"].strip() for run in line)]
