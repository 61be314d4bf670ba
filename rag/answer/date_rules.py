"""The regular expressions by which dates are placed: what stands before and behind them, made from dates.toml.

Takes nothing; the rules match flat text (small letters, no accents).
"""

from __future__ import annotations

import re
from functools import cache

from rag.answer.grammar import table, words


@cache
def rules() -> dict[str, re.Pattern[str]]:
    """Return the rules by name."""
    units = "|".join(words("dates", "units", unit) for unit in table("dates")["units"])
    numbers = "|".join(words("dates", "numbers", number) for number in table("dates")["numbers"])
    count = rf"(?P<count>\d{{1,3}}|{numbers})"
    side = {name: words("dates", "prefixes", name) for name in table("dates")["prefixes"]}
    meetings, events = words("dates", "nouns", "meetings"), words("dates", "nouns", "events")
    prefixes = "|".join(f"(?P<{name}>{side[name]})" for name in ("since", "after", "until", "before", "at"))
    said = f"(?:{words('grammar', 'en', 'say')}|{words('grammar', 'en', 'tell')})"
    relative = "|".join(f"(?P<{key}>{fold_key})" for key, fold_key in _relatives())
    sources = {
        "join": rf",?(?: *[-~] *| ?{words('dates', 'joins', 'range')} ?)(?:the |el )?",
        "within": rf"\b(?:(?:in|within|during|over|en) )?(?:the |los |las )?(?:first )?{count} (?P<unit>{units})"
        rf" (?P<side>{side['after']}|{side['before']}|of|from|since) (?:the )?$",
        "course": r"\b(?:in|over|during) the course of $",
        "span of": r"\b(?:in |during |over |for )?(?:the )?(?P<span>week|weekend) (?:of|beginning|starting|from)"
        r" (?:the )?$",
        "day beside": rf"\b(?:on )?(?:the |a )?day (?P<side>{side['after']}|{side['before']}) (?:the )?$",
        "row": r"\b(?:compar|contrast|differ|chang|shift|evol|track|trace|versus|against|via|those (?:of|in))",
        "before": side["before"],
        "prefix": rf"(?:\b|(?<=[\u2e80-\uffff]))(?:{prefixes}) ?(?:the |el |la |los |las |about |around )?$",
        "of": rf"\b{side['of']} (?:the )?$",
        "suffix": rf" ?(?:(?P<suffix_since>{words('dates', 'suffixes', 'since')})"
        rf"|(?P<suffix_until>{words('dates', 'suffixes', 'until')}))",
        "meeting before": rf"(?:\b|(?<=[\u2e80-\uffff])){meetings}\W{{0,3}}(?:(?:in|on|at|of|in the) )?$",
        "said before": rf"\b{words('dates', 'nouns', 'said')} $",
        "lead": r"\b(?:from|as of|starting(?: in)?|until|till|by|up to|through) (?:the )?$",
        "content before": rf"\b(?:to|will|would|shall|should|must|could|can) (?!{said}\b)[a-z]+"
        rf"(?: [\w'’-]+){{0,6}}? $",
        "meeting after": rf"(?:'s)?[ ,]*(?:[\w'’-]+ ){{0,4}}?{meetings}\b",
        "event before": rf"(?:{events}|\w{{3,}}ed) $",
        "noun before": rf"(?:{events}) $",
        "edge before": r"(?:^|[(\[,:;.?!¿¡-] ?)$",
        "edge after": r" ?(?:года?у?)? ?(?:$|[)\],:;.?!-])",
        "relative": rf"(?:\b(?:in the |the |over the |in |el |la |в |на )?|(?<=[\u2e80-\uffff]))(?:{relative})",
        "last n": rf"\b(?:in |over |during |en )?(?:the |los |las )?(?:last|past|ultim[oa]s|последни[ех])"
        rf" {count} (?P<unit>{units})\b",
        "later": rf"\b{count} (?P<unit>{units}) (?:later|afterwards?|on|despues|mas tarde|спустя|позже"
        rf"|(?P<back>earlier|before|antes|раньше))(?= ?(?:$|[?.!,;:]))",
        "event": rf"\b(?:(?:since|after|following|desde|после)|(?P<until>before|until|antes de|до)) "
        rf"(?:the |la |el |his |her |their )?(?P<event>(?:[\w'’.-]+ ){{0,3}}?{words('dates', 'nouns', 'occasions')}"
        rf"(?: (?:in|at|of|en|de|в) [\w'’-]+)?)(?!\w)",
    }
    return {name: re.compile(source) for name, source in sources.items()}


def _relatives() -> list[tuple[str, str]]:
    return [(key, words("dates", "relative", key)) for key in table("dates")["relative"]]
