"""Answers, conversations and statements as files: Markdown, HTML, CSV, JSON lines.

Takes exchanges and readouts. Returns texts. Markdown and HTML escape all that comes from readouts and models; HTML
stands alone and asks for nothing. CSV cells that a spreadsheet would compute are preceded by an apostrophe; JSON
lines hold the exact text.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import html as markup
import io
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rag.answer.wording import introduction, quotation
from rag.clean import clean, one_line
from rag.types import Citation, Readout, Statement
from ui.cards import safe_link
from ui.history import Exchange
from ui.reference import escape_markdown, issuer, markdown_link

Read = Callable[[str, int], Readout]
"""Gives a revision of a readout."""

Make = Callable[[], str]
"""Makes the content of a file."""

COLUMNS = (
    "question", "n", "readout", "revision", "start", "end", "quote", "speakers", "joint", "person", "statement_kind",
    "reporter", "reporter_inferred", "issuer", "date", "title", "kind", "url", "sha256", "asked", "verdict",
    "found", "model",
)  # fmt: skip
_STYLE = (
    "body{font:16px/1.55 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}"
    "h1,h2,footer,.by,.src{font-family:system-ui,sans-serif}h1{font-size:1.3rem}h2{font-size:1.05rem;margin-top:2rem}"
    ".by{font-size:.85rem;font-weight:600;margin:.9rem 0 0}blockquote{margin:.2rem 0}"
    ".src,footer{font-size:.8rem;color:#555}"
)


def markdown(title: str, exchanges: Sequence[Exchange]) -> str:
    """Return a conversation as Markdown, each quote with speaker, account and source."""
    lines = [f"# {escape_markdown(one_line(title))}", ""]
    for exchange in exchanges:
        lines += [f"## {escape_markdown(one_line(exchange.question))}", ""]
        lines += [escape_markdown(one_line(line)) for line in _said(exchange)]
        for citation in _citations(exchange):
            source = markdown_link(one_line(citation.title), safe_link(citation.url))
            lines += [
                "",
                f"{citation.n}\\. **{escape_markdown(introduction(citation))}**",
                "",
                f"> {escape_markdown(quotation(citation))}",
                "",
                f"   {source}, {escape_markdown(_place(citation))}",
            ]
        lines.append("")
    return "\n".join([*lines, escape_markdown(_made()), ""])


def html(title: str, exchanges: Sequence[Exchange]) -> str:
    """Return a conversation as one HTML page that needs nothing else."""
    body = [f"<h1>{_text(title)}</h1>"]
    for exchange in exchanges:
        body.append(f"<h2>{_text(exchange.question)}</h2>")
        body += [f"<p>{_text(line)}</p>" for line in _said(exchange)]
        for citation in _citations(exchange):
            link = safe_link(citation.url)
            name = _text(citation.title)
            source = (
                f'<a href="{markup.escape(link)}" rel="noopener noreferrer nofollow">{name}</a>' if link else name
            )
            body.append(
                f'<p class="by">[{citation.n}] {_text(introduction(citation))}</p>'
                f"<blockquote>{_text(quotation(citation))}</blockquote>"
                f'<p class="src">{source}, {_text(_place(citation))}</p>'
            )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f'<meta name="viewport" content="width=device-width"><title>{_text(title)}</title>'
        f"<style>{_STYLE}</style></head>"
        f"<body>{''.join(body)}<footer>{_text(_made())}</footer></body></html>\n"
    )


def cited_rows(exchanges: Iterable[Exchange], read: Read) -> list[dict[str, Any]]:
    """Return a row for each citation, with offsets, the SHA-256 of the readout's text, and the user's verdict; of an
    answer that was not `found` for the nearest statements. What has no citation has one row without."""
    rows = []
    for exchange in exchanges:
        about = {
            "question": exchange.question,
            "asked": exchange.asked,
            "verdict": exchange.verdict,
            "found": exchange.answer is not None and exchange.answer.found,
            "model": exchange.answer and exchange.answer.model,
        }
        cited = [
            citation.to_dict() | {"sha256": sha256(read(citation.readout, citation.revision))}
            for citation in _citations(exchange)
        ]
        rows += [{column: (found | about).get(column) for column in COLUMNS} for found in cited or [{}]]
    return rows


def statement_rows(readout: Readout, statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """Return a row for each statement of a readout."""
    return [
        {
            "readout": readout.id,
            "revision": readout.revision,
            "start": statement.start,
            "end": statement.end,
            "text": readout.text[statement.start : statement.end],
            "speakers": list(statement.speakers),
            "joint": statement.joint,
            "person": statement.person or None,
            "kind": statement.kind,
            "cue": statement.cue,
            "reporter": readout.reporter,
            "date": readout.date,
            "url": readout.url,
            "sha256": sha256(readout),
        }
        for statement in statements
    ]


def as_csv(rows: Sequence[dict[str, Any]]) -> str:
    """Return the rows as CSV with a header line; nothing for no rows."""
    if not rows:
        return ""
    made = io.StringIO()
    writer = csv.DictWriter(made, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return made.getvalue()


def as_jsonl(rows: Iterable[dict[str, Any]]) -> str:
    """Return one JSON object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def sha256(readout: Readout) -> str:
    """Return the SHA-256 of the stored text in UTF-8: what the offsets refer to."""
    return hashlib.sha256(readout.text.encode("utf-8", "surrogatepass")).hexdigest()


def _said(exchange: Exchange) -> list[str]:
    """What stands above the quotes: an error, silence, or the words of a model."""
    answer = exchange.answer
    judged = [f"Judged by the reader: {exchange.verdict}"] if exchange.verdict else []
    if answer is None:
        return [exchange.error]
    if answer.found and answer.mode == "quotes":
        return judged
    written = (
        [f"Written by {answer.model}, each sentence checked against the quotes:"] if answer.mode == "written" else []
    )
    return [*written, *(line for line in clean(answer.text).split("\n") if line.strip()), *judged]


def _citations(exchange: Exchange) -> tuple[Citation, ...]:
    return (exchange.answer.citations or exchange.answer.nearest) if exchange.answer else ()


def _place(citation: Citation) -> str:
    page = f"page {citation.page}, " if citation.page else ""
    return f"{issuer(citation)}, {citation.readout}, {page}characters {citation.start} to {citation.end}"


def _made() -> str:
    return f"Made with On Record, {datetime.datetime.now(datetime.UTC).date().isoformat()}"


def _text(text: str) -> str:
    return markup.escape(one_line(text))


def _cell(value: Any) -> str:
    cell = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    cell = clean(cell)
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
