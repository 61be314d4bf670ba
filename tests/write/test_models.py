"""Models by one setting: a fake OpenAI-compatible server on loopback does what servers do on bad days."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from langchain.chat_models import base

from rag.errors import MissingPartError, ModelError, OnRecordError, SettingsError
from rag.settings import Settings, read
from rag.write.models import Message, make_writer

KEY = "sk-secret-0123456789"
HELLO = [Message("system", "Be brief."), Message("user", "Good morning?")]
Reply = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers with the replies of its server, in turn, the last one again and again."""

    def do_POST(self) -> None:
        server: Any = self.server
        server.seen.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        server.keys.append(self.headers.get("Authorization"))
        server.replies[min(len(server.seen), len(server.replies)) - 1](self)

    def log_message(self, *args: object) -> None:
        pass

    def begin(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()

    def event(self, text: str, finish: str | None = None) -> None:
        choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}
        chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()


def says(*pieces: str, finish: str | None = "stop", pause: float = 0) -> Reply:
    def reply(handler: Handler) -> None:
        handler.begin()
        for piece in pieces:
            handler.event(piece)
            time.sleep(pause)
        if finish:
            handler.event("", finish)
            handler.wfile.write(b"data: [DONE]\n\n")

    return reply


def refuses(status: int, message: str = "no") -> Reply:
    def reply(handler: Handler) -> None:
        body = json.dumps({"error": {"message": message, "type": "t", "code": None}}).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("Retry-After", "0")
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def cuts(handler: Handler) -> None:
    """Promise more than is sent, and hang up."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.event("Good ")


def hangs(handler: Handler) -> None:
    handler.begin()
    handler.event("Good ")
    server: Any = handler.server
    server.over.wait(10)


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., tuple[Settings, Any]]]:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    started: list[Any] = []

    def start(*replies: Reply, **settings: Any) -> tuple[Settings, Any]:
        server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.replies, server.seen, server.keys, server.over = replies, [], [], threading.Event()
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        started.append(server)
        url = f"http://127.0.0.1:{server.server_port}/v1"
        return read(**{"llm": "openai:gpt-test", "llm_url": url, "llm_seconds": 5, **settings}), server

    yield start
    for server in started:
        server.over.set()
        server.shutdown()
        server.server_close()


def write(settings: Settings, **options: Any) -> str:
    writer = make_writer(settings)
    assert writer is not None
    return "".join(writer.write(HELLO, **options))


def refusal(settings: Settings) -> str:
    """What is said when it cannot write: one line, without the key."""
    with pytest.raises(OnRecordError) as caught:
        write(settings)
    said = str(caught.value)
    assert said.count("\n") == 0
    assert KEY not in said
    assert KEY not in repr(settings)
    return said


def test_no_model_is_configured_by_default() -> None:
    assert make_writer(read()) is None


def test_text_comes_as_it_is_written_and_the_key_goes_to_the_server_alone(serve: Any) -> None:
    settings, server = serve(says("Good ", "morning", ".", pause=0.15))
    writer = make_writer(settings)
    assert writer is not None
    began, times, pieces = time.monotonic(), [], []
    for piece in writer.write(HELLO):
        pieces.append(piece)
        times.append(time.monotonic() - began)
    assert pieces == ["Good ", "morning", "."]
    assert times[-1] - times[0] > 0.2
    assert (writer.name, writer.takes_grammar) == ("openai:gpt-test", False)
    assert server.keys == [f"Bearer {KEY}"]
    assert [(m["role"], m["content"]) for m in server.seen[0]["messages"]] == [(m.role, m.content) for m in HELLO]


def test_the_cap_on_tokens_is_that_of_the_settings_and_can_only_be_lowered(serve: Any) -> None:
    settings, server = serve(says("x"), llm_tokens=50)
    for asked in (None, 20, 5000):
        write(settings, max_tokens=asked)
    assert [seen["max_completion_tokens"] for seen in server.seen] == [50, 20, 50]


def test_a_server_that_overruns_its_cap_is_cut_off(serve: Any) -> None:
    settings, _ = serve(says(*["word " * 20] * 200), llm_tokens=10)
    assert len(write(settings)) < 500


def test_a_server_of_ones_own_needs_no_key(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings, _ = serve(says("Good morning."))
    monkeypatch.delenv("OPENAI_API_KEY")
    assert write(settings) == "Good morning."


@pytest.mark.parametrize(
    ("status", "told"),
    [(401, "OPENAI_API_KEY"), (404, "no such model"), (429, "try again later"), (503, "status 503")],
)
def test_a_refusal_is_told_in_one_line(serve: Any, status: int, told: str) -> None:
    settings, server = serve(refuses(status, f"bad key {KEY}"), llm_retries=1)
    assert told in refusal(settings)
    assert len(server.seen) == (2 if status in {429, 503} else 1)


def test_what_the_server_says_of_a_bad_request_is_told_without_the_key(serve: Any) -> None:
    settings, _ = serve(refuses(400, f"the key {KEY} may not\nwrite so much"))
    assert "may not write so much" in refusal(settings)


def test_a_busy_server_is_asked_again(serve: Any) -> None:
    settings, server = serve(refuses(429), refuses(503), says("Good morning."), llm_retries=2)
    assert write(settings) == "Good morning."
    assert len(server.seen) == 3


def test_a_server_that_hangs_is_given_up(serve: Any) -> None:
    settings, _ = serve(hangs, llm_seconds=0.4, llm_retries=0)
    began = time.monotonic()
    assert "0.4 s (ONRECORD_LLM_SECONDS)" in refusal(settings)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("reply", [cuts, says("Good ", finish=None)], ids=["cut", "ended without an end"])
def test_an_answer_that_breaks_off_is_no_answer(serve: Any, reply: Reply) -> None:
    settings, _ = serve(reply)
    pieces = []
    writer = make_writer(settings)
    assert writer is not None
    with pytest.raises(ModelError, match="broke off in the middle"):
        pieces += list(writer.write(HELLO))
    assert refusal(settings)


def test_what_was_written_before_it_broke_off_has_been_given(serve: Any) -> None:
    settings, _ = serve(cuts)
    writer = make_writer(settings)
    assert writer is not None
    assert next(iter(writer.write(HELLO))) == "Good "


def test_stop_ends_it_at_once_whatever_the_server_does(serve: Any) -> None:
    settings, _ = serve(hangs)
    stop = threading.Event()
    writer = make_writer(settings)
    assert writer is not None
    pieces = writer.write(HELLO, stop=stop)
    assert next(pieces) == "Good "
    threading.Timer(0.2, stop.set).start()
    began = time.monotonic()
    assert list(pieces) == []
    assert time.monotonic() - began < 3


def anthropic_says(handler: Handler) -> None:
    handler.begin()
    usage = {"input_tokens": 1, "output_tokens": 1}
    whole = {"id": "m", "type": "message", "role": "assistant", "content": [], "model": "m", "stop_reason": None}
    for event in (
        {"type": "message_start", "message": {**whole, "stop_sequence": None, "usage": usage}},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Good "}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "morning."}},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": None}, "usage": usage},
        {"type": "message_stop"},
    ):
        handler.wfile.write(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode())


def ollama_says(handler: Handler) -> None:
    handler.begin()
    for text, done in (("Good ", {}), ("morning.", {}), ("", {"done": True, "done_reason": "stop"})):
        message = {"role": "assistant", "content": text}
        line = {"model": "m", "created_at": "2024-01-01T00:00:00Z", "message": message, "done": False, **done}
        handler.wfile.write(json.dumps(line).encode() + b"\n")


@pytest.mark.parametrize(("llm", "reply"), [("anthropic:claude-test", anthropic_says), ("ollama:qwen", ollama_says)])
def test_other_providers_write_through_the_same_door(serve: Any, llm: str, reply: Reply) -> None:
    settings, server = serve(reply, llm=llm, llm_tokens=50)
    url = settings.llm_url.removesuffix("/v1")
    assert write(read(llm=llm, llm_url=url, llm_tokens=50)) == "Good morning."
    asked = server.seen[0]
    assert 50 in (asked.get("max_tokens"), asked.get("options", {}).get("num_predict"))


@pytest.mark.parametrize("llm", ["openai:gpt-test", "ollama:qwen"])
def test_a_server_that_is_not_there_is_told(serve: Any, llm: str) -> None:
    settings, server = serve(says("x"), llm=llm, llm_retries=0)
    server.shutdown()
    server.server_close()
    assert "cannot be reached" in refusal(settings)


@pytest.mark.parametrize("llm", ["openai:gpt-test", "anthropic:claude-test"])
def test_a_missing_key_names_its_variable(monkeypatch: pytest.MonkeyPatch, llm: str) -> None:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ModelError, match=rf"set {llm.partition(':')[0].upper()}_API_KEY"):
        make_writer(read(llm=llm))


def test_a_package_that_is_not_installed_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    base._get_chat_model_creator.cache_clear()  # langchain remembers what an earlier test imported
    monkeypatch.setitem(sys.modules, "langchain_anthropic", None)
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    with pytest.raises(MissingPartError, match=r"pip install 'onrecord\[anthropic\]'"):
        make_writer(read(llm="anthropic:claude-test"))
    with pytest.raises(MissingPartError, match=r"pip install langchain-mistralai"):
        make_writer(read(llm="mistralai:small"))


@pytest.mark.parametrize("llm", ["gpt", "nonsense:model", ":x"])
def test_a_name_of_no_known_form_is_a_setting_to_be_mended(llm: str) -> None:
    with pytest.raises(SettingsError, match="ONRECORD_LLM"):
        make_writer(read(llm=llm))


def test_an_address_that_is_none_is_refused_and_its_password_not_shown() -> None:
    settings = read(llm="openai:x", llm_url="ftp://me:hidden@example.org")
    with pytest.raises(SettingsError, match="ONRECORD_LLM_URL") as caught:
        make_writer(settings)
    assert "hidden" not in str(caught.value) + repr(settings)
