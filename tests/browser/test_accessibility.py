"""axe-core finds no serious or critical violation on any page, and the whole job goes with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources

import pytest
from selenium.webdriver import Keys

from tests.browser.conftest import Page

Window = Callable[..., Page]
RUN = "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then((r) => done(r.violations))"


def _violations(page: Page) -> list[str]:
    page.script(resources.files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.driver.execute_async_script(RUN)
    assert isinstance(found, list)
    return [
        f"{item['impact']} {item['id']}: {item['nodes'][0]['html'][:200]}"
        for item in found
        if item["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_has_serious_violations(corpus_chat: str, window: Window, dark: bool) -> None:
    page = window(dark=dark)
    for path, css in (
        ("/", ".st-key-examples button"),
        ("/?q=What+did+Chile+say+about+lithium+royalties%3F", ".onr-silence"),
        ("/?q=What+did+Chile+say+about+CPTPP%3F&readout=cn-cl-20241115&passage=1096-1228", "mark"),
        ("/read?readout=cn-cl-20241115", ".onr-text"),
        ("/library", ".onr-figures"),
    ):
        page.driver.get(f"{corpus_chat}{path}")
        page.find(css)
        page.wait(lambda: "Loading the search model" not in page.text() and page.settled(), "the model")
        assert _violations(page) == [], path


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_opens_on_a_page_has_no_serious_violations(corpus_chat: str, window: Window, dark: bool) -> None:
    page = window(dark=dark)
    page.driver.get(f"{corpus_chat}/?q=What+did+Chile+say+about+CPTPP%3F")
    page.find(".onr-card")
    for click, then in (
        (".onr-chip-name", ".onr-chip select"),
        (".onr-cite summary", ".onr-menu button"),
        ('[data-testid="stExpandSidebarButton"]', '[data-testid="stSidebar"] .onr-row'),
        (".st-key-tools button", '[data-testid="stPopoverBody"] input'),
    ):
        page.wait(page.settled, "the page drawn")
        page.click(click)
        page.find(then)
        assert _violations(page) == [], click


def test_on_paper_all_of_the_readout_is_there_and_nothing_to_click(corpus_chat: str, window: Window) -> None:
    page = window(dark=True)
    page.driver.get(f"{corpus_chat}/?q=What+did+Chile+say+about+CPTPP%3F&readout=cn-cl-20241115&passage=0-20")
    page.find("mark")
    page.wait(page.settled, "the page drawn")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert page.script("const t = document.querySelector('.onr-text'); return t.scrollHeight - t.clientHeight") <= 1
    assert page.script("return getComputedStyle(document.querySelector('.onr-quote')).color") == "rgb(27, 31, 36)"
    for css in (".st-key-tools", ".onr-open", ".onr-close", ".onr-verdicts", '[data-testid="stBottom"]'):
        assert not any(node.is_displayed() for node in page.all(css)), css


def test_ask_read_and_go_back_without_a_mouse(corpus_chat: str, window: Window) -> None:
    page = window()
    page.driver.get(corpus_chat)
    page.find(".st-key-examples button")
    page.tab_to('[data-testid="stChatInput"] textarea')
    page.press("What did Chile say about CPTPP?", Keys.ENTER)
    page.find(".onr-card")
    for opener in (".onr-card .onr-open", ".onr-mark"):
        page.tab_to(opener)
        page.press(Keys.ENTER)
        page.wait(lambda: page.focused("mark"), "the passage focused")
        page.press(Keys.ESCAPE)
        page.wait(lambda: not page.all(".onr-source"), "the readout closed")
        page.wait(lambda css=opener: page.focused(css), "the focus back where it was")
        page.wait(page.settled, "the page drawn")
        assert page.focused(opener)
