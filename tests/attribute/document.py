"""cases.yaml -> docs/attribution.md. Run it after changing the cases: python tests/attribute/document.py."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from rag.attribute.attribute import attribute, read
from rag.attribute.roster import Roster
from rag.types import Readout

HERE = Path(__file__).parent
DOC = HERE.parent.parent / "docs" / "attribution.md"

HEAD = """# How sentences get their speaker

Each pattern with an example of our own and what it yields. Made from `tests/attribute/cases.yaml` by
`python tests/attribute/document.py`; a test runs every example and checks that this page is current.

"-" stands for nobody, "joint" for all sides together.

What a readout says depends on that readout and on tables of parties and leaders alone, except for one thing: who
somebody is whom it names and does not introduce. There, and only there, the other readouts of a library count. They
must introduce such a person by full name, office and party at least twice, on other days or by other issuers; all
that do so within a year of the date must agree; the office must be the same (a surname without one counts if nobody
else bears it and it is no common word or place); and the party must be a side of the readout. Otherwise nothing is
said. Such a statement names the other readout in its cue, its citation, on the page and in `onrecord show`. It does
not matter in which order readouts came, and with a readout that is removed goes what it told. `onrecord attribute`
reads each file alone.
"""


def cases() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load((HERE / "cases.yaml").read_text("utf-8"))
    return loaded


def readout(case: dict[str, Any]) -> Readout:
    given = {name: value for name, value in case["readout"].items() if name != "text"}
    given["parties"] = tuple(given.get("parties", ()))
    return Readout(id="case", text=case["text"], **{"title": "", **given})


def found(case: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Speakers, person, kind and text of each statement."""
    account = readout(case)
    others = [readout({"text": other["text"], "readout": other}) for other in case.get("others", ())]
    roster = Roster(
        sighting for n, other in enumerate(others) for sighting in read(replace(other, id=f"other {n + 1}")).sightings
    )
    known = roster.known(read(account).open, account.date, account.parties)
    return [
        (
            "joint" if s.joint else ", ".join(s.speakers) or "-",
            s.person,
            s.kind,
            account.text[s.start : s.end],
        )
        for s in attribute(account, known)
    ]


def render() -> str:
    parts = [HEAD]
    for case in cases():
        about = case["readout"]
        reporter = about.get("reporter") or "unknown"
        parts.append(f"\n## {case['pattern']}\n\n{case['why']}\n\nReported by {reporter}, {about['date']}.\n")
        parts.extend(f"Another readout, {other['date']}: {other['text']}\n" for other in case.get("others", ()))
        parts.append("| statement | speakers | person | kind |\n|---|---|---|---|")
        for speakers, person, kind, text in found(case):
            words = " ".join(text.split()).replace("|", "\\|")
            parts.append(f"| {words} | {speakers} | {person} | {kind} |")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    DOC.write_text(render(), "utf-8")
