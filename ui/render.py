"""The one place where text of readouts and models reaches Streamlit.

Takes plain values of ui.cards and ui.source. They go to components of ours as data; the components (answer.js,
source.js) put them on the page as text nodes and never as markup, so nothing in them can load, run or link. Labels of
Streamlit's own widgets read Markdown: `label` escapes for them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from rag.clean import one_line
from ui.reference import escape_markdown

_HERE = Path(__file__).parent


def label(text: str, limit: int = 120) -> str:
    """Return untrusted text for a place where Streamlit reads Markdown: cleaned, on one line, escaped."""
    return escape_markdown(one_line(text, limit))


def style() -> None:
    """Put our style sheet on the page."""
    st.html(f"<style>{_read('style.css')}</style>")


def exchange(key: str, data: dict[str, Any], **on: Callable[[], None]) -> None:
    """Draw a question with its answer; `on_open`, `on_judge`, `on_stop` and `on_correct` are called for what the
    reader does there, and `sent` tells what it was."""
    component = st.components.v2.component(
        "onrecord_answer",
        js=_script("dom.js", "focus.js", "charts.js", "chips.js", "answer.js"),
        isolate_styles=False,
    )
    component(
        key=key,
        data=data,
        on_open_change=on.get("on_open", _nothing),
        on_judge_change=on.get("on_judge", _nothing),
        on_stop_change=on.get("on_stop", _nothing),
        on_correct_change=on.get("on_correct", _nothing),
    )


def opened(key: str) -> str | None:
    """Return what was clicked in the component of that key: a passage ("id:start-end") or the id of a row."""
    return sent(key, "open")


def sent(key: str, event: str) -> str | None:
    """Return the key that came with an event of the component of that key."""
    said = sent_values(key, event, ("key",))
    return said[0] if said else None


def sent_values(key: str, event: str, names: Sequence[str]) -> list[str] | None:
    """Return the texts of those names that came with an event; None where one is missing."""
    state = st.session_state.get(key)
    value = state.get(event) if state else None
    found = [value.get(name) for name in names] if isinstance(value, dict) else []
    texts = [text for text in found if isinstance(text, str)]
    return texts if len(texts) == len(names) else None


def source(key: str, data: dict[str, Any], on_close: Callable[[], None] | None = None) -> None:
    """Draw a readout with the marked passage in view; it can be closed where `on_close` is given."""
    component = st.components.v2.component(
        "onrecord_source", js=_script("dom.js", "focus.js", "step.js", "source.js"), isolate_styles=False
    )
    component(key=key, data={**data, "closable": on_close is not None}, on_close_change=on_close or _nothing)


def listing(
    key: str, name: str, rows: list[dict[str, Any]], selected: str | None, on_open: Callable[[], None]
) -> None:
    """Draw a list to choose from; a click calls `on_open`, and `opened(key)` tells which."""
    component = st.components.v2.component("onrecord_list", js=_script("dom.js", "list.js"), isolate_styles=False)
    component(key=key, data={"name": name, "rows": rows, "selected": selected}, on_open_change=on_open)


def changes(key: str, lines: list[list[dict[str, Any]]]) -> None:
    """Draw what changed between two revisions."""
    component = st.components.v2.component(
        "onrecord_changes", js=_script("dom.js", "changes.js"), isolate_styles=False
    )
    component(key=key, data={"lines": lines})


def figures(key: str, sections: list[dict[str, Any]]) -> None:
    """Draw charts of counts."""
    component = st.components.v2.component(
        "onrecord_figures", js=_script("dom.js", "charts.js", "figures.js"), isolate_styles=False
    )
    component(key=key, data={"sections": sections})


def problem(text: str) -> None:
    """Say what is wrong."""
    st.error(label(text, 600))


def unexpected(error: Exception) -> str:
    """Note a failure that is not ours to word; returns the sentence for the page."""
    logging.getLogger("onrecord").error("a page failed: %s: %s", type(error).__name__, one_line(str(error), 500))
    return "Something went wrong here, and nothing was answered. Try again; if it stays, run `onrecord check`."


def _nothing() -> None:
    """Answer an event that nobody waits for."""


def _script(*names: str) -> str:
    return "".join(_read(name) for name in names)


@cache
def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
