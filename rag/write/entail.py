"""A second opinion: an entailment model that must agree with the verification, where one is configured.

Takes the settings. Returns the check of a sentence: the deterministic one, and after it the model's, which can only
drop further sentences. Refuses a model that does not tell entailment from the rest.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from rag.answer.wording import introduction
from rag.clean import one_line
from rag.errors import ModelError
from rag.settings import Settings
from rag.types import Citation
from rag.write.verify import Verdict, verify

Check = Callable[[str, tuple[Citation, ...]], Verdict]
Entails = Callable[[str, str], bool]


def checker(settings: Settings) -> Check:
    """Return what decides on a sentence. Raises ModelError for an entailment model that cannot be used."""
    return both(_entails(settings)) if settings.entailment else verify


def both(entails: Entails) -> Check:
    """Return the check that shows a sentence only if the verification and `entails` (premise, sentence) admit it."""

    def check(sentence: str, citations: tuple[Citation, ...]) -> Verdict:
        verdict = verify(sentence, citations)
        if not verdict.text:
            return verdict
        premise = " ".join(f"{introduction(c)}: {one_line(c.quote)}" for c in verdict.citations)
        claim = verdict.text.rpartition(" [")[0]
        return verdict if entails(premise, claim) else Verdict("", "not entailed")

    return check


@functools.lru_cache(maxsize=1)
def _entails(settings: Settings) -> Entails:
    from rag.store.embedding import make_cross_encoder

    labels, scores = make_cross_encoder(settings.entailment, settings)
    at = next((number for number, label in enumerate(labels) if label.startswith("entail")), None)
    if at is None or len(labels) < 2:
        raise ModelError(f"{settings.entailment}: tells no entailment (its labels are {', '.join(labels)})")

    def entails(premise: str, claim: str) -> bool:
        found = scores(premise, claim)
        return max(range(len(found)), key=found.__getitem__) == at

    return entails
