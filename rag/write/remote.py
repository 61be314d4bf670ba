"""A language model behind a server, through langchain's `init_chat_model`; the only file that imports langchain.

Takes the settings; keys stay where the provider's package looks for them. Refuses a provider that is not known or not
installed, a missing key; when it writes, a server that refuses, is not there, hangs or breaks off. Every refusal is
one sentence without a key in it.
"""

from __future__ import annotations

import functools
import os
import re
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rag.clean import one_line
from rag.errors import MissingPartError, ModelError, OnRecordError, SettingsError
from rag.settings import Settings
from rag.write.models import Message
from rag.write.pump import Give, pump

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

EXTRAS = ("anthropic", "openai", "ollama")
"""Providers whose package is an extra of ours."""
KEYS = {"anthropic": "ANTHROPIC_API_KEY", "openai": "OPENAI_API_KEY"}
ENDINGS = {"anthropic": "stop_reason", "openai": "finish_reason", "ollama": "done_reason"}
"""What the last piece of a whole answer has in its metadata."""
CHARACTERS = 16
"""The most characters a token may have before a server that overruns its cap is cut off."""


class RemoteWriter:
    """A model of `init_chat_model`; safe to share between threads."""

    takes_grammar = False

    def __init__(self, settings: Settings) -> None:
        self.name = settings.llm
        self._settings = settings
        self._provider = settings.llm.partition(":")[0]
        url = urlsplit(settings.llm_url)
        if settings.llm_url and (url.scheme not in {"http", "https"} or not url.hostname):
            raise SettingsError("ONRECORD_LLM_URL: not an address; write http://HOST:PORT/v1 or https://...")
        self._where = f"the server at {url.hostname}" if url.hostname else f"the server of {self._provider}"
        self._of_cap = functools.lru_cache(maxsize=8)(self._make)
        self._of_cap(settings.llm_tokens)

    def write(
        self,
        messages: Sequence[Message],
        *,
        grammar: str | None = None,
        max_tokens: int | None = None,
        stop: threading.Event | None = None,
    ) -> Iterator[str]:
        """Yield the text as it comes. Raises ModelError."""
        cap = min(max_tokens or self._settings.llm_tokens, self._settings.llm_tokens)
        asked = [{"role": message.role, "content": message.content} for message in messages]
        seconds = self._settings.llm_seconds
        late = ModelError(f"{self.name}: {self._where} sent nothing for {seconds:g} s (ONRECORD_LLM_SECONDS)")
        return pump(lambda give: self._stream(asked, cap, give), stop, wait=seconds, late=late, daemon=True)

    def _stream(self, asked: list[dict[str, str]], cap: int, give: Give) -> None:
        written, ending = 0, ""
        try:
            for chunk in self._of_cap(cap).stream(asked):
                text = str(chunk.text)
                written += len(text)
                ending = chunk.response_metadata.get(ENDINGS.get(self._provider, "")) or ending
                if not give(text) or written > cap * CHARACTERS:
                    return
        except Exception as error:  # of the provider's package, which is not known here
            raise self._refusal(error, bool(written)) from None
        if not ending and self._provider in ENDINGS:
            raise ModelError(f"{self.name}: {self._where} broke off in the middle; ask again")

    def _make(self, cap: int) -> BaseChatModel:
        """The model with a cap on tokens. No temperature is set: newer models refuse it."""
        settings, provider = self._settings, self._provider
        options: dict[str, Any] = {"timeout": settings.llm_seconds, "max_retries": settings.llm_retries}
        if provider == "ollama":
            options = {"client_kwargs": {"timeout": settings.llm_seconds}}
        options["num_predict" if provider == "ollama" else "max_tokens"] = cap
        if settings.llm_url:
            options["base_url"] = settings.llm_url
        if provider in KEYS and not os.environ.get(KEYS[provider]):
            if not settings.llm_url:
                raise ModelError(f"{self.name}: no key; set {KEYS[provider]}")
            options["api_key"] = "none"  # a server of one's own may ask for none; the package insists on one
        from langchain.chat_models import init_chat_model

        try:
            model: BaseChatModel = init_chat_model(self.name, **options)
            return model
        except ImportError as error:
            named = re.search(r"pip install ([\w-]+)", str(error))
            package = f"'onrecord[{provider}]'" if provider in EXTRAS else named[1] if named else str(error)
            raise MissingPartError(
                f"{self.name}: its package is not installed; run `pip install {package}`"
            ) from None
        except Exception as error:
            if isinstance(error, ValueError) and "model provider" in str(error):
                raise SettingsError(
                    f"ONRECORD_LLM: {self.name!r} names no provider that is known; write local, local:FILE.gguf, or "
                    "provider:model (anthropic:..., openai:..., ollama:...)"
                ) from None
            raise ModelError(f"{self.name}: cannot be used ({_told(error)})") from None

    def _refusal(self, error: Exception, begun: bool) -> OnRecordError:
        """The error of a provider's package in one sentence of ours."""
        status = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
        kinds = " ".join(kind.__name__ for kind in type(error).__mro__)
        if "Timeout" in kinds:
            reason = f"did not answer within {self._settings.llm_seconds:g} s (ONRECORD_LLM_SECONDS)"
        elif begun:
            reason = "broke off in the middle; ask again"
        elif status in {401, 403}:
            reason = f"refuses the key; check {KEYS.get(self._provider, 'the key of the provider')}"
        elif status == 404:
            pull = f", or run `ollama pull {self.name.partition(':')[2]}`" if self._provider == "ollama" else ""
            reason = f"has no such model; check ONRECORD_LLM and ONRECORD_LLM_URL{pull}"
        elif status == 429:
            reason = "takes no more requests at present (rate or quota); try again later"
        elif isinstance(status, int) and status >= 500:
            reason = f"fails (status {status}); try again later"
        elif "Connect" in kinds:
            reason = "cannot be reached; check the network and ONRECORD_LLM_URL"
        else:
            reason = f"did not answer as it should ({_told(error)})"
        return ModelError(f"{self.name}: {self._where} {reason}")


def _told(error: Exception) -> str:
    """What an error says, in one line, without keys and passwords."""
    text = f"{type(error).__name__}: {error}"
    for name, value in os.environ.items():
        if re.search(r"KEY|TOKEN|SECRET|PASSWORD", name.upper()) and len(value) >= 6:
            text = text.replace(value, "…")
    return one_line(re.sub(r"//[^/@\s]+@", "//", text), 200)
