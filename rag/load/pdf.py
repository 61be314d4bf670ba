"""A PDF to its text, with the place where each page begins.

`read` takes the bytes. Returns an Extract. Refuses what is encrypted, damaged, or holds no text, as scans do, and
what has fonts without a key to their letters. It is run by the worker, which bounds its time and memory.
"""

from __future__ import annotations

import io
import logging
import re
from typing import Any

from rag.clean import clean, one_line
from rag.errors import SourceError
from rag.load.extract import Extract
from rag.load.unwrap import Line, unwrap

_SPACES = re.compile(r"[^\S\n]+")
_UNREADABLE = re.compile(r"[\ufffd\ue000-\uf8ff]|/g\d+|\(cid:\d+\)")
_LEAST_LETTERS = 20
_LIGATURES = str.maketrans(
    {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
)


def read(data: bytes, url: str = "") -> Extract:
    """Return the extract. Raises SourceError."""
    import pypdf
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError("an encrypted PDF; save it without a password")
        pages = [_lines(page) for page in reader.pages]
        title = str((reader.metadata and reader.metadata.title) or "")
    except DependencyError:
        raise SourceError("an encrypted PDF; save it without encryption") from None
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, AssertionError) as error:
        reason = one_line(str(error), 80) or type(error).__name__
        raise SourceError(f"a damaged PDF ({reason})") from None
    letters = sum(character.isalpha() for page in pages for line in page for character in line.text)
    if letters < _LEAST_LETTERS:
        raise SourceError("a PDF without text, as a scan is; recognise its text (OCR) first")
    text, starts = unwrap(pages)
    if len(_UNREADABLE.findall(text)) > len(text) / 10:
        raise SourceError("a PDF whose fonts do not say which letters they show; recognise its text (OCR) first")
    empty = [str(number) for number, page in enumerate(pages, 1) if not page]
    extra = {"Pages without text": ", ".join(empty)[:200]} if empty else {}
    shown = one_line(title, 300)
    return Extract(
        text=text, title=shown if len(shown) > 8 and _stands(shown, text) else "", pages=starts, extra=extra
    )


def _stands(title: str, text: str) -> bool:
    """Whether a title stands in the text: what the file's properties give is often that of another document."""
    return title.casefold() in one_line(text[:3000]).casefold()


def _lines(page: Any) -> list[Line]:
    """The page's lines with their heights."""
    lines: list[Line] = []
    words: list[str] = []
    height = size = None

    def end_line() -> None:
        nonlocal height, size
        text = _SPACES.sub(" ", clean("".join(words).translate(_LIGATURES))).strip()
        if text:
            lines.append(Line(text, height, size))
        words.clear()
        height = size = None

    def visit(text: str, matrix: list[float], text_matrix: list[float], font: Any, font_size: float) -> None:
        nonlocal height, size
        for number, piece in enumerate(text.split("\n")):
            if number:
                end_line()
            if piece.strip() and height is None:
                height = text_matrix[4] * matrix[1] + text_matrix[5] * matrix[3] + matrix[5]
                size = abs(font_size * text_matrix[3] * matrix[3]) or None
            words.append(piece)

    page.extract_text(visitor_text=visit)
    end_line()
    return lines
