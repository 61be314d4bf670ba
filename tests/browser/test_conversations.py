"""Conversations in a real browser: kept over a reload and a restart, and each user's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import CORPUS, Chat, Page

Window = Callable[..., Page]


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Chat:
    made = Chat(
        tmp_path_factory.mktemp("data"),
        model="hash",
        STREAMLIT_SERVER_TRUSTED_USER_HEADERS=json.dumps({"X-Forwarded-User": "user"}),
    )
    made.run("ingest", CORPUS)
    return made


def _as(page: Page, user: str) -> None:
    page.driver.execute_cdp_cmd("Network.enable", {})
    page.driver.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {"X-Forwarded-User": user}})


def test_a_conversation_outlives_reload_and_restart_and_is_its_users_own(chat: Chat, window: Window) -> None:
    with chat.serving() as address:
        page = window()
        _as(page, "amina")
        page.driver.get(address)
        page.ask("What did Chile say about CPTPP?")
        page.ask("And what about APEC?")
        page.driver.refresh()
        page.wait(lambda: len(page.all(".onr-question")) == 2, "both questions after a reload")
        page.wait(lambda: page.all(".onr-card"), "their cards")
        query = page.driver.current_url.split("?")[1]

        other = window()
        _as(other, "bob")
        other.driver.get(address)
        other.find(".st-key-examples button")
        assert "CPTPP?" not in other.text().replace("say about CPTPP?", "")
        assert other.all(".onr-row") == []
        conversation = next(part for part in query.split("&") if part.startswith("c="))
        other.driver.get(f"{address}/?{conversation}")
        other.find(".st-key-examples button")
        assert other.all(".onr-question") == []

    with chat.serving() as address:
        page.driver.get(f"{address}/?{query}")
        page.wait(lambda: len(page.all(".onr-question")) == 2, "both questions after a restart")
        page.click("[data-verdict=right]")
        page.wait(lambda: page.all("[data-verdict=right][aria-pressed=true]"), "the verdict shown")
        page.driver.refresh()
        page.wait(lambda: page.all("[data-verdict=right][aria-pressed=true]"), "the verdict after a reload")
        assert Path(chat.data / "conversations.sqlite").exists()
