"""Serve the chat on this machine only.

Takes the settings, a port and whether to open a browser. Returns 0 when Ctrl-C or a termination signal ended it.
Refuses a port that is in use; raises ServeError where the server does not come up.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import types
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path

from rag.errors import OnRecordError
from rag.settings import Settings

HOST = "127.0.0.1"
START_SECONDS = 60.0
STOP_SECONDS = 5.0

FIXED = {
    "server.address": HOST,
    "server.headless": "true",
    "server.enableXsrfProtection": "true",
    "server.enableCORS": "true",
    "server.enableAgentApi": "false",
    "server.enableStaticServing": "false",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": "20",
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "client.toolbarMode": "minimal",
    "logger.level": "error",
    "theme.baseFontSize": "15",
    "theme.light.primaryColor": "#1f5aa6",
    "theme.light.textColor": "#1b1f24",
    "theme.light.linkColor": "#1f5aa6",
    "theme.dark.primaryColor": "#7fb2f0",
    "theme.dark.linkColor": "#8cbcf5",
}
"""Options that hold whatever the machine's own Streamlit configuration says."""

DEFAULTS = {"STREAMLIT_SERVER_ALLOWED_HOSTS": "localhost 127.0.0.1"}
"""Options that the administrator of a proxy may set otherwise in the environment (hosts with blanks between)."""


class ServeError(OnRecordError):
    """The chat cannot be served."""


def serve(settings: Settings, port: int, browser: bool) -> int:
    """Serve the chat until Ctrl-C; open it in a browser where asked for. Raises ServeError."""
    _refuse_port(port)
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _interrupt)
        server = subprocess.Popen(command(port), env=environment(settings), stdout=subprocess.DEVNULL)  # noqa: S603
    except OSError as error:
        raise ServeError(f"the server does not start ({error.strerror})") from None
    try:
        _await(server, port)
        address = f"http://{HOST}:{port}"
        print(f"On Record answers at {address} (Ctrl-C ends it)", flush=True)
        if browser:
            webbrowser.open(address)
        server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(server)
    if server.returncode == 0:  # Ctrl-C reaches the server too, and it may be the first to end
        return 0
    raise ServeError(f"the server ended by itself with status {server.returncode}")


def command(port: int) -> list[str]:
    """Return the command line of the server."""
    options = [f"--{name}={value}" for name, value in {**FIXED, "server.port": str(port)}.items()]
    app = str(Path(__file__).with_name("app.py"))
    return [sys.executable, "-m", "streamlit", "run", app, *options]


def environment(settings: Settings) -> dict[str, str]:
    """Return the environment of the server: this process's, with the settings spelled out."""
    spelled = {
        f"ONRECORD_{name.upper()}": str(value) for name, value in settings.model_dump().items() if value is not None
    }
    return {**DEFAULTS, **os.environ, **spelled}


def _refuse_port(port: int) -> None:
    if not 1 <= port <= 65535:
        raise ServeError(f"--port {port}: a number from 1 to 65535 is needed")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise ServeError(
                f"port {port} cannot be used ({error.strerror}); choose another with `onrecord chat --port N`"
            ) from None


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    """Return when the server answers."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise ServeError(f"the server ended by itself with status {server.returncode}")
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise ServeError(f"the server did not answer within {START_SECONDS:.0f} seconds")


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _interrupt(number: int, frame: types.FrameType | None) -> None:
    raise KeyboardInterrupt
