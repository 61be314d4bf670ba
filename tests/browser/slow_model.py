"""A language model's server on loopback that writes a sentence each time the test lets it."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATIENCE = 120.0


class SlowModel:
    """`address` for ONRECORD_LLM_URL; `asked` counts the requests; `let` has each of them write one sentence more."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = sentences
        self.asked = 0
        self.address = ""
        self._allowed = 0
        self._more = threading.Condition()

    def let(self, sentences: int) -> None:
        """Let every answer grow to so many sentences."""
        with self._more:
            self._allowed = sentences
            self._more.notify_all()

    def wait(self, number: int) -> None:
        """Return when the sentence of that number may be written."""
        with self._more:
            self._more.wait_for(lambda: self._allowed > number, PATIENCE)

    @contextlib.contextmanager
    def serving(self) -> Iterator[SlowModel]:
        """Serve on a free port."""
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                model.asked += 1
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.end_headers()
                with contextlib.suppress(ConnectionError):
                    for number, sentence in enumerate(model.sentences):
                        first, _, rest = sentence.partition(" ")
                        self._send({"content": f"{first} "})  # by which the one before is known to be whole
                        model.wait(number)
                        self._send({"content": f"{rest} "})
                    self._send({}, "stop")
                    self.wfile.write(b"data: [DONE]\n\n")

            def _send(self, delta: dict[str, str], finish: str | None = None) -> None:
                choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
                piece = {
                    "id": "x",
                    "object": "chat.completion.chunk",
                    "created": 0,
                    "model": "slow",
                    "choices": [choice],
                }
                self.wfile.write(b"data: " + json.dumps(piece).encode() + b"\n\n")
                self.wfile.flush()

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        self.address = f"http://127.0.0.1:{server.server_port}/v1"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield self
        finally:
            self.let(len(self.sentences))
            server.shutdown()
            server.server_close()
