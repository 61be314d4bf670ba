"""An e-mail: its text with what its header tells, and its attachments.

`read` takes the bytes of a message (RFC 5322, MIME) and returns an Extract; `attachments` returns the attached files.
Of a forwarded message the header tells nothing of the readout: who sent it on, and when, is not who issued it.
"""

from __future__ import annotations

import base64
import email
import email.policy
import email.utils
import re
from email.message import EmailMessage
from typing import Any

from rag.clean import clean, one_line
from rag.errors import SourceError
from rag.load import html
from rag.load.decode import decode
from rag.load.extract import Extract
from rag.names.hosts import host_party
from rag.names.letterhead import letterhead

MOST_PARTS = 200
_FORWARDED = re.compile(r"\s*(?:fwd?|wg|tr|rv|re|aw|пересл|转发)\s*[:：]", re.IGNORECASE)
_HOST = re.compile(r"[^\s@]{1,80}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,6})")


def read(data: bytes, url: str = "") -> Extract:
    """Return the extract: the text without attachments. Raises SourceError."""
    message = _message(data)
    text = _text(message)
    if not text.strip():
        raise SourceError("an e-mail without text")
    told = _told(message)
    return Extract(
        text, title=told["title"], published=told["published"], issuer=told["issuer"], sender=told["sender"]
    )


def attachments(data: bytes, url: str = "") -> dict[str, Any]:
    """Return `parts` (name, MIME type, bytes in base 64 of each), `characters` of the text and `hints` for the parts.

    There are hints only where an official body is the sender. Raises SourceError.
    """
    message = _message(data)
    parts = []
    for number, part in enumerate(message.iter_attachments(), 1):
        if number > MOST_PARTS:
            raise SourceError(f"has more than {MOST_PARTS} attachments")
        media = part.get_content_type()
        if media == "message/rfc822":
            content = b"".join(inner.as_bytes() for inner in part.iter_parts())
            parts.append((f"message-{number}.eml", media, base64.b64encode(content).decode()))
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            name = one_line(part.get_filename() or "", 150)
            parts.append((name or f"part-{number}", media, base64.b64encode(payload).decode()))
    told = _told(message)
    official = letterhead(told["issuer"]) or host_party(told["sender"])
    hints = {name: told[name] for name in ("published", "issuer") if told[name]} if official else {}
    return {"parts": parts, "characters": len(_text(message).strip()), "hints": hints}


def _message(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise SourceError("is no e-mail: it has no header")
    return message


def _told(message: EmailMessage) -> dict[str, str]:
    """What the header says of the text: subject, day, and the sender's name and host."""
    subject = one_line(str(message.get("Subject", "")), 300)
    if _FORWARDED.match(subject):
        while match := _FORWARDED.match(subject):
            subject = subject[match.end() :].strip()
        return {"title": subject, "published": "", "issuer": "", "sender": ""}
    senders = email.utils.getaddresses([str(message.get("From", ""))[:1000]])
    name, address = next((sender for sender in senders if "@" in sender[1]), ("", ""))
    host = _HOST.fullmatch(address)
    return {
        "title": subject,
        "published": _day(str(message.get("Date", ""))[:100]),
        "issuer": one_line(name, 200),
        "sender": f"https://{host[1].lower()}/" if host else "",
    }


def _day(date: str) -> str:
    """The day in the sender's own time; "" where the header gives none."""
    try:
        return email.utils.parsedate_to_datetime(date).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _text(message: EmailMessage) -> str:
    """The plain text; where there is none, that of the page."""
    for preferred in ("plain", "html"):
        part = message.get_body(preferencelist=(preferred,))
        content = part.get_payload(decode=True) if part is not None else None
        if part is None or not isinstance(content, bytes) or not content.strip():
            continue
        text = decode(content, part.get_content_charset())
        if preferred == "plain":
            return clean(text)
        try:
            return html.read(text.encode(), "").text
        except SourceError:
            continue
    return ""
