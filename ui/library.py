"""The library: what is in it, what comes in and what failed, remove readouts and undo it.

Takes an Engine. Every failure of ours is shown as a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    """Return the charts of a library."""
    undated = overview.years.get("", 0)
    return [
        {
            "title": "By year",
            "columns": True,
            "rows": by_year(overview.years),
            "rest": f"{undated:,} without a date" if undated else "",
        },
        _chart("By reporter", {party_name(c) if c else "Not known": n for c, n in overview.reporters.items()}),
        _chart("By party", {party_name(code): n for code, n in overview.parties.items()}),
        _chart(
            "By language", {language_name(code) if code else "Not known": n for code, n in overview.languages.items()}
        ),
        _chart("By kind", {kind.replace("_", " "): n for kind, n in overview.kinds.items()}),
    ]


def _chart(title: str, counts: Mapping[str, int]) -> dict[str, Any]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rest = ordered[MOST:]
    return {
        "title": title,
        "columns": False,
        "rows": [{"word": one_line(word, 60), "readouts": number} for word, number in ordered[:MOST]],
        "rest": f"and {len(rest):,} more, each with {rest[0][1]:,} or fewer" if rest else "",
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
