"""Read XML that strangers wrote: without entities of its own, without anything fetched, not deeper than needed.

Takes bytes. Tells a handler of each element's name and text, in order. Refuses, with SourceError, what is no XML,
declares entities, or nests too deeply.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat

from rag.errors import SourceError

DEEPEST = 64
Handler = Callable[[str, str], None]
"""Called at the end of each element with its name, without namespace, and its own text."""


class NotXmlError(SourceError):
    """It is not well-formed; a lenient reader may still make something of it."""


def walk(data: bytes, ended: Handler, started: Callable[[str], None] = lambda name: None) -> None:
    """Read it through. Raises SourceError, NotXmlError."""
    parser = expat.ParserCreate(namespace_separator=" ")
    texts: list[list[str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(texts) >= DEEPEST:
            raise SourceError(f"elements nested more than {DEEPEST} deep")
        texts.append([])
        started(name.rpartition(" ")[2])

    def end(name: str) -> None:
        ended(name.rpartition(" ")[2], "".join(texts.pop()).strip())

    def refuse(*declaration: object) -> NoReturn:
        raise SourceError("declares entities of its own, which are not read")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: texts[-1].append(text) if texts else None
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise NotXmlError(f"not well-formed XML ({error})") from None
