"""The last gate: a citation leaves only if its quote stands in the stored readout at its offsets.

Takes statements of the index and the catalog. Returns citations numbered from 1, their words read from the catalog.
Raises DamagedError where index and catalog disagree: no answer is better than a wrong quote.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.answer.evidence import Chosen
from rag.attribute.sighting import known_from
from rag.errors import DamagedError
from rag.store.heard import is_heard
from rag.types import Citation, Readout


def cite(items: Sequence[Chosen], read: Callable[[str, int], Readout], first: int = 1) -> tuple[Citation, ...]:
    """Return one citation for each statement, numbered from `first`; `read` gives a readout's revision."""
    readouts: dict[tuple[str, int], Readout] = {}
    citations = []
    for n, item in enumerate(items, first):
        row, statement = item.features.row, item.features.statement
        key = row.readout, row.revision
        readout = readouts[key] if key in readouts else readouts.setdefault(key, read(*key))
        quote = readout.text[statement.start : statement.end]
        if not quote or quote != row.words(statement):
            raise DamagedError(
                f"{row.readout}: the index quotes what the catalog does not hold; run `onrecord check`"
            )
        citations.append(
            Citation(
                n=n,
                readout=readout.id,
                title=readout.title,
                date=readout.date,
                reporter=readout.reporter,
                reporter_inferred=readout.reporter_inferred,
                issuer=readout.issuer,
                speakers=statement.speakers,
                joint=statement.joint,
                person=statement.person or None,
                quote=quote,
                start=statement.start,
                end=statement.end,
                url=readout.url,
                source=readout.source,
                kind=readout.kind,
                revision=readout.revision,
                statement_kind=statement.kind,
                language=readout.language,
                again=tuple(dict.fromkeys((other.row.readout, other.row.date) for other in item.again)),
                page=readout.page_of(statement.start),
                heard=is_heard(statement),
                known=known_from(statement)[1] or None,
            )
        )
    return tuple(citations)
