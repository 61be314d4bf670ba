"""What the user restricts questions to: chips on the page, kept in the address.

Takes the address and what the collection holds. Returns the keywords of `Library.ask`; the library refuses what it
does not know, in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from rag.clean import one_line
from rag.names.naming import party_name
from rag.types import READOUT_KINDS
from ui import render
from ui.overview import Overview

SINGLE = {
    "reporter": "Account of",
    "person": "Person",
    "since": "Since",
    "until": "Until",
    "language": "Language",
    "kind": "Kind",
}
"""Filters with one value, by their name in the address and in `Library.ask`, and what they are called."""


def chosen() -> dict[str, Any]:
    """Return the filters of the address, as `Library.ask` takes them."""
    given = {name: one_line(st.query_params.get(name, ""), 100) for name in SINGLE}
    parties = [one_line(code, 12) for code in st.query_params.get_all("party")]
    return {name: value for name, value in {"parties": parties, **given}.items() if value}


def words(filters: Mapping[str, Any]) -> str:
    """Return the filters as a text: "by Chile, since 2022"."""
    parts = [f"by {' or '.join(party_name(code) for code in filters['parties'])}"] if filters.get("parties") else []
    for name, label in SINGLE.items():
        if filters.get(name):
            parts.append(f"{label.lower()} {_shown(name, str(filters[name]))}")
    return one_line(", ".join(parts), 300)


def draw(overview: Overview) -> None:
    """Draw a chip for each filter that is set, which a click takes away, and the place to set them."""
    set_now = chosen()
    with st.popover("Filters", icon=":material/filter_alt:"):
        _choose("party", "Statements by", list(overview.parties), set_now.get("parties", []))
        _select("reporter", [code for code in overview.reporters if code], set_now)
        left, right = st.columns(2)
        with left:
            _write("since", "2022 or 2022-05 or 2022-05-31", set_now)
        with right:
            _write("until", "inclusive", set_now)
        _write("person", "Gabriel Boric", set_now)
        _select("language", [language for language in overview.languages if language], set_now)
        _select("kind", list(READOUT_KINDS), set_now)
    for code in set_now.get("parties", []):
        _chip("party", code, f"By {party_name(code)}")
    for name, label in SINGLE.items():
        if name in set_now:
            _chip(name, set_now[name], f"{label}: {_shown(name, set_now[name])}")


def _shown(name: str, value: str) -> str:
    return party_name(value) if name == "reporter" else value.replace("_", " ")


def _chip(name: str, value: str, words: str) -> None:
    st.button(
        f"{render.label(words, 60)} ×",
        key=f"chip-{name}-{value}",
        help="Take this filter away",
        on_click=_drop,
        args=(name, value),
    )


def _drop(name: str, value: str) -> None:
    kept = [other for other in st.query_params.get_all(name) if other != value]
    _put(name, kept)


def _choose(name: str, label: str, codes: list[str], now: list[str]) -> None:
    options = sorted({*codes, *now}, key=party_name)
    key = f"filter-{name}-{'-'.join(now)}"

    def changed() -> None:
        _put(name, st.session_state[key])

    st.multiselect(label, options, now, format_func=party_name, key=key, on_change=changed)


def _select(name: str, options: list[str], set_now: Mapping[str, Any]) -> None:
    now = set_now.get(name)
    every = sorted({*options, *([now] if now else [])}, key=lambda value: _shown(name, value))
    key = f"filter-{name}-{now}"

    def changed() -> None:
        _put(name, [st.session_state[key]] if st.session_state[key] else [])

    st.selectbox(
        SINGLE[name],
        every,
        every.index(now) if now else None,
        format_func=lambda value: _shown(name, value),
        placeholder="Any",
        key=key,
        on_change=changed,
    )


def _write(name: str, example: str, set_now: Mapping[str, Any]) -> None:
    key = f"filter-{name}-{set_now.get(name)}"

    def changed() -> None:
        _put(name, [st.session_state[key]] if st.session_state[key].strip() else [])

    st.text_input(SINGLE[name], set_now.get(name, ""), placeholder=example, max_chars=100, key=key, on_change=changed)


def _put(name: str, values: list[str]) -> None:
    if values:
        st.query_params[name] = values
    else:
        st.query_params.pop(name, None)
