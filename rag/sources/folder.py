"""Look at a folder: the readouts of the files that are new or have changed since the last look.

Takes the folder as a source. Fills in what was gathered; refuses nothing: a file that cannot be read is listed, and
one that is no longer there is reported as gone.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from rag.load.find import Failure, find, is_missing
from rag.load.load import load_all
from rag.sources.address import fits
from rag.sources.source import Gathered, Memory, Page, Visited
from rag.types import Readout


def look_at_folder(
    gathered: Gathered, memory: Memory, kept: Callable[[Page], bool], at: str, version: str, anew: bool
) -> None:
    """Add what the folder holds to `gathered`; `kept` tells whether the catalog holds what a file gave."""
    source = gathered.source
    found = find([source.address])
    gathered.failed += [(failure.source, failure.reason) for failure in found.failures]
    if any(failure.source == source.address for failure in found.failures):
        return
    present = set()
    for path in found.files:
        if source.pattern and not fits(str(path.relative_to(source.address)), source.pattern):
            continue
        present.add(str(path))
        stated = found.stated.get(path, {})
        stamp = _stamp(path, stated)
        last = memory.page(str(path))
        if not anew and last and last.outcome == "taken" and last.stamp == stamp and kept(last):
            gathered.visited.append(Visited(last))
            continue
        loaded = list(load_all(path, source.hints() | dict(stated)))
        readouts = tuple(one for one in loaded if isinstance(one, Readout))
        failed = [(one.source, one.reason) for one in loaded if isinstance(one, Failure)]
        gathered.failed += failed
        page = Page(str(path), "failed" if failed else "taken", at, source.name, stamp=stamp, version=version)
        ids = tuple(readout.id for readout in readouts)
        gathered.visited.append(Visited(dataclasses.replace(page, readouts=ids), readouts))
        gathered.fetched += 1
    for page in memory.pages(source.name) if source.name else ():
        if page.address not in present and page.outcome != "gone" and is_missing(Path(page.address)):
            gone = dataclasses.replace(page, outcome="gone", at=at, reason="no such file any more")
            gathered.visited.append(Visited(gone))
            if page.readouts:
                gathered.gone.append(page.address)


def _stamp(path: Path, stated: Mapping[str, str]) -> str:
    """What changes when the file does, or what its manifest states of it; "" where it cannot be told."""
    try:
        status = path.stat()
    except OSError:
        return ""
    row = hashlib.sha256(repr(sorted(stated.items())).encode()).hexdigest()[:8] if stated else ""
    return f"{status.st_mtime_ns}-{status.st_size}-{row}"
