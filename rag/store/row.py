"""A passage as the index holds it, and what is embedded and indexed of it."""

from __future__ import annotations

from dataclasses import dataclass

from rag.clean import clean
from rag.types import Code, Passage, Statement


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as indexed, with what its readout says of it."""

    row: int
    readout: str
    revision: int
    start: int
    end: int
    date: str | None
    reporter: Code | None
    language: str
    kind: str
    parties: tuple[Code, ...]
    header: str
    text: str
    statements: tuple[Statement, ...]
    vectors: bytes = b""
    """Those of its statements, packed (rag.store.parts)."""

    @property
    def indexed(self) -> str:
        """What was embedded and indexed."""
        return indexed(self.header, self.text)

    def words(self, statement: Statement) -> str:
        """The text of one of its statements."""
        return self.text[statement.start - self.start : statement.end - self.start]


def indexed(header: str, text: str) -> str:
    """Return what is embedded and indexed of a passage: header and exact text, cleaned."""
    return clean(f"{header}\n{text}")


def spans(passage: Passage | Row) -> tuple[tuple[int, int], ...]:
    """Return where the statements of a passage stand in what is indexed of it."""
    before = f"{passage.header}\n"
    at = [(s.start - passage.start, s.end - passage.start) for s in passage.statements]
    return tuple((len(clean(before + passage.text[:a])), len(clean(before + passage.text[:b]))) for a, b in at)
