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
from rag.types import Turn
from ui import answers, download, filters, history, place, render
from ui.engine import Engine, engine
from ui.history import Exchange
from ui.reading import Instead, changed
from ui.source import source
from ui.writing import Writing

REMEMBERED = 6
"""Earlier exchanges that a question is read with."""

GROWS = 0.4
"""Seconds between two looks at an answer that is being written."""

LOADING = "Loading the search model; this takes a few seconds once"
WAITING = "The search model is still loading. The question waits for it"


def page() -> None:
    """Draw the page."""
    here = engine()
    turns = history.current()
    typed = st.chat_input("Ask what somebody said, agreed or promised", max_chars=answers.MAX_CHARACTERS)
    asked, instead = _asked(typed, turns)
    st.session_state.pop("moved", None)
    conversation, beside = _layout()
    with conversation:
        for number, turn in enumerate(turns):
            _exchange(number, turn, here, latest=number == len(turns) - 1)
        if asked:
            _answer(asked, instead, turns, here)
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


def _asked(typed: str | None, turns: list[Exchange]) -> tuple[str | None, Instead]:
    """The question to answer now, and how it is to be read: typed, clicked, or of the address."""
    if typed:
        return typed, {}
    if "asked" in st.session_state:
        return st.session_state.pop("asked"), st.session_state.pop("instead", {})
    return (None, {}) if turns else (place.question(), place.instead())


def _layout() -> tuple[Any, Any]:
    if not place.readout():
        return st.container(key="conversation"), None
    left, right = st.columns([11, 9], gap="medium")
    return left, right


def _answer(question: str, instead: Instead, turns: list[Exchange], here: Engine) -> None:
    """Answer a question: its quotes at once; what a model writes over them comes while the page lives on."""
    question = one_line(question)
    if not question:
        return
    for turn in turns:
        if turn.writing:
            turn.writing.stop()
    waiting = "Searching" if here.ready else WAITING
    render.exchange(f"turn-{len(turns)}", answers.values(question, waiting=waiting))
    here.loaded.wait()
    before = turns[:-1] if instead and turns and turns[-1].question == question else turns
    earlier = [Turn(turn.question, turn.answer.text) for turn in before if turn.answer][-REMEMBERED:]
    given = filters.chosen()
    writing = Writing(
        lambda stop: here.library.stream(question, stop=stop, history=earlier, instead=instead, **given)
    )
    writing.quotes()
    history.add(question, writing, instead)
    st.session_state["fresh"] = len(turns)
    st.rerun()


def _exchange(number: int, turn: Exchange, here: Engine, latest: bool) -> None:
    if turn.writing:
        st.fragment(_growing, run_every=GROWS)(number, turn, here, latest)
    else:
        _draw(number, turn, here, latest)


def _growing(number: int, turn: Exchange, here: Engine, latest: bool) -> None:
    """Draw an answer that is being written; the whole page is drawn once it is finished or something was clicked."""
    if turn.writing is None or turn.writing.ended or st.session_state.get("moved"):
        st.rerun()
    _draw(number, turn, here, latest)


def _draw(number: int, turn: Exchange, here: Engine, latest: bool) -> None:
    key = f"turn-{number}"
    answer = turn.writing.answer if turn.writing else turn.answer
    if answer is None:
        render.exchange(key, answers.values(turn.question, error=one_line(turn.error, 600)))
        return
    values = answers.answered(answer, here.overview(), latest)
    fresh = st.session_state.get("fresh") == number
    values |= {
        "verdict": turn.verdict,
        "judged": bool(turn.id),
        "selected": place.shown(),
        "fresh": f"{place.conversation()}-{key}" if fresh else "",
        "stopping": turn.writing is not None and turn.writing.stopping,
    }
    render.exchange(
        key,
        values,
        on_open=_then_move(lambda: _open(key)),
        on_judge=lambda: history.judge(turn, render.sent(key, "judge")),
        on_stop=lambda: turn.writing.stop() if turn.writing else None,
        on_correct=_then_move(lambda: _correct(key, turn)),
    )


def _then_move(act: Callable[[], None]) -> Callable[[], None]:
    """What changes more than one exchange has the whole page drawn."""

    def acted() -> None:
        act()
        st.session_state["moved"] = True

    return acted


def _open(key: str) -> None:
    passage = render.sent(key, "open")
    if passage:
        st.session_state.pop("fresh", None)
        place.open_passage(passage)


def _correct(key: str, turn: Exchange) -> None:
    """Ask again, with a chip as the user has changed it."""
    said = render.sent_values(key, "correct", ("field", "old", "new"))
    answer = turn.writing.answer if turn.writing else turn.answer
    instead = changed(answer.understood, *said) if said and answer and answer.understood else None
    if instead is not None:
        st.session_state["asked"], st.session_state["instead"] = turn.question, instead


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
        readout = here.library.show(id, place.revision())
        newest = here.library.revisions(id)[-1]
    except OnRecordError as error:
        render.problem(str(error))
        st.button("Close", on_click=place.close_readout)
        return
    drawn = source(readout, place.passage(), here.statements(readout), newest)
    render.source("source", drawn, place.close_readout)
