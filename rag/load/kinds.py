"""Which format a document has: its bytes decide.

Takes the bytes, the file's name and whether a server gave them. Returns the format. Refuses what we do not read, and
a file whose bytes are not what its suffix says: somebody should know. What a server calls a document counts for
nothing where the bytes say otherwise.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal, cast

from rag.errors import SourceError
from rag.load.archive import open_archive

Kind = Literal["text", "html", "pdf", "docx", "mail", "zip"]
SUFFIXES: dict[str, Kind] = {
    ".md": "text",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "mail",
    ".zip": "zip",
}
_NAMES = {
    "text": "plain text",
    "html": "a web page (HTML)",
    "pdf": "a PDF",
    "docx": "a Word document (DOCX)",
    "mail": "an e-mail",
    "zip": "a ZIP archive",
    "doc": "an old or encrypted Office document; save it as DOCX without a password",
    "rtf": "RTF; save it as DOCX or PDF",
    "image": "an image; recognise its text first",
    "office": "an Office file that is no text document",
    "xml": "XML that is no web page",
    "packed": "a compressed file that is no ZIP archive",
}
_OPENINGS = (
    (b"\xd0\xcf\x11\xe0", "doc"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"\x1f\x8b", "packed"),
    (b"7z\xbc\xaf", "packed"),
    (b"Rar!", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ", "packed"),
)
_SAMPLE = 4096
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S
)
_TAG = re.compile(
    rb"</?(?:html|head|body|div|p|h[1-6]|meta|title|article|section|main|table|br|span|ul)\b[^<>]{0,500}>", re.I
)
_MAIL_LINE = re.compile(rb"[\x21-\x39\x3b-\x7e]{1,60}:")
_MAIL_SIGN = re.compile(
    rb"^(?:message-id|mime-version|received|return-path|delivered-to|dkim-signature|content-type|x-mailer):",
    re.I | re.M,
)
_MAIL_FROM = re.compile(rb"^from:(?:[^\n@]|\n[ \t])*@", re.I | re.M)


def kind_of(data: bytes, name: str, media: str | None = None, fetched: bool = False) -> Kind:
    """Return the format. Raises SourceError, also for a file from disk that is not what its suffix says."""
    said = SUFFIXES.get(PurePosixPath(name).suffix.lower())
    if said is None or fetched:
        said = _of_media(media) or said
    kind = _of_bytes(data, said)
    if kind not in SUFFIXES.values() or (said and kind != said and not fetched):
        expected = f", not {_NAMES[said]} as its name says" if said else ""
        raise SourceError(f"is {_NAMES[kind]}{expected}" if kind != said else f"is {_NAMES[kind]}")
    return cast(Kind, kind)


def _of_media(media: str | None) -> Kind | None:
    """The format that a MIME type means."""
    subtype = (media or "").split(";")[0].strip().lower()
    return {
        "text/html": "html",
        "application/xhtml+xml": "html",
        "application/pdf": "pdf",
        "message/rfc822": "mail",
        "text/plain": "text",
        "text/markdown": "text",
    }.get(subtype)  # type: ignore[return-value]


def _of_bytes(data: bytes, said: Kind | None) -> str:
    """The format that the bytes have; where several are possible, the one that is said."""
    head = data[:_SAMPLE]
    if b"%PDF-" in head[:1024] and (said == "pdf" or head.lstrip()[:5] == b"%PDF-"):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(data)
    known = next((kind for opening, kind in _OPENINGS if head.startswith(opening)), None)
    if known:
        return known
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _PAGE.match(plain) or (said == "html" and _TAG.search(data[:100_000].replace(b"\0", b""))):
        return "html"
    if _is_mail(plain, said):
        return "mail"
    if plain.lstrip().startswith(b"<?xml"):
        return "xml"
    return "text"


def _is_mail(head: bytes, said: Kind | None) -> bool:
    if not _MAIL_LINE.match(head):
        return False
    lines = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    return said == "mail" or bool(_MAIL_SIGN.search(lines) and _MAIL_FROM.search(lines))


def _of_zip(data: bytes) -> str:
    try:
        with open_archive(data) as archive:
            names = set(archive.namelist())
    except SourceError:
        return "zip"
    if "word/document.xml" in names:
        return "docx"
    return "office" if "[Content_Types].xml" in names or "mimetype" in names else "zip"
