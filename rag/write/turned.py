"""Other ways in which the same is said: the passive turned into the active, what is put first put last.

Takes a sentence. Yields it as it is, then its other readings in which the subject comes first. Nothing is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_IRREGULAR = "made|given|taken|held|seen|sent|built|met|told|said|sought|put|brought|led|set|cut|won|lost|paid|sold|bought|shown|known|borne|drawn|driven|begun|chosen|written|spoken|raised|backed|hit|shot|found|kept|left|meant|read|heard|felt|struck|undertaken|withdrawn|forbidden"
_PASSIVE = re.compile(
    rf"^(?P<object>.+?) (?P<before>(?:will|would|should|must|may|might|can|could|cannot|not|has|have|had|also|never) )*"
    rf"(?:is|are|was|were|be|been|being)(?P<after>(?: not| never| also| \w+ly)*) (?P<verb>\w+ed|{_IRREGULAR})"
    rf"(?P<to> (?:for|on|upon|to|at))? by (?P<agent>(?:the |President |Prime Minister |Foreign Minister )*[A-Z][^,;]*?)"
    r"(?P<rest>(?:,| (?:on|in|at|during|for|to|with|that|and|as|because|when|if|after|before)\b).*)?$"
)
_FRONTED = re.compile(
    r"^(?P<front>(?:On|In|At|During|Regarding|Concerning|Following|After|Before|With|As for|By|For|Amid|Since|Under|"
    r"If|When|Until|Unless|While|Turning to|Speaking of|Meeting|Speaking)\b[^,]*), (?P<rest>.+)$"
)
_BY_SPEAKER = re.compile(r"^According to (?P<who>[^,]+), (?P<rest>.+)$")
_LAST = re.compile(
    r"^(?P<rest>.+?), (?P<who>(?:the )?[A-Z][^,]{0,60}?) (?P<verb>said|says|stated|noted|added|stressed)$"
)


def readings(text: str) -> Iterator[str]:
    """Yield the sentence and its other readings."""
    yield text
    seen = {text}
    for other in _others(text):
        if other not in seen:
            seen.add(other)
            yield other
            for further in _others(other):
                if further not in seen:
                    seen.add(further)
                    yield further


def _others(text: str) -> Iterator[str]:
    by = _BY_SPEAKER.match(text)
    if by:
        yield f"{by['who']} said {by['rest']}"
    last = _LAST.match(text)
    if last:
        yield f"{last['who']} {last['verb']} that {last['rest']}"
    fronted = _FRONTED.match(text)
    if fronted:
        front = fronted["front"][0].lower() + fronted["front"][1:]
        yield f"{fronted['rest']} {front}"
        yield (
            f"{fronted['rest'].split(' that ', 1)[0]} that {front}, {fronted['rest'].split(' that ', 1)[1]}"
            if " that " in fronted["rest"]
            else text
        )
    passive = _PASSIVE.match(text)
    if passive:
        helpers = " ".join(
            re.findall(
                r"\b(?:will|would|should|must|may|might|can|could|cannot|not|never)\b",
                text[: passive.start("verb")].removeprefix(passive["object"]),
            )
        )
        parts = [
            passive["agent"],
            helpers,
            passive["verb"] + (passive["to"] or ""),
            passive["object"],
            (passive["rest"] or "").strip(),
        ]
        yield " ".join(part for part in parts if part)
