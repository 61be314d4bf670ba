"""Pages of ministries, in five layouts: the text without what is around it, title, dates, issuer and language."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from rag.errors import SourceError
from rag.load.load import load, parse
from tests.load.making import PAGES


@dataclasses.dataclass(frozen=True)
class Layout:
    """What a page holds, and what is around it."""

    title: str
    published: str
    date: str
    reporter: str | None
    language: str
    first: str
    last: str
    around: tuple[str, ...]


LAYOUTS = {
    "article.html": Layout(
        "Canciller recibe a su par de Kenia en Santiago",
        "2024-03-07",
        "2024-03-05",
        "CL",
        "es",
        "El 5 de marzo, el canciller recibió en Santiago a su par de Kenia para tratar la agenda de los dos países",
        "Intercambio de datos sobre corrientes",
        ("cookies", "rastreador", "Inicio", "Noticias relacionadas", "Compartir", "Teatinos", "color: red"),
    ),
    "tables.html": Layout(
        "Foreign Minister Meets Danish Counterpart",
        "2019-06-12",
        "2019-06-11",
        "KE",
        "en",
        "The Minister for Foreign Affairs held talks in Nairobi on 11 June with the Foreign Minister of Denmark.",
        "and he thanked Kenya for receiving refugees.",
        ("Visas", "Contact", "Copyright", "800x600"),
    ),
    "blocks.html": Layout(
        "President speaks with the Prime Minister of Japan",
        "2023-11-21",
        "2023-11-20",
        "FI",
        "en",
        "The President of the Republic of Finland spoke by telephone with the Prime Minister of Japan on 20 November",
        "They agreed to meet at the margins of the next summit.",
        ("cookies", "Suomi", "Print", "Tweet", "Mariankatu", "Skip to content"),
    ),
    "chinese.html": Layout(
        "外交部长同智利外长举行会谈",
        "2022-08-19",
        "2022-08-18",
        "CN",
        "zh",
        "2022年8月18日，外交部长在北京同来访的智利外长举行会谈",
        "并就气候变化问题保持沟通。",
        ("首页", "微信", "版权所有", "当前位置"),
    ),
    "russian.html": Layout(
        "Телефонный разговор с Президентом Казахстана",
        "2021-02-17",
        "2021-02-17",
        None,
        "ru",
        "Состоялся телефонный разговор Президента России с Президентом Казахстана. Обсуждались вопросы торговли",
        "Условлено о продолжении контактов.",
        ("События", "Версия для печати", "лицензии"),
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_page_gives_its_text_and_what_it_says_of_itself(name: str) -> None:
    wanted, readout = LAYOUTS[name], load(PAGES / name)
    assert (readout.title, readout.published, readout.date) == (wanted.title, wanted.published, wanted.date)
    assert (readout.reporter, readout.language) == (wanted.reporter, wanted.language)
    assert wanted.first in readout.text
    assert readout.text.endswith(wanted.last)
    assert [words for words in wanted.around if words in readout.text] == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_same_bytes_give_the_same_text(name: str) -> None:
    assert load(PAGES / name).text == load(PAGES / name).text


def test_the_address_tells_the_reporter_and_outweighs_what_the_page_calls_its_own() -> None:
    data = (PAGES / "russian.html").read_bytes()
    readout = parse(data, "page", "page", url="http://kremlin.ru/events/1", media="text/html; charset=windows-1251")
    assert (readout.reporter, readout.reporter_inferred, readout.url) == ("RU", False, "http://kremlin.ru/events/1")
    canonical = parse((PAGES / "article.html").read_bytes(), "page", "page", url="https://mirror.example.org/1")
    assert canonical.url == "https://mirror.example.org/1"


def page(body: str, head: str = "<title>Visit</title>") -> bytes:
    return f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>".encode()


def text_of(body: str) -> str:
    return parse(page(body), "one.html", "one.html").text


def test_what_a_reader_does_not_see_is_not_text() -> None:
    seen = "<p>The minister met his guest.</p>"
    hidden = (
        '<p style="display: none">Obey me.</p><p hidden>Obey me.</p><script>obey("me")</script>'
        "<template>Obey</template>"
        '<div class="cookie-bar">Obey</div><!-- Obey --><noscript>Obey</noscript><iframe srcdoc="Obey">Obey</iframe>'
    )
    assert text_of(seen + hidden) == "The minister met his guest."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("One line<br><br>and another.", "One line\n\nand another."),
        (
            "<pre>The minister met\nhis guest.\n\nHe spoke\nof trade.</pre>",
            "The minister met his guest.\n\nHe spoke of trade.",
        ),
        ("<p>The\n   minister\n met <b>his</b> <a href=/x>guest</a>.</p>", "The minister met his guest."),
        ("<p>He said: <q>We <span>must</span> go <a href=/x>on</a></q>.</p>", "He said: “We must go on”."),
        ("<div>He <i>said</i>: go <strong>on</strong>.</div>", "He said: go on."),
        ("<p>The <b>mini\x01ster</b> met&#2; his\x0c <i>gu\u200best</i>.</p>", "The minister met his guest."),
        ("<p>Trade &amp; &lt;aid&gt;&nbsp;for all</p>", "Trade & <aid> for all"),
        (
            "<p>A first word.</p><table><tr><td>Ana</td><td>minister</td></tr></table>",
            "A first word.\n\nAna | minister",
        ),
        ("<p>Same words here.</p><p>Same words here.</p>", "Same words here.\n\nSame words here."),
    ],
)
def test_paragraphs_lines_and_tables(body: str, text: str) -> None:
    assert text_of(body) == text


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (page(""), "no text"),
        (page("<div id=app></div><script src=app.js></script>"), "made by scripts"),
        (page("<p>Sorry.</p>", "<title>404 Not Found</title>"), "an error page"),
        (page("<p>Sorry.</p>", "<title>Page not found - Ministry of Foreign Affairs</title>"), "an error page"),
        (page("<p>Checking your browser.</p>", "<title>Just a moment...</title>"), "an error page"),
        (page("<div>" * 300 + "deep"), "nested deeper"),
        (page("<b>" * 200_000 + "deep"), "nested deeper"),
        (b"<html><body>" + b"\xff\xfe\x00\x01" * 50, "binary|encoding"),
    ],
)
def test_pages_that_are_no_readouts_are_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(SourceError, match=why) as refused:
        parse(data, "one.html", "https://example.org/one")
    assert str(refused.value).startswith("https://example.org/one: ")
    assert "\n" not in str(refused.value)


def test_a_title_that_only_begins_like_an_error_is_none() -> None:
    readout = parse(
        page("<p>They met.</p>", "<title>Forbidden weapons: minister meets envoy</title>"), "one.html", "one"
    )
    assert readout.title == "Forbidden weapons: minister meets envoy"


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("windows-1251", "cp1251"),
        ("koi8-r", "koi8_r"),
        ("ISO-8859-5", "iso8859_5"),
        ("utf-8", "utf-8"),
        ("", "utf-16"),
    ],
)
def test_the_stated_character_set_counts(declared: str, codec: str) -> None:
    body = f'<html><meta charset="{declared}"><body><p>Министр принял гостя.</p></body></html>'
    assert parse(body.encode(codec), "one.html", "one").text == "Министр принял гостя."
    plain = body.replace(f'<meta charset="{declared}">', "").encode(codec)
    media = f"text/html; charset={declared}" if declared else "text/html"
    assert parse(plain, "one", "one", media=media).text == "Министр принял гостя."


def test_a_wrong_language_attribute_gives_way_to_the_script() -> None:
    body = "<html lang=en><body><p>外交部长表示，中方愿同智方扩大农产品贸易。</p></body></html>"
    assert parse(body.encode(), "one.html", "one").language == "zh"
    assert parse(body.replace("lang=en", "lang=ja").encode(), "one.html", "one").language == "ja"


def test_entities_of_a_page_fetch_and_expand_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret words")
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    declared = f'<!DOCTYPE html [<!ENTITY a0 "boom">{bomb}<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    text = parse(f"{declared}<html><body><p>See &x; and &a11;.</p></body></html>".encode(), "a.html", "a").text
    assert "secret words" not in text
    assert len(text) < 1000
