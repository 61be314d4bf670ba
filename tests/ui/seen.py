"""What a test sees of our components: the values that they are given to draw."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest


def components(app: AppTest, name: str) -> list[dict[str, Any]]:
    """Return the data of every component of that name on the page, in order."""
    found = []
    for element in app.get("bidi_component"):
        proto = element.proto
        if proto.component_name == name:
            found.append(json.loads(getattr(proto, proto.WhichOneof("data"))))
    return found


def exchanges(app: AppTest) -> list[dict[str, Any]]:
    """Return the questions with their answers."""
    return components(app, "onrecord_answer")


def sources(app: AppTest) -> list[dict[str, Any]]:
    """Return the readouts shown."""
    return components(app, "onrecord_source")
