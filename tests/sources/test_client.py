"""Servers are asked politely: robots.txt, one request at a time, again after a passing fault, not before its time."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import SourceError
from rag.sources.client import Client
from rag.sources.fetch import Limits, PassingError, fetch
from rag.sources.robots import allows, delay
from rag.sources.source import Host
from tests.sources import site as answers
from tests.sources.site import Page, Site

Make = Callable[..., Client]


def test_redirects_are_followed_and_the_last_address_is_told(client: Make, site: Site) -> None:
    site.pages["/old"] = Page(b"", status=301, headers={"Location": "/newer"})
    site.pages["/newer"] = Page(b"", status=307, headers={"Location": f"{site.url}/new#part"})
    site.pages["/new"] = Page(b"<p>x</p>")
    answer = client().get(f"{site.url}/old")
    assert (answer.address, answer.data) == (f"{site.url}/new", b"<p>x</p>")


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("/a", "redirects in a circle"),
        ("/b", "redirects in a circle"),
        ("ftp://127.0.0.1/a", "not an http or https address"),
        ("file:///etc/passwd", "not an http or https address"),
        ("http://user:secret@127.0.0.1/", "must not carry a user name or a password"),
        ("", "redirects in a circle"),
        ("http://[::1", "not an address"),
    ],
)
def test_redirects_that_lead_nowhere(client: Make, site: Site, location: str, reason: str) -> None:
    site.pages["/a"] = Page(b"", status=302, headers={"Location": location})
    site.pages["/b"] = Page(b"", status=302, headers={"Location": "/a"})
    with pytest.raises(SourceError, match=reason) as error:
        client().get(f"{site.url}/a")
    assert "secret" not in str(error.value)


def test_no_more_than_five_redirects(client: Make, site: Site) -> None:
    for n in range(9):
        site.pages[f"/{n}"] = Page(b"", status=302, headers={"Location": f"/{n + 1}"})
    with pytest.raises(SourceError, match="more than 5 redirects"):
        client().get(f"{site.url}/0")
    assert len(site.paths()) == 6
    site.pages["/5"] = Page(b"<p>x</p>")
    assert client().get(f"{site.url}/0").status == 200


def test_slow_redirects_share_the_time_of_one_page(client: Make, site: Site) -> None:
    def slowly(n: int) -> answers.Answer:
        def answer(handler: answers._Handler) -> None:
            time.sleep(0.4)
            handler.raw(b"HTTP/1.1 302 Found\r\nLocation: /%d\r\nContent-Length: 0\r\n\r\n" % (n + 1))

        return answer

    for n in range(5):
        site.pages[f"/{n}"] = slowly(n)
    with pytest.raises(SourceError, match="no complete answer within"):
        client().get(f"{site.url}/0")


def test_what_has_not_changed_is_not_sent_again(client: Make, site: Site) -> None:
    page = site.pages["/a"] = Page(b"<p>x</p>")
    first = client().get(f"{site.url}/a")
    assert client().get(f"{site.url}/a", first.etag, first.modified).status == 304
    site.pages["/a"] = Page(b"<p>y</p>")
    assert client().get(f"{site.url}/a", page.etag).data == b"<p>y</p>"


def test_304_without_a_question_is_no_answer(client: Make, site: Site) -> None:
    site.pages["/a"] = Page(b"", status=304)
    with pytest.raises(SourceError, match="the server answers 304"):
        client().get(f"{site.url}/a")


@pytest.mark.parametrize("status", [204, 206, 400, 401, 403, 451, 501])
def test_other_statuses_are_named(client: Make, site: Site, status: int) -> None:
    site.pages["/a"] = Page(b"", status=status)
    with pytest.raises(SourceError, match=f"{site.url}/a: the server answers {status}"):
        client().get(f"{site.url}/a")
    assert site.paths() == ["/a"], "asked once: another try would not help"


def test_robots_txt_is_obeyed(client: Make, site: Site) -> None:
    site.pages["/robots.txt"] = Page(
        b"User-agent: onrecord\nDisallow: /private/*.html$\n\nUser-agent: *\nDisallow: /"
    )
    site.pages["/a"] = site.pages["/private/a.html"] = Page(b"<p>x</p>")
    asking = client()
    assert asking.get(f"{site.url}/a").status == 200
    with pytest.raises(SourceError, match=r"/private/a.html: the site's robots.txt does not allow it"):
        asking.get(f"{site.url}/private/a.html")
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/a"], "robots.txt is asked for once"


@given(st.text(max_size=200))
def test_any_robots_txt_is_read(text: str) -> None:
    for robots in (text, f"User-agent: *\nDisallow: {text}\nCrawl-delay: {text}"):
        assert allows(robots, "onrecord", "https://mfa.example/a?b=c") in (True, False)
        assert 0 <= delay(robots, "onrecord") <= 30


def test_robots_txt_is_obeyed_after_a_redirect_too(client: Make, site: Site) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /no")
    site.pages["/a"] = Page(b"", status=302, headers={"Location": "/no"})
    with pytest.raises(SourceError, match="does not allow it"):
        client().get(f"{site.url}/a")


def test_without_robots_txt_all_is_allowed_and_with_a_broken_one_nothing(client: Make, site: Site) -> None:
    site.pages["/a"] = Page(b"<p>x</p>")
    assert client().get(f"{site.url}/a").status == 200
    site.pages["/robots.txt"] = Page(b"", status=503)
    with pytest.raises(
        SourceError, match=r"robots.txt cannot be had, so the site is left alone \(the server answers"
    ):
        client().get(f"{site.url}/a")


def test_a_known_robots_txt_serves_for_a_day_and_where_there_is_no_other(client: Make, site: Site) -> None:
    site.pages["/a"] = Page(b"<p>x</p>")
    site.pages["/robots.txt"] = Page(b"", status=503)
    for age, asked in ((datetime.timedelta(hours=1), 0), (datetime.timedelta(days=3), 3)):
        site.asked.clear()
        at = (datetime.datetime.now(datetime.UTC) - age).isoformat(timespec="seconds")
        known = Host(site.url, "User-agent: *\nDisallow: /no", at)
        asking = client(host=lambda origin, known=known: known)
        assert asking.get(f"{site.url}/a").status == 200
        with pytest.raises(SourceError, match="does not allow it"):
            asking.get(f"{site.url}/no")
        assert len([one for one in site.asked if one.path == "/robots.txt"]) == asked


def test_one_request_at_a_time_and_not_too_often(client: Make, site: Site) -> None:
    times: list[tuple[float, float]] = []

    def note(handler: answers._Handler) -> None:
        began = time.monotonic()
        time.sleep(0.05)
        handler.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
        times.append((began, time.monotonic()))

    for n in range(4):
        site.pages[f"/{n}"] = note
    asking = client(gap=0.1)
    with ThreadPoolExecutor(4) as pool:
        assert all(answer.data == b"x" for answer in pool.map(asking.get, [f"{site.url}/{n}" for n in range(4)]))
    times.sort()
    pauses = [after[0] - before[1] for before, after in itertools.pairwise(times)]
    assert min(pauses) > 0.08


def test_a_crawl_delay_makes_the_pause_longer(client: Make, site: Site) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 0.3")
    site.pages["/a"] = Page(b"<p>x</p>")
    asking = client()
    asking.get(f"{site.url}/a")
    began = time.monotonic()
    asking.get(f"{site.url}/a")
    assert time.monotonic() - began > 0.25


def test_a_passing_fault_is_tried_again(client: Make, site: Site) -> None:
    faults = [503, 429]

    def sometimes(handler: answers._Handler) -> None:
        status = faults.pop() if faults else 200
        handler.raw(b"HTTP/1.1 %d X\r\nContent-Length: 1\r\n\r\nx" % status)

    site.pages["/a"] = sometimes
    assert client().get(f"{site.url}/a").data == b"x"
    faults[:] = [500] * 9
    with pytest.raises(SourceError, match="the server answers 500"):
        client().get(f"{site.url}/a")
    assert len(faults) == 6, "three tries"


def test_retry_after_is_obeyed(client: Make, site: Site) -> None:
    times: list[float] = []

    def later(handler: answers._Handler) -> None:
        times.append(time.monotonic())
        first = b"HTTP/1.1 429 X\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
        handler.raw(first if len(times) == 1 else b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")

    site.pages["/a"] = later
    assert client().get(f"{site.url}/a").data == b"x"
    assert times[1] - times[0] > 0.95


def test_a_long_retry_after_closes_the_server_for_this_run_and_the_next(client: Make, site: Site) -> None:
    site.pages["/robots.txt"] = Page(b"")
    site.pages["/a"] = Page(b"", status=503, headers={"Retry-After": "3600"})
    asking = client()
    for path in ("/a", "/b"):
        with pytest.raises(SourceError, match=r"503|asked to be left alone until"):
            asking.get(site.url + path)
    assert site.paths() == ["/a"]
    [host] = asking.hosts()
    assert host.closed_until > datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    for_ever = dataclasses.replace(host, closed_until="2999-01-01T00:00:00+00:00")
    with pytest.raises(SourceError, match="the server answers 503"):
        client(host=lambda origin: for_ever).get(f"{site.url}/a")
    site.asked.clear()
    with pytest.raises(SourceError, match="asked to be left alone until"):
        client(host=lambda origin: host).get(f"{site.url}/a")
    assert site.paths() == []


def test_a_stopped_client_asks_for_nothing_more(client: Make, site: Site) -> None:
    asking = client()
    asking.stop()
    with pytest.raises(SourceError, match="stopped"):
        asking.get(f"{site.url}/a")
    assert site.asked == []


def test_a_retry_after_may_be_a_date(site: Site) -> None:
    in_an_hour = format_datetime(datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1), usegmt=True)
    for value, least, most in ((in_an_hour, 3500, 3600), ("Mon, 01 Jan 2001 00:00:00 GMT", 0, 0), ("120", 120, 120)):
        site.pages["/a"] = Page(b"", status=429, headers={"Retry-After": value})
        with pytest.raises(PassingError) as error:
            fetch(f"{site.url}/a", {}, Limits(), True)
        assert error.value.after is not None
        assert least <= error.value.after <= most
    site.pages["/a"] = Page(b"", status=429, headers={"Retry-After": "soon"})
    with pytest.raises(PassingError) as error:
        fetch(f"{site.url}/a", {}, Limits(), True)
    assert error.value.after is None
