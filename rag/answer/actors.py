"""Parties, their offices and the names of their people put together: "Moldova's prime minister" is one actor, and so
is "Colombian president Duque".

Takes the question, its language and date. Returns actors, left to right, not overlapping.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from rag.answer.grammar import flat, words
from rag.answer.named import Actor, find_named
from rag.names.people import terms

# A Chinese name that no table holds behind an office: a surname of the commonest and one or two characters.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范石姚谭廖邹熊"
    "陆郝孔白崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易常武乔贺赖龚文"
)
_NAMED = rf"(?:[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?(?=时|就|对|向|说|表示|在|与|和|的|[，,。？?]|$))?"

_JUNIOR = re.compile(r",? (?:jr|sr)\b\.?")
_BESIDE = re.compile(r" (?:of|from) (?:the )?|, (?:the )?| \((?:the )?")
_POSTED = re.compile(r"(?:ambassadors?|envoys?|representatives?|high commissioner|consul(?: general)?)$")

__all__ = ["Actor", "find_actors"]


def find_actors(text: str, language: str, date: str | None) -> list[Actor]:
    """Return everybody named."""
    line = flat(text)
    return _bound(text, line, _joined(text, line, language, find_named(text, language, date)), _rules(language))


def _joined(text: str, line: str, language: str, found: list[Actor]) -> list[Actor]:
    """Put a party, its office or body and the person's name together to one actor."""
    rules = _rules(language)
    done: list[Actor] = []
    for item in found:
        if done and item.start < done[-1].end:
            continue  # a word of an office: "Secretary of State"
        actor = replace(item, core=item.core if item.core[1] else (item.start, item.end))
        if junior := _JUNIOR.match(line, actor.end):
            actor = replace(actor, end=junior.end())
        if done and _belong(line, done[-1], actor, rules):
            person = actor.person or ("" if actor.choices else text[actor.start : actor.end])
            party = done[-1].party or actor.party
            done[-1] = replace(
                done[-1], end=actor.end, kind="actor", party=party, person=person, choices=actor.choices
            )
            continue
        before = line[: actor.start]
        title = rules["office before"].search(before)
        if title:
            office = text[title.start("office") : title.end("office")] if title["office"] else actor.office
            actor = replace(actor, start=title.start(), office=office)
        behind = rules["office after"].match(line[actor.end :])
        if behind and not (rules["which"].search(before) and behind.group("body")):
            office = behind.group("office") or actor.office
            if actor.person and rules["staff"].match(office) and line.startswith("'", actor.end):
                actor = replace(actor, person="")  # "Putin's spokesman" is not Putin
            actor = replace(actor, end=actor.end + behind.end(), kind="actor", office=office)
        if title and actor.kind == "adjective" and language == "es":
            actor = replace(actor, kind="actor", office=text[title.start("office") : title.end("office")])
        article = rules["article"].search(line[: actor.start])
        if article and actor.kind == "adjective" and rules["verb"].match(line[actor.end :]):
            actor = replace(actor, kind="actor")  # "the Chinese said"
        actor = replace(actor, start=article.start() if article else actor.start)
        while done and done[-1].end > actor.start and done[-1].kind == "unknown":
            done.pop()  # the words of the office: "Foreign Secretary of the UK"
        if done and done[-1].end > actor.start:
            actor = replace(actor, start=actor.core[0])
        done.append(actor)
    return done


def _bound(text: str, line: str, found: list[Actor], rules: dict[str, re.Pattern[str]]) -> list[Actor]:
    """Put a person and the party behind his name together: "Tavola of Fiji", "Tavola, Fiji's foreign minister," and
    "Tavola (Fiji)"; and where an envoy is posted is no other side: "Fiji's envoy to Chile"."""
    done: list[Actor] = []
    for actor in found:
        last = done[-1] if done else None
        between = line[last.end : actor.start] if last else ""
        if (
            last
            and last.office
            and _POSTED.search(last.office)
            and between in (" to ", " in ", " at ")
            and actor.party
        ):
            done[-1] = replace(last, end=actor.end)
        elif last and _BESIDE.fullmatch(between) and _behind(line, last, actor, between, rules):
            written = text[slice(*last.core)]
            if titled := rules["titled"].match(flat(written)):
                written = written[titled.end() :]
            name = last.person or _bearer(written, actor.party) or written
            end = actor.end + (between[:2] in (" (", ", ") and line[actor.end : actor.end + 1] in (")", ","))
            office = last.office or actor.office
            done[-1] = replace(last, end=end, kind="actor", party=actor.party, person=name, office=office)
        else:
            done.append(actor)
    return done


def _behind(line: str, person: Actor, party: Actor, between: str, rules: dict[str, re.Pattern[str]]) -> bool:
    """Whether a party behind a name is that of its bearer."""
    if not party.party or party.person or party.choices:
        return False
    known = bool(person.person) and party.party in person.parties
    if not known and (person.kind != "unknown" or rules["article"].search(line[: person.core[0]])):
        return False
    after = line[party.end : party.end + 1]
    if between.startswith(" ("):
        return after == ")"
    if between.startswith(", "):
        return bool(party.office) and after in (",", "", "?", ":", ")")
    speaks = rules["asked"].search(line[: person.start]) or rules["verb"].match(line[party.end :])
    return known or (bool(speaks) and not rules["body"].fullmatch(line[slice(*person.core)]))


def _bearer(name: str, party: str | None) -> str:
    """The one person of a party who has all words of a name that the table does not know: "Felipe" of Spain."""
    given = set(flat(name).split())
    bearers = {n for n, some in terms().items() if given <= set(flat(n).split()) and party in {t.party for t in some}}
    return next(iter(bearers)) if len(bearers) == 1 else ""


def _belong(line: str, party: Actor, person: Actor, rules: dict[str, re.Pattern[str]]) -> bool:
    """Whether a name right behind a party is that of its person: "Iraq's Sudani tell", "Chinese premier Li"."""
    between = line[party.end : person.start]
    if party.person or not party.parties or between not in ("'s ", " ", "' ", "", ", "):
        return False
    if person.kind == "unknown":
        office = bool(party.office) and between in (" ", "")
        return office or (between != " " and between != "" and bool(rules["verb"].match(line[person.end :])))
    if not person.person and not person.choices:
        return False
    agrees = set(person.parties) & set(party.parties)
    return bool(agrees) and (between != ", " or bool(party.office))


@cache
def _rules(language: str) -> dict[str, re.Pattern[str]]:
    lang = language if language in ("en", "es", "ru", "zh") else "en"
    offices, bodies = words("grammar", lang, "offices"), words("grammar", lang, "bodies")
    verb = "|".join(
        words("grammar", lang, group) for group in ("auxiliaries", "say", "tell", "topic", "to", "with", "in")
    )
    edge, space = ("", "") if lang == "zh" else (r"\b", " ")
    modifier = (
        ""
        if lang == "zh"
        else r"(?:(?:new|former|then|interim|outgoing|acting|incoming|current|late|transitional) )?"
    )
    return {
        "office after": re.compile(
            rf"(?:'s|')?{space}{modifier}(?:(?P<office>{offices})|(?P<body>{bodies})){edge}"
            + (_NAMED if lang == "zh" else "")
        ),
        "office before": re.compile(
            rf"{edge}(?P<office>{offices}|{bodies})(?: (?:of|de|del|de la) (?:the |la )?|{space})$"
            r"|\b(?:government|authorities|leadership|rulers|regime|ministry|administration|officials) in $"
            r"|\b(?:advis[eo]rs?|aides?|spokes(?:man|woman|person)) (?:to|for|of) (?:the )?$"
        ),
        "article": re.compile(
            r"\b(?:el|la|los|las) $" if lang == "es" else r"\b(?:the|a|an|both|both the|his|her|their|its) $"
        ),
        "titled": re.compile(rf"(?:{offices}) (?=\w)"),
        "staff": re.compile(r"(?:spokes|advis|aide|envoy|ambassador|minister|foreign|special|chief)"),
        "asked": re.compile(rf"(?:^\W*|\b{words('grammar', lang, 'auxiliaries')} (?:the )?)$"),
        "body": re.compile(
            r"(?:bank|gulf|bay|sea|republic|kingdom|university|council|treaty|battle|strait|people|church|port|city"
            r"|house|parliament|state|union|federation|declaration|coast|institute|academy|court|agreement|voice)\b.*"
        ),
        "which": re.compile(r"\b(?:which|what) (?:\w+ )?$"),
        "verb": re.compile(rf"(?: (?:(?:make|made|makes|{verb})\b)|\W*$|[,:;?.])"),
    }
