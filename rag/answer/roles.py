"""Who is asked about as speaker, who is spoken to, whose account is wanted; whoever else is named is topic.

Takes the flat line (dates blanked out), its actors and language. Returns the roles by number of group, with the
slices of the line that said so. A speaker is only taken from a place in the sentence where a speaker stands; where
nobody stands there, there is none.
"""

from __future__ import annotations

import re

from rag.answer import subject
from rag.answer.addressees import find_addressees
from rag.answer.cases import datives, oblique
from rag.answer.grammar import flat
from rag.answer.role_checks import is_acted_on, is_person, is_thing, was_ever
from rag.answer.role_rules import Roles, Rules, reporter_rules, role_rules, table_language
from rag.answer.skeleton import ANY, Group, blanked, number_of, signs
from rag.answer.viewpoint import find_viewpoint

# The places of a speaker, the surest first; each is tried where those before it have found nobody.
_PLACES = (
    "headline",
    "eyes",
    "antecedent",
    "told_passive",
    "said_passive",
    "got_from",
    "after_auxiliary",
    "account_noun",
    "owned_noun",
    "noun_of",
    "opening",
    "opening_owner",
    "noun_joint",
    "opening_verb",
    "clause_verb",
    "opening_doing",
    "keywords",
    "mattering",
    "noun_by",
    "heard_from",
    "before_verb",
)
# In a comparison every place counts.
_COMPARED = ("contrasted", "contrasted_with", *_PLACES, "contrasted_owner")
# Places of a subject, which stands in the nominative.
_SUBJECT = frozenset(("after_auxiliary", "opening", "opening_verb", "before_verb"))
# Rules whose place cannot stand inside the topic.
_SURE = frozenset(
    (
        *("headline", "told_passive", "said_passive", "eyes", "antecedent"),
        *("after_auxiliary", "opening", "opening_owner", "contrasted", "contrasted_with"),
        *("got_from", "clause_verb", "opening_doing", "keywords", "mattering", "contrasted_owner"),
    )
)


def find_roles(line: str, groups: list[Group], language: str, *, compare: bool, fact: bool) -> Roles:
    """Return the roles. In a comparison there may be several speakers; a fact has one only where one is asked."""
    rules = role_rules(language)
    roles = Roles()
    if language == "ru":
        roles.datives, roles.oblique = datives(line, groups), oblique(line, groups)
    signed = signs(line, groups)
    bare = _reporters(signed, language, roles)
    if compare and len(roles.reporters) == 1 and (too := rules["account_too"].search(signed)):
        _used(roles, too, "who", roles.reporters)
        bare = blanked(bare, *too.span("who"))
    if not compare:
        bare = find_viewpoint(bare, language, rules, roles, groups)
    found = subject.find_subjects(line, bare, groups, language) if language in subject.LANGUAGES else None
    asks_who = None if fact or roles.viewpoint else rules["asks_who"].search(bare)
    if asks_who and found and found.main is not None and not rules["who"].search(asks_who.group()):
        asks_who = None  # "¿Qué países apoyó Cuba?"
    if asks_who and (aside := rules["relative"].search(bare)) and aside.start() <= asks_who.start() < aside.end():
        asks_who = None  # "Macron, who met Xi, say"
    if asks_who:
        roles.asks_who = True
        _nation(asks_who, roles, groups)
        _used(roles, asks_who, "to", roles.counterparts)
    elif roles.viewpoint:
        pass
    elif found and found.main is not None and not compare:
        _named(bare, found.main, roles.speakers, roles)
    elif not (compare and len(roles.reporters) > 1):
        _speakers(bare, rules, roles, groups, compare, fact)
        # In English the speaker of a question for a fact stands behind the auxiliary.
        if not roles.speakers and not (fact and table_language(language) == "en"):
            _first_free(bare, rules, roles, groups)
    for number in found.came if found else ():
        if number not in roles.speakers:
            _named(bare, number, roles.counterparts, roles)
    find_addressees(bare, rules, roles, groups)
    if roles.speakers and (agreed := rules["as_agreed"].search(bare)):
        _used(roles, agreed, "with", roles.counterparts)
        roles.speakers += [number for number in roles.counterparts if number not in roles.speakers]
        roles.used.append(agreed.span())
        roles.counterparts, roles.shared = [], True
    if not roles.speakers and not asks_who:
        _from_others(bare, rules, roles, groups)
    return roles


def _nation(asks_who: re.Match[str], roles: Roles, groups: list[Group]) -> None:
    """Whose people are asked for: "Which Kenyan ministers told". Members of an organisation are not its speakers."""
    end = asks_who.start("to") if asks_who.group("to") else asks_who.end()
    for match in re.finditer(ANY, asks_who.string[asks_who.start() : end]):
        group = groups[number_of(match.group())]
        codes = _parties(group)
        if codes and all(len(code) == 2 and code not in ("EU", "UN") for code in codes) and group.kind != "unknown":
            roles.speakers.append(number_of(match.group()))
            roles.used.append((group.start, group.end))


def _named(line: str, number: int, role: list[int], roles: Roles) -> None:
    """Give a role to a group by its number."""
    role.append(number)
    roles.used += [match.span() for match in re.finditer(ANY, line) if number_of(match.group()) == number]


def _from_others(line: str, rules: Rules, roles: Roles, groups: list[Group]) -> None:
    """Where no speaker has a place: "according to Putin" is his own word, and "they" are those who met."""
    persons = [n for n in roles.reporters if any(actor.person for actor in groups[n].actors)]
    if persons and persons == roles.reporters:
        roles.speakers, roles.reporters = persons, []
    elif rules["they"].search(line):
        met = [number for number in roles.counterparts if len(_parties(groups[number])) > 1]
        met = met or (roles.counterparts if len(roles.counterparts) > 1 else [])
        if met:
            roles.speakers, roles.shared = met, True
            roles.counterparts = [number for number in roles.counterparts if number not in met]


def _parties(group: Group) -> set[str]:
    return {code for actor in group.actors for code in actor.parties}


def _reporters(line: str, language: str, roles: Roles) -> str:
    """Take out "according to the Kremlin" and the like."""
    for rule in reporter_rules(language):
        for match in rule.finditer(line):
            _used(roles, match, "who", roles.reporters)
            roles.used.append(match.span())
            line = blanked(line, *match.span())
    return line


def _used(roles: Roles, match: re.Match[str], group: str, role: list[int]) -> None:
    """Give a role to what a group of a match names, if it names anything."""
    if match.re.groupindex.get(group) is None or not match.group(group):
        return
    number = number_of(match.group(group))
    if number not in role:
        role.append(number)
    roles.used.append(match.span(group))


def _speakers(line: str, rules: Rules, roles: Roles, groups: list[Group], compare: bool, fact: bool) -> None:
    if _bare_office(line, rules, roles, groups):
        return
    if not compare and not fact and (settled := rules["settled_with"].search(line)):
        for side in ("who", "with"):
            _used(roles, settled, side, roles.speakers)
        roles.shared = True
        return
    he = rules["he"].search(line)
    for name in _COMPARED if compare else _PLACES:
        for match in rules[name].finditer(line):
            if match.group("who") and he and match.start("who") > he.start():
                continue  # "Did he see Russia's offer": he is of an earlier question
            if name == "before_verb" and rules["they"].search(line):
                continue  # "What did both say when X met Y"
            if name == "got_from" and fact:
                continue
            if name in ("told_passive", "got_from"):
                _used(roles, match, "to", roles.counterparts)
            if not match.group("who"):
                return  # told by nobody who is named
            group = groups[number_of(match.group("who"))]
            if name in _SUBJECT and number_of(match.group("who")) in roles.oblique:
                continue
            if name in ("headline", "noun_by", "antecedent") and not is_person(group, line, match, rules):
                continue
            if name == "opening_doing" and not any(actor.person or actor.office for actor in group.actors):
                continue
            if name == "contrasted_with" and rules["message_to"].search(line[: match.start("who")]):
                continue
            if name in ("after_auxiliary", "before_verb") and is_acted_on(line, *match.span("who"), rules):
                continue
            if name in ("noun_by", "noun_of", "account_noun", "owned_noun") and rules["answered"].search(
                line[: match.start()]
            ):
                continue
            if name == "opening" and is_thing(group, line[match.end("who") :]):
                continue
            if name not in _SURE and _in_topic(line, match.start("who"), rules):
                continue
            if name == "before_verb" and rules["governed"].search(line[: match.start("who")]):
                continue  # "the readout with X says"
            if group.pair and rules["pair_noun"].match(line[group.end :]):
                continue  # "the Biden-Putin call": those who met
            if compare and group.kind == "unknown":
                continue
            _used(roles, match, "who", roles.speakers)
            if name == "eyes":
                roles.used.append(match.span())
            if "noun" in match.re.groupindex:
                roles.used.append(match.span("noun"))
            if match.re.groupindex.get("with") and match.group("with"):
                # "X's position, with Y," is theirs together; "What did X tell them, with Y" is X's.
                role = roles.speakers if name == "account_noun" else roles.counterparts
                _used(roles, match, "with", role)
                roles.shared = roles.shared or name == "account_noun"
            roles.shared = roles.shared or name == "noun_joint"
            if not compare:
                return
        if roles.speakers and name == "contrasted_with":
            return
    if compare and not roles.speakers and (owner := rules["changing"].search(line)):
        _used(roles, owner, "who", roles.speakers)


def _bare_office(line: str, rules: Rules, roles: Roles, groups: list[Group]) -> bool:
    """Whether "the king" speaks: he is the one king that is named, or the only one named who ever was one."""
    office = rules["bare_office"].search(line)
    if office is None:
        return False
    held = [n for n, g in enumerate(groups) if any(flat(a.office) == office["office"] for a in g.actors)]
    held = held or [n for n, g in enumerate(groups) if any(was_ever(a.person, office["office"]) for a in g.actors)]
    if len(held) == 1:
        roles.speakers += held
        roles.used += [(groups[held[0]].start, groups[held[0]].end), office.span()]
    return bool(held)


def _in_topic(line: str, at: int, rules: Rules) -> bool:
    """Whether "about" or the like stands before a place, so that it belongs to what is spoken of."""
    begin = 0
    for match in rules["reset"].finditer(line[:at]):
        begin = match.end()
    return bool(rules["topic"].search(line, begin, at))


def _first_free(line: str, rules: Rules, roles: Roles, groups: list[Group]) -> None:
    """The first actor that nothing governs, where no place of a speaker is filled."""
    if rules["he"].search(line):
        return
    for match in rules["named"].finditer(line):
        group = groups[number_of(match.group())]
        if number_of(match.group()) in (*roles.oblique, *roles.counterparts):
            continue
        if group.kind != "actor" or (group.pair and rules["pair_noun"].match(line[match.end() :])):
            continue
        before = line[: match.start()]
        if (
            rules["governed"].search(before)
            or rules["told"].search(before)
            or is_acted_on(line, *match.span(), rules)
        ):
            continue
        if not rules["free_after"].match(line[match.end() :]):
            continue
        if not _in_topic(line, match.start(), rules):
            roles.speakers.append(number_of(match.group()))
            roles.used.append(match.span())
            return
    between = rules["between"].search(line)
    owner = between or rules["owner"].search(line)
    if owner and not rules["answered"].search(line[: owner.start("who")]):
        _used(roles, owner, "who", roles.speakers)
        roles.shared = bool(between)
