"""The app that Streamlit runs: its pages, and the last catch for what goes wrong on them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from rag.errors import OnRecordError
from ui import ask, library, read, render


def main() -> None:
    """Draw the page of the address."""
    st.set_page_config(
        page_title="On Record",
        page_icon=str(Path(__file__).with_name("icon.svg")),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    render.style()
    pages = [
        st.Page(_guarded(ask.page), title="Ask", url_path="ask", default=True),
        st.Page(_guarded(read.page), title="Read", url_path="read"),
        st.Page(_guarded(library.page), title="Library", url_path="library"),
    ]
    st.navigation(pages, position="top").run()


def _guarded(page: Callable[[], None]) -> Callable[[], None]:
    def guarded() -> None:
        try:
            page()
        except OnRecordError as error:
            render.problem(str(error))
        except Exception as error:
            render.problem(render.unexpected(error))

    return guarded


main()
