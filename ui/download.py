"""The buttons that give a conversation, an answer or a readout's statements as files.

Takes what is on the page. The files are made when a button is clicked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from rag.clean import one_line
from rag.types import Readout, Statement
from ui import export, render
from ui.engine import Engine
from ui.history import Exchange

_PLAIN = re.compile(r"[^\w-]+")


def conversation(here: Engine, exchanges: Sequence[Exchange]) -> None:
    """Offer the conversation, or one answer of it."""
    with st.popover("Export", icon=":material/download:"):
        scope = st.selectbox(
            "What", range(len(exchanges) + 1), format_func=lambda n: _scope(n, exchanges), key="scope"
        )
        chosen = exchanges if not scope else exchanges[scope - 1 : scope]
        title = one_line(chosen[0].question, 120)
        name = file_name(title)
        with st.container(horizontal=True):
            _button("Markdown", lambda: export.markdown(title, chosen), f"{name}.md", "text/markdown")
            _button("HTML", lambda: export.html(title, chosen), f"{name}.html", "text/html")
            _button("CSV", lambda: export.as_csv(_rows(here, chosen)), f"{name}.csv", "text/csv")
            _button("JSONL", lambda: export.as_jsonl(_rows(here, chosen)), f"{name}.jsonl", "application/jsonl")


def statements(readout: Readout, said: Sequence[Statement]) -> None:
    """Offer the statements of a readout as a table."""
    name = file_name(readout.id)
    with st.popover("Export", icon=":material/download:"), st.container(horizontal=True):
        _button("CSV", lambda: export.as_csv(export.statement_rows(readout, said)), f"{name}.csv", "text/csv")
        _button(
            "JSONL",
            lambda: export.as_jsonl(export.statement_rows(readout, said)),
            f"{name}.jsonl",
            "application/jsonl",
        )


def file_name(title: str) -> str:
    """Return a file name without suffix, of letters, digits and - _ alone."""
    return _PLAIN.sub("-", title).strip("-")[:60] or "on-record"


def _button(label: str, make: export.Make, name: str, mime: str) -> None:
    st.download_button(
        label, lambda: make().encode("utf-8", "replace"), name, mime, on_click="ignore", key=f"save-{label}"
    )


def _rows(here: Engine, chosen: Sequence[Exchange]) -> list[dict[str, object]]:
    return export.cited_rows(chosen, here.library.show)


def _scope(number: int, exchanges: Sequence[Exchange]) -> str:
    if not number:
        return "The whole conversation"
    return f"{number}. {render.label(exchanges[number - 1].question, 60)}"
