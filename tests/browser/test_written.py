"""A model that takes its time: the quotes are there at once, for everybody; what it writes comes above them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Chat, Page
from tests.browser.slow_model import SlowModel

Window = Callable[..., Page]
QUESTION = "What did Kenya say about fishing nets?"
HEADER = """Title: Ministers of Kenya and France meet
Date: 2024-05-02
Issuer: Ministry of Foreign Affairs (FR)
Counterparts: KE
Language: en
Kind: readout
Source: https://example.org/fr-ke

"""
BODY = (
    "Kenya's minister said that Kenya would ban fishing nets in 2025. "
    "Kenya said that it hopes for help with new fishing nets."
)
SENTENCES = (
    "Kenya would ban fishing nets in 2025 [1].",
    "Kenya banned zeppelins [1].",
    "Kenya hopes for help with new fishing nets [2].",
)


@pytest.fixture(scope="module")
def model() -> Iterator[SlowModel]:
    with SlowModel(SENTENCES).serving() as model:
        yield model


@pytest.fixture(scope="module")
def address(model: SlowModel, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("in")
    Path(folder / "fr-ke.txt").write_text(HEADER + BODY, encoding="utf-8")
    chat = Chat(
        tmp_path_factory.mktemp("data"), model="hash", ONRECORD_LLM="openai:slow", ONRECORD_LLM_URL=model.address
    )
    chat.run("ingest", folder)
    with chat.serving() as served:
        yield served


def _prose(page: Page) -> str:
    return " ".join(node.text for node in page.all(".onr-prose"))


def test_quotes_at_once_sentences_as_they_are_verified_and_nobody_waits(
    address: str, model: SlowModel, window: Window
) -> None:
    model.let(0)
    page, other = window(), window()
    page.driver.get(address)
    page.ask(QUESTION)
    assert "ban fishing nets" in page.find(".onr-card .onr-quote").text
    page.wait(lambda: model.asked == 1, "the model asked")
    assert page.find(".onr-stop")

    other.driver.get(address)
    other.ask(QUESTION)
    assert "ban fishing nets" in other.find(".onr-card .onr-quote").text
    other.wait(lambda: model.asked == 2, "the model asked twice at a time")

    card = page.find(".onr-card")
    model.let(1)
    page.wait(lambda: "would ban fishing nets in 2025" in _prose(page), "the first sentence")
    assert page.find(".onr-prose .onr-mark").text == "[1]"
    assert page.find(".onr-stop")
    assert card.is_displayed()  # the cards were not drawn anew
    page.script("arguments[0].click()", page.find(".onr-open"))  # the page lives on
    page.find("mark")
    page.driver.refresh()  # and is found again where it was
    page.wait(lambda: "would ban fishing nets in 2025" in _prose(page), "the first sentence after a reload")
    model.let(3)
    page.wait(lambda: not page.all(".onr-writing"), "the end")
    assert "hopes for help" in _prose(page)
    assert "zeppelins" not in page.text()
    assert "1 sentence left out" in page.text()
    assert "written by openai:slow" in page.text()
    page.driver.refresh()
    page.wait(lambda: "hopes for help" in _prose(page), "the written answer after a reload")


def test_stop_keeps_what_was_verified(address: str, model: SlowModel, window: Window) -> None:
    model.let(1)
    page = window()
    page.driver.get(address)
    page.ask(QUESTION)
    page.wait(lambda: "would ban fishing nets in 2025" in _prose(page), "the first sentence")
    page.find(".onr-stop").click()
    page.wait(lambda: not page.all(".onr-writing"), "the end")
    model.let(3)
    assert "would ban fishing nets in 2025" in _prose(page)
    assert "hopes" not in _prose(page)
    assert page.find('[data-verdict="right"]')


def test_a_question_that_asks_several_things_shows_its_parts_and_the_silence(
    address: str, model: SlowModel, window: Window
) -> None:
    model.let(0)
    page = window()
    page.driver.get(address)
    page.ask("What did Kenya say about fishing nets and what did Peru say about it?")
    assert "ban fishing nets" in page.find(".onr-card .onr-quote").text
    assert "Asked as: What did Kenya say about fishing nets? What did Peru say about it?" in page.text()
    model.let(3)
    page.wait(lambda: not page.all(".onr-writing"), "the end")
    assert "would ban fishing nets in 2025" in _prose(page)
    assert "No statement by Peru on fishing nets in 1 readout" in _prose(page)
    page.driver.refresh()
    page.wait(lambda: "No statement by Peru" in _prose(page), "the parts after a reload")
