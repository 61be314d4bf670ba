"""Whether what is named can have a role: people speak, things do not, and whoever is acted on is spoken of.

Takes groups and the line with signs. Returns yes or no; decides no role.
"""

from __future__ import annotations

import re

from rag.answer.grammar import flat
from rag.answer.role_rules import Rules
from rag.answer.skeleton import Group
from rag.names.people import terms


def is_person(group: Group, line: str, match: re.Match[str], rules: Rules) -> bool:
    """Whether a group is of people or their offices, who do nothing but speak.

    "London to Dublin: ..." is as good, and "reference by Ottawa".
    """
    if any(actor.person or actor.office for actor in group.actors) or group.kind == "unknown":
        return True
    near = "noun" in match.re.groupindex and rules["voiced_by"].fullmatch(line, match.end("noun"), match.start("who"))
    return bool(near) or bool(rules["addressed"].match(line[match.end("who") :]))


def is_thing(group: Group, after: str) -> bool:
    """Whether an unknown name that stands alone is a thing, as its article shows: "And the Lake Treaty?"."""
    one = group.actors[0]
    return group.kind == "unknown" and one.start < one.core[0] and not after.strip(" ?.!")


def is_acted_on(line: str, start: int, end: int, rules: Rules) -> bool:
    """Whether something is done to what stands at a slice: "Was X mentioned"."""
    return bool(rules["being"].search(line[:start]) and rules["acted_on"].match(line[end:]))


def was_ever(person: str, office: str) -> bool:
    """Whether a person of the table ever held an office, written in small letters."""
    return bool(person) and any(flat(term.office) == office for term in terms().get(person, ()))
