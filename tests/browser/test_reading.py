"""How a question was read can be changed on the page, and the address says so."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from selenium.webdriver import Keys
from selenium.webdriver.support.ui import Select

from tests.browser.conftest import Page

Window = Callable[..., Page]


def _chips(page: Page) -> list[str]:
    return [chip.text.replace("\n", " ") for chip in page.all(".onr-chip")]


def test_a_chip_changed_or_dropped_asks_again(corpus_chat: str, window: Window) -> None:
    page = window()
    page.driver.get(corpus_chat)
    page.ask("What did Chile say about CPTPP?")
    assert _chips(page) == ["By Chile ×"]
    page.tab_to(".onr-chip-name")
    page.press(Keys.ENTER)
    page.wait(lambda: page.focused(".onr-chip select"), "the parties to choose from")
    page.press(Keys.ESCAPE)
    page.wait(lambda: _chips(page) == ["By Chile ×"], "the chip as it was")
    page.click(".onr-chip-name")
    Select(page.find(".onr-chip select")).select_by_value("CN")
    page.wait(lambda: len(page.all(".onr-question")) == 2 and page.settled(), "the second answer")
    assert _chips(page) == ["By Chile", "By China (changed) ×"]
    second = page.all(".onr-turn")[1].find_elements("css selector", ".onr-who")
    assert second
    assert all("China" in who.text for who in second)

    page.click(".onr-chip-drop")
    page.wait(lambda: len(page.all(".onr-question")) == 3 and page.settled(), "the third answer")
    assert _chips(page)[-1] == "By anybody (changed)"
    address = page.driver.current_url
    assert parse_qs(urlsplit(address).query, keep_blank_values=True)["read"] == ["parties:"]

    other = window()
    other.driver.get("&".join(part for part in address.split("&") if not part.startswith("c=")))
    other.wait(lambda: other.all(".onr-card") and other.settled(), "the answer in another browser")
    assert _chips(other) == ["By anybody (changed)"]
