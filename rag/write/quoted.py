"""Words in quotation marks: only those that stand in a cited quote.

Takes a sentence without its marks and the citations. Returns why a quotation is not verbatim, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.clean import one_line
from rag.names.folding import fold
from rag.types import Citation
from rag.write.lexicon import operator_pattern, operators

_PAIRS = re.compile(r"[\"“]([^\"“”]*)[\"”]|(?<!\w)['‘](?!s )([^'‘’]*?)['’](?!\w)")
_ELLIPSIS = re.compile(r"\s*(?:\.\.\.|…|\(\.\.\.\))\s*")


def misquoted(text: str, citations: Sequence[Citation]) -> str:
    """Return why a quotation in the text is none, "" where all are."""
    quotations = [(match.group(1) or match.group(2) or "").strip() for match in _PAIRS.finditer(text)]
    if re.search(r"[\"“”]", _PAIRS.sub("", text)):
        return "a quotation mark without its other"
    if not quotations:
        return ""
    if any(citation.kind == "summary" for citation in citations):
        return "quotation marks around words of a summary"
    sources = [_flat(citation.quote) for citation in citations]
    for quotation in quotations:
        if not any(_stands(quotation, source) for source in sources):
            return "a quotation that is not verbatim"
    return ""


def _stands(quotation: str, source: str) -> bool:
    """Whether the parts stand in the source in order, as whole words; what an ellipsis skips must not change them."""
    at = 0
    parts = [_flat(part).strip(" ,.;:") for part in _ELLIPSIS.split(quotation)]
    if not parts or not any(parts):
        return False
    for number, part in enumerate(parts):
        if not part:
            continue
        match = re.search(rf"(?<!\w){re.escape(part)}(?!\w)", source[at:]) or (
            re.search(rf"(?<!\w){re.escape(part[0].swapcase() + part[1:])}(?!\w)", source[at:])
            if number == 0
            else None
        )
        if not match:
            return False
        if number and _changes(source[at : at + match.start()]):
            return False
        at += match.end()
    return True


def _changes(skipped: str) -> bool:
    """Whether what is skipped holds a word that governs others: "not", "may", "if"."""
    found = ((match.lastgroup or "").rpartition("_")[0] for match in operator_pattern().finditer(skipped.lower()))
    return any(not operators()[name].optional for name in found)


def _flat(text: str) -> str:
    return fold(one_line(text)).replace("“", '"').replace("”", '"')
