"""The process that reads: bounded in time and memory, replaced when it dies."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from rag.load.bounded import Worker
from tests.load.making import BODY, sample_pdf

PAGE = f"<html><body><p>{BODY[0]}</p></body></html>".encode()
LARGE = b"<html><body>" + b"<p>one <b>two</b> three</p>" * 400_000


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker(seconds=30)
    yield made
    made.close()


def process_of(worker: Worker) -> int:
    assert worker._process is not None
    return worker._process.pid


def test_one_process_reads_one_document_after_another(worker: Worker) -> None:
    assert worker.work("html", PAGE, "")["text"] == BODY[0]
    first = process_of(worker)
    assert worker.work("pdf", sample_pdf(), "")["pages"][0] == 0
    assert "damaged" in worker.work("pdf", b"%PDF-", "")["error"]
    assert process_of(worker) == first


def test_what_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    worker = Worker(seconds=0.8)
    assert "takes longer than 0.8 seconds" in worker.work("html", LARGE, "")["error"]
    worker._seconds = 30
    assert worker.work("html", PAGE, "")["text"] == BODY[0]
    worker.close()


def test_what_waits_is_given_up_too(monkeypatch: pytest.MonkeyPatch) -> None:
    worker = Worker(seconds=1)
    worker.work("html", PAGE, "")
    os.kill(process_of(worker), signal.SIGSTOP)
    monkeypatch.setattr("rag.load.bounded.STARTING_SECONDS", 0.2)
    assert "does not start" in worker.work("html", PAGE, "")["error"]
    monkeypatch.undo()
    assert worker.work("html", PAGE, "")["text"] == BODY[0]
    worker.close()


def test_what_takes_too_much_memory_is_given_up_and_the_next_is_read() -> None:
    worker = Worker(seconds=60, memory=300_000_000)
    assert "error" in worker.work("html", LARGE, "")
    assert worker.work("html", PAGE, "")["text"] == BODY[0]
    worker.close()


def test_a_process_that_is_killed_is_replaced(worker: Worker) -> None:
    worker.work("html", PAGE, "")
    os.kill(process_of(worker), signal.SIGKILL)
    assert worker.work("html", PAGE, "")["text"] == BODY[0]


def test_a_fresh_process_takes_over_after_a_while(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.load.bounded.DOCUMENTS", 2)
    processes = []
    for _ in range(4):
        worker.work("html", PAGE, "")
        processes.append(process_of(worker))
    assert len(set(processes)) == 2


def test_threads_take_turns(worker: Worker) -> None:
    texts: list[str] = []
    pages = [f"<html><body><p>Thread {n} says so.</p></body></html>".encode() for n in range(6)]

    def read(page: bytes) -> None:
        texts.append(worker.work("html", page, "")["text"])

    threads = [threading.Thread(target=read, args=(page,)) for page in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(texts) == [f"Thread {n} says so." for n in range(6)]
