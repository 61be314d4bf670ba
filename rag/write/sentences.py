"""Whole sentences out of a text that comes in pieces.

Takes the pieces. Yields each sentence with its citation marks as soon as it is complete. Reads no more than it needs:
a text without an end, or with too many sentences, is left, and so is what a model was cut off in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LONGEST = 2000
"""Characters without an end of a sentence after which reading stops."""
MOST = 12
"""Sentences that are read."""
_END = re.compile(
    r"(?:\[[0-9]{1,2}\]\s*)+[.!?]?(?=\s+[^\s\[.]|\s*\n)"  # marks, then more
    r"|(?<![ .][A-Z])(?<!\b(?:Mr|Ms|Dr|St|Jr|Sr|No))(?<!\bMrs)[.!?][\"”’')]?(?=\s+[A-Z“\"(])(?!\s*\[)"
    r"|\n+"
)


def sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the sentences; what is left at the end is the last one, if it has an end."""
    buffer, count = "", 0
    for piece in pieces:
        buffer += piece
        while match := _END.search(buffer):
            sentence, buffer = buffer[: match.end()].strip(), buffer[match.end() :]
            if sentence:
                yield sentence
                count += 1
            if count >= MOST:
                return
        if len(buffer) > LONGEST:
            return
    if re.search(r"[\].!?][\"”’')]?\s*$", buffer):
        yield buffer.strip()
