"""Citations and readouts that the tests of the pages share."""

from __future__ import annotations

import dataclasses
from typing import Any

from rag.types import Citation, Readout

HOSTILE = (
    '![x](http://evil.example/a.png) <img src=http://evil.example/b.png onerror="alert(1)"> '
    "<script>fetch('http://evil.example/c')</script> [link](http://evil.example/d) http://evil.example/e "
    "$\\href{http://evil.example/f}{x}$ :red[red] \u202egnp.exe\u202c \u2066x\u2069"
)


def citation(**changes: Any) -> Citation:
    """Return a citation with all its fields, some of them changed."""
    made = Citation(
        n=1,
        readout="fr-ke-1",
        title="Foreign ministers meet",
        date="2024-05-02",
        reporter="FR",
        reporter_inferred=False,
        issuer="Ministry of Foreign Affairs",
        speakers=("KE",),
        joint=False,
        person="Amina Mwangi",
        quote="Kenya would ban nets.",
        start=10,
        end=31,
        url="https://example.org/fr-ke-1",
        source="fr-ke-1.txt",
    )
    return dataclasses.replace(made, **changes)


def readout(text: str, **changes: Any) -> Readout:
    """Return a readout of that text."""
    made = Readout(
        "fr-ke-1",
        "Foreign ministers meet",
        text,
        date="2024-05-02",
        reporter="FR",
        issuer="Ministry",
        parties=("KE",),
    )
    return dataclasses.replace(made, **changes)
