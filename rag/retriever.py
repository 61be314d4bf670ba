"""The library as a langchain retriever, for those who build on langchain.

Takes a library. Returns a BaseRetriever whose documents are passages: exact text, with offsets, reporter, speakers
and date as metadata.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever

    from rag.answer.search import Candidate
    from rag.library import Library


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
