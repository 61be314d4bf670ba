"""The library for those who build on langchain; the only file that imports langchain_core.

Takes a library. Returns a BaseRetriever whose documents are passages (exact text, with offsets, reporter, speakers
and date as metadata), a Runnable from question to Answer, and an Answer as an AIMessage with its citations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rag.clean import one_line
from rag.types import Answer

if TYPE_CHECKING:
    from langchain_core.documents import Document
    from langchain_core.messages import AIMessage
    from langchain_core.messages.content import Annotation
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable

    from rag.answer.search import Candidate
    from rag.library import Library

Asked = str | Mapping[str, Any]
"""A question, or a mapping of what `Library.stream` takes: {"question": ..., "history": [...]}."""

_MARK = re.compile(r"\[(\d+)\]")


def make_retriever(library: Library, k: int, filters: dict[str, Any]) -> BaseRetriever:
    """Return a retriever of the `k` passages nearest to a question, within the filters of `Library.ask`."""
    from langchain_core.callbacks import CallbackManagerForRetrieverRun
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever

    class PassageRetriever(BaseRetriever):
        """Passages of readouts."""

        def _get_relevant_documents(
            self, query: str, *, run_manager: CallbackManagerForRetrieverRun
        ) -> list[Document]:
            return [
                Document(page_content=found.row.text, metadata=_metadata(found))
                for found in library.passages(query, k, **filters)
            ]

    return PassageRetriever()


def make_runnable(library: Library, filters: dict[str, Any]) -> Runnable[Asked, Answer]:
    """Return a Runnable that answers; streamed, it yields each state of the answer, the last one final."""
    from langchain_core.runnables import RunnableLambda

    def ask(asked: Asked) -> Iterator[Answer]:
        more = {"question": asked} if isinstance(asked, str) else asked
        yield from library.stream(**{**filters, **more})

    return RunnableLambda(ask, name="onrecord")


def to_message(answer: Answer) -> AIMessage:
    """Return an answer as a message of one text block, its citations as annotations.

    `start_index` and `end_index` are the part of the answer that a mark stands for; where the quote itself stands is
    in `extras`: readout, start, end, and who said it in whose account. The rest of the answer is in the message's
    `response_metadata`.
    """
    from langchain_core.messages import AIMessage
    from langchain_core.messages.content import create_citation, create_text_block

    by_number = {citation.n: citation for citation in (*answer.citations, *answer.nearest)}
    annotations: list[Annotation] = []
    for start, end, number in _marked(answer):
        if citation := by_number.get(number):
            extras = citation.to_dict()
            quote, title, url = extras.pop("quote"), extras.pop("title"), extras.pop("url")
            annotations.append(
                create_citation(url=url, title=title, start_index=start, end_index=end, cited_text=quote, **extras)
            )
    rest = {name: value for name, value in answer.to_dict().items() if name not in {"text", "citations"}}
    return AIMessage(
        content_blocks=[create_text_block(answer.text, annotations=annotations)],
        response_metadata={"output_version": "v1", "onrecord": rest},
    )


def _marked(answer: Answer) -> Iterator[tuple[int, int, int]]:
    """Each mark of the text with the part that it stands for: back to the mark before, or to the line's beginning.

    What looks like a mark within a quote is the readout's own.
    """
    text = answer.text
    quotes = [one_line(citation.quote) for citation in answer.citations if citation.quote.strip()]
    own = [found.span() for quote in quotes for found in re.finditer(re.escape(quote), text)]
    start = end = after = 0
    for mark in _MARK.finditer(text):
        if any(begin <= mark.start() < finish for begin, finish in own):
            continue
        between = text[after : mark.start()]
        if between.strip():  # else it stands beside the mark before, for the same part
            begin = max(after, text.rfind("\n", 0, mark.start()) + 1)
            start = mark.start() - len(text[begin : mark.start()].lstrip(" .;,-"))
            end = after + len(between.rstrip())
        yield start, end, int(mark[1])
        after = mark.end()


def _metadata(found: Candidate) -> dict[str, Any]:
    row = found.row
    return {
        "readout": row.readout,
        "start": row.start,
        "end": row.end,
        "date": row.date,
        "reporter": row.reporter,
        "speakers": list(dict.fromkeys(code for s in row.statements for code in s.speakers)),
        "joint": any(s.joint for s in row.statements),
        "header": row.header,
        "score": found.score,
    }
