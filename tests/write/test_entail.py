"""The optional entailment model: it can drop what the verification admits, and admit nothing that it drops."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rag.errors import ModelError
from rag.settings import Settings
from rag.types import Citation
from rag.write.entail import both, checker
from rag.write.verify import verify

TRUE = "Colombia supports the bridge [1]."
FALSE = "Colombia supports the tunnel [1]."


@pytest.fixture
def shown(citation: Callable[..., Citation]) -> tuple[Citation, ...]:
    return (citation(quote="Colombia supports the bridge.", speakers=["CO"], reporter="PE", date="2024-03-04"),)


def test_it_only_drops(shown: tuple[Citation, ...]) -> None:
    asked: list[tuple[str, str]] = []

    def says(verdict: bool) -> Callable[[str, str], bool]:
        def entails(premise: str, claim: str) -> bool:
            asked.append((premise, claim))
            return verdict

        return entails

    assert both(says(True))(TRUE, shown).text == verify(TRUE, shown).text != ""
    assert both(says(False))(TRUE, shown).text == ""
    assert both(says(True))(FALSE, shown).text == ""
    assert asked == 2 * [
        (
            "Colombia, according to Peru’s readout of 4 March 2024: Colombia supports the bridge.",
            "Colombia supports the bridge, according to Peru’s readout of 4 March 2024",
        )
    ]


def test_without_a_setting_there_is_none(tmp_path: Path) -> None:
    assert checker(Settings(data=tmp_path)) is verify


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no-such/nli"):
        checker(Settings(data=tmp_path, entailment="no-such/nli"))
