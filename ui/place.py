"""The address of a page: question, readout and passage as query parameters, so that a link shows the same again.

Takes and changes st.query_params. Refuses what is no passage.
"""

from __future__ import annotations

import re

import streamlit as st

from ui.reading import Instead, from_address, to_address

_PASSAGE = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
_KEY = re.compile(r"(.+):([0-9]{1,9}-[0-9]{1,9})@([0-9]{1,9})", re.S)


def question() -> str | None:
    """Return the question of the address."""
    return st.query_params.get("q") or None


def found() -> str:
    """Return the words by which readouts are looked for."""
    return st.query_params.get("find", "")


def find(words: str) -> None:
    """Put the words by which readouts are looked for into the address."""
    st.query_params["find"] = words or []


def readout() -> str | None:
    """Return the id of the readout of the address."""
    return st.query_params.get("readout") or None


def passage() -> tuple[int, int] | None:
    """Return the offsets of the passage; (0, 0), which is never a passage, where they cannot be read."""
    given = st.query_params.get("passage")
    if not given:
        return None
    found = _PASSAGE.fullmatch(given)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def revision() -> int | None:
    """Return the revision of the readout of the address, which an old answer may cite; None for the newest."""
    given = st.query_params.get("revision", "")
    return int(given) if re.fullmatch(r"[0-9]{1,9}", given) else None


def conversation() -> str | None:
    """Return the id of the conversation of the address."""
    return st.query_params.get("c") or None


def instead() -> Instead:
    """Return what the question of the address is to be read as instead."""
    return from_address(st.query_params.get_all("read"))


def ask(question: str, conversation: str | None, instead: Instead | None = None) -> None:
    """Put a question into the address, with its conversation where it is kept."""
    st.query_params["q"] = question
    st.query_params["read"] = to_address(instead or {})
    if conversation:
        st.query_params["c"] = conversation


def open_conversation(id: str) -> None:
    """Put a conversation into the address, and nothing else."""
    st.query_params.from_dict({"c": id})


def leave_conversation() -> None:
    """Take the conversation out of the address."""
    st.query_params.pop("c", None)


def leave() -> None:
    """Take conversation, question and readout out of the address; the filters stay."""
    close_readout()
    for name in ("c", "q", "read"):
        st.query_params.pop(name, None)


def open_passage(key: str) -> None:
    """Put a passage ("id:start-end@revision") into the address."""
    found = _KEY.fullmatch(key)
    if found:
        st.query_params.update({"readout": found[1], "passage": found[2], "revision": found[3]})


def open_readout(id: str) -> None:
    """Put a readout into the address, without a passage."""
    close_readout()
    st.query_params["readout"] = id


def close_readout() -> None:
    """Take the readout out of the address."""
    for name in ("readout", "passage", "revision"):
        st.query_params.pop(name, None)


def shown() -> str | None:
    """Return the key of the passage shown."""
    given = st.query_params.get("passage")
    return f"{readout()}:{given}@{revision() or 1}" if readout() and given else None
