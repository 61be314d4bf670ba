"""Read a readout: who speaks where, the people and parties, its revisions and what changed between them.

Takes an Engine and the address. Every failure of ours is shown as a sentence.
"""

from __future__ import annotations

import streamlit as st

from rag.clean import one_line
from rag.errors import OnRecordError
from rag.types import Readout
from ui import download, place, render
from ui.changes import lines
from ui.engine import Engine, engine
from ui.finder import find, row
from ui.source import source

ROWS = 80
_RELATED = {
    "duplicate": ("Published again in", "The same text as"),
    "near_duplicate": ("Published again, nearly the same, in", "Nearly the same text as"),
    "other_reporter": ("The same words in the account", "The same words in the account"),
    "translation": ("In another language", "In another language"),
}
"""How another readout belongs with this one: seen from the earlier one, from the later one."""


def page() -> None:
    """Draw the page."""
    here = engine()
    left, right = st.columns([4, 9], gap="medium")
    with left:
        _choose(here)
    with right, st.container(key="reading"):
        _readout(here)


def _choose(here: Engine) -> None:
    entries = here.overview().entries
    st.session_state.setdefault("find", place.found()[:200])
    query = st.text_input(
        "Find a readout",
        placeholder="Title, country, year, issuer",
        help="Words of the title, a country, a date; or exactly: reporter:RU, party:CL, year:2024, kind:transcript",
        key="find",
        max_chars=200,
        on_change=lambda: place.find(st.session_state["find"]),
    )
    found = find(entries, query)
    st.caption(f"{len(found):,} of {len(entries):,} readouts, newest first")

    def opened() -> None:
        id = render.opened("readouts")
        if id:
            place.open_readout(id)

    render.listing("readouts", "Readouts", [row(entry) for entry in found[:ROWS]], place.readout(), opened)
    if len(found) > ROWS:
        st.caption(f"The first {ROWS} are listed; more words narrow it down")


def _readout(here: Engine) -> None:
    id = place.readout()
    if id is None:
        st.markdown("Choose a readout to read it with its speakers marked.")
        return
    try:
        newest = here.library.show(id)
        readout, compared = _revisions(here, newest)
    except OnRecordError as error:
        render.problem(str(error))
        return
    if compared:
        render.changes("changes", lines(here.library.changes(readout.id, compared.revision, readout.revision)))
        return
    said = here.statements(readout)
    if not any(statement.speakers for statement in said):
        st.caption("No speaker could be told in this text.")
    download.statements(readout, said)
    passage = place.passage() if readout.revision == (place.revision() or newest.revision) else None
    drawn = source(readout, passage, said, here.library.revisions(id)[-1])
    render.source("reading-source", {**drawn, "related": _related(here, id)})


def _related(here: Engine, id: str) -> list[dict[str, str]]:
    """The readouts that belong with this one: how, the title, the id."""
    titles = {entry.id: entry.title for entry in here.overview().entries}
    others = [(link.other if link.id == id else link.id, link) for link in here.library.links(id)]
    return [
        {"how": _RELATED[link.kind][link.id == id], "title": one_line(titles[other], 200), "id": other}
        for other, link in others
        if other in titles
    ]


def _revisions(here: Engine, newest: Readout) -> tuple[Readout, Readout | None]:
    """The revision to show, and the one to compare it with."""
    if newest.revision == 1:
        return newest, None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        numbers = list(range(newest.revision, 0, -1))
        asked = place.revision()
        cited = numbers.index(asked) if asked is not None and asked in numbers else 0
        key = f"revision-{newest.id}-{cited}"
        shown = st.selectbox("Revision", numbers, cited, key=key, format_func=_revision_name)
        against = st.toggle("What changed from the one before", disabled=shown == 1, key=f"changed-{newest.id}")
    readout = newest if shown == newest.revision else here.library.show(newest.id, shown)
    before = here.library.show(newest.id, shown - 1) if against and shown > 1 else None
    retrieved = one_line(readout.retrieved or "", 10)
    st.caption(f"Revision {shown} of {newest.revision}, retrieved {retrieved or 'at an unknown time'}")
    return readout, before


def _revision_name(number: int) -> str:
    return f"Revision {number}"
