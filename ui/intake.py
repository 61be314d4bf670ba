"""What comes into the library through the browser: files, addresses, sources that are looked at again; what failed.

Takes an Engine. An address is one of the web: no path of the server is read that the browser names. What there is to
say is kept in the session and shown once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from rag.clean import one_line
from rag.errors import OnRecordError, SourceError
from rag.ingesting import Ingested
from rag.load.find import file_of
from rag.load.kinds import SUFFIXES
from rag.sources.source import Event
from rag.store.failures import FailedSource
from ui import render, uploads
from ui.engine import Engine

LISTED = 100
"""Failures and sources that are listed."""


def add(here: Engine) -> None:
    """Draw the places for files and addresses."""
    st.markdown("#### Add readouts")
    with st.form("add", clear_on_submit=True, border=False):
        files = st.file_uploader(
            "Files: drag them here", type=sorted(s.lstrip(".") for s in SUFFIXES), accept_multiple_files=True
        )
        address = st.text_input("or the address of a page", placeholder="https://…", max_chars=2000)
        again = st.checkbox("Keep looking at this address for new readouts (a feed, a sitemap, a page of links)")
        sent = st.form_submit_button("Add to the library")
    if sent and (files or address.strip()):
        said = _files(here, [(file.name, file.getvalue()) for file in files]) if files else []
        if address.strip():
            said += (_follow if again else _page)(here, address)
        tell(said)
        st.rerun()
    for line in st.session_state.pop("said", []):
        st.markdown(render.label(line, 600))


def tell(said: list[str]) -> None:
    """Have these lines shown when the page is drawn next."""
    st.session_state["said"] = [*st.session_state.get("said", []), *said]


def failures(here: Engine) -> None:
    """Draw what could not be taken in, with its reason, to try again or to dismiss."""
    failed = here.library.failures()
    if not failed:
        return
    st.markdown(f"#### Not taken in: {len(failed):,}")
    chosen = _chosen("failures", "Sources that failed", [_failed_row(each) for each in failed[:LISTED]])
    with st.container(horizontal=True):
        if chosen:
            _button("Try this again", lambda: _again(here, [chosen]))
            _button("Dismiss it", lambda: _dismiss(here, chosen))
        else:
            everything = [each.source for each in failed]
            _button("Try all again", lambda: _again(here, everything))
    if len(failed) > LISTED:
        st.caption(f"The first {LISTED} are listed")


def sources(here: Engine) -> None:
    """Draw the addresses and folders that are looked at again and again."""
    listed = here.library.sources.list()
    if not listed:
        return
    st.markdown(f"#### Sources: {len(listed):,}")
    counts = here.library.sources.counts()
    rows = [_source_row(each.name, each.address, each.kind, counts.get(each.name, {})) for each in listed[:LISTED]]
    chosen = _chosen("sources", "Sources that are looked at again", rows)
    with st.container(horizontal=True):
        names = [chosen] if chosen else []
        words = "Look at it now" if chosen else "Look at all of them now"
        _button(words, lambda: _look(here, names))
        if chosen:
            _button("Remove this source", lambda: _forget(here, chosen))


def _chosen(key: str, name: str, rows: list[dict[str, Any]]) -> str | None:
    """Draw a list; returns the id of the row that was clicked. Clicked again it is chosen no more."""
    state = f"{key}-chosen"

    def clicked() -> None:
        id = render.opened(key)
        st.session_state[state] = None if id == st.session_state.get(state) else id

    ids = [row["id"] for row in rows]
    chosen: str | None = st.session_state.get(state)
    chosen = chosen if chosen in ids else None
    render.listing(key, name, rows, chosen, clicked)
    return chosen


def _failed_row(failed: FailedSource) -> dict[str, Any]:
    times = (
        failed.last[:10] if failed.tries == 1 else f"{failed.tries} tries, {failed.first[:10]} to {failed.last[:10]}"
    )
    return {"id": failed.source, "title": one_line(failed.reason, 400), "badge": None, "facts": one_line(times)}


def _source_row(name: str, address: str, kind: str, counts: Mapping[str, Any]) -> dict[str, Any]:
    synced = (
        f"last looked at {str(counts['synced'])[:16].replace('T', ' ')}"
        if counts.get("synced")
        else "not yet looked at"
    )
    outcomes = [f"{number} {outcome}" for outcome, number in counts.items() if outcome != "synced"]
    facts = " · ".join([kind, synced, *outcomes])
    return {"id": name, "title": one_line(f"{name}: {address}", 300), "badge": None, "facts": one_line(facts)}


def _button(label: str, act: Callable[[], list[str]]) -> None:
    """A button that does something; what it has to say, and what goes wrong, is shown when the page is drawn next."""
    if st.button(label):
        try:
            tell(act())
        except OnRecordError as error:
            tell([str(error)])
        st.rerun()


def _files(here: Engine, files: list[tuple[str, bytes]]) -> list[str]:
    said: list[str] = []
    paths: list[str | Path] = []
    for name, content in files:
        try:
            paths.append(uploads.keep(here.library.settings.data, name, content))
        except OnRecordError as error:
            said.append(str(error))
    return said + (_take_in(here, paths) if paths else [])


def _page(here: Engine, address: str) -> list[str]:
    try:
        return _take_in(here, [web_address(address)])
    except OnRecordError as error:
        return [str(error)]


def _follow(here: Engine, address: str) -> list[str]:
    try:
        with st.spinner("Asking what is there"):
            added = here.library.sources.add(web_address(address))
    except OnRecordError as error:
        return [str(error)]
    return [f"{added.name}: is now a source. “Look at it now” takes in what it has."]


def web_address(given: str) -> str:
    """Return an address of the web, with its scheme. Raises SourceError for anything else."""
    address = one_line(given, 2000)
    if "://" not in address and "." in address.partition("/")[0].strip("."):
        address = f"https://{address}"
    if not address.lower().startswith(("https://", "http://")):
        raise SourceError(f"{address[:80]!r} is no address of a page; it begins with https://")
    return address


def _take_in(here: Engine, what: list[str | Path]) -> list[str]:
    bar = st.progress(0.0, "Reading")
    here.loaded.wait()

    def progress(step: str, done: int, total: int) -> None:
        bar.progress(min(done / max(total, 1), 1.0), step.capitalize())

    try:
        return outcome(here.library.ingest(*what, progress=progress))
    except OnRecordError as error:
        return [str(error)]


def outcome(done: Ingested) -> list[str]:
    """Return what an ingest did, in lines."""
    counts = {"added": done.added, "changed": done.changed, "already there": done.unchanged}
    said = [f"{len(ids):,} {what}: {', '.join(ids[:20])}" for what, ids in counts.items() if ids]
    return said + [reason for _, reason in done.failed[:20]]


def _again(here: Engine, failed: list[str]) -> list[str]:
    return _take_in(here, list(dict.fromkeys(each if "://" in each else file_of(each) for each in failed)))


def _dismiss(here: Engine, failed: str) -> list[str]:
    here.library.dismiss(failed)
    return []


def _look(here: Engine, names: list[str]) -> list[str]:
    line = st.empty()

    def log(event: Event) -> None:
        line.caption(render.label(f"{event.event}: {event.address}", 200))

    said = []
    for one in here.library.sync(*names, log=log):
        counts = f"{len(one.added):,} added, {len(one.changed):,} changed, {len(one.failed):,} failed"
        said += [f"{one.source or 'What had failed'}: {counts}", *(reason for _, reason in one.failed[:3])]
    return said


def _forget(here: Engine, name: str) -> list[str]:
    here.library.sources.remove(name)
    return [f"{name}: is no longer a source. What came from it stays."]
