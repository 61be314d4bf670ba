"""The cases of the YAML files of this folder: sentences with their marks, and the citations that they are about.

A test with the argument `lie` or `attack` runs once for each; `cases` and `citation` are for those that count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from rag.types import Citation

Case = tuple[str, str, tuple[Citation, ...]]
"""The kind ("faithful" or that of the lie), the sentence, the citations of the answer."""


def _citation(n: int = 1, **fields: Any) -> Citation:
    """A citation with the given fields; what is left out is empty."""
    quote = fields["quote"]
    return Citation(
        n=n,
        readout=f"own-{n}",
        title=fields.get("title", ""),
        date=str(fields["date"]) if fields.get("date") else None,
        reporter=fields.get("reporter"),
        reporter_inferred=False,
        issuer=fields.get("issuer", ""),
        speakers=tuple(fields.get("speakers", ())),
        joint=fields.get("joint", False),
        person=fields.get("person"),
        quote=quote,
        start=0,
        end=len(quote),
        url=None,
        source="",
        kind=fields.get("kind", "readout"),
        language=fields.get("language", "en"),
    )


def marked(sentence: str) -> str:
    """The sentence with the mark [1] where it has none."""
    return sentence if "[" in sentence else f"{sentence.removesuffix('.')} [1]."


def _cases(file: str) -> Iterator[Case]:
    """Every sentence of a file."""
    for entry in yaml.safe_load((Path(__file__).parent / file).read_text(encoding="utf-8")):
        shown = [_citation(1, **entry)] + ([_citation(2, **entry["second"])] if "second" in entry else [])
        for sentence in entry.get("faithful", ()):
            yield "faithful", marked(sentence), tuple(shown)
        for kind, sentences in entry.get("lies", {}).items():
            for sentence in sentences:
                yield kind, marked(sentence), tuple(shown)


FILES = ("cases_a.yaml", "cases_b.yaml", "cases_c.yaml", "cases_d.yaml", "cases_e.yaml", "cases_f.yaml")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One run for each lie."""
    if "lie" in metafunc.fixturenames:
        lies = [case for file in FILES for case in _cases(file) if case[0] != "faithful"]
        metafunc.parametrize("lie", lies, ids=[f"{kind}: {text[:60]}" for kind, text, _ in lies])


@pytest.fixture(scope="session")
def cases() -> list[Case]:
    """All cases."""
    return [case for file in FILES for case in _cases(file)]


@pytest.fixture(scope="session")
def citation() -> Callable[..., Citation]:
    """Make a citation of fields."""
    return _citation
