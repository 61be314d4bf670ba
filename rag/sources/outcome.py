"""Say what a sync did: of each source, and of what was tried again outside all sources.

Takes what was gathered and what the catalog made of it. Returns Synced values; refuses nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from rag.sources.source import Gathered, Synced


def addresses_of(gathered: Gathered) -> Iterable[str]:
    """Whatever was looked at."""
    yield gathered.source.address
    yield from (visit.address for visit in gathered.lists)
    for visited in gathered.visited:
        yield visited.page.address
        yield from (readout.source for readout in visited.readouts)


def synced(gathered: Gathered, outcomes: Mapping[str, Sequence[str]]) -> Synced:
    """What was done at one source; `outcomes` are the ids by what became of them in the catalog."""
    return Synced(
        gathered.source.name,
        (*outcomes.get("added", ()), *outcomes.get("restored", ())),
        tuple(outcomes.get("changed", ())),
        (*outcomes["unchanged"], *outcomes.get("removed", ())),
        tuple(gathered.failed),
        tuple(gathered.gone),
        gathered.fetched,
        gathered.left,
    )


def together(done: Iterable[Synced]) -> list[Synced]:
    """What was done outside the sources as one."""
    named = []
    loose = Synced("")
    for one in done:
        if one.source:
            named.append(one)
        else:
            loose = Synced(
                "", *(getattr(loose, f.name) + getattr(one, f.name) for f in dataclasses.fields(Synced)[1:])
            )
    return [*named, loose] if loose != Synced("") else named
