"""Who uses the page: the name that a trusted proxy or a login gives, else an empty text for the one user there is.

Streamlit fills st.user from the headers of `server.trustedUserHeaders` and from its own login; nothing else is
believed, so that nobody names himself.
"""

from __future__ import annotations

import streamlit as st

KEYS = ("sub", "email", "user", "name")


def user() -> str:
    """Return the name of the user."""
    given = st.user.to_dict()
    for key in KEYS:
        value = given.get(key)
        if isinstance(value, str) and value:
            return value
    return ""
