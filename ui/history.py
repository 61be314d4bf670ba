"""The conversation of the page: kept in the data directory, found again after a reload, listed in the sidebar.

Takes the address and the user. What cannot be kept is said on the page, and the chat goes on without it.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from rag.clean import one_line
from rag.errors import OnRecordError
from rag.types import Answer
from ui import place, render
from ui.conversations import VERDICTS, Conversations, Stored, Summary
from ui.engine import engine
from ui.reading import Instead
from ui.stored import answer_of
from ui.user import user
from ui.writing import Writing

RECENT = 5


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it: an answer, or the sentence that says why there is none."""

    question: str
    answer: Answer | None
    error: str = ""
    id: int = 0
    verdict: str = ""
    asked: str = ""
    writing: Writing | None = None
    """What still writes the answer."""


def current() -> list[Exchange]:
    """Return the exchanges of the address's conversation; those of a conversation that is not the user's are none."""
    id = place.conversation()
    state = st.session_state
    if state.get("conversation") != id or "turns" not in state:
        state["conversation"] = id
        state["turns"] = []
        if id:
            with _telling():
                state["turns"] = [_exchange(stored) for stored in _store().turns(user(), id)]
            if not state["turns"]:
                state["conversation"] = None
                place.leave_conversation()
    state["turns"] = [
        replace(turn, answer=turn.writing.answer, writing=None) if turn.writing and turn.writing.ended else turn
        for turn in state["turns"]
    ]
    turns: list[Exchange] = state["turns"]
    return turns


def add(question: str, writing: Writing, instead: Instead) -> None:
    """Add a question under way, its quotes being there, and put it into the address; the first one begins a
    conversation. The finished answer takes the place of the quotes, wherever the page is by then."""
    answer, error = writing.answer, writing.error
    exchange = Exchange(question, answer, error, writing=writing)
    state = st.session_state
    with _telling():
        if not state.get("conversation"):
            state["conversation"] = _store().start(user(), question)
        kept = answer.to_dict() if answer else None
        exchange = replace(exchange, id=_store().add(user(), state["conversation"], question, kept, error))
        if not writing.ended:
            _finish_later(exchange.id, writing)
    state["turns"] = [*state["turns"], exchange]
    place.ask(question, state.get("conversation"), instead)


def _finish_later(turn: int, writing: Writing) -> None:
    store, whose, under_way = _store(), user(), engine().writings
    under_way[turn] = writing

    def finish(answer: Answer) -> None:
        with contextlib.suppress(OnRecordError):
            store.finish(whose, turn, answer.to_dict())
        under_way.pop(turn, None)

    writing.keep(finish)


def judge(turn: Exchange, verdict: str | None) -> None:
    """Keep what the user says of an answer; saying it again takes it back."""
    if verdict not in VERDICTS:
        return
    said = "" if verdict == turn.verdict else verdict
    with _telling():
        _store().judge(user(), turn.id, said)
        turns = st.session_state["turns"]
        st.session_state["turns"] = [replace(t, verdict=said) if t.id == turn.id else t for t in turns]


def sidebar() -> None:
    """Draw the list of conversations, with search, rename and delete."""
    with st.sidebar, _telling():
        st.button("New conversation", icon=":material/add:", on_click=_leave, width="stretch")
        words = st.text_input("Search conversations", key="conversation-words", max_chars=200)
        found = _store().list(user(), words)
        if found:
            _listing("conversations", found)
        else:
            st.caption("None yet." if not words else "None holds these words.")
        _manage()


def recent() -> None:
    """Draw the last few conversations."""
    with _telling():
        found = _store().list(user(), limit=RECENT)
        if found:
            st.markdown("#### Earlier conversations")
            _listing("recent", found)


def warn() -> None:
    """Say what could not be kept."""
    problem = st.session_state.pop("not-kept", None)
    if problem:
        render.problem(problem)


def _manage() -> None:
    id = st.session_state.get("conversation")
    title = _store().title(user(), id) if id else None
    if not id or title is None:
        return
    with st.popover("This conversation", width="stretch"):
        st.text_input("Title", title, key=f"title-{id}", max_chars=120, on_change=_rename, args=(id,))
        st.button("Delete this conversation", on_click=_delete, args=(id,))


def _rename(id: str) -> None:
    with _telling():
        _store().rename(user(), id, st.session_state[f"title-{id}"])


def _delete(id: str) -> None:
    with _telling():
        _store().delete(user(), id)
        _leave()


def _leave() -> None:
    st.session_state.pop("turns", None)
    place.leave()


def _listing(key: str, found: list[Summary]) -> None:
    def opened() -> None:
        id = render.opened(key)
        if id:
            place.open_conversation(id)

    rows: list[dict[str, Any]] = [
        {"id": each.id, "title": one_line(each.title), "badge": None, "facts": each.updated[:16].replace("T", " ")}
        for each in found
    ]
    render.listing(key, "Conversations", rows, st.session_state.get("conversation"), opened)


def _exchange(stored: Stored) -> Exchange:
    try:
        answer = answer_of(stored.answer) if stored.answer is not None else None
    except ValueError:
        return Exchange(
            stored.question, None, "This answer was kept in a form that cannot be read any more.", stored.id
        )
    writing = engine().writings.get(stored.id)
    if answer and not answer.finished and writing is None:
        answer = replace(
            answer, finished=True, note="The writing of an answer was interrupted; these are the quotes."
        )
    return Exchange(stored.question, answer, stored.error, stored.id, stored.verdict, stored.asked, writing)


@contextlib.contextmanager
def _telling() -> Any:
    try:
        yield
    except OnRecordError as error:
        st.session_state["not-kept"] = str(error)


def _store() -> Conversations:
    return Conversations(engine().library.settings.data / "conversations.sqlite")
