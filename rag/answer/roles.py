"""Who is asked about as speaker, who is spoken to, whose account is wanted; whoever else is named is topic.

Takes the flat line (dates blanked out), its actors and language. Returns the roles by number of group, with the
slices of the line that said so. A speaker is only taken from a place in the sentence where a speaker stands; where
nobody stands there, there is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from rag.answer import subject
from rag.answer.cases import datives, oblique
from rag.answer.grammar import table
from rag.answer.skeleton import ACTOR, ADJECTIVE, ANY, UNKNOWN, Group, blanked, number_of, signs
from rag.names.folding import fold

Rules = dict[str, re.Pattern[str]]
LANGUAGES = ("en", "es", "ru", "zh")
# The places of a speaker, the surest first; each is tried where those before it have found nobody.
_PLACES = (
    "after_auxiliary",
    "account_noun",
    "noun_of",
    "opening",
    "opening_owner",
    "noun_joint",
    "opening_verb",
    "before_verb",
)
# In a comparison every place counts.
_COMPARED = ("contrasted", "contrasted_with", *_PLACES)
# Places of a subject, which stands in the nominative.
_SUBJECT = frozenset(("after_auxiliary", "opening", "opening_verb", "before_verb"))
# Rules whose place cannot stand inside the topic.
_SURE = frozenset(("after_auxiliary", "opening", "opening_owner", "contrasted", "contrasted_with"))


@dataclass(slots=True)
class Roles:
    """Numbers of groups by role, in order of finding; `used` are slices of the line that are no topic."""

    speakers: list[int] = field(default_factory=list)
    counterparts: list[int] = field(default_factory=list)
    reporters: list[int] = field(default_factory=list)
    used: list[tuple[int, int]] = field(default_factory=list)
    named_by: list[int] = field(default_factory=list)
    """Persons through whom a speaker spoke: "as voiced by"."""
    asks_who: bool = False
    """The speakers are what is asked for."""
    datives: frozenset[int] = frozenset()
    """Groups in the Russian case of the one who is spoken to."""
    oblique: frozenset[int] = frozenset()
    """Groups in a Russian case in which no subject stands."""
    shared: bool = False
    """The speakers are asked for together: "X's position, with Y, on"."""


def find_roles(line: str, groups: list[Group], language: str, *, compare: bool, fact: bool) -> Roles:
    """Return the roles. In a comparison there may be several speakers; a fact has one only where one is asked."""
    rules = _rules(language)
    roles = Roles()
    if language == "ru":
        roles.datives, roles.oblique = datives(line, groups), oblique(line, groups)
    bare = _reporters(signs(line, groups), language, roles)
    found = subject.find_subjects(line, bare, groups, language) if language in subject.LANGUAGES else None
    asks_who = rules["asks_who"].search(bare)
    if asks_who and found and found.main is not None and not rules["who"].search(asks_who.group()):
        asks_who = None  # "¿Qué países apoyó Cuba?"
    if asks_who:
        roles.asks_who = True
        _used(roles, asks_who, "to", roles.counterparts)
    elif found and found.main is not None and not compare:
        _named(bare, found.main, roles.speakers, roles)
    elif not (compare and len(roles.reporters) > 1):
        _speakers(bare, rules, roles, groups, compare)
        # In English the speaker of a question for a fact stands behind the auxiliary.
        if not roles.speakers and not (fact and _lang(language) == "en"):
            _first_free(bare, rules, roles, groups)
    for number in found.came if found else ():
        if number not in roles.speakers:
            _named(bare, number, roles.counterparts, roles)
    _counterparts(bare, rules, roles, groups)
    return roles


def _named(line: str, number: int, role: list[int], roles: Roles) -> None:
    """Give a role to a group by its number."""
    role.append(number)
    roles.used += [match.span() for match in re.finditer(ANY, line) if number_of(match.group()) == number]


def _reporters(line: str, language: str, roles: Roles) -> str:
    """Take out "according to the Kremlin" and the like."""
    for rule in _reporter_rules(language):
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


def _speakers(line: str, rules: Rules, roles: Roles, groups: list[Group], compare: bool) -> None:
    for name in _COMPARED if compare else _PLACES:
        for match in rules[name].finditer(line):
            group = groups[number_of(match.group("who"))]
            if name in _SUBJECT and number_of(match.group("who")) in roles.oblique:
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


def _in_topic(line: str, at: int, rules: Rules) -> bool:
    """Whether "about" or the like stands before a place, so that it belongs to what is spoken of."""
    begin = 0
    for match in rules["reset"].finditer(line[:at]):
        begin = match.end()
    return bool(rules["topic"].search(line, begin, at))


def _first_free(line: str, rules: Rules, roles: Roles, groups: list[Group]) -> None:
    """The first actor that nothing governs, where no place of a speaker is filled."""
    for match in rules["named"].finditer(line):
        group = groups[number_of(match.group())]
        if number_of(match.group()) in roles.oblique:
            continue
        if group.kind != "actor" or (group.pair and rules["pair_noun"].match(line[match.end() :])):
            continue
        if rules["governed"].search(line[: match.start()]) or not rules["free_after"].match(line[match.end() :]):
            continue
        if not _in_topic(line, match.start(), rules):
            roles.speakers.append(number_of(match.group()))
            roles.used.append(match.span())
            return
    between = rules["between"].search(line)
    owner = between or rules["owner"].search(line)
    if owner:
        _used(roles, owner, "who", roles.speakers)
        roles.shared = bool(between)


def _counterparts(line: str, rules: Rules, roles: Roles, groups: list[Group]) -> None:
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
    if rules["met_with"].search(before) or (rules["came"].match(after) and rules["when"].search(before)):
        return True
    if (group.pair or person) and rules["pair_noun"].match(after):
        return True
    if late and not person:
        return False
    if rules["told"].search(before) or rules["with"].search(before):
        return True
    if rules["to"].search(before) and not rules["no_addressee"].search(before):
        return True
    return not late and bool(rules["from_wanting"].search(before) or (not person and rules["place"].search(before)))


def _topic_start(line: str, rules: Rules, roles: Roles) -> int:
    """Where what is spoken of begins: at the first "about" behind the speaker."""
    spoken = min((end for _, end in roles.used), default=0)
    match = rules["topic"].search(line, spoken)
    return match.start() if match else len(line)


def _lang(language: str) -> str:
    return language if language in LANGUAGES else "en"


@cache
def _reporter_rules(language: str) -> list[re.Pattern[str]]:
    lang = _lang(language)
    return [re.compile(_filled(source, lang)) for source in table("roles")["reporter"][lang]]


@cache
def _rules(language: str) -> Rules:
    lang = _lang(language)
    sources = table("roles")["zh"] if lang == "zh" else table("roles")["general"] | table("roles").get(lang, {})
    return {name: re.compile(_filled(source, lang)) for name, source in sources.items()}


def _filled(source: str, lang: str) -> str:
    """A rule with its <parts> put in."""
    parts = {
        "actor": ACTOR,
        "adjective": ADJECTIVE,
        "unknown": UNKNOWN,
        "any": ANY,
        "named": rf"(?:{ACTOR}|{UNKNOWN})",
    }
    macros = table("roles")["macros"]
    grammar = table("grammar")[lang]

    def part(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in parts:
            return parts[name]
        if name in macros:
            return put(str(macros[name]).replace("\n", ""))
        return f"(?:{fold(grammar[name])})" if name in grammar else match.group()

    def put(text: str) -> str:
        return re.sub(r"(?<!\(\?P)<(\w+)>", part, text)

    # What was blanked out leaves several blanks.
    return re.sub(r" (?![?*+{\]])", " +", put(fold(source)))
