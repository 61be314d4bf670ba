"""Which party an issuing body belongs to: "Ministry of Foreign Affairs of Japan" is Japan's.

Takes the name of the body as a header, a front matter or a letterhead gives it. Returns None where it names no party
or where it does not say which of several is meant.
"""

from __future__ import annotations

import re

from rag.names.leaders import find_leaders
from rag.names.parties import find_parties, party_code
from rag.types import Code

_FINAL_BRACKET = re.compile(r"[(\[（]([^()\[\]（）]{1,60})[)\]）]\s*$")
# The sender comes first, the country it is sent to second.
_MISSION = re.compile(
    r"\b(?:embassy|consulate|mission|delegation|embajada|consulado|mision|посольство|представительство)\b", re.I
)


def issuer_party(issuer: str) -> Code | None:
    """The party whose body `issuer` is."""
    text = issuer.strip()
    bracket = _FINAL_BRACKET.search(text)
    code = party_code(bracket.group(1)) if bracket else None
    if code or not text:
        return code
    code = party_code(text)
    if code:
        return code
    named = list(dict.fromkeys(mention.party for mention in find_parties(text)))
    if len(named) == 1 or (named and _MISSION.search(text)):
        return named[0]
    people = {mention.party for mention in find_leaders(text)} if not named else set()
    return people.pop() if len(people) == 1 else None
