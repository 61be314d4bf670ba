"""The words that frame a question: the verb of its main clause, the noun it asks for, the kind of a fact.

Takes the line with signs for what is named, and its language. Returns slices that are no topic: "press" in
"What did X press Y to do", "reason" in "What reason did X give", not in "freedom of the press".
"""

from __future__ import annotations

import re
from functools import cache

from rag.answer.grammar import table, words
from rag.answer.skeleton import ANY


def frame(line: str, language: str) -> list[tuple[int, int]]:
    """Return the slices of the line that only frame the question; none where its language has no table of frames."""
    if "frame_verbs" not in table("grammar").get(language, {}):
        return []
    return [match.span("frame") for rule in _rules(language) for match in rule.finditer(line)]


@cache
def _rules(lang: str) -> tuple[re.Pattern[str], ...]:
    auxiliary, verbs, nouns = (words("grammar", lang, g) for g in ("auxiliaries", "frame_verbs", "frame_nouns"))
    places, amounts, adverbs = (words("grammar", lang, g) for g in ("frame_places", "frame_amounts", "frame_adverbs"))
    asks = r"(?:what|which)"
    begin = r"(?:^\W*|[:;,.-] +)"
    many = r"heads? of (?:state|government)(?: or government)?|presidents?|rulers?|premiers?"
    months = "|".join(table("dates")["months"].values())
    charge = r"charges?|claims?|accusations?|suggestions?|idea|allegations?"
    sources = (
        # What did X press Y to do.
        rf"\b{auxiliary} +(?:not )?(?:the )?{ANY} +(?:{adverbs} )*(?P<frame>{verbs})\b",
        # What line did X take, for which reason was it.
        rf"(?:^|[:;,.-] |\b(?:for|on|with|in|and|of|by) )\W*{asks} (?:\w+ )?(?P<frame>{nouns})\b"
        rf"(?= (?:of |for )?(?:{auxiliary}|{ANY}))",
        # In which city, at which airport.
        rf"\b(?P<frame>(?:in|at|on|from|to) {asks} {places})\b",
        rf"\b{asks} (?P<frame>{places})\b",
        # Number of, how big.
        rf"{begin}(?:the )?(?P<frame>{amounts}) of\b",
        rf"\b(?:what|and) (?:is|was|were|are) the (?P<frame>{amounts}) of\b",
        r"\bhow (?P<frame>big|large|high|tall|deep|wide|heavy|expensive|long)\b",
        # The reply to the charge that; what would happen.
        r"\bwhat (?P<frame>came out) of\b",
        r"\b(?P<frame>looking|searching) for\b",
        rf"\bto the (?P<frame>{charge}) (?=that\b|of\b)",
        r"\bwould (?P<frame>happen)\b",
        r"\b(?P<frame>in (?:front|connection|terms|spite|view) (?:of|with)|face to face|next to)\b"
        r"(?! (?:the )?(?:cameras?|press|reporters|journalists|media)\b)",
        r"\bthe (?:very )?(?:last|first|latest|only|main|next) (?P<frame>things?)\b",
        # "In their August call": a date without a year is no topic either.
        rf"\b(?P<frame>{months}) (?=(?:phone |video )?(?:calls?|meetings?|talks|visits?|summit|conversations?)\b)",
        # Which heads of state, presidents who.
        rf"{begin}(?:(?:which|what|foreign|world|all|the|list|name) )*(?P<frame>{many}) ",
    )
    return tuple(re.compile(source) for source in sources)
