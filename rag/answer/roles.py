"""Who is asked about as speaker, who is spoken to, whose account is wanted; whoever else is named is topic.

Takes the flat line (dates blanked out), its actors and language. Returns the roles by number of group, with the
slices of the line that said so. A speaker is only taken from a place in the sentence where a speaker stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from rag.answer.grammar import compiled, words
from rag.answer.skeleton import ACTOR, ADJECTIVE, ANY, UNKNOWN, Group, blanked, number_of, signs
from rag.names.folding import fold

_NAMED = rf"(?:{ACTOR}|{UNKNOWN})"


@dataclass(slots=True)
class Roles:
    """Numbers of groups by role, in order of finding; `used` are slices that are no topic."""

    speakers: list[int] = field(default_factory=list)
    counterparts: list[int] = field(default_factory=list)
    reporters: list[int] = field(default_factory=list)
    used: list[tuple[int, int]] = field(default_factory=list)
    shared: bool = False
    """The speakers are asked for together: "X's position, with Y, on"."""
    unknown_speaker: bool = False
    """The question asks who the speakers are."""


def find_roles(line: str, groups: list[Group], language: str, compare: bool) -> Roles:
    """Return the roles."""
    lang = language if language in ("en", "es", "ru", "zh") else "en"
    roles = Roles()
    bare = _reporters(signs(line, groups), lang, roles)
    rules = _rules(lang)
    asks_who = rules["asks who"].search(bare)
    if asks_who:
        roles.unknown_speaker = True
        _add(roles.counterparts, roles, asks_who, "to")
    else:
        _speakers(bare, rules, roles, compare)
        if not roles.speakers and not (compare and len(roles.reporters) > 1):
            _first_free(bare, rules, roles, groups)
    _counterparts(bare, rules, roles, groups, lang)
    return roles


def _reporters(line: str, lang: str, roles: Roles) -> str:
    """Take out "according to the Kremlin" and the like."""
    for rule in _reporter_rules(lang):
        for match in rule.finditer(line):
            _add(roles.reporters, roles, match, "who")
            line = blanked(line, *match.span())
    return line


def _add(role: list[int], roles: Roles, match: re.Match[str], group: str) -> bool:
    if match.group(group) is None:
        return False
    number = number_of(match.group(group))
    if number not in role:
        role.append(number)
    roles.used.append(match.span())
    return True


def _speakers(line: str, rules: dict[str, re.Pattern[str]], roles: Roles, compare: bool) -> None:
    order = ("after auxiliary", "account noun", "noun of", "opening", "noun joint", "opening verb", "before verb")
    for name in order:
        for match in rules[name].finditer(line):
            start = match.start("who")
            if name not in ("after auxiliary", "opening") and _in_topic(line, start, rules, roles, compare):
                continue
            number = number_of(match.group("who"))
            if number in roles.reporters:
                continue
            if number not in roles.speakers:
                roles.speakers.append(number)
            roles.used.append((match.start("who"), match.end("who")))
            for extra in ("noun", "verb", "by"):
                if extra in rules[name].groupindex and match.group(extra):
                    roles.used.append(match.span(extra))
            if "with" in rules[name].groupindex and match.group("with"):
                roles.speakers.append(number_of(match.group("with")))
                roles.used.append(match.span("with"))
                roles.shared = True
            if name == "noun joint":
                roles.shared = True
            if not compare:
                return
        if roles.speakers and name in ("after auxiliary", "noun of") and not compare:
            return


def _in_topic(line: str, at: int, rules: dict[str, re.Pattern[str]], roles: Roles, compare: bool) -> bool:
    """Whether words like "about" stand before a place, so that it belongs to what is spoken of."""
    if compare:
        return False
    before = re.split(r"[:;?]| - ", line[:at])[-1]
    topic = rules["topic"].search(before)
    return bool(topic)


def _first_free(line: str, rules: dict[str, re.Pattern[str]], roles: Roles, groups: list[Group]) -> None:
    """The first actor that no preposition governs, where no rule has found the speaker."""
    for match in rules["named"].finditer(line):
        number = number_of(match.group())
        if groups[number].kind != "actor" or number in roles.reporters or number in roles.counterparts:
            continue
        if groups[number].pair and rules["pair noun"].match(line[match.end() :]):
            continue
        if rules["governed"].search(line[: match.start()]) or rules["adjunct"].match(line[match.end() :]):
            continue
        if _in_topic(line, match.start(), rules, roles, False):
            continue
        roles.speakers.append(number)
        roles.used.append(match.span())
        return


def _counterparts(line: str, rules: dict[str, re.Pattern[str]], roles: Roles, groups: list[Group], lang: str) -> None:
    taken = {*roles.speakers, *roles.counterparts}
    topic_at = _topic_start(line, rules, roles)
    for match in rules["named"].finditer(line):
        number = number_of(match.group())
        if number in taken or number in roles.reporters or groups[number].kind != "actor":
            continue
        before, after = line[: match.start()], line[match.end() :]
        person = any(actor.person for actor in groups[number].actors)
        late = match.start() >= topic_at
        if _spoken_to(before, after, rules, late, person, groups[number]):
            roles.counterparts.append(number)
            roles.used.append(match.span())


def _spoken_to(
    before: str, after: str, rules: dict[str, re.Pattern[str]], late: bool, person: bool, group: Group
) -> bool:
    if rules["met with"].search(before) or rules["came"].match(after) and rules["when"].search(before):
        return True
    if (group.pair or person) and rules["pair noun"].match(after):
        return True
    if rules["told"].search(before) and (not late or person):
        return True
    if rules["to"].search(before) and not rules["no addressee"].search(before) and (not late or person):
        return True
    if rules["with"].search(before) and (not late or person):
        return True
    if rules["from wanting"].search(before) and not late:
        return True
    return bool(rules["place"].search(before)) and not late and not person


def _topic_start(line: str, rules: dict[str, re.Pattern[str]], roles: Roles) -> int:
    """Where what is spoken of begins: at the first "about" behind the speaker."""
    spoken = max((end for _, end in roles.used[:1]), default=0)
    for match in rules["topic"].finditer(line):
        if match.start() >= spoken:
            return match.start()
    return len(line)


@cache
def _reporter_rules(lang: str) -> list[re.Pattern[str]]:
    who, adj = rf"(?P<who>{ACTOR})", rf"(?P<who>{ACTOR}|{ADJECTIVE})"
    account = (
        r"(?:readouts?|account|accounts|transcript|version|telling|press release|report|record|summary|read-out)"
    )
    own = r"(?:(?:own|official|latest|last|published|first|side's|most recent|english|full) ){0,2}"
    sources = {
        "en": (
            rf"\b(?:according to|per|as per|by|in|from|judging by|going by|based on) (?:the )?{adj}(?:'s|')? {own}{account}\b,?",
            rf"\b(?:according to|per|as per|judging by|going by) (?:the )?{who},?",
            rf",? ?\b(?:as|if) (?:it was |it is )?(?:told|reported|relayed|recounted|quoted|described|recorded|related|rendered|cited|put out) by (?:the )?{who}",
            rf",? ?\bif (?:the )?{who} (?:is|are) to be believed",
            rf",? ?\b(?:as|the way) (?:the )?{who} (?:tells|told|reports|reported|has|recounts|relates|puts) it",
            rf"(?<!\w){adj}(?:'s|')? {own}{account}\b(?: says?| stress(?:es)?| said| mentions?| with)?",
            rf"\b{account} (?:by|of|from) (?:the )?{who}",
        ),
        "es": (
            rf"\b(?:segun|de acuerdo con|conforme a) (?:el comunicado|la version|la lectura|el resumen|la nota)?"
            rf" ?(?:de |del )?(?:la |el |los )?{adj}(?: \w+o oficial)?,?",
            rf"\ben (?:el comunicado|la version|el resumen|la transcripcion) (?:oficial )?(?:de |del )?(?:la |el )?{adj}",
        ),
        "ru": (
            rf"\b(?:согласно|по данным|по сообщению|по версии|по информации|в изложении|по словам) "
            rf"(?:сообщени\w{{1,2}} |заявлени\w{{1,2}} |верси\w{{1,2}} )?{adj}(?: верси\w{{1,2}}| сторон\w{{1,2}})?,?",
            rf"\b(?:в|из) (?:сообщени\w{{1,2}}|верси\w{{1,2}}|отчет\w{{1,2}}|стенограмм\w{{1,2}}) {adj}",
        ),
        "zh": (
            rf"(?:根据|据|按照|按){adj}(?:的|方面)*(?:通报|说法|声明|新闻稿|报道|表述|公报)?(?:称)?[,，]?",
            rf"{adj}(?:的|方面)*(?:通报|新闻稿|公报)(?:中|里)?",
        ),
    }
    return [compiled(source) for source in sources[lang]]


@cache
def _rules(lang: str) -> dict[str, re.Pattern[str]]:
    part = {key: words("grammar", lang, key) for key in _PARTS}
    sources = (_chinese if lang == "zh" else _general)(part)
    if lang != "en":
        sources["after auxiliary"] = r"(?P<who>(?!))"
    return {name: re.compile(fold(source)) for name, source in sources.items()}


_PARTS = (
    "question auxiliaries offices bodies nouns adjectives tell say topic to with from in wanting no_addressee".split()
)
_MEETING = (
    r"(?:call|calls|meeting|meetings|talks|talk|conversation|conversations|summit|session|consultations|negotiations"
    r"|video call|phone call|telephone call|phone conversation|dinner|lunch|encounter|exchange|press conference"
    r"|reunion|llamada|encuentro|conversacion|cumbre|разговор\w{0,3}|встреч\w{1,2}|бесед\w{1,2}|переговор\w{1,3})"
)


def _general(part: dict[str, str]) -> dict[str, str]:
    nouns = rf"(?:(?:{part['adjectives']}) ){{0,2}}(?P<noun>{part['nouns']})\b"
    no_noun = rf"(?!(?:'s|')? (?:(?:{part['adjectives']}) ){{0,2}}{part['nouns']}\b)(?!'s? )"
    adverb = r"(?:(?:also|last|first|then|ever|most recently|recently|publicly|really|again|just|not|never|currently|repeatedly|already|once|himself|herself|have|has|had) )"
    people = (
        r"(?:(?:foreign|other|european|african|arab|asian|latin american|world|western|gulf|g7|g20|nordic|baltic|balkan"
        r"|central asian|south american|caribbean) )?(?:heads? of (?:state|government)|leaders?|countries|country|governments?"
        r"|states|nations|presidents?|prime ministers?|ministers?|foreign ministers?|officials?|capitals?|counterparts?"
        r"|parties|partners?|allies|monarchs?|delegations?|sides?|paises|pais|lideres|gobiernos|presidentes|mandatarios"
        r"|стран[аы]|лидер\w?|президент\w?|государств\w|глав[аы] государств)"
    )
    who_words = (
        rf"(?:who|(?:which|what) (?:of the )?{people}|quien|quienes|que {people}|кто(?: из \w+)?|какие {people})"
    )
    verbs = rf"(?:{part['say']}|{part['tell']})"
    return {
        "asks who": rf"(?:^|[:;,.!?¿¡] ?|\ben \d+,? )\W*{who_words} (?:{adverb}|else |has |have |had |le |les |на )*"
        rf"(?!{part['auxiliaries']}\b)[\w'-]+(?: (?:to|with|on|a|con|от|с))?(?: (?:the )?(?P<to>{ACTOR}))?",
        "after auxiliary": rf"\b(?:{part['auxiliaries']})(?: not)? (?P<who>{_NAMED}){no_noun}(?:,? (?:together )?with (?P<with>{ACTOR}),)?",
        "account noun": rf"(?P<who>{ANY})(?:'s|')? {nouns}(?:, (?:together |along |jointly )?with (?:the )?(?P<with>{ACTOR}),)?(?! {_MEETING}\b)",
        "noun of": rf"\b(?P<noun>{part['nouns']}) (?:(?:expressed|voiced|taken|made|given|put|stated|adopted|oficial) )?(?:of|by|from|de|del|de la)? ?(?P<who>{ACTOR}|{UNKNOWN})",
        "opening": rf"^\W*(?:and |so |then )?(?P<who>{_NAMED})(?= (?:{part['topic']})\b| (?:{part['to']}) (?:the )?{ACTOR}|,? (?:{part['in']}) |,? ?- | *:| *$|\W*$)",
        "noun joint": rf"(?P<who>{ANY}) (?P<noun>(?:joint )?(?:declaration|statement|communique))\b",
        "opening verb": rf"(?:^|[:;] )\W*(?P<who>{_NAMED})(?= {adverb}*{verbs}\b)",
        "before verb": rf"(?P<who>{ACTOR}) (?={adverb}*{verbs}\b)",
        "topic": rf"\b(?:{part['topic']})\b",
        "named": rf"{_NAMED}",
        "governed": rf"\b(?:{part['topic']}|{part['to']}|{part['with']}|{part['from']}|{part['in']}|during|after|since|by|than|like|than|of|for|against|without) (?:the |la |el |los )?$",
        "adjunct": r"(?:'s?)? (?!and\b|y\b|и\b)[a-z]{3,}(?<!ed) (?:of|in|on)?\b(?:$|\?)",
        "pair noun": rf"(?:'s)? (?:[\w-]+ ){{0,2}}?{_MEETING}\b",
        "met with": rf"\b{_MEETING} (?:with|con|со?) (?:the )?$|\b(?:met|meets|hosted|received|saw|when meeting) (?:with )?(?:the )?$|\bse reunio con $",
        "when": r"\b(?:when|while|as|after|before|cuando|когда) (?:the )?$",
        "came": r" (?:visited|visits|came|met|phoned|called|travelled|traveled|was|arrived|hosted|received)\b",
        "told": rf"\b(?:{part['tell']}) (?:{adverb}*)(?:the |al |a )?$",
        "to": rf"\b(?:{part['to']}) (?:the |la |el |los )?$",
        "no addressee": rf"\b(?:{part['no_addressee']}) (?:{part['to']}) (?:the |la |el )?$",
        "with": rf"\b(?:{part['with']}) (?:the |la |el |los )?$",
        "from wanting": rf"\b(?:{part['wanting']})\b.{{0,40}}\b(?:{part['from']}) (?:the )?$",
        "place": rf"(?:{ANY}(?:'s?)?|\b(?:{part['say']}|{part['tell']}))[, ]+(?:{part['in']}) (?:the )?$",
    }


def _chinese(part: dict[str, str]) -> dict[str, str]:
    verbs = rf"(?:{part['say']}|{part['tell']})"
    sources = _general(part)
    return sources | {
        "asks who": rf"^\W*(?:谁|哪些国家|哪个国家|哪些领导人|哪国)[^{chr(0xE000)}-{chr(0xE5FF)}]{{0,6}}(?P<to>{ACTOR})?",
        "account noun": rf"(?P<who>{ACTOR})(?:[^，。？,?]{{0,30}}?)的?(?:最新|官方)?(?P<noun>{part['nouns']})",
        "noun of": r"(?P<who>(?!))(?P<noun>)",
        "opening": rf"^\W*(?P<who>{_NAMED})(?=(?:{part['topic']}|{part['to']}|{verbs}))",
        "opening verb": r"(?P<who>(?!))",
        "before verb": rf"(?P<who>{ACTOR})(?={verbs})",
        "topic": rf"(?:{part['topic']})",
        "governed": rf"(?:{part['topic']}|{part['to']}|{part['with']}|{part['from']}|{part['in']})$",
        "told": r"告诉$",
        "to": r"(?:对|向|给|跟)$",
        "no addressee": r"(?!)",
        "with": r"(?:与|和|同|会见|会晤)$",
        "met with": r"(?:会见|会晤|与|同)$",
        "from wanting": r"(?!)",
        "place": r"(?!)",
        "when": r"(?!)",
    }
