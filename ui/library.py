"""The library: what is in it, what comes in and what failed, remove readouts and undo it.

Takes an Engine. Every failure of ours is shown as a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from rag.cldr import language_name, written_date
from rag.clean import one_line
from rag.errors import OnRecordError
from rag.names.naming import party_name
from ui import intake, render
from ui.engine import Engine, engine
from ui.finder import find, row
from ui.overview import Overview, by_year

MOST = 15
"""Bars of a chart; the rest is summed up."""

ROWS = 40


def page() -> None:
    """Draw the page."""
    here = engine()
    overview = here.overview()
    st.markdown("### Library")
    newest = written_date(overview.newest) if overview.newest else "none dated"
    st.markdown(f"{overview.readouts:,} readouts, the newest: {newest}.")
    _removed(here)
    left, right = st.columns([7, 5], gap="large")
    with left:
        render.figures("figures", sections(overview))
    with right:
        intake.add(here)
        intake.failures(here)
        intake.sources(here)
        _remove(here, overview)


def sections(overview: Overview) -> list[dict[str, Any]]:
    """Return the charts of a library; each count leads to the list of its readouts."""
    undated = overview.years.get("", 0)
    years = [{**year, "find": f"year:{year['word']}" if year["readouts"] else ""} for year in by_year(overview.years)]
    return [
        {
            "title": "By year",
            "columns": True,
            "rows": years,
            "rest": f"{undated:,} without a date" if undated else "",
        },
        _chart("By reporter", "reporter", overview.reporters, party_name),
        _chart("By party", "party", overview.parties, party_name),
        _chart("By language", "language", overview.languages, language_name),
        _chart("By kind", "kind", overview.kinds, lambda kind: kind.replace("_", " ")),
    ]


def _chart(title: str, field: str, counts: Mapping[str, int], name: Callable[[str], str]) -> dict[str, Any]:
    named = sorted((-number, name(value) if value else "Not known", value) for value, number in counts.items())
    rest = named[MOST:]
    return {
        "title": title,
        "columns": False,
        "rows": [
            {"word": one_line(word, 60), "readouts": -number, "find": f"{field}:{one_line(value, 60)}"}
            for number, word, value in named[:MOST]
        ],
        "rest": f"and {len(rest):,} more, each with {-rest[0][0]:,} or fewer" if rest else "",
    }


def _remove(here: Engine, overview: Overview) -> None:
    st.markdown("#### Remove a readout")
    query = st.text_input("Find it", placeholder="Title, country, year, issuer", key="remove-words", max_chars=200)
    found = find(overview.entries, query)

    def chosen() -> None:
        st.session_state["chosen"] = render.opened("library-rows")

    id = st.session_state.get("chosen")
    if id and any(entry.id == id for entry in overview.entries):
        title = next(entry.title for entry in overview.entries if entry.id == id)
        st.button(f"Remove “{render.label(title, 80)}”", on_click=_take_out, args=(here, id, title))
    if query:
        render.listing("library-rows", "Readouts", [row(entry) for entry in found[:ROWS]], id, chosen)
        st.caption(f"{len(found):,} found" + (f", the first {ROWS} listed" if len(found) > ROWS else ""))


def _take_out(here: Engine, id: str, title: str) -> None:
    try:
        here.library.remove(id)
        st.session_state["removed"] = id, title
    except OnRecordError as error:
        intake.tell([str(error)])
    st.session_state.pop("chosen", None)


def _removed(here: Engine) -> None:
    removed = st.session_state.get("removed")
    if removed:
        id, title = removed
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"Removed: {render.label(title)}")
            st.button("Undo", on_click=_put_back, args=(here, id))


def _put_back(here: Engine, id: str) -> None:
    try:
        here.library.restore(id)
        st.session_state.pop("removed", None)
    except OnRecordError as error:
        intake.tell([str(error)])
