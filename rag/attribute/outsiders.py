"""Which sentences of an account are lists of those present, or the words of somebody quoted beside it.

Neither says anything for the account's issuer, though "our" and "we" stand in them.
"""

from __future__ import annotations

import re

_ROSTER = re.compile(
    r"\b(?:participants?|participated|attendees|attend\w*|attendance|leaders|officials|guests|members|representatives|speakers"
    r"|advocates|groups|organizations)\b[^:.]{0,90}:\s*\Z",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s*(?:[-•–*]|\d+\.)\s")
_NAME = r"[A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]+|de|la|van|von|bin|al))+"
_QUOTED = re.compile(rf"{_NAME}, [^“”\":]{{3,120}}:\s*[“\"]")


def announces_people(words: str) -> bool:
    """Whether a list of people follows: "Participants in the meeting included:"."""
    return bool(_ROSTER.search(words))


def is_item(words: str) -> bool:
    """Whether a sentence is an item of a list: "- Ana Pak, Mothers for Our Lakes"."""
    return bool(_ITEM.match(words))


def quotes_by_name(words: str) -> bool:
    """Whether a sentence opens a quotation under a name with an office: "Ana Pak, Director, Lakes Trust: “We"."""
    return bool(_QUOTED.match(words))
