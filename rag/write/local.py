"""A language model on this machine: a GGUF file that llama.cpp runs inside the process (package xllamacpp).

Takes the settings. A file is loaded once a process, when something is first written; one text is written at a time.
llama.cpp also opens a port on 127.0.0.1: it is of no use to others, for it asks for a key that nobody has. Refuses a
file that is missing, that is not the preset's, or that is not an instruction-tuned model.
"""

from __future__ import annotations

import functools
import mmap
import os
import secrets
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.clean import one_line
from rag.errors import MissingPartError, ModelError
from rag.settings import Settings
from rag.write.models import Message
from rag.write.preset import PRESET, refusal
from rag.write.pump import Give, pump

if TYPE_CHECKING:
    from xllamacpp import Server

CONTEXT = 8192
"""Tokens of prompt and answer together."""
STEP = 32
"""Tokens of the prompt that are read in one go; between two goes it is looked whether to stop."""
REMEMBERED = 256
"""Megabytes for prompts already read: the parts that several have in common are not read again."""
HEADER = 64 * 1024 * 1024
"""A GGUF's metadata stand within so many bytes of its beginning."""


@dataclass(frozen=True, slots=True)
class Threads:
    """How many write and how many read the prompt.

    One more than are free makes writing ten times slower, not faster: threads wait for each other after every token.
    Reading, where they wait after every few dozen, takes half the time on two processors, but several times as long
    where other programs hold them.
    """

    writing: int
    reading: int

    @staticmethod
    def of(threads: int) -> Threads:
        """As many as the settings say; else all processors but one, for reading all where the machine is quiet."""
        processors = _processors()
        less = max(1, processors - 1)
        reading = processors if _busy() < less else less
        return Threads(threads or less, threads or reading)


class LocalWriter:
    """A GGUF file; safe to share between threads, which take turns."""

    takes_grammar = True

    def __init__(self, settings: Settings) -> None:
        named = settings.llm.partition(":")[2]
        self._file = Path(named).expanduser() if named else settings.llm_folder / PRESET.file
        self._cap = settings.llm_tokens
        self._threads = settings.llm_threads
        self.name = f"local:{self._file.name}"
        if find_spec("xllamacpp") is None:
            raise MissingPartError(f"{settings.llm}: xllamacpp is not installed; run `pip install 'onrecord[local]'`")
        if not self._file.is_file():
            remedy = "" if named else "; fetch it with `onrecord model pull`"
            raise ModelError(f"{self._file}: no such file{remedy}")

    def write(
        self,
        messages: Sequence[Message],
        *,
        grammar: str | None = None,
        max_tokens: int | None = None,
        stop: threading.Event | None = None,
    ) -> Iterator[str]:
        """Yield the text as it comes. Raises ModelError."""
        request: dict[str, Any] = {
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "stream": True,
            "temperature": 0,
            "max_tokens": min(max_tokens or self._cap, self._cap),
            "return_progress": True,  # else it could not be stopped while it reads
        }
        if grammar is not None:
            request["grammar"] = grammar
        return pump(lambda give: loaded(self._file.resolve(), self._threads).answer(request, give), stop)


class _Model:
    """A loaded file and whose turn it is."""

    def __init__(self, server: Server, file: Path) -> None:
        self._server = server
        self._file = file
        self._turn = threading.Lock()

    def answer(self, request: dict[str, Any], give: Give) -> None:
        """Give what is written, and an empty piece for every step of the reading."""
        errors: list[str] = []

        def take(event: dict[str, Any]) -> bool:
            """Return whether to stop."""
            if "error" in event or "choices" not in event:
                error = event.get("error", event)
                errors.append(str(error.get("message", error) if isinstance(error, dict) else error))
                return True
            text = "".join(choice["delta"].get("content") or "" for choice in event["choices"])
            return not give(text)

        while not self._turn.acquire(timeout=0.2):
            if not give(""):
                return
        try:
            if give(""):
                self._server.handle_chat_completions(request, take)
        finally:
            self._turn.release()
        if errors:
            raise ModelError(f"{self._file.name}: cannot write this ({one_line(errors[0], 200)})")


_loading = threading.Lock()


def loaded(file: Path, threads: int) -> _Model:
    """Return the model in a file, loaded if it is not yet. Raises ModelError."""
    with _loading:
        return _load(file, threads)


@functools.lru_cache(maxsize=2)
def _load(file: Path, threads: int) -> _Model:
    _require_instruct(file)
    if file.name == PRESET.file and (wrong := refusal(file, PRESET)):
        raise ModelError(f"{file}: not {PRESET.name} ({wrong}); fetch it again with `onrecord model pull`")
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(file)
    params.n_ctx, params.n_batch, params.n_ubatch = CONTEXT, STEP, STEP
    params.n_parallel, params.cache_ram_mib = 1, REMEMBERED
    params.warmup = params.fit_params = params.ui = params.endpoint_slots = False
    chosen = Threads.of(threads)
    params.cpuparams.n_threads, params.cpuparams_batch.n_threads = chosen.writing, chosen.reading
    params.verbosity = -1
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.api_keys = [secrets.token_hex(32)]
    try:
        return _Model(xllamacpp.Server(params), file)
    except RuntimeError as error:
        raise ModelError(f"{file}: cannot be loaded ({one_line(str(error), 200)})") from None


def _busy() -> float:
    """How many processors others have held in the last minute."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def _processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _require_instruct(file: Path) -> None:
    """Without a chat template llama.cpp would take one that the model was not made for, and say nothing."""
    try:
        with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as content:
            if content[:4] != b"GGUF":
                raise ModelError(f"{file}: not a GGUF file")
            if content.find(b"tokenizer.chat_template", 0, HEADER) < 0:
                raise ModelError(f"{file}: holds no chat template; take an instruction-tuned (Instruct) model")
    except (OSError, ValueError) as error:
        raise ModelError(f"{file}: cannot be read ({error})") from None
