"""A language model in the process: a tiny one with random weights, which writes nonsense but obeys a grammar."""

from __future__ import annotations

import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from rag import Library
from rag.errors import MissingPartError, ModelError
from rag.settings import read
from rag.write import local
from rag.write.local import LocalWriter
from rag.write.models import Message, make_writer
from rag.write.preset import PRESET
from tests.write.tiny import CONTEXT, write_tiny

HELLO = [Message("system", "Be brief."), Message("user", "Good morning?")]
ENDLESS = 'root ::= "a" root'
"""Never complete: it goes on until something else ends it."""


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny(tmp_path_factory.mktemp("gguf") / "tiny.gguf")


@pytest.fixture
def writer(tiny: Path) -> LocalWriter:
    return made(tiny)


def made(file: Path, **settings: Any) -> LocalWriter:
    writer = make_writer(read(llm=f"local:{file}", **settings))
    assert isinstance(writer, LocalWriter)
    return writer


def test_it_writes_in_pieces_what_the_grammar_allows(writer: LocalWriter) -> None:
    pieces = list(writer.write(HELLO, grammar='root ::= "Chile said yes" " [1]."'))
    assert "".join(pieces) == "Chile said yes [1]."
    assert len(pieces) > 1
    assert (writer.name, writer.takes_grammar) == ("local:tiny.gguf", True)


def test_it_writes_the_same_each_time(writer: LocalWriter) -> None:
    first, second = ("".join(writer.write(HELLO, max_tokens=30)) for _ in range(2))
    assert first == second


def test_the_cap_on_tokens_is_that_of_the_settings_and_can_only_be_lowered(tiny: Path) -> None:
    writer = made(tiny, llm_tokens=20)
    lengths = ["".join(writer.write(HELLO, grammar=ENDLESS, max_tokens=asked)) for asked in (None, 5, 500)]
    assert lengths == ["a" * 20, "a" * 5, "a" * 20]


def test_it_is_loaded_when_it_first_writes_and_once(tmp_path: Path) -> None:
    file = write_tiny(tmp_path / "lazy.gguf")
    before = local._load.cache_info().misses
    writers = [made(file), made(file)]
    assert local._load.cache_info().misses == before
    threads = [threading.Thread(target=lambda w=w: list(w.write(HELLO, max_tokens=3))) for w in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert local._load.cache_info().misses == before + 1


def test_threads_take_turns_and_each_gets_its_own(writer: LocalWriter) -> None:
    got: dict[str, str] = {}

    def ask(word: str) -> None:
        got[word] = "".join(writer.write(HELLO, grammar=f'root ::= "{word * 20}"'))

    threads = [threading.Thread(target=ask, args=(word,)) for word in ("ab", "cd", "ef", "gh")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == {word: word * 20 for word in ("ab", "cd", "ef", "gh")}


def test_stop_ends_it_and_the_next_one_may_write(tiny: Path) -> None:
    writer = made(tiny, llm_tokens=CONTEXT)
    stop = threading.Event()
    pieces = writer.write(HELLO, grammar=ENDLESS, stop=stop)
    assert next(pieces) == "a"
    stop.set()
    assert list(pieces) == []
    assert "".join(writer.write(HELLO, grammar='root ::= "b"')) == "b"


@pytest.mark.parametrize(("busy", "reading"), [(0.4, 4), (2.9, 4), (3.5, 3), (12.0, 3)])
def test_reading_takes_all_processors_of_a_quiet_machine_and_writing_leaves_one(
    busy: float, reading: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "_processors", lambda: 4)
    monkeypatch.setattr(local, "_busy", lambda: busy)
    assert local.Threads.of(0) == local.Threads(writing=3, reading=reading)
    assert local.Threads.of(2) == local.Threads(writing=2, reading=2)


def test_a_library_is_warmed_with_what_every_prompt_begins_with(tmp_path: Path, tiny: Path) -> None:
    for llm in (f"local:{tiny}", "", "anthropic:none"):
        library = Library.open(tmp_path / "data", model="hash", llm=llm)
        library.warm()  # asks no server, and fails for none
        assert (library._writer_ is None) == (not llm.startswith("local"))
        library.close()


def test_stop_ends_the_waiting_for_ones_turn(writer: LocalWriter, tiny: Path) -> None:
    model = local.loaded(tiny.resolve(), writer._threads)
    stop = threading.Event()
    with model._turn:
        threading.Timer(0.1, stop.set).start()
        began = time.monotonic()
        assert list(writer.write(HELLO, stop=stop)) == []
        assert time.monotonic() - began < 3


def test_the_reading_of_a_long_question_can_be_stopped(tiny: Path) -> None:
    """What counts is that it is looked whether to stop while the question is read, before anything is written."""
    looks: list[str] = []

    def give(piece: str) -> bool:
        looks.append(piece)
        return len(looks) < 4

    request = {"messages": [{"role": "user", "content": "a" * 1500}], "stream": True, "return_progress": True}
    local.loaded(tiny.resolve(), 1).answer(request, give)
    assert looks == [""] * 4


def test_what_cannot_be_written_is_told(writer: LocalWriter) -> None:
    with pytest.raises(ModelError, match=r"tiny\.gguf: cannot write this \(.*grammar"):
        list(writer.write(HELLO, grammar="root ::= ["))
    with pytest.raises(ModelError, match="exceeds the available context"):
        list(writer.write([Message("user", "a" * (CONTEXT + 100))]))
    assert "".join(writer.write(HELLO, grammar='root ::= "b"')) == "b"


def test_the_port_that_it_opens_is_of_no_use_to_others(writer: LocalWriter, tiny: Path) -> None:
    address = local.loaded(tiny.resolve(), writer._threads)._server.listening_address
    assert address.startswith("http://127.0.0.1:")
    for path in ("/v1/models", "/slots", "/props", "/"):
        with pytest.raises(urllib.error.HTTPError, match=r"40[134]") as caught:
            urllib.request.urlopen(address + path, timeout=5)
        caught.value.close()
    with pytest.raises(urllib.error.HTTPError, match="401") as caught:
        urllib.request.urlopen(address + "/v1/chat/completions", data=b"{}", timeout=5)
    caught.value.close()


def test_a_file_that_is_not_there_is_told_when_the_writer_is_made(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"none\.gguf: no such file"):
        made(tmp_path / "none.gguf")
    with pytest.raises(ModelError, match=r"no such file; fetch it with `onrecord model pull`"):
        make_writer(read(llm="local", llm_folder=tmp_path))


@pytest.mark.parametrize("content", [b"", b"GGUF", b"not a model at all"])
def test_a_file_that_is_no_model_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.gguf"
    file.write_bytes(content)
    with pytest.raises(ModelError, match=r"broken\.gguf: "):
        list(made(file).write(HELLO))


def test_a_model_that_was_cut_off_is_told(tmp_path: Path, tiny: Path) -> None:
    file = tmp_path / "cut.gguf"
    file.write_bytes(tiny.read_bytes()[:-5000])
    with pytest.raises(ModelError, match=r"cut\.gguf: cannot be loaded"):
        list(made(file).write(HELLO))


def test_a_model_without_a_chat_template_is_refused(tmp_path: Path) -> None:
    file = write_tiny(tmp_path / "base.gguf", template=None)
    with pytest.raises(ModelError, match="Instruct"):
        list(made(file).write(HELLO))


def test_another_file_does_not_pass_for_the_preset(tmp_path: Path) -> None:
    write_tiny(tmp_path / PRESET.file)
    writer = make_writer(read(llm="local", llm_folder=tmp_path))
    assert writer is not None
    with pytest.raises(ModelError, match="onrecord model pull"):
        list(writer.write(HELLO))


def test_a_missing_package_names_the_extra(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(MissingPartError, match=r"pip install 'onrecord\[local\]'"):
        made(tiny)
