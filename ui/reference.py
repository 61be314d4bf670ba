"""A citation as a reference to paste: plain text, Markdown, BibTeX, CSL-JSON.

Takes a citation. Returns the four texts, each with speaker, account, date, title, address and the place in the text.
"""

from __future__ import annotations

import json
import re
from typing import Any

from rag.answer.wording import introduction, possessive, quotation, with_article
from rag.clean import one_line
from rag.types import Citation

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:@^=&\"'/])")
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
    "_": r"\_", "^": r"\^{}", "~": r"\~{}",
}  # fmt: skip


def references(citation: Citation) -> dict[str, str]:
    """Return the citation in every format, by the format's name."""
    return {
        "Plain text": plain(citation),
        "Markdown": markdown(citation),
        "BibTeX": bibtex(citation),
        "CSL-JSON": csl(citation),
    }


def plain(citation: Citation) -> str:
    """Return one line of plain text."""
    parts = [f"{introduction(citation)}: {quotation(citation)}", f"“{one_line(citation.title)}”", issuer(citation)]
    return ". ".join(part.rstrip(".") for part in [*parts, _address(citation)] if part) + "."


def markdown(citation: Citation) -> str:
    """Return a Markdown quotation with its source."""
    source = markdown_link(one_line(citation.title), citation.url or "")
    said = escape_markdown(f"{introduction(citation)}: {quotation(citation)}")
    return f"> {said}\n>\n> {source}, {escape_markdown(f'{issuer(citation)}, {citation.readout}')}"


def bibtex(citation: Citation) -> str:
    """Return a BibTeX entry."""
    key = re.sub(r"[^A-Za-z0-9-]", "", citation.readout) or "readout"
    fields = {
        "title": one_line(citation.title),
        "author": f"{{{_tex(issuer(citation))}}}",
        "date": citation.date or "",
        "url": _address(citation),
        "note": f"{introduction(citation)}: {quotation(citation)}",
    }
    lines = [
        f"  {name} = {{{value if name in ('author', 'url') else _tex(value)}}}"
        for name, value in fields.items()
        if value
    ]
    return f"@misc{{{key}-{citation.start},\n" + ",\n".join(lines) + "\n}"


def csl(citation: Citation) -> str:
    """Return a CSL-JSON item."""
    page = f"page {citation.page}, " if citation.page else ""
    item: dict[str, Any] = {
        "id": f"{citation.readout}-{citation.start}",
        "type": "webpage",
        "title": one_line(citation.title),
        "author": [{"literal": issuer(citation)}],
        "URL": _address(citation),
        "note": f"{introduction(citation)}: {quotation(citation)}",
        "locator": f"{page}characters {citation.start} to {citation.end}",
    }
    if citation.date:
        item["issued"] = {"date-parts": [[int(part) for part in citation.date.split("-")]]}
    return json.dumps([item], ensure_ascii=False, indent=1)


def issuer(citation: Citation) -> str:
    """Return the body that issued the readout, else whose readout it is."""
    if citation.issuer:
        return one_line(citation.issuer)
    return f"{possessive(with_article(citation.reporter))} readout" if citation.reporter else "Unnamed issuer"


def markdown_link(words: str, address: str | None) -> str:
    """Return a Markdown link, or the escaped words alone where the address is not one of the web."""
    shown = escape_markdown(words)
    if not address or not re.fullmatch(r"https?://[^\s<>]+", address):
        return shown
    plain = "".join(f"%{ord(c):02X}" if c in "()[]!\\" else c for c in address)
    return f"[{shown}](<{plain}>)"


def escape_markdown(text: str) -> str:
    """Return the text with every character that Markdown reads escaped."""
    return _MARKDOWN.sub(r"\\\1", text)


def _address(citation: Citation) -> str:
    return one_line(citation.url or citation.readout)


def _tex(text: str) -> str:
    return "".join(_TEX.get(c, c) for c in text)
