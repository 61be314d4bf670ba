"""Bytes to text, in whatever encoding they are.

`read_bytes` takes a path, `decode` takes bytes and the character set that a server, a page or a mail states. Refuses
what is empty, binary, over 20 MB, unreadable, or in an encoding that cannot be told with confidence: a text of wrong
letters would be quoted word for word.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from pathlib import Path

from rag.errors import SourceError

MAX_BYTES = 20_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Of the codecs that Python has, those that are character sets of documents.
_CHARSET = re.compile(
    r"(?:windows|cp|ibm)-?\d{3,4}|iso-?8859-?\d{1,2}|iso-2022-(?:jp|kr)|latin-?\d|koi8-[rut]|gb\d{4,5}|gbk|big5(?:-hkscs)?"
    r"|shift-jis|euc-(?:jp|kr)|tis-620|mac-\w{3,10}|us-ascii|ascii|utf-?(?:8|16|16le|16be|32)",
)
# What a page calls by the name of the smaller set.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "shift-jis": "cp932", "euc-kr": "cp949"} | dict.fromkeys(
    ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "cp1252"
)
_GUESSED = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "iso8859_2", "iso8859_5", "koi8_r"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949"),
)
# These sets differ in a few letters only; the language decides between them.
_LATIN = frozenset({"cp1252", "cp1250", "cp1254", "iso8859_2"})
_WESTERN = frozenset(
    ("English", "French", "German", "Spanish", "Portuguese", "Italian", "Dutch", "Swedish", "Norwegian", "Danish")
)
# First bytes of the more frequent characters: arbitrary bytes have others as often.
_FREQUENT = {
    "big5": (0xA1, 0xC6),
    "cp949": (0xA1, 0xC8),
    "gb18030": (0xA1, 0xD7),
    "euc_jp": (0xA1, 0xCF),
    "cp932": (0x81, 0x98),
}
_SAMPLE = 100_000
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_bytes(path: Path) -> bytes:
    """Return what the file holds. Raises SourceError."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceError(f"{path}: {too_large(size)}")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from None


def too_large(size: int) -> str:
    """Return the sentence about a document of more bytes than are read."""
    return f"{size / 1e6:.1f} MB; files over {MAX_BYTES // 10**6} MB are not read"


def decode(data: bytes, charset: str | None = None) -> str:
    """Return the text, line ends unchanged; a stated `charset` counts where the bytes bear it. Raises SourceError."""
    if not data.strip():
        raise SourceError("empty")
    text = _decoded(data, _stated(charset))
    if len(_CONTROLS.findall(text[:_SAMPLE])) > len(text[:_SAMPLE]) / 100:
        raise SourceError("binary, not text")
    if not text.strip():
        raise SourceError("empty")
    return text


def _decoded(data: bytes, stated: str | None) -> str:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    for encoding in (marked, stated if stated and stated.startswith("iso2022") else None, "utf-8", stated):
        if encoding is None or (b"\0" in data and not encoding.startswith(("utf-16", "utf-32"))):
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding == marked:
                raise SourceError(f"not {marked.removesuffix('-sig').upper()} at byte {error.start}") from None
    if b"\0" in data:
        return _without_mark(data)
    return _guessed(data)


def _stated(charset: str | None) -> str | None:
    """The codec of a stated character set; None where it is no character set that we know."""
    name = (charset or "").strip().strip("\"'").casefold().replace("_", "-")
    if not _CHARSET.fullmatch(name):
        return None
    try:
        return codecs.lookup(_WIDER.get(name, name)).name
    except LookupError:
        return None


def _without_mark(data: bytes) -> str:
    """UTF-16 without its mark: one byte of each blank, line end and Latin letter is zero, always the first or the
    second."""
    first, second = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and max(first, second) > len(data) / 100 and min(first, second) * 20 < max(first, second):
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode("utf-16-be" if first > second else "utf-16-le")
    raise SourceError("binary, not text")


def _guessed(data: bytes) -> str:
    """The text in the encoding in which it reads as a language."""
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE]
    best = from_bytes(sample[: sample.rfind(b"\n") + 1] or sample, cp_isolation=list(_GUESSED)).best()
    if best is None or not (best.coherence or _is_frequent(str(best), best.encoding)):
        raise SourceError("its encoding cannot be told; save it as UTF-8")
    encoding = best.encoding
    if encoding in _LATIN:
        encoding = "cp1254" if best.language == "Turkish" else "cp1252" if best.language in _WESTERN else encoding
    for candidate in dict.fromkeys((encoding, best.encoding)):
        try:
            return data.decode(candidate)
        except UnicodeDecodeError as error:
            failed = error
    raise SourceError(f"not {encoding} at byte {failed.start}; save it as UTF-8")


def _is_frequent(text: str, encoding: str) -> bool:
    """Whether a text that is too short to show its language consists of an East Asian set's frequent characters."""
    low, high = _FREQUENT.get(encoding, (1, 0))
    leads = [character.encode(encoding)[0] for character in text if not character.isascii()]
    return len(leads) >= 20 and sum(low <= lead <= high for lead in leads) > 0.9 * len(leads)
