"""What a reader waits for. The bounds are generous, for machines that do much else; the figures are printed."""

from __future__ import annotations

import functools
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag import Library
from tests.browser.conftest import Chat, Page

Window = Callable[..., Page]
WORDS = 40_000
HEADER = """Title: Remarks at a very long press conference
Date: 2024-05-02
Issuer: Ministry of Foreign Affairs (FR)
Counterparts: KE
Language: en
Kind: transcript
Source: https://example.org/long

"""
TURNS = (
    "MINISTER MWANGI: Kenya will ban {} and hopes for {} in the year that comes.",
    "QUESTION: What of {} and of {}?",
    "MINISTER DUPONT: France will pay for {}. France expects {} to begin in May.",
)
FIRST_PAINT = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


@functools.cache
def _body() -> str:
    turns, words, chance = list[str](), 0, random.Random(7)
    while words < WORDS:
        turns.append(TURNS[len(turns) % 3].format(_things(chance), _things(chance)))
        words += len(turns[-1].split())
    return "\n\n".join(turns)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("in")
    Path(folder / "long.txt").write_text(HEADER + _body(), encoding="utf-8")
    chat = Chat(tmp_path_factory.mktemp("data"), model="hash")
    Library.open(chat.data, model="hash").ingest(folder)
    with chat.serving() as served:
        yield served


def _things(chance: random.Random) -> str:
    """Things that nobody has spoken of yet."""
    syllables = ("ba", "ko", "lim", "dru", "fen", "ga", "mor", "ti", "vos", "zel")
    return " ".join("".join(chance.choices(syllables, k=4)) for _ in range(9))


def _timed(what: Callable[[], object], label: str, seconds: float) -> None:
    began = time.perf_counter()
    what()
    took = time.perf_counter() - began
    print(f"{label}: {took:.2f} s")
    assert took < seconds, label


def test_the_first_paint_of_a_warm_server_is_soon(address: str, window: Window) -> None:
    page = window()
    page.driver.get(address)
    page.wait(page.settled, "the page drawn")
    page.driver.get(f"{address}/library")
    paint = page.wait(lambda: page.script(FIRST_PAINT), "the first paint")
    print(f"first paint: {paint:.0f} ms")
    assert paint < 5000
    page.find(".onr-figures")


def test_a_transcript_of_forty_thousand_words_stays_usable(address: str, window: Window) -> None:
    page = window()
    start = _body().index("Kenya will", 100_000)
    page.driver.get(f"{address}/read")
    page.click(".onr-row")
    _timed(lambda: page.find(".onr-voice-name"), "opened", 30)
    assert len(page.script("return document.querySelector('.onr-text').innerText.split(/\\s+/)")) > WORDS
    _timed(lambda: (page.click(".onr-legend button"), page.find(".onr-heard")), "one voice alone", 15)
    _timed(
        lambda: (page.driver.get(f"{address}/read?readout=long&passage={start}-{start + 100}"), page.find("mark")),
        "a passage",
        30,
    )
    page.wait(lambda: page.in_view(page.find("mark")), "the passage in view")
