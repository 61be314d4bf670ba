"""A Word document to its text: headings, paragraphs, lists and tables, in order; deleted text is not there.

`read` takes the bytes of a DOCX. Returns an Extract. Refuses what is damaged or has no text. When a document was made
or last saved says nothing of when it was published, and is kept beside.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from rag.clean import clean, one_line
from rag.errors import SourceError
from rag.load.extract import Extract

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CELLS = frozenset({f"{_WORD}tc", f"{_WORD}sdt"})
_TITLES = ("title", "heading 1", "heading1", "titre", "título", "titel")


def read(data: bytes, url: str = "") -> Extract:
    """Return the extract. Raises SourceError."""
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        properties = document.core_properties
    except (KeyError, ValueError) as error:
        raise SourceError(f"a damaged Word document ({one_line(str(error), 80)})") from None
    if document.element.getroottree().docinfo.doctype:
        raise SourceError("a Word document that declares entities, as none does; it is hostile")
    text = "\n\n".join(block for block in _blocks(document.element.body) if block.strip())
    if not text:
        raise SourceError("a Word document without text")
    titles = (p.text for p in document.paragraphs if p.style and (p.style.name or "").lower().startswith(_TITLES))
    title = next((title for title in titles if title.strip()), "")
    if not title and properties.title and one_line(properties.title) in one_line(text[:2000]):
        title = properties.title
    kept = {"Author": properties.author, "Created": properties.created, "Modified": properties.modified}
    return Extract(
        text=text,
        title=one_line(title, 300),
        language=one_line(properties.language or "", 40),
        extra={name: one_line(str(value), 200) for name, value in kept.items() if value},
    )


def _blocks(parent: Any) -> Iterator[str]:
    """Paragraphs, and rows of tables with the cells divided by tabs."""
    for element in parent:
        if element.tag == f"{_WORD}p":
            yield _line(element)
        elif element.tag == f"{_WORD}tr":
            cells = (" ".join(block for block in _blocks(cell) if block) for cell in element if cell.tag in _CELLS)
            yield "\t".join(cells).strip()
        elif element.tag in {f"{_WORD}tbl", f"{_WORD}sdt", f"{_WORD}sdtContent", f"{_WORD}ins", f"{_WORD}tc"}:
            yield from _blocks(element)


def _line(paragraph: Any) -> str:
    """The paragraph's text: insertions count, deletions and the second form of a drawing's text do not."""
    parts = []
    pending = [paragraph]
    while pending:
        element = pending.pop()
        if element.tag == f"{_WORD}t":
            parts.append(element.text or "")
        elif element.tag == f"{_WORD}tab":
            parts.append(" ")
        elif element.tag in {f"{_WORD}br", f"{_WORD}cr"}:
            parts.append("\n")
        elif element.tag not in {_FALLBACK, f"{_WORD}pPr", f"{_WORD}rPr", f"{_WORD}del", f"{_WORD}moveFrom"}:
            pending.extend(reversed(element))
    return clean("".join(parts)).strip()
