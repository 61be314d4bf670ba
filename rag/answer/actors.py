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

# A Chinese name that no table holds behind an office: a surname of the commonest and one or two characters.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范石姚谭廖邹熊"
    "陆郝孔白崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易常武乔贺赖龚文"
)
_NAMED = rf"(?:[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?(?=时|就|对|向|说|表示|在|与|和|的|[，,。？?]|$))?"

__all__ = ["Actor", "find_actors"]


def find_actors(text: str, language: str, date: str | None) -> list[Actor]:
    """Return everybody named."""
    return _joined(text, flat(text), language, find_named(text, language, date))


def _joined(text: str, line: str, language: str, found: list[Actor]) -> list[Actor]:
    """Put a party, its office or body and the person's name together to one actor."""
    rules = _rules(language)
    done: list[Actor] = []
    for item in found:
        if done and item.start < done[-1].end:
            continue  # a word of an office: "Secretary of State"
        actor = replace(item, core=item.core if item.core[1] else (item.start, item.end))
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
            actor = replace(actor, start=title.start(), office=text[title.start("office") : title.end("office")])
        behind = rules["office after"].match(line[actor.end :])
        if behind and not (rules["which"].search(before) and behind.group("body")):
            office = behind.group("office") or actor.office
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
        ),
        "article": re.compile(r"\b(?:el|la|los|las) $" if lang == "es" else r"\b(?:the|a|an) $"),
        "which": re.compile(r"\b(?:which|what) (?:\w+ )?$"),
        "verb": re.compile(rf"(?: (?:(?:make|made|makes|{verb})\b)|\W*$|[,:;?.])"),
    }
