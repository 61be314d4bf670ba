"""In whose opinion: a question may ask anything of the world and say at its edge who is to answer it.

"Would Peru gain, in Lima's view?" and "Who broke the treaty, according to Lula?" ask what Lima and Lula say, whoever
does something in the sentence. Takes the line with signs, its language, the rules and the roles. Adds the speaker.
"""

from __future__ import annotations

from rag.answer.role_rules import Roles, Rules, table_language, viewpoint_rules
from rag.answer.skeleton import Group, blanked, number_of


def find_viewpoint(line: str, language: str, rules: Rules, roles: Roles, groups: list[Group]) -> str:
    """Find whose opinion is asked for, if the question says so. Return the line without the words that said it."""
    for rule in viewpoint_rules(language):
        match = rule.search(line)
        if match is None:
            continue
        if "for" in match.re.groupindex and match["for"] and rules["speaks"].search(line):
            continue  # "For Ukraine, what did Macron promise"
        roles.speakers.append(number_of(match["who"]))
        if "to" in match.re.groupindex:
            roles.counterparts.append(number_of(match["to"]))
            roles.used.append(match.span("to"))
        roles.used += [match.span("who"), match.span()]
        roles.viewpoint = True
        return blanked(line, *match.span())
    # What a person reports of others is an account; anything else that is so "according to" him is his own word.
    persons = bool(roles.reporters) and all(_is_person(groups[number]) for number in roles.reporters)
    if persons and table_language(language) != "zh" and not rules["speaks"].search(line):
        roles.speakers, roles.reporters, roles.viewpoint = roles.reporters, [], True
    return line


def _is_person(group: Group) -> bool:
    return group.kind == "unknown" or any(actor.person or actor.office for actor in group.actors)
