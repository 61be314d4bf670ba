"""Give the browser a file, ask about it, read it with its speakers, export it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import CORPUS, Chat, Page

Window = Callable[..., Page]
READOUT = """Title: Ministers of Kenya and France meet
Date: 2024-05-02
Issuer: Ministry of Foreign Affairs (FR)
Counterparts: KE
Language: en
Kind: readout
Source: https://example.org/fr-ke

The ministers met in Nairobi. Kenya's minister said that Kenya would ban zeppelins over Mombasa.
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    chat = Chat(tmp_path_factory.mktemp("data"), model="hash")
    chat.run("ingest", CORPUS)
    with chat.serving() as served:
        yield served


def test_a_file_dropped_on_the_page_answers_a_question(address: str, window: Window, tmp_path: Path) -> None:
    file = tmp_path / "fr-ke-zeppelins.txt"
    file.write_text(READOUT, encoding="utf-8")
    page = window()
    page.driver.get(f"{address}/library")
    page.find(".onr-figures")
    page.wait(page.settled, "the page drawn")
    page.drop(file, '[data-testid="stFileUploaderDropzone"]')
    page.wait(lambda: file.name in page.text(), "the file's name")
    page.find('[data-testid="stFormSubmitButton"] button').click()
    page.wait(lambda: "1 added" in page.text(), "what was added")
    page.driver.get(address)
    page.ask("What did Kenya say about zeppelins?")
    assert "ban zeppelins over Mombasa" in page.find(".onr-card .onr-quote").text


def test_a_readout_is_chosen_and_read_with_its_speakers(address: str, window: Window) -> None:
    page = window()
    page.driver.get(f"{address}/read")
    page.find('[data-testid="stTextInput"] input').send_keys("chile lima 2024\n")
    page.wait(lambda: len(page.all(".onr-row")) == 1, "one readout")
    page.click(".onr-row")
    page.find(".onr-voice-name")
    assert "readout=cn-cl-20241115" in page.driver.current_url
    legend = [button.text for button in page.all(".onr-legend button")]
    assert any("Chile" in words for words in legend)
    page.click(".onr-legend button")
    assert page.all(".onr-only .onr-heard")
    assert page.find(".onr-legend button").get_attribute("aria-pressed") == "true"


def test_the_keys_go_from_statement_to_statement_and_the_address_follows(address: str, window: Window) -> None:
    page = window()
    page.driver.get(f"{address}/read?readout=cn-cl-20241115")
    page.find(".onr-step-place")
    page.wait(page.settled, "the page drawn")
    assert re.fullmatch(r"\d+ statements", page.find(".onr-step-place").text)
    page.press("j")
    assert page.find(".onr-step-place").text.startswith("Statement 1 of ")
    page.press("j")
    second = page.find(".onr-at").text
    assert page.focused(".onr-at")
    assert page.in_view(page.find(".onr-at"))
    page.press("k")
    assert page.find(".onr-step-place").text.startswith("Statement 1 of ")
    page.press("j")
    page.driver.get(page.driver.current_url)
    assert page.find("mark").text.split() == second.split()
    page.press("k")
    assert page.find(".onr-step-place").text.startswith("Statement 1 of ")
    page.find('[data-testid="stTextInput"] input').send_keys("jjk")
    assert page.find(".onr-step-place").text.startswith("Statement 1 of ")


def test_a_conversation_is_exported_with_its_sources(address: str, window: Window, tmp_path: Path) -> None:
    page = window()
    page.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    page.driver.get(address)
    page.ask("What did Chile say about CPTPP?")
    quote = page.find(".onr-card .onr-quote").text
    export = page.wait(
        lambda: [b for b in page.all('[data-testid="stPopover"] button') if "Export" in b.text], "Export"
    )
    page.script("arguments[0].click()", export[0])
    for button in page.wait(lambda: page.all('[data-testid="stDownloadButton"] button'), "the buttons"):
        page.script("arguments[0].click()", button)
    page.wait(lambda: len([f for f in tmp_path.iterdir() if f.suffix in (".md", ".html", ".csv", ".jsonl")]) == 4)
    texts = {file.suffix: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()}
    assert quote in texts[".md"].replace("\\", "")
    assert "default-src 'none'" in texts[".html"]
    row = json.loads(texts[".jsonl"].splitlines()[0])
    assert " ".join(row["quote"].split()) == quote
    assert len(row["sha256"]) == 64
    assert texts[".csv"].startswith("question,n,readout")
