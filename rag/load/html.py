"""A web page to its main text: no scripts, navigation, banners or footers.

`read` takes the page as UTF-8 and the address it came from. Returns an Extract; the title, the date and the issuer
are those that the page states in its metadata or its headings. Refuses what has no text, says only that something
went wrong, or is nested too deeply. Method: trafilatura (Barbaresi 2021, https://aclanthology.org/2021.acl-demo.15).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from rag.clean import clean, one_line
from rag.errors import SourceError
from rag.load.extract import Extract
from rag.names.letterhead import letterhead

MOST_NESTED = 250
_SPACES = re.compile(r"\s+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DROPPED = ("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas", "dialog")
_BANNER = re.compile(r"\b(?:cookie|gdpr|consent)", re.IGNORECASE)
_INSIDE = frozenset({"p", "div", "table", "ul", "ol", "h1", "h2", "h3", "h4", "article", "section", "blockquote"})
_PHRASES = ("b", "i", "em", "strong", "font", "u", "mark", "small", "big", "abbr", "cite", "dfn", "q", "s", "wbr")
_LAYOUT = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
_NO_HEADS = frozenset({"a", "title", "script", "style", "noscript", "button", "option", "label", "span", "time"})
_HEADS = 5
_SAYS = (
    r"(?:error )?(?:403|404|410|50[0234])|page not found|not found|access denied|forbidden|just a moment|bad gateway"
    r"|attention required|service unavailable|página no encontrada|страница не найдена|页面不存在"
)
_WRONG = re.compile(rf"(?:{_SAYS})(?:\W+(?:{_SAYS}|error))*\W*(?:$|[|·:–—-]\s)", re.IGNORECASE)


def read(data: bytes, url: str = "") -> Extract:
    """Return the extract. Raises SourceError."""
    import trafilatura
    from lxml import etree
    from lxml import html as pages

    try:
        tree = pages.document_fromstring(data, parser=pages.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError, AssertionError):
        raise SourceError("holds no HTML that can be read") from None
    if _depth(tree) >= MOST_NESTED:
        raise SourceError(f"its elements are nested deeper than {MOST_NESTED}")
    language = str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    named = one_line(tree.findtext(".//title") or "", 300)
    heads = _heads(tree)
    prepare(tree)
    found: Any = trafilatura.bare_extraction(
        tree,
        url=url or None,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    lines = [one_line(line) for line in clean(found.text or "").split("\n")] if found else []
    text = "\n\n".join(row for line in lines if (row := line.strip("| ")).strip("|- "))
    title = one_line(found.title or "", 300) if found else ""
    if not text:
        raise SourceError("no text is found in the page; it may be made by scripts")
    if _WRONG.match(title) and len(text) < 1000:
        raise SourceError(f"says {title!r}: an error page, no readout")
    return Extract(
        text=text,
        title=title,
        published=found.date or "",
        issuer=one_line(found.sitename or "", 200) or _site(named, heads, title),
        language=one_line(language, 40),
        url=one_line(found.url or ""),
    )


def _site(named: str, heads: list[str], title: str) -> str:
    """The body that the page's own title names beside the readout's, "Visit | Ministry of ...", or that heads it."""
    parts = [part.strip() for part in re.split(r"[|•·_»:]|\s[-–—]\s", named)]
    return next((part for part in [*reversed(parts), *heads] if part and part not in title and letterhead(part)), "")


def _heads(tree: Any) -> list[str]:
    """The first lines of the page that lead nowhere, and what its first picture shows."""
    lines: list[str] = []
    for element in tree.iter():
        if len(lines) == _HEADS or not isinstance(element.tag, str):
            continue
        if element.tag not in _NO_HEADS:
            line = element.get("alt", "") if element.tag == "img" else element.text or ""
            lines.extend(one_line(part, 200) for part in [line] if len(part.strip()) >= 5)
    return lines


def prepare(tree: Any) -> None:
    """Leave in the tree what a reader sees as text, in place, and give it a form that does not mislead."""
    _each_text(tree, clean)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            continue
        named = f"{element.get('id', '')} {element.get('class', '')}"
        hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style", ""))
        banner = _BANNER.search(named) and element.tag not in {"html", "body", "main", "article"}
        if (element.tag in _DROPPED and not _is_linked_data(element)) or hidden or banner:
            _drop(element)
    for table in list(tree.iter("table")):
        cells = list(table.iter("td", "th"))
        if any(child.tag in _INSIDE for cell in cells for child in cell):
            for element in table.iter(*_LAYOUT):
                element.tag = "div"
    _join_phrases(tree)
    for block in list(tree.iter("pre")):
        _paragraphs(block)
    _each_text(tree, lambda text: _SPACES.sub(" ", text))


def _join_phrases(tree: Any) -> None:
    """Take away the tags inside sentences: words in bold or in a link are not lines of their own."""
    for element in list(tree.iter(*_PHRASES, "span", "a")):
        if element.tag == "span" and (element.get("class") or element.get("id")):
            continue
        if element.tag == "a" and not _is_in_a_sentence(element):
            continue
        if element.tag == "q":
            element.text, element.tail = f"“{element.text or ''}", f"”{element.tail or ''}"
        if element.getparent() is not None:
            element.drop_tag()


def _is_in_a_sentence(link: Any) -> bool:
    """Whether a paragraph has more words around the link than in it; lists of links are navigation."""
    parent = link.getparent()
    return (
        parent is not None
        and parent.tag in {"p", "blockquote", "dd", "em"}
        and len(parent.text_content()) > 2 * len(link.text_content())
    )


def _each_text(tree: Any, change: Callable[[str], str]) -> None:
    """Change every text of the tree but what scripts are made of."""
    for element in tree.iter():
        if element.text and isinstance(element.tag, str) and element.tag != "script":
            element.text = change(element.text)
        if element.tail:
            element.tail = change(element.tail)


def _is_linked_data(element: Any) -> bool:
    return bool(element.tag == "script" and element.get("type", "").lower() == "application/ld+json")


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()


def _paragraphs(block: Any) -> None:
    """Text set line by line becomes paragraphs, divided where a line is empty."""
    parts = [part for part in re.split(r"\n[^\S\n]*\n", block.text_content()) if part.strip()]
    for child in list(block):
        block.remove(child)
    block.tag, block.text = "div", None
    for part in parts:
        paragraph = block.makeelement("p")
        paragraph.text = part
        block.append(paragraph)


def _depth(tree: Any) -> int:
    """How deeply the elements are nested; libxml2 itself cuts what is nested deeper than 256."""
    deepest, open_elements = 0, [(tree, 1)]
    while open_elements:
        element, depth = open_elements.pop()
        deepest = max(deepest, depth)
        open_elements.extend((child, depth + 1) for child in element)
    return deepest
