"""The configuration: one frozen value, read from the environment when asked, passed to whoever needs it.

Every setting is an environment variable ONRECORD_<NAME>; an unknown one fails, so that a typing error shows.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import Field, ValidationError
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
