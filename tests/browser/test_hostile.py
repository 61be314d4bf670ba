"""A readout that tries everything shows as text and makes no request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Chat, Page
from tests.ui.examples import HOSTILE

HEADER = """Title: Zoning pact {evil}
Date: 2024-05-02
Issuer: Ministry {evil} (FR)
Counterparts: KE
Language: en
Kind: readout
Source: https://evil.example/official

"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("in")
    evil = HOSTILE.replace("\n", " ")
    body = f"Kenya's minister said that the zoning pact {evil} holds.\n\n{evil}\n\n<iframe src=http://evil.example/i></iframe>"
    Path(folder / "bad.txt").write_text(HEADER.format(evil=evil) + body, encoding="utf-8")
    chat = Chat(tmp_path_factory.mktemp("data"), model="hash")
    chat.run("ingest", folder)
    with chat.serving() as served:
        yield served


def test_it_shows_as_text_and_asks_nobody(address: str, window: Callable[..., Page]) -> None:
    page = window()
    page.driver.get(address)
    page.ask(f"What about the zoning pact {HOSTILE.replace(chr(0x202E), '')[:200]}")
    page.click(".onr-card .onr-open")
    page.find("mark")
    page.wait(lambda: "onerror" in page.find(".onr-text").text, "the text")
    for words in ("![x](http://evil.example/a.png)", "<script>fetch(", ":red[red]", "$\\href{"):
        assert words in page.find(".onr-text").text
    assert "![x](http://evil.example/a.png)" in page.find(".onr-source h2").text
    drawn = page.script("return document.querySelector('.stApp').textContent")
    assert not set(drawn) & set("\u202e\u202c\u2066\u2069")
    for css in (".onr img", ".onr script", ".onr iframe", ".onr .katex", "img[src*=evil]"):
        assert page.all(css) == [], css
    assert {a.get_attribute("href") for a in page.all(".onr a, .stMarkdown a")} == {"https://evil.example/official"}
    asked = page.requests()
    assert any("/_stcore/stream" in url for url in asked)
    assert [url for url in asked if "//127.0.0.1:" not in url] == []
