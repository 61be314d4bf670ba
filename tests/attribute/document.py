"""cases.yaml -> docs/attribution.md. Run it after changing the cases: python tests/attribute/document.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from rag.attribute.attribute import attribute
from rag.types import Readout

HERE = Path(__file__).parent
DOC = HERE.parent.parent / "docs" / "attribution.md"

HEAD = """# How sentences get their speaker

Each pattern with an example of our own and what it yields. Made from `tests/attribute/cases.yaml` by
`python tests/attribute/document.py`; a test runs every example and checks that this page is current.

"-" stands for nobody, "joint" for all sides together.
"""


def cases() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load((HERE / "cases.yaml").read_text("utf-8"))
    return loaded


def readout(case: dict[str, Any]) -> Readout:
    given = dict(case["readout"])
    given["parties"] = tuple(given.get("parties", ()))
    return Readout(id="case", text=case["text"], **{"title": "", **given})


def found(case: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Speakers, person, kind and text of each statement."""
    account = readout(case)
    return [
        (
            "joint" if s.joint else ", ".join(s.speakers) or "-",
            s.person,
            s.kind,
            account.text[s.start : s.end],
        )
        for s in attribute(account)
    ]


def render() -> str:
    parts = [HEAD]
    for case in cases():
        about = case["readout"]
        reporter = about.get("reporter") or "unknown"
        parts.append(f"\n## {case['pattern']}\n\n{case['why']}\n\nReported by {reporter}, {about['date']}.\n")
        parts.append("| statement | speakers | person | kind |\n|---|---|---|---|")
        for speakers, person, kind, text in found(case):
            words = " ".join(text.split()).replace("|", "\\|")
            parts.append(f"| {words} | {speakers} | {person} | {kind} |")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    DOC.write_text(render(), "utf-8")
