"""Follow-ups."""

from collections.abc import Sequence
from rag.types import Question, Turn


def completed(question: Question, history: Sequence[Turn]) -> Question:
    return question
