"""What the command prints: answers, readouts and their statements, as lines or as plain JSON values.

Takes our values. Returns lines without control characters, or dicts. Prints nothing itself.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rag.clean import one_line
from rag.types import Answer, Citation, Readout, Statement

if TYPE_CHECKING:
    from rag.store.catalog import Revision
    from rag.store.link import Link
    from rag.store.origins import Origin


def further_lines(before: Answer | None, answer: Answer) -> Iterable[str]:
    """What an answer adds to the one before it as it grows: first the quotes, then each sentence over them."""
    if before is None:
        yield from answer_lines(answer)
        if not answer.finished:
            yield "\nIn short, by a language model, each sentence checked against the quotes:"
    elif answer.mode == "written" and answer.text != before.text:
        yield answer.text.removeprefix(before.text).strip()
    if answer.finished and answer.dropped:
        yield f"({answer.dropped} of its sentences left out: the quotes do not bear them.)"
    if answer.finished and answer.note:
        yield f"({one_line(answer.note)})"


def answer_lines(answer: Answer) -> Iterable[str]:
    """An answer with its sources, or with the nearest statements where there is none."""
    if answer.rewritten:
        yield f"Read as: {one_line(answer.rewritten)}\n"
    yield answer.text
    for title, citations in (
        ("Sources", answer.citations),
        ("Other dates" if answer.found and all(part.found for part in answer.parts) else "Nearest", answer.nearest),
    ):
        if citations:
            yield f"\n{title}"
            for citation in citations:
                yield from _card(citation, quoted=title != "Sources")


def _card(citation: Citation, quoted: bool) -> Iterable[str]:
    from rag.answer.wording import introduction, quotation

    yield f"[{citation.n}] {one_line(citation.title)}"
    if quoted:
        yield f"    {introduction(citation)}: {quotation(citation)}"
    page = f"page {citation.page}, " if citation.page else ""
    yield f"    {citation.readout}, {page}characters {citation.start} to {citation.end}"
    yield f"    {one_line(citation.url or citation.source)}"


def attribution(readout: Readout, statements: Sequence[Statement]) -> dict[str, Any]:
    """A readout's statements as the object that `onrecord attribute --json` prints."""
    return {
        "readout": readout.id,
        "reporter": readout.reporter,
        "reporter_inferred": readout.reporter_inferred,
        "parties": readout.parties,
        "date": readout.date,
        "statements": [
            {
                "start": s.start,
                "end": s.end,
                "text": readout.text[s.start : s.end],
                "speakers": s.speakers,
                "joint": s.joint,
                "person": s.person or None,
                "kind": s.kind,
                "cue": s.cue,
            }
            for s in statements
        ],
    }


def statement_lines(readout: Readout, statements: Sequence[Statement]) -> Iterable[str]:
    """The text, each statement after the one who made it, and after the model's name or the other readout where only
    that says so; on a terminal in a colour of each speaker's as well."""
    from rag.attribute.sighting import known_from
    from rag.store.heard import is_heard

    colours: dict[str, int] = {}
    for s in statements:
        who = "+".join(s.speakers) if s.speakers else "-"
        label = f"{who}{' jointly' if s.joint else ''}{f' ({s.person})' if s.person else ''}"
        label += f", {one_line(s.cue, 80)}" if is_heard(s) else ""
        label += f", known from {one_line(ids, 80)}" if (ids := known_from(s)[1]) else ""
        line = f"  [{label}] {one_line(readout.text[s.start : s.end])}"
        if s.speakers and sys.stdout.isatty():
            line = f"\x1b[{31 + colours.setdefault(who, len(colours)) % 6}m{line}\x1b[0m"
        yield line


def relations(id: str, links: Iterable[Link] = (), places: Iterable[Origin] = ()) -> dict[str, Any]:
    """What the catalog knows of a readout beside it: its places, links to others, and what superseded it."""
    mine = [(link, link.other if link.id == id else link.id) for link in links if id in (link.id, link.other)]
    same = [(link, other) for link, other in mine if link.kind in ("duplicate", "near_duplicate")]
    return {
        "sources": [dataclasses.asdict(place) for place in places],
        "duplicate_of": next((other for link, other in same if link.id == id), None),
        "duplicates": [{"readout": other, "kind": link.kind, "score": link.score} for link, other in same],
        "translations": [
            {"readout": other, "score": link.score} for link, other in mine if link.kind == "translation"
        ],
        "other_reporters": [
            {"readout": other, "score": link.score} for link, other in mine if link.kind == "other_reporter"
        ],
    }


def by_readout(links: Iterable[Link]) -> dict[str, list[Link]]:
    """The links of each readout that has some."""
    found: dict[str, list[Link]] = {}
    for link in links:
        for id in (link.id, link.other):
            found.setdefault(id, []).append(link)
    return found


def superseded(readout: Readout, revisions: Sequence[Revision]) -> dict[str, Any] | None:
    """The revision that stands in place of this one, and the day it was taken in; None where it is the newest."""
    newest = revisions[-1]
    return {"revision": newest.number, "date": newest.at[:10]} if readout.revision < newest.number else None


def entry(readout: Readout) -> dict[str, Any]:
    """All of a readout but its text."""
    return {k: v for k, v in dataclasses.asdict(readout).items() if k != "text"} | {"characters": len(readout.text)}
