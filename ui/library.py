"""The library: what is in it, what failed, add files, remove readouts and undo it.

Takes an Engine. Every failure of ours is shown as a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from rag.cldr import written_date
from rag.clean import one_line
from rag.errors import OnRecordError
from rag.load.find import SUFFIXES
from rag.names.naming import party_name
from rag.types import Ingested
from ui import render, uploads
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
        _add(here)
        _failures(here)
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
        _chart("By language", {language or "Not known": n for language, n in overview.languages.items()}),
        _chart("By kind", {kind.replace("_", " "): n for kind, n in overview.kinds.items()}),
    ]


def _chart(title: str, counts: Mapping[str, int]) -> dict[str, Any]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rest = ordered[MOST:]
    return {
        "title": title,
        "columns": False,
        "rows": [{"word": one_line(word, 60), "readouts": number} for word, number in ordered[:MOST]],
        "rest": f"{len(rest)} more with {sum(number for _, number in rest):,}" if rest else "",
    }


def _add(here: Engine) -> None:
    st.markdown("#### Add files")
    with st.form("add", clear_on_submit=True, border=False):
        files = st.file_uploader(
            "Readouts: drag them here", type=sorted(s.lstrip(".") for s in SUFFIXES), accept_multiple_files=True
        )
        sent = st.form_submit_button("Add to the library")
    if sent and files:
        st.session_state["added"] = _take_in(here, [(file.name, file.getvalue()) for file in files])
        st.rerun()
    for line in st.session_state.pop("added", []):
        st.markdown(render.label(line, 600))


def _take_in(here: Engine, files: list[tuple[str, bytes]]) -> list[str]:
    """Keep and ingest files; returns what there is to say."""
    said: list[str] = []
    paths: list[Path] = []
    for name, content in files:
        try:
            paths.append(uploads.keep(here.library.settings.data, name, content))
        except OnRecordError as error:
            said.append(str(error))
    bar = st.progress(0.0, "Reading")
    here.loaded.wait()

    def tell(step: str, done: int, total: int) -> None:
        bar.progress(done / max(total, 1), step.capitalize())

    try:
        if paths:
            said += _outcome(here.library.ingest(*paths, progress=tell))
    except OnRecordError as error:
        said.append(str(error))
    return said


def _outcome(done: Ingested) -> list[str]:
    counts = {"added": done.added, "changed": done.changed, "already there": done.unchanged}
    said = [f"{len(ids)} {what}: {', '.join(ids)}" for what, ids in counts.items() if ids]
    return said + [reason for _, reason in done.failed]


def _failures(here: Engine) -> None:
    failed = here.library.failures()
    if not failed:
        return
    st.markdown(f"#### Not taken in: {len(failed)}")
    with st.expander("Files and reasons", expanded=len(failed) <= 3):
        for failure in failed[:100]:
            st.markdown(f"- {render.label(failure.reason, 400)} ({render.label(failure.last[:10])})")
        if len(failed) > 100:
            st.caption("The first hundred; `onrecord check` lists them all.")


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
        st.session_state["added"] = [str(error)]
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
        st.session_state["added"] = [str(error)]
