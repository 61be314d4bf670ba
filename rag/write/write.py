"""Write a short answer over its quotes: a model proposes sentences, the verification disposes.

Takes an answer in quotes mode and a writer. Yields the answer as it grows; its citations never change. A model is
asked only where the answer was found. It cannot add a citation, a speaker or a word that no quote bears: the worst it
can do is to write nothing that stays.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace

from rag.answer.wording import listed
from rag.cldr import language_name
from rag.errors import OnRecordError, SettingsError
from rag.settings import Settings
from rag.types import Answer, Citation
from rag.write.entail import Check, checker
from rag.write.models import Writer
from rag.write.prompt import grammar, messages
from rag.write.sentences import sentences

CHECKED = "en"
"""The language of the quotes that sentences can be checked against; docs/writing.md says why no other."""
QUOTES = 4
"""Quotes that a model is shown, the most relevant first."""
SENTENCES = 4
"""Sentences of an answer."""
TOKENS = 160
"""The most that a model writes in one go."""


def written(
    answer: Answer,
    get_writer: Callable[[], Writer | None],
    settings: Settings,
    stop: threading.Event | None = None,
) -> Iterator[Answer]:
    """Yield the answer in quotes mode, then with each sentence that is verified; the last is finished.

    A model that cannot be had, or fails on the way, leaves what there is, with a note. Raises SettingsError where the
    settings name no model that could be one.
    """
    if not settings.llm or not answer.found:
        yield answer
        return
    shown = tuple(citation for citation in answer.citations if citation.language == CHECKED)[:QUOTES]
    if not shown:
        yield replace(answer, note="The quotes are in a language in which written answers cannot be checked.")
        return
    yield replace(answer, finished=False)
    try:
        writer, check = get_writer(), checker(settings)
    except SettingsError:
        raise
    except OnRecordError as error:
        yield replace(answer, note=str(error))
        return
    if writer is not None:
        yield from _written(answer, shown, writer, stop, check)


def warm(writer: Writer | None) -> None:
    """Have a writer load what it needs and read what every prompt begins with. Raises ModelError."""
    for _ in writer.write(messages("", ()), max_tokens=1) if writer else ():
        pass


def _proposed(
    question: str, shown: tuple[Citation, ...], writer: Writer, stop: threading.Event | None
) -> Generator[str]:
    """What the model writes: over all quotes in one go; over one after the other where a grammar holds it to their
    marks, so that the first sentence is there when the first quote is read, and none takes another's mark."""
    shares = [(citation,) for citation in shown] if writer.takes_grammar else [shown]
    for share in shares:
        form = grammar(share, max(1, SENTENCES // len(shares))) if writer.takes_grammar else None
        pieces = writer.write(messages(question, share), grammar=form, max_tokens=TOKENS, stop=stop)
        with contextlib.closing(pieces):  # type: ignore[type-var]
            for sentence in sentences(pieces):
                if stop is not None and stop.is_set():
                    return
                yield sentence


def _written(
    answer: Answer, shown: tuple[Citation, ...], writer: Writer, stop: threading.Event | None, check: Check
) -> Iterator[Answer]:
    began = time.perf_counter()
    kept: list[str] = []
    now, seen, note = replace(answer, finished=False), set[str](), ""
    try:
        with contextlib.closing(_proposed(answer.rewritten or answer.question, shown, writer, stop)) as proposed:
            for sentence in proposed:
                verdict = check(sentence, shown)
                if not verdict.text:
                    now = replace(now, dropped=now.dropped + 1)
                elif verdict.text not in seen:
                    seen.add(verdict.text)
                    kept.append(verdict.text)
                    now = replace(now, text=" ".join(kept), mode="written", model=writer.name)
                    if len(kept) == SENTENCES:
                        break
                    yield now
    except OnRecordError as error:
        note = str(error)
    if not kept and not note and not (stop is not None and stop.is_set()):
        note = (
            "The language model wrote nothing that the quotes bear."
            if now.dropped
            else "The language model wrote nothing."
        )
    foreign = sorted({c.language for c in answer.citations} - {CHECKED})
    if kept and foreign:
        said = listed(list(map(language_name, foreign)))
        note = f"{note} The written answer leaves out what is quoted in {said}.".strip()
    took = answer.elapsed_ms + (time.perf_counter() - began) * 1000
    yield replace(now, note=note, finished=True, elapsed_ms=round(took, 1))
