"""Format 4: text without a header, and the text of a page, a PDF, a Word file or a mail.

Takes the text, what the document says of itself and what is known from elsewhere. Returns the fields of a Readout as
far as they give them; what they do not give stays empty, and `onrecord check` lists it. Refuses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rag.load.dateline import dateline
from rag.load.dates import event_date
from rag.load.extract import Extract
from rag.load.fields import language_code, web_address
from rag.load.recognise import language_of, recognise_sides, sides_named
from rag.names.hosts import host_party
from rag.names.issuer import issuer_party
from rag.names.letterhead import letterhead

_LONGEST_TITLE = 200
_HEADING_LINES = 6
_TOP = 20_000
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")
# What stands above a title, or in its place, and says nothing of the event.
_NO_TITLE = re.compile(
    r"(?:for immediate release|(?:press|media|news) (?:release|statement|note)|news|home|untitled|document\d*"
    r"|communiqu[eé]|comunicado(?: de prensa)?|nota de prensa|noticias|пресс-релиз|новости|新闻稿|新闻)?"
    r"[\W\d]*(?:no\.?[\W\d]+)?",
    re.IGNORECASE,
)
_BODY_ALONE = re.compile(
    r"(?:the )?(?:(?:federal |royal )?(?:ministry|department|office|embassy|government|presidency) of|republic of"
    r"|kingdom of|permanent mission|ministerio de|presidencia de|república de|embajada de|министерство|посольство)\b",
    re.IGNORECASE,
)
_SCRIPTS = {
    "zh": frozenset({"zh", "ja", "ko"}),
    "ru": frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn"}),
}


def read_plain(found: Extract, stem: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields; `stem`, the file's name without suffix, is the title where no line serves.

    `known` are fields from elsewhere: an address or an issuer tells the reporter, a published date the event's year.
    """
    text = found.text
    url = known.get("url") or _address(found.url)
    line = dateline(text)
    published = found.published or (line[0] if line else None) or known.get("published")
    title = found.title if found.title and not _NO_TITLE.fullmatch(found.title) else ""
    title = title or _heading(text) or known.get("title") or found.title or stem
    issuer = known.get("issuer") or found.issuer
    sides = recognise_sides(title, text, url)
    if sides["reporter"] is None or sides["reporter_inferred"]:
        stated = issuer_party(known.get("issuer", "")) or letterhead(found.issuer)
        reporter = stated or host_party(found.sender)
        if reporter:
            parties = tuple(dict.fromkeys((reporter, *sides_named(title))))
            sides = {"reporter": reporter, "reporter_inferred": stated is None, "parties": parties}
    return {
        "title": title,
        "text": text,
        "date": event_date(text[line[1] :] if line else text, published),
        "published": published,
        "language": _language(found.language, text) or known.get("language") or language_of(text),
        "issuer": issuer,
        "url": url,
        "pages": found.pages,
        "extra": dict(found.extra),
        **sides,
    }


def first_address(text: str) -> str:
    """Return the first web address near the top of a text that is nothing but text; "" for none."""
    address = _ADDRESS.search(text[:1000])
    return address[0].rstrip(".,;") if address else ""


def _heading(text: str) -> str:
    """The first line that looks like a title; above it a letterhead, a date and "Press release" may stand."""
    seen = 0
    for line in text[:_TOP].splitlines():
        heading = line.strip().lstrip("#").strip()
        if not heading:
            continue
        seen += 1
        if len(heading) > _LONGEST_TITLE or heading.endswith((".", ":", "。")) or seen > _HEADING_LINES:
            return ""
        dated = dateline(f"-\n{heading}") is not None
        if not dated and not _NO_TITLE.fullmatch(heading) and not _is_body(heading):
            return heading
    return ""


def _is_body(line: str) -> bool:
    return len(line.split()) <= 10 and bool(_BODY_ALONE.match(line) or letterhead(line)) and "'s " not in line


def _language(stated: str, text: str) -> str | None:
    """The language that a page states, unless the script of its text says otherwise."""
    try:
        code = language_code(stated)
    except ValueError:
        return None
    by_script = language_of(text)
    return code if by_script not in _SCRIPTS or code in _SCRIPTS[by_script] else by_script


def _address(value: str) -> str | None:
    try:
        return web_address(value)
    except ValueError:
        return None
