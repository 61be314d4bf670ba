"""Documents of every format, made for the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path

PAGES = Path(__file__).parent / "pages"
BODY = (
    "The Minister for Foreign Affairs of Chile received the Minister of Trade of Kenya in Santiago on 5 March 2024.",
    "The Minister said that Chile would open an office of trade in Nairobi before the end of the year.",
    "The Minister of Trade thanked Chile for the training of nurses and asked for more scholarships.",
)
TITLE = "Minister receives the Minister of Trade of Kenya"


def make_pdf(
    pages: Iterable[Sequence[tuple[int, int, str]]], title: str = "", password: str = "", image: bool = False
) -> bytes:
    """A PDF of lines, each at (x, y) from the lower left corner, in points; `image` puts a picture on each page."""
    objects = [b"", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    picture = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    objects.append(picture + b"/Length 1 >>\nstream\n\x80\nendstream")
    kids = []
    for lines in pages:
        shown = [f"1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj" for x, y, text in lines]
        stream = "\n".join(["BT", "/F1 11 Tf", *shown, "ET", *(["/I1 Do"] if image else [])]).encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
        resources = b"<< /Font << /F1 3 0 R >> /XObject << /I1 4 0 R >> >>"
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %b /Contents %d 0 R >>"
        kids.append(len(objects) + 1)
        objects.append(page % (resources, len(objects)))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    info = b""
    if title:
        objects.append(b"<< /Title (%b) >>" % _escaped(title).encode("cp1252"))
        info = b"/Info %d 0 R " % len(objects)
    data = _file(objects, info)
    return _encrypted(data, password) if password else data


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _file(objects: Sequence[bytes], info: bytes) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size, at = len(objects) + 1, len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return data + b"trailer\n<< /Size %d /Root 1 0 R %b>>\nstartxref\n%d\n%%%%EOF\n" % (size, info, at)


def _encrypted(data: bytes, password: str) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(data))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def set_lines(paragraphs: Sequence[Sequence[str]], top: int = 780) -> list[tuple[int, int, str]]:
    """Lines set one below the other, with more room between paragraphs."""
    lines, y = [], top
    for paragraph in paragraphs:
        for line in paragraph:
            lines.append((60, y, line))
            y -= 14
        y -= 12
    return lines


def wrapped(text: str, width: int = 70) -> list[str]:
    """A paragraph in lines."""
    import textwrap

    return textwrap.wrap(text, width)


def sample_pdf() -> bytes:
    """A page with a title, a date and three paragraphs, and a second one."""
    first = set_lines([[TITLE], ["Santiago, 6 March 2024"], *(wrapped(paragraph) for paragraph in BODY)])
    second = set_lines(
        [wrapped("Both ministers agreed that their deputies would meet in Mombasa within six months.")]
    )
    return make_pdf([first, second], TITLE)


def sample_docx() -> bytes:
    """A heading, a date, three paragraphs and a table."""
    import docx

    document = docx.Document()
    document.add_heading(TITLE, 0)
    for paragraph in ("Santiago, 6 March 2024", *BODY):
        document.add_paragraph(paragraph)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Name", "Office", "Ana Ejemplo", "Minister"), strict=True):
        cell.text = text
    document.core_properties.author = "Press office"
    document.core_properties.title = "Document1"
    return saved(document)


def saved(document: object) -> bytes:
    """The bytes of a document of python-docx."""
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def make_mail(
    subject: str = TITLE,
    sender: str = '"Prensa, Ministerio de Relaciones Exteriores de Chile" <prensa@minrel.gob.cl>',
    text: str | None = "\n\n".join(BODY),
    page: str | None = None,
    attached: Mapping[str, bytes] | None = None,
    charset: str = "utf-8",
) -> bytes:
    """A message with a text, a page, or both, and attachments by name."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "desk@example.org", subject
    mail["Date"] = "Wed, 06 Mar 2024 18:20:00 -0300"
    mail["Message-ID"] = "<one@example.org>"
    if text is not None:
        mail.set_content(text, charset=charset)
    if page is not None:
        mail.add_alternative(page, subtype="html") if text is not None else mail.set_content(page, subtype="html")
    for name, data in (attached or {}).items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def make_zip(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of files by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def samples() -> dict[str, bytes]:
    """A good document of each format, by file name."""
    text = "\n\n".join(BODY)
    pages = {path.name: path.read_bytes() for path in sorted(PAGES.glob("*.html"))}
    return {
        "plain.txt": f"{TITLE}\n\nSantiago, 6 March 2024\n\n{text}\n".encode(),
        "headed.txt": f"Title: {TITLE}\nDate: 2024-03-06\nIssuer: Ministry (CL)\n\n{text}\n".encode(),
        "house.md": f"---\ntitle: {TITLE}\ndate: 2024-03-05\nreporter: CL\nparties: [CL, KE]\n---\n{text}\n".encode(),
        "sample.pdf": sample_pdf(),
        "sample.docx": sample_docx(),
        "sample.eml": make_mail(attached={"sample.pdf": sample_pdf()}),
        "sample.zip": make_zip({"a/plain.txt": f"{TITLE}\n\n{text}", "b/sample.docx": sample_docx()}),
        **pages,
    }
