"""The command: what it prints, its exit status, and that bad input is one line and no traceback."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rag import Library
from rag.cli import main

Write = Callable[..., Path]
FISH = "The minister of Kenya said that fisheries need protection. Both sides met in Paris."


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple]:
    """Run the command on a data directory of its own; returns status, output and error output."""
    monkeypatch.setenv("ONRECORD_MODEL", "hash")
    monkeypatch.setenv("ONRECORD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ONRECORD_LOCK_SECONDS", "0.2")

    def command(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        out = capsys.readouterr()
        return status, out.out, out.err

    return command


def test_ingest_ask_list_show_remove(run: Callable, write: Write) -> None:
    status, out, err = run("ingest", write("fish", FISH))
    assert (status, err) == (0, ""), "no progress bar where stderr is no terminal"
    assert out == "1 added, 0 changed, 0 unchanged, 0 failed\n"
    status, out, _ = run("ask", "What was said about fisheries?")
    assert status == 0
    assert "The minister of Kenya said that fisheries need protection." in out
    assert "https://example.org/fish" in out
    assert json.loads(run("list", "--json")[1])["id"] == "fish"
    assert "fish  2024-05-02  FR/KE  Readout fish" in run("list")[1]
    assert "The minister of Kenya said that fisheries need protection." in run("show", "fish")[1]
    assert json.loads(run("show", "fish", "--json")[1])["text"] == FISH
    assert run("check")[:2] == (0, "nothing found\n")
    assert run("remove", "fish")[:2] == (0, "1 removed\n")
    assert run("list")[1] == ""


def test_not_found_is_status_three(run: Callable, write: Write) -> None:
    run("ingest", write("fish", FISH))
    status, out, _ = run("ask", "What did Kenya say about lithium royalties?", "--json")
    assert status == 3
    assert json.loads(out)["found"] is False


def test_part_of_a_batch_that_fails_is_status_two_and_a_line_each(
    run: Callable, write: Write, tmp_path: Path
) -> None:
    bad = write("bad", FISH, Title=None)
    status, out, err = run("ingest", write("fish", FISH), bad, tmp_path / "gone")
    assert (status, out) == (2, "1 added, 0 changed, 0 unchanged, 2 failed\n")
    lines = err.splitlines()
    assert len(lines) == 2
    assert any(str(bad) in line and "Title is missing" in line for line in lines)
    assert run("check")[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["answer"],
        ["ask"],
        ["ask", ""],
        ["ask", "x" * 10_000],
        ["ask", "fish", "--since", "May"],
        ["ask", "fish", "--party", "Narnia"],
        ["ask", "fish", "--batch", "f"],
        ["ask", "--batch", "gone.jsonl", "--json"],
        ["ask", "fish", "--colour"],
        ["ingest"],
        ["ingest", "gone.txt"],
        ["show", "nine"],
        ["remove", "nine"],
    ],
)
def test_usage_and_input_errors_are_one_line_and_status_one(run: Callable, arguments: list[str]) -> None:
    status, _, err = run(*arguments)
    assert status == 1
    assert err.startswith("onrecord: ")
    assert err.count("\n") == 1


def test_a_batch_gives_one_answer_a_line_in_order(run: Callable, write: Write, tmp_path: Path) -> None:
    run("ingest", write("fish", FISH))
    batch = tmp_path / "questions.jsonl"
    rows = [
        {"id": "b", "question": "fisheries protection", "type": "said"},
        {"id": "a", "question": "lithium royalties", "history": [{"question": "fisheries?", "answer": "Yes."}]},
    ]
    batch.write_text("\n".join(map(json.dumps, rows)))
    status, out, _ = run("ask", "--batch", batch, "--json")
    answers = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [(answer["id"], answer["found"]) for answer in answers] == [("b", True), ("a", False)]


def test_a_question_of_a_batch_that_cannot_be_asked_does_not_stop_the_others(
    run: Callable, write: Write, tmp_path: Path
) -> None:
    run("ingest", write("fish", FISH))
    batch = tmp_path / "questions.jsonl"
    batch.write_text('{"id": 1, "question": ""}\n{"id": 2, "question": "fisheries protection"}\n')
    status, out, _ = run("ask", "--batch", batch, "--json")
    first, second = map(json.loads, out.splitlines())
    assert status == 2
    assert "empty" in first["error"]
    assert second["found"] is True


@pytest.mark.parametrize("line", ["not json", '{"id": 1}', "[]", '{"id": 1, "question": "x", "history": [3]}'])
def test_a_broken_batch_names_file_and_line(run: Callable, write: Write, tmp_path: Path, line: str) -> None:
    run("ingest", write("fish", FISH))
    batch = tmp_path / "questions.jsonl"
    batch.write_text('{"id": 1, "question": "fisheries"}\n' + line)
    status, _, err = run("ask", "--batch", batch, "--json")
    assert status == 1
    assert "questions.jsonl, line 2" in err


def test_what_is_printed_holds_no_terminal_control(run: Callable, write: Write) -> None:
    run("ingest", write("fish", FISH + " \x1b[31mRed fisheries\x07.", Title="A\x1b[2J title"))
    for command in (["show", "fish"], ["ask", "fisheries protection"], ["list"]):
        assert "\x1b" not in run(*command)[1]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_read_only_data_directory_says_so(write: Write, tmp_path: Path) -> None:
    """Root may write everywhere, so the command runs in a child that has given that up."""
    data = tmp_path / "data"
    code = (
        "import os, sys; from rag.cli import main\n"
        "import rag.library, rag.store.build, rag.store.catalog, rag.store.links, rag.answer.question\n"
        "import chromadb, filelock, yaml\n"
        "os.setuid(65534); sys.exit(main(sys.argv[1:]))"
    )
    environment = {**os.environ, "ONRECORD_MODEL": "hash", "ONRECORD_DATA": str(data), "HOME": str(tmp_path)}
    assert main(["ingest", "--data", str(data), str(write("fish", FISH))]) in (0, 1)
    for folder in [tmp_path, *tmp_path.parents][:3]:
        folder.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", code, "remove", "fish"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("onrecord: ")
    assert done.stderr.count("\n") == 1
    assert "cannot be written" in done.stderr


def test_a_disk_that_fails_anywhere_is_one_line(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/elsewhere/x")

    monkeypatch.setattr(Library, "open", full)
    assert run("list") == (1, "", "onrecord: /elsewhere/x: No space left on device; run `onrecord check`\n")
