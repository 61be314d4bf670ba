"""Which party's body stands on a line of its own above or below a text: "THE WHITE HOUSE".

Takes the body of a readout. Returns None where no such line names exactly one party. "For immediate release" says
nothing, and neither does a line that names a person, a day or a place.
"""

from __future__ import annotations

import re

from rag.names.folding import fold_keeping
from rag.names.issuer import issuer_party
from rag.names.leaders import find_leaders
from rag.types import Code

_HEAD_LINES, _FOOT_LINES, _LONGEST = 6, 3, 110
_BODY = re.compile(
    r"(?:the )?(?:[\w.'’-]+ ){0,3}?(?:ministry|department of state|office of (?:the )?(?:press secretary|spokesperson"
    r"|spokesman|prime minister|president|vice president)|prime minister'?s office|presidential (?:office"
    r"|administration)|presidency|(?:presidential )?press service|press office|white house|embassy|permanent mission"
    r"|foreign office|cabinet office|federal chancellery|ministerio|presidencia|cancilleria|secretaria de|embajada"
    r"|casa rosada|global affairs|foreign, commonwealth|european external action service|european commission"
    r"|european council|министерство|мид|пресс-служба|администрация)\b|.{0,12}(?:外交部|国务院|总统府|外务省|外務省)",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"[:!?;]|[.,]$|\b(?:met|meets|said|says|spoke|speaks|is|was|were|are|has|had|will|palace|room|garden|lawn|by|dijo"
    r"|fue|сказал)\b",
    re.IGNORECASE,
)
_ATTRIBUTABLE = re.compile(r"\battribut(?:able|ed) to (?:[\w.']+ ){0,5}?spokes\w+ ([^:\n]{3,60})", re.IGNORECASE)


def letterhead(text: str, title: str = "") -> Code | None:
    """The party of the issuing body; also where the words are "attributable to Spokesperson" of a known name."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head = lines[:_HEAD_LINES]
    named = next((at for at, line in enumerate(head) if find_leaders(line[:400])), len(head))
    # What follows a person's name says where it took place.
    for line in [*head[: named + 1], *lines[_HEAD_LINES:][-_FOOT_LINES:]]:
        folded = fold_keeping(line[:400])[0]
        spokesperson = _ATTRIBUTABLE.search(folded)
        people = find_leaders(spokesperson.group(0)) if spokesperson else []
        if len({mention.party for mention in people}) == 1:
            return people[0].party
        if line == title.strip() or len(line) > _LONGEST or _NOT.search(folded) or not _BODY.match(folded):
            continue
        party = issuer_party(line)
        if party and not find_leaders(line):
            return party
    return None
