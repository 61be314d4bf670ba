"""The form of a sentence: what it may be made of, and the citation marks at its end.

Takes what a model wrote. Returns its words and the numbers of its marks. Refuses anything that could be more than
words: markup, links, images, role markers, characters that cannot be seen or that belong to another script, and
sentences that are too long.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rag.clean import clean
from rag.types import Citation
from rag.write.lexicon import NOT_VERBS, operator_pattern

LONGEST = 450
"""Characters of a sentence."""
_ALLOWED = re.compile(r"[A-Za-z\u00c0-\u024f0-9 ,.;:()'‘’\"“”–—%€£¥$/&!\u00a0\u2011-]+")
_MARKS = re.compile(r"\[([0-9]{1,2})\]")
_LINK = re.compile(
    r"://|\bwww\.|\bmailto\b|\bjavascript\b|\bdata:|\b[\w-]+\.(?:com|org|net|gov|info|io|ru|cn|html?|php)\b", re.I
)
_ROLE = re.compile(r"^\W*(?:system|assistant|user|human|ai|answer|question|note)\s*:", re.I)
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Oo]urs|us|[Mm]y|me|[Yy]ou|[Yy]our)\b(?!\.| summary of\b)")
_VERB = (
    r"(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|should|shall|cannot|"
    r"won|built|held|met|sent|took|made|gave|lost|paid|sold|bought|felt|came|went|stood|led|put|cut|set|let|\w+n't|"
    r"(?<!the )\w+ed|(?!\w+(?:ous|ss|us|is)\b|(?:as|its|perhaps|always)\b)\w+s(?<!'s))"
)
_CLAUSE = re.compile(r"\b(?:said|says|stated|noted|stressed|emphasi[sz]ed|added) that (?P<clause>.*)$")
_NOUNS = re.compile(
    r"(?:[Tt]he )?(?:[A-Z][\w.’'-]*(?: of| and)?(?: the)? )+"
    r"(?:concerns (?:about|over|regarding)|opposition to|commitment to|support for|willingness to|readiness to)\b"
)
"""A name and then a noun, with no verb between: "Chile opposition to the plan"."""
_QUOTED = re.compile(r"[\"“”][^\"“”]*[\"“”]")


@dataclass(frozen=True, slots=True)
class Formed:
    """A sentence without its marks, and the citations that they point to, in the order of their numbers."""

    text: str
    citations: tuple[Citation, ...]


def formed(raw: str, citations: Sequence[Citation]) -> Formed | str:
    """Return the sentence's words and citations, or why it is none."""
    raw = raw.strip(" \n")
    if clean(raw) != raw or "\n" in raw or "\t" in raw or unicodedata.normalize("NFC", raw) != raw:
        return "characters that cannot be seen"
    if len(raw) > LONGEST:
        return "too long"
    ending = re.search(r"((?:[\s,]*\[[0-9]{1,2}\])+)\s*\.?$", raw)
    if not ending:
        return "no citation mark at its end"
    by_number = {citation.n: citation for citation in citations}
    numbers = sorted({int(number) for number in _MARKS.findall(raw)})
    if any(number not in by_number for number in numbers):
        return "a citation mark that points to nothing"
    text = re.sub(r"\s*,?" + _MARKS.pattern, "", raw).strip().removesuffix(".").strip()
    cited = tuple(by_number[number] for number in numbers)
    extra = set("".join(f"{c.quote}{c.title}{c.person or ''}" for c in cited))
    odd = {char for char in text if not _ALLOWED.fullmatch(char)}
    if any(char not in extra or not char.isalpha() for char in odd) or re.search(r"[<>`*_#|~\\{}\[\]^=@]", text):
        return "markup or foreign characters"
    if _LINK.search(text):
        return "a link"
    if _ROLE.search(text) or re.search(r"[!?]|\.\s+[A-Z][a-z]+ ", _QUOTED.sub("", _initials(text))):
        return "not one statement"
    if _fragment(text):
        return "no whole sentence"
    if _FIRST_PERSON.search(_QUOTED.sub("", text)):
        return "the first or second person"
    return Formed(text, cited)


def _fragment(text: str) -> bool:
    """Whether it holds nothing that could be its verb, or the clause: "said that the decisive contribution"."""
    said = _CLAUSE.search(text)
    if not said:
        return bool(_NOUNS.match(text))
    main, who, rest = said["clause"].lower().partition(" who ")
    if who and not _verbs(main):
        return _verbs(rest) < 2  # "the farmers who support it fell silent" has two
    return not _verbs(said["clause"].lower())


def _verbs(clause: str) -> int:
    """How many of its words may be its verb: those with a verb's ending, and operators that are no infinitives."""
    operators = (
        match for match in operator_pattern().finditer(clause) if not clause[: match.start()].endswith(" to ")
    )
    found = {match.start() for match in operators if (match.lastgroup or "").rpartition("_")[0] not in NOT_VERBS}
    return len(found | {match.start() for match in re.finditer(rf"\b{_VERB}\b", clause)})


def _initials(text: str) -> str:
    """The text without the full stops of titles and initials."""
    return re.sub(r"\b(Mr|Mrs|Ms|Dr|St|Jr|Sr|Gen|Gov|Sen|[A-Z])\.", r"\1", text)
