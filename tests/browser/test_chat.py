"""The main job in a real browser: ask, read the answer, open the passage."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from selenium.webdriver import Keys

from tests.browser.conftest import Page

QUESTION = "What did Chile say about CPTPP?"
Window = Callable[..., Page]


def test_ask_and_open_a_citation(corpus_chat: str, window: Window) -> None:
    page = window()
    page.driver.get(corpus_chat)
    page.ask(QUESTION)
    assert page.find(".onr-question").text == QUESTION
    card = page.find(".onr-card")
    assert "CPTPP" in card.text
    assert "summary of" in card.text
    assert card.find_element("css selector", "a").get_attribute("href").startswith("https://")
    quote = card.find_element("css selector", ".onr-quote").text

    page.click(".onr-open")
    mark = page.find("mark")
    assert mark.text == quote
    page.wait(lambda: page.in_view(mark), "the passage in view")
    assert "onr-chosen" in page.find(".onr-card").get_attribute("class")

    address = page.driver.current_url
    assert re.search(r"readout=[^&]+&passage=\d+-\d+", address)
    again = window()
    again.driver.get(address)
    assert again.find("mark").text == quote
    assert again.find(".onr-question").text == QUESTION

    page.click(".onr-close")
    page.wait(lambda: not page.all("mark"), "the readout closed")
    assert "readout=" not in page.driver.current_url
    said = [entry for entry in page.driver.get_log("browser") if entry["level"] == "SEVERE"]
    assert said == []


def test_marks_show_the_card_and_open_the_passage_with_the_keyboard_alone(corpus_chat: str, window: Window) -> None:
    page = window()
    page.driver.get(f"{corpus_chat}/?q=What+did+Chile+say+about+CPTPP%3F")
    page.find(".onr-mark")
    page.tab_to(".onr-mark")
    assert page.find(".onr-peek .onr-quote").text
    page.press(Keys.ENTER)
    page.wait(lambda: page.focused("mark"), "the passage focused")
    page.tab_to("textarea")
    page.press(Keys.ESCAPE)
    assert page.all("mark")  # Escape in the question's field is the field's
    page.find(".onr-source h2").click()
    page.press(Keys.ESCAPE)
    page.wait(lambda: not page.all("mark"), "the readout closed")


def test_the_reference_is_copied(corpus_chat: str, window: Window) -> None:
    page = window()
    page.driver.get(f"{corpus_chat}/?q=What+did+Chile+say+about+CPTPP%3F")
    page.script("navigator.clipboard.writeText = async (words) => { window.copied = words }")
    page.click(".onr-cite summary")
    page.wait(lambda: len(page.all(".onr-cite[open] button")) == 4, "the menu open")
    names = [button.text for button in page.all(".onr-cite[open] button")]
    assert names == ["Plain text", "Markdown", "BibTeX", "CSL-JSON"]
    for button in page.all(".onr-cite[open] button"):
        page.script("arguments[0].click()", button)
    page.wait(lambda: str(page.script("return window.copied") or "").startswith("["), "a copy")
    assert json.loads(page.script("return window.copied"))[0]["type"] == "webpage"


def test_a_narrow_screen_in_the_dark_shows_the_passage_too(corpus_chat: str, window: Window) -> None:
    page = window(width=390, height=780, dark=True)
    page.driver.get(corpus_chat)
    page.ask(QUESTION)
    page.script("arguments[0].click()", page.find(".onr-open"))
    mark = page.find("mark")
    page.wait(lambda: page.in_view(mark), "the passage in view")
    assert page.script("return document.documentElement.scrollWidth") <= 390
    shade = page.script("return getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert max(int(part) for part in re.findall(r"\d+", shade)[:3]) < 80


def test_silence_is_said_in_words_and_figures(corpus_chat: str, window: Window) -> None:
    page = window()
    page.driver.get(corpus_chat)
    page.ask("What did Chile say about lithium royalties?")
    assert "Not found" in page.find(".onr-silence").text
    assert "lithium" in page.find(".onr-bars").text


def test_a_follow_up_shows_what_it_took_from_before(corpus_chat: str, window: Window) -> None:
    page = window()
    page.driver.get(corpus_chat)
    page.ask(QUESTION)
    page.ask("And Japan?")
    assert "CPTPP" in page.find(".onr-remark").text
    assert len(page.all(".onr-question")) == 2


def test_nothing_is_fetched_from_elsewhere(corpus_chat: str, window: Window) -> None:
    page = window()
    page.driver.get(corpus_chat)
    page.ask(QUESTION)
    page.click(".onr-open")
    page.find("mark")
    asked = page.requests()
    assert any("/_stcore/stream" in url for url in asked)
    assert [url for url in asked if "//127.0.0.1:" not in url] == []
