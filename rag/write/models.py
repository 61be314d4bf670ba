"""The language model by one setting.

A `Writer` takes messages and yields text as it comes. Those that ship: any model of langchain's `init_chat_model`
(rag.write.remote), a GGUF file run in process (rag.write.local), and prepared texts (`ScriptedWriter`) for trials.
Refuses, with the remedy: a package, key, model or file that is missing (`make_writer`), a server that does not
answer, hangs or breaks off (`Writer.write`). Nothing of a key is ever shown.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from rag.errors import ModelError
from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the conversation with a model."""

    role: Literal["system", "user", "assistant"]
    content: str


class Writer(Protocol):
    """What writing and rewriting need of a model; safe to share between threads."""

    name: str
    """What `Answer.model` shows: "openai:gpt-4o"."""
    takes_grammar: bool
    """Whether `grammar` is obeyed."""

    def write(
        self,
        messages: Sequence[Message],
        *,
        grammar: str | None = None,
        max_tokens: int | None = None,
        stop: threading.Event | None = None,
    ) -> Iterator[str]:
        """Yield the text piece by piece, as it comes; never a piece that is empty.

        `grammar` is llama.cpp's GBNF; a writer that does not take grammars ignores it. `max_tokens` lowers the cap of
        the settings. Ends early, without an error, when `stop` is set; closing the iterator stops the model too.
        Raises ModelError, possibly after some pieces.
        """
        ...


def make_writer(settings: Settings) -> Writer | None:
    """Return the model that the settings name, None where they name none.

    A remote model's package is imported here (about a second), a local file loaded when it first writes (seconds).
    Raises SettingsError for a name of no known form, MissingPartError for a package that is not installed, ModelError
    for a missing key or file.
    """
    kind, _, rest = settings.llm.partition(":")
    if not settings.llm:
        return None
    if kind == "scripted" and rest:
        return ScriptedWriter(_paragraphs(Path(rest).expanduser()))
    if kind == "local":
        from rag.write.local import LocalWriter

        return LocalWriter(settings)
    from rag.write.remote import RemoteWriter

    return RemoteWriter(settings)


class ScriptedWriter:
    """Prepared texts, one a call, the last one again when they run out; or what a function of the messages returns.

    With `ONRECORD_LLM=scripted:FILE` the texts are the paragraphs of a file. `asked` holds the messages of each call.
    """

    def __init__(
        self,
        script: Sequence[str] | Callable[[Sequence[Message]], str],
        *,
        name: str = "scripted",
        takes_grammar: bool = False,
    ) -> None:
        self.name = name
        self.takes_grammar = takes_grammar
        self.asked: list[tuple[Message, ...]] = []
        self._script = script
        self._turn = threading.Lock()

    def write(
        self,
        messages: Sequence[Message],
        *,
        grammar: str | None = None,
        max_tokens: int | None = None,
        stop: threading.Event | None = None,
    ) -> Iterator[str]:
        """Yield the next text word by word; `max_tokens` counts words."""
        with self._turn:
            self.asked.append(tuple(messages))
            if callable(self._script):
                text = self._script(messages)
            else:
                text = self._script[min(len(self.asked), len(self._script)) - 1]
        for piece in re.findall(r"\s*\S+|\s+$", text)[:max_tokens]:
            if stop is not None and stop.is_set():
                return
            yield piece


def _paragraphs(file: Path) -> list[str]:
    try:
        texts = [text.strip() for text in re.split(r"\n\s*\n", file.read_text(encoding="utf-8")) if text.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{file}: cannot be read ({error})") from None
    if not texts:
        raise ModelError(f"{file}: holds no text to give back")
    return texts
