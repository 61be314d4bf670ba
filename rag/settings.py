"""The configuration: one frozen value, read from the environment when asked, passed to whoever needs it.

Every setting is an environment variable ONRECORD_<NAME>; an unknown one fails, so that a typing error shows.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from rag.errors import SettingsError

PREFIX = "ONRECORD_"


class Settings(BaseSettings):
    """Where the data are and which models read them."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    data: Path = Field(default_factory=lambda: platformdirs.user_data_path("onrecord"))
    """The data directory: catalog, index, embedding cache."""

    model: str = "all-MiniLM-L6-v2"
    """The embedding model: the packaged one, a sentence-transformers name or folder, or `hash` (no weights)."""

    precision: Literal["auto", "fp32", "bf16"] = "auto"
    """`auto` takes bf16 where the processor computes it in hardware and the vectors agree with fp32."""

    download: bool = False
    """Whether a model that is not on this machine may be fetched from its hub."""

    lock_seconds: float = Field(default=5.0, ge=0)
    """How long a writer waits for another one before it gives up, in seconds."""

    host_seconds: float = Field(default=1.0, ge=0)
    """How long to wait between two requests to one server, in seconds; its robots.txt may ask for more."""

    fetch_seconds: float = Field(default=60.0, gt=0)
    """How long a page may take to arrive, all in all, in seconds."""

    contact: str = Field(default="", pattern=r"^[ -~]{0,200}$")
    """Told to servers with each request, so that they can reach whoever runs this: an address or a mail address."""

    allow_private: bool = False
    """Whether machines that are not on the public Internet may be fetched from."""

    chroma: str = ""
    """The address of a Chroma server that keeps the passages for several machines, `http://host:port`; with
    `?tenant=T&database=D` where it has several. Empty: they are kept in the data directory."""

    chroma_key: SecretStr = SecretStr("")
    """The key that the server asks for, sent as Chroma's token."""

    llm: str = ""
    """The language model that writes answers: `anthropic:...`, `openai:...`, `ollama:...` (any provider of
    langchain's init_chat_model), `local`, `local:FILE.gguf`, or none. Keys come from the provider's variables."""

    llm_url: str = Field(default="", repr=False)
    """The address of the language model's server, where it is not the provider's own: any OpenAI-compatible one."""

    llm_seconds: float = Field(default=60.0, gt=0)
    """How long to wait for the language model's next words before giving up, in seconds."""

    llm_tokens: int = Field(default=400, gt=0)
    """The most tokens that a language model may write in one go."""

    llm_retries: int = Field(default=2, ge=0, le=10)
    """How often a request to a language model's server is repeated that failed before its first word."""

    rerank: str = ""
    """A sentence-transformers CrossEncoder that puts the passages found into a better order: a name or folder."""

    entailment: str = ""
    """A sentence-transformers CrossEncoder that must find each written sentence entailed by its quotes, besides the
    checks that are always made: a name or folder."""

    llm_threads: int = Field(default=0, ge=0)
    """Threads of the local language model; 0 leaves one processor to everything else, but on a quiet machine."""

    llm_folder: Path = Field(default_factory=lambda: platformdirs.user_data_path("onrecord") / "models")
    """Where `onrecord model pull` puts the local language model and `local` looks for it; libraries share it."""


def read(**overrides: Any) -> Settings:
    """Return the settings of the environment, with `overrides` on top (those that are None are left out).

    Raises SettingsError for an unknown ONRECORD_ variable or an unusable value.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in os.environ:
        if name.startswith(PREFIX) and name not in known:
            raise SettingsError(f"{name}: no such setting; known are {', '.join(sorted(known))}")
    try:
        return Settings(**{key: value for key, value in overrides.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise SettingsError(f"{name}: {first['msg']} (it is {first.get('input')!r})") from None
