"""Who is spoken to or met, when those who speak are known.

Takes the line with signs, the rules and the roles found so far. Adds to the roles; changes no speaker.
"""

from __future__ import annotations

from rag.answer.role_rules import Roles, Rules
from rag.answer.skeleton import Group, number_of


def find_addressees(line: str, rules: Rules, roles: Roles, groups: list[Group]) -> None:
    """Give their roles to those who are spoken to and to persons through whom a speaker spoke."""
    taken = {*roles.speakers, *roles.counterparts, *roles.reporters}
    topic_at = _topic_start(line, rules, roles)
    own = {code for number in roles.speakers for actor in groups[number].actors for code in actor.parties}
    for match in rules["named"].finditer(line):
        number = number_of(match.group())
        group = groups[number]
        if number in taken or group.kind != "actor":
            continue
        before, after = line[: match.start()], line[match.end() :]
        person = any(actor.person for actor in group.actors)
        theirs = {code for actor in group.actors for code in actor.parties}
        late = match.start() >= topic_at
        if rules["spoken_of"].match(after) and not person:
            continue  # "对塞浦路斯问题持什么立场": of Cyprus, not to it
        if person and theirs <= own and rules["by_whom"].search(line, match.start() - 12, match.end()):
            roles.named_by.append(number)
            roles.used.append(match.span())
        elif (number in roles.datives and not late and not rules["ungiven"].search(before)) or _spoken_to(
            before, after, rules, late, person, group
        ):
            roles.counterparts.append(number)
            roles.used.append(match.span())


def _spoken_to(before: str, after: str, rules: Rules, late: bool, person: bool, group: Group) -> bool:
    """Whether a group is spoken to or met. `late`: it stands where the topic does, so that only a person is."""
    came = rules["came"].match(after)
    if rules["met_with"].search(before) or (came and (rules["when"].search(before) or not before.strip())):
        return True
    if (group.pair or person) and rules["pair_noun"].match(after):
        return True
    if late and not person:
        return False
    if rules["no_with"].search(before) or (not person and rules["related"].search(before)):
        return False
    if (rules["told"].search(before) and not rules["owned"].match(after)) or rules["with"].search(before):
        return True
    if rules["to"].search(before):
        if person and rules["reply_to"].search(before) and not rules["owned"].match(after):
            return True
        if not (rules["no_addressee"].search(before) or rules["answered"].search(before)):
            return True
    return not late and bool(rules["from_wanting"].search(before) or (not person and rules["place"].search(before)))


def _topic_start(line: str, rules: Rules, roles: Roles) -> int:
    """Where what is spoken of begins: at the first "about" behind the speaker."""
    spoken = min((end for _, end in roles.used), default=0)
    match = rules["topic"].search(line, spoken)
    return match.start() if match else len(line)
