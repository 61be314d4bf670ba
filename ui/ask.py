"""The chat: questions, answers with their citations, and the readout of the citation that was opened.

Takes an Engine and the address. Every failure of ours is shown as a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from rag.cldr import written_date
from rag.clean import one_line
from rag.errors import OnRecordError
from rag.types import Answer, Turn
from ui import download, filters, history, place, render
from ui.cards import card, laid_out, overview_line, pieces, receipt
from ui.engine import Engine, engine
from ui.history import Exchange
from ui.overview import by_year
from ui.source import source

MAX_CHARACTERS = 2000
REMEMBERED = 6
"""Earlier exchanges that a question is read with."""

LOADING = "Loading the search model; this takes a few seconds once"
WAITING = "The search model is still loading. The question waits for it"


def page() -> None:
    """Draw the page."""
    here = engine()
    turns = history.current()
    asked = st.chat_input("Ask what somebody said, agreed or promised", max_chars=MAX_CHARACTERS)
    asked = asked or st.session_state.pop("asked", None) or (place.question() if not turns else None)
    conversation, beside = _layout()
    with conversation:
        for number, turn in enumerate(turns):
            _draw(f"turn-{number}", turn, here, fresh=st.session_state.get("fresh") == number)
        if asked:
            _answer(asked, turns, here)
        elif not turns:
            _welcome(here)
        if not asked:
            with st.container(key="tools", horizontal=True, vertical_alignment="center", gap="small"):
                filters.draw(here.overview())
                if turns:
                    download.conversation(here, turns)
        history.warn()
        _model_state(here)
    history.sidebar()
    if beside is not None:
        with beside, st.container(key="source-pane"):
            _source(here)


def _layout() -> tuple[Any, Any]:
    if not place.readout():
        return st.container(key="conversation"), None
    left, right = st.columns([11, 9], gap="medium")
    return left, right


def _answer(question: str, turns: list[Exchange], here: Engine) -> None:
    question = one_line(question)
    if not question:
        return
    render.exchange("pending", _values(question, waiting="Searching" if here.ready else WAITING))
    here.loaded.wait()
    earlier = [Turn(turn.question, turn.answer.text) for turn in turns if turn.answer][-REMEMBERED:]
    try:
        history.add(question, here.library.ask(question, history=earlier, **filters.chosen()))
    except OnRecordError as error:
        history.add(question, None, str(error))
    except Exception as error:
        history.add(question, None, render.unexpected(error))
    st.session_state["fresh"] = len(turns)
    st.rerun()


def _draw(key: str, turn: Exchange, here: Engine, fresh: bool) -> None:
    if turn.answer is None:
        render.exchange(key, _values(turn.question, error=one_line(turn.error, 600)))
        return
    values = _answered(turn.answer, here)
    values |= {"verdict": turn.verdict, "judged": bool(turn.id), "selected": place.shown()}
    values["fresh"] = f"{place.conversation()}-{key}" if fresh else ""
    render.exchange(key, values, _opened(key), lambda: history.judge(turn, render.judged(key)))


def _opened(key: str) -> Callable[[], None]:
    def opened() -> None:
        passage = render.opened(key)
        if passage:
            st.session_state.pop("fresh", None)
            place.open_passage(passage)

    return opened


def _answered(answer: Answer, here: Engine) -> dict[str, Any]:
    cited = [citation.n for citation in answer.citations or answer.nearest]
    notes, cards = laid_out(answer) if answer.found and answer.mode == "quotes" else ([], None)
    return _values(
        answer.question,
        found=answer.found,
        reason=answer.reason,
        written=answer.mode == "written",
        model=one_line(answer.model or "", 60),
        text=pieces(answer.text, cited),
        groups=overview_line(answer.citations),
        notes=notes,
        cards=[card(citation) for citation in answer.citations] if cards is None else cards,
        nearest=[card(citation) for citation in answer.nearest],
        receipt=receipt(answer),
        years=[] if answer.found else by_year(here.overview().years),
        filters=filters.words(answer.searched.filters),
        took=f"{answer.elapsed_ms:,.0f} ms" if answer.elapsed_ms < 10_000 else "",
    )


def _values(question: str, **values: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"error": "", "waiting": "", "cards": [], "nearest": [], "years": []}
    return {"question": one_line(question, MAX_CHARACTERS), **empty, **values}


def _welcome(here: Engine) -> None:
    overview = here.overview()
    st.markdown("### What is on record")
    if not overview.readouts:
        st.markdown("There are no readouts yet. Add some on the Library page, or with `onrecord ingest FOLDER`.")
        return
    newest = f"the newest of {written_date(overview.newest)}" if overview.newest else "none of them dated"
    st.markdown(
        f"{overview.readouts:,} readouts, {newest}. Answers are quotes, "
        "each with its speaker as far as the text names one, whose account it is, and the passage."
    )
    with st.container(key="examples", gap=None):
        for number, example in enumerate(here.examples()):
            if st.button(render.label(example), key=f"example-{number}", type="tertiary", icon=":material/search:"):
                st.session_state["asked"] = example
                st.rerun()
    history.recent()


def _model_state(here: Engine) -> None:
    if not here.ready:
        st.fragment(_waiting_state, run_every=0.5)(here)


def _waiting_state(here: Engine) -> None:
    if here.ready:
        st.rerun()
    st.caption(LOADING + " …")


def _source(here: Engine) -> None:
    id = place.readout()
    if id is None:
        return
    try:
        readout = here.library.show(id)
    except OnRecordError as error:
        render.problem(str(error))
        st.button("Close", on_click=place.close_readout)
        return
    render.source("source", source(readout, place.passage(), here.statements(readout)), place.close_readout)
