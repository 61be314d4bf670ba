"""Other ways in which the same is said: the passive turned into the active, what is put first put last.

Takes a sentence. Yields it as it is, then its other readings in which the subject comes first. Nothing is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.write.lexicon import ALONE, MODALS, operator_pattern, operators

_PARTICIPLE = (
    r"(?:\w+ed|made|given|taken|held|seen|sent|built|met|told|said|sought|put|brought|led|set|cut|won|lost|paid|sold|bought|"
    r"shown|known|borne|drawn|driven|begun|chosen|written|spoken|hit|shot|found|kept|left|meant|read|heard|felt|struck|"
    r"undertaken|withdrawn|forbidden)"
)
_REST = "on|in|at|during|for|to|with|that|and|as|because|when|if|after|before|from|of|since|until|under"
_PASSIVE = re.compile(
    r"^(?P<object>.+?) (?:(?:will|would|should|must|may|might|can|could|cannot|not|has|have|had|also|never) )*"
    rf"(?:is|are|was|were|be|been|being)(?: not| never| also| \w+ly)* (?P<verb>{_PARTICIPLE})"
    r"(?P<to> (?:for|on|upon|to|at))? by (?P<agent>(?:the )?[A-Z][^,;]*?)"
    rf"(?P<rest>(?:,| (?:{_REST})\b).*)?$"
)
_HELPERS = re.compile(r"\b(?:will|would|should|must|may|might|can|could|cannot|not|never)\b")
_FRONTED = re.compile(
    r"^(?P<front>(?:On|In|At|During|Regarding|Concerning|Following|After|Before|With|As for|By|For|Amid|Since|Under|"
    r"Provided|Once|As long as|Because|Although|Given|To|If|When|Until|Unless|While|Turning to|Speaking of|Meeting|"
    r"Speaking)\b[^,]*), (?P<rest>.+)$"
)
_OCCASION = re.compile(
    r"^(?:(?:When|While) \w+ing|In turn|On|At|During|Regarding|Concerning|As regards|Turning to|Speaking|Discussing|"
    r"Addressing|Commenting|Touching|Referring|In(?! (?:case|the event|order|return|exchange|principle)))\b[^,]*, "
    r"(?P<rest>.+)$"
)
"""What opens a quote and only tells the occasion of what is said: left out, it changes nothing."""
_BY_SPEAKER = re.compile(r"^According to (?P<who>[^,]+), (?P<rest>.+)$")
_LAST = re.compile(
    r"^(?P<rest>.+?), (?P<who>(?:the )?[A-Z][^,]{0,60}?) (?P<verb>said|says|stated|noted|added|stressed|announced|"
    r"promised|warned|explained|told [^,]+|emphasi[sz]ed|underlined|recalled|declared|insisted|argued)$"
)

_SEVERAL = re.compile(r";|\b(?:and|but|while|whereas|or)\b")
"""What may part clauses: behind them, what is put last would govern the last of them alone."""


def readings(text: str, *, quote: bool = False) -> Iterator[str]:
    """Yield the sentence and its other readings; in a `quote`, "according to X" is not the speaker."""
    yield text
    seen = {text}
    for other in _others(text, quote):
        if other not in seen:
            seen.add(other)
            yield other
            for further in _others(other, quote):
                if further not in seen:
                    seen.add(further)
                    yield further


def _others(text: str, quote: bool) -> Iterator[str]:
    by = _BY_SPEAKER.match(text)
    if by and not quote:
        yield f"{by['who']} said {by['rest']}"
    fronted = _FRONTED.match(text)
    governing = _governing(fronted["front"]) if quote and fronted else []
    occasion = _OCCASION.match(text) if quote and not (ALONE - MODALS) & set(governing) else None
    if occasion:
        yield occasion["rest"]
    last = _LAST.match(text)
    if last:
        yield f"{last['who']} {last['verb']} that {last['rest']}"
    if fronted and (not governing or _may_follow(fronted["front"], fronted["rest"], governing)):
        front = fronted["front"][0].lower() + fronted["front"][1:]
        yield f"{fronted['rest']} {front}"
        lead, that, clause = fronted["rest"].partition(" that ")
        if that:
            yield f"{lead} that {front}, {clause}"
    opening, that, clause = text.partition(" that ")
    for lead, part in (("", text), (opening + that, clause)):
        passive = _PASSIVE.match(part)
        if passive:
            yield lead + _active(part, passive)


def _governing(front: str) -> list[str]:
    """The operators in what opens a quote that may govern all of it: "If Peru agrees", "With Peru's consent"."""
    found = ((match.lastgroup or "").rpartition("_")[0] for match in operator_pattern().finditer(front.lower()))
    return [name for name in found if not (operators()[name].free or operators()[name].optional)]


def _may_follow(front: str, rest: str, governing: list[str]) -> bool:
    """Whether it governs the same put last. "With Peru's consent" would not."""
    if any(operators()[name].both for name in governing):
        return not _SEVERAL.search(rest)
    return not re.match(r"(?:With|Under|By|Given|Once)\b", front)


def _active(text: str, passive: re.Match[str]) -> str:
    between = text[passive.end("object") : passive.start("verb")]
    helpers = " ".join(_HELPERS.findall(between))
    verb, rest = passive["verb"] + (passive["to"] or ""), (passive["rest"] or "").strip()
    return " ".join(part for part in (passive["agent"], helpers, verb, passive["object"], rest) if part)
