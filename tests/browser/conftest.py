"""A real server and a headless Chromium. One server for all that only read corpus/, one browser a test."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

CORPUS = Path(__file__).parents[2] / "corpus"
CHROMIUM = shutil.which("chromium")
DRIVER = shutil.which("chromedriver")
PATIENCE = 180.0
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
)
FOCUSED = "const e = document.activeElement; return e ? e.cloneNode(false).outerHTML.slice(0, 300) : 'nothing'"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser; skip it where there is none, except in continuous integration."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)
            if not (CHROMIUM and DRIVER) and "CI" not in os.environ:
                item.add_marker(pytest.mark.skip(reason="chromium and chromedriver are not installed"))


class Chat:
    """A running `onrecord chat`."""

    def __init__(self, data: Path, model: str | None = None, **environment: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
        self.environment = {**kept, "ONRECORD_DATA": str(data), **environment}
        if model:
            self.environment["ONRECORD_MODEL"] = model
        self.data = data

    def run(self, *arguments: str | Path) -> None:
        """Run another command of ours on the same data."""
        done = subprocess.run(self._command(*arguments), env=self.environment, capture_output=True, timeout=600)
        assert done.returncode == 0, done.stderr.decode()

    @contextlib.contextmanager
    def serving(self) -> Iterator[str]:
        """Serve; yields the address."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = subprocess.Popen(
            self._command("chat", "--port", str(port), "--no-browser"),
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert server.stdout is not None
        try:
            line = server.stdout.readline().decode()
            assert str(port) in line, server.communicate(timeout=10)[1].decode()
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            said = server.communicate(timeout=30)[1].decode()
        assert server.returncode == 0
        assert "Traceback" not in said

    @staticmethod
    def _command(*arguments: str | Path) -> list[str]:
        return [sys.executable, "-m", "rag.cli", *map(str, arguments)]


class Page:
    """A browser window, and what a test does with it."""

    def __init__(self, width: int = 1280, height: int = 800, dark: bool = False, data: Path | None = None) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM or ""
        for flag in FLAGS.split():
            options.add_argument(flag)
        options.add_argument(f"--user-data-dir={data}")
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.driver = webdriver.Chrome(options, Service(DRIVER))
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        # Else a window that the machine does not put in front has no focus to speak of.
        self.driver.execute_cdp_cmd("Emulation.setFocusEmulationEnabled", {"enabled": True})

    def find(self, css: str) -> WebElement:
        """Return the first visible element, waiting for it."""
        return self.wait(lambda: next((e for e in self.all(css) if e.is_displayed()), None), css)

    def click(self, css: str) -> None:
        """Scroll the first such element to the middle and click it."""

        def reached() -> bool:
            self.script("arguments[0].scrollIntoView({block: 'center'})", self.find(css))
            return self.in_view(self.find(css))

        self.wait(reached, css)
        self.script("arguments[0].click()", self.find(css))

    def all(self, css: str) -> list[WebElement]:
        """Return all elements that are there now."""
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def wait(self, what: Callable[[], Any], label: str = "") -> Any:
        """Return what `what` gives once it gives something; the page may be redrawn under it."""
        from selenium.common.exceptions import StaleElementReferenceException

        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with contextlib.suppress(StaleElementReferenceException):
                if found := what():
                    return found
            time.sleep(0.05)
        focus, words = self.script(FOCUSED), self.text()[:2000]
        raise AssertionError(f"waited in vain for {label}; the focus is on {focus}; the page reads: {words}")

    def settled(self) -> bool:
        """Return whether the server has drawn all of the page and no question waits for its answer."""
        state = self.script("return document.querySelector('.stApp')?.dataset.testScriptState")
        return state == "notRunning" and not self.all(".onr-waiting")

    def focused(self, css: str) -> bool:
        """Return whether the element that has the focus is one of these."""
        return bool(self.script("return document.activeElement?.matches(arguments[0]) ?? false", css))

    def press(self, *keys: str) -> None:
        """Press keys, whatever has the focus."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def tab_to(self, css: str) -> None:
        """Press Tab until such an element has the focus."""
        self.wait(self.settled, "the page drawn")
        for _ in range(80):
            if self.focused(css):
                return
            self.press(Keys.TAB)
        raise AssertionError(f"Tab does not reach {css}; the focus is on {self.script(FOCUSED)}")

    def ask(self, question: str) -> None:
        """Type a question and send it; returns when its answer or its error is there."""
        before = len(self.all(".onr-turn"))
        self.find('[data-testid="stChatInput"] textarea').send_keys(question + "\n")
        self.wait(lambda: len(self.all(".onr-turn")) > before and self.settled(), "an answer")

    def drop(self, file: Path, css: str) -> None:
        """Drag a file from outside of the browser and drop it on the first such element."""
        self.script("arguments[0].scrollIntoView({block: 'center'})", self.find(css))
        box = self.find(css).rect
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - self.script("return scrollY")
        data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            self.driver.execute_cdp_cmd("Input.dispatchDragEvent", {"type": kind, "x": x, "y": y, "data": data})

    def text(self) -> str:
        """Return all the words on the page."""
        return str(self.driver.execute_script("return document.body.innerText"))

    def script(self, code: str, *arguments: Any) -> Any:
        """Run a script in the page."""
        return self.driver.execute_script(code, *arguments)

    def in_view(self, element: WebElement) -> bool:
        """Return whether the element's top is inside the window and not covered."""
        return bool(
            self.script(
                "const b = arguments[0].getClientRects()[0]; const x = b.left + 3, y = b.top + b.height / 2;"
                "const top = document.elementFromPoint(x, y); return !!top && arguments[0].contains(top)",
                element,
            )
        )

    def requests(self) -> list[str]:
        """Return the addresses asked for since the last call, without those inside the page (data, blob)."""
        found = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] in ("Network.requestWillBeSent", "Network.webSocketCreated"):
                parameters = message["params"]
                found.append(parameters.get("url") or parameters["request"]["url"])
        return [url for url in found if not url.startswith(("data:", "blob:", "chrome:", "about:"))]


@pytest.fixture
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Page]]:
    """Open browser windows, each with a profile of its own."""
    opened: list[Page] = []

    def open_window(**options: Any) -> Page:
        opened.append(Page(data=tmp_path_factory.mktemp("profile"), **options))
        return opened[-1]

    yield open_window
    for page in opened:
        page.driver.quit()


@pytest.fixture(scope="session")
def corpus_chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a chat over corpus/."""
    chat = Chat(tmp_path_factory.mktemp("data"), model="hash")
    chat.run("ingest", CORPUS)
    with chat.serving() as address:
        yield address
