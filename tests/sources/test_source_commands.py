"""`onrecord source` and `onrecord sync`: what they print, and their exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.cli import main
from rag.load.fields import language_code, party, readout_kind
from rag.sources.address import spell
from rag.sources.presets import presets, titles
from tests.sources.ministries import PATHS, publish
from tests.sources.site import Page, Site

Run = Callable[..., tuple[int, str, str]]
FIRST = next(iter(PATHS))
NONE = ("changed", "unchanged", "gone", "left")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command on a data directory of its own; returns status, output and error output."""
    settings = {"DATA": tmp_path / "data", "MODEL": "hash", "ALLOW_PRIVATE": "1", "HOST_SECONDS": "0"}
    for name, value in settings.items():
        monkeypatch.setenv(f"ONRECORD_{name}", str(value))

    def command(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        out = capsys.readouterr()
        return status, out.out, out.err

    return command


def test_add_list_sync_remove(run: Run, site: Site) -> None:
    publish(site)
    address = f"{site.url}/feed.xml"
    status, out, err = run("source", "add", address, "--name", "mfa", "--reporter", "France", "--language", "en")
    assert (status, err) == (0, "")
    assert out == f"mfa: feed {address}; `onrecord sync mfa` brings it in\n"
    assert run("source", "list")[1] == f"mfa  feed  {address}\n    FR  en  nothing seen, never synced\n"
    assert run("sync")[:2] == (0, "mfa: 3 added, 0 changed, 0 unchanged, 0 failed\n")
    assert run("sync", "mfa")[:2] == (0, "mfa: 0 added, 0 changed, 3 unchanged, 0 failed\n")
    listed = json.loads(run("source", "list", "--json")[1])
    assert (listed["name"], listed["kind"], listed["pages"]) == ("mfa", "feed", {"taken": 3})
    assert listed["synced"]
    assert run("source", "remove", "mfa")[:2] == (0, "1 removed; the readouts from there stay\n")
    assert run("source", "list")[1] == ""
    assert len(run("list")[1].splitlines()) == 3


def test_part_of_a_sync_that_fails_is_status_two(run: Run, site: Site) -> None:
    publish(site)
    site.pages[FIRST] = Page(b"", status=403)
    run("source", "add", f"{site.url}/feed.xml", "--name", "mfa")
    status, out, err = run("sync")
    assert (status, out) == (2, "mfa: 2 added, 0 changed, 0 unchanged, 1 failed\n")
    assert f"mfa: failed: {site.url}{FIRST}: the server answers 403" in err
    assert run("check")[0] == 2


def test_the_log_as_json_lines(run: Run, site: Site) -> None:
    publish(site)
    run("source", "add", f"{site.url}/feed.xml", "--name", "mfa")
    del site.pages[FIRST]
    status, out, err = run("sync", "--json")
    assert (status, err) == (2, "")
    lines = [json.loads(line) for line in out.splitlines()]
    assert {line["event"] for line in lines} == {"fetched", "failed", "added", "summary"}
    assert all(line["time"] for line in lines)
    [failed] = [line for line in lines if line["event"] == "failed"]
    assert (failed["source"], failed["address"]) == ("mfa", site.url + FIRST)
    summary = {name: value for name, value in lines[-1].items() if name not in ("time", "event")}
    assert summary == {"sources": 1, "added": 2, "failed": 1, "fetched": 3} | dict.fromkeys(NONE, 0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("source", "add", "no-such-preset"), "no address, no folder and no preset"),
        (("source", "add", "ftp://127.0.0.1/"), "not an http or https address"),
        (("source", "add", "https://a:b@127.0.0.1/"), "must not carry a user name or a password"),
        (("source", "add", "us-state", "--reporter", "Nowhere"), "no party that we know"),
        (("source", "add", "us-state", "--kind", "poem"), "no kind of readout"),
        (("source", "add", "us-state", "--language", "English!"), "no language code"),
        (("source", "add", "us-state", "--name", "a b"), "no name for a source"),
        (("source", "add", "{url}/nothing"), "the server answers 404"),
        (("source", "remove", "nosuch"), "no such source"),
        (("sync", "nosuch"), "no such source"),
        (("source",), "required"),
        (("sync", "--limit", "x"), "invalid int value"),
    ],
)
def test_errors_of_use_are_one_line_and_status_one(
    run: Run, site: Site, arguments: tuple[str, ...], said: str
) -> None:
    status, out, err = run(*(argument.format(url=site.url) for argument in arguments))
    assert (status, out) == (1, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_source_is_added_once(run: Run, site: Site) -> None:
    publish(site)
    assert run("source", "add", f"{site.url}/feed.xml")[0] == 0
    status, _, err = run("source", "add", f"{site.url}/feed.xml#again", "--name", "again")
    assert status == 1
    assert "onrecord source remove 127.0.0.1-feed" in err


@pytest.mark.parametrize(
    ("path", "kind"), [("/sitemap.xml", "sitemap"), (FIRST, "page"), ("/files/statement-ghana.pdf", "page")]
)
def test_the_kind_is_recognised_and_shown(run: Run, site: Site, path: str, kind: str) -> None:
    publish(site)
    assert f": {kind} {site.url}" in run("source", "add", site.url + path)[1]
    if kind == "page":
        assert "1 added" in run("sync")[1]


def test_a_page_that_offers_a_feed_says_so(run: Run, site: Site) -> None:
    link = "<link href='/feed.xml' rel='alternate' type='application/rss+xml'><link rel='stylesheet' href='/a.css'>"
    site.pages["/news"] = Page(f"<html><head>{link}</head><body><p>News</p></body></html>".encode())
    out = run("source", "add", f"{site.url}/news")[1].splitlines()
    assert out[0] == f"the page offers a feed, which may be what you want: {site.url}/feed.xml"
    assert ": page " in out[1]


def test_without_sources_there_is_nothing_to_look_at(run: Run) -> None:
    assert run("sync")[:2] == (0, "nothing to look at; `onrecord source add ADDRESS` adds a source\n")


def test_the_presets(run: Run) -> None:
    assert len(presets()) >= 20
    for name, source in presets().items():
        assert spell(source.address) == source.address
        assert source.kind in ("feed", "sitemap")
        assert party(source.reporter or "") == source.reporter
        assert language_code(source.language or "") == source.language
        assert not source.readout_kind or readout_kind(source.readout_kind)
        assert titles()[name]
    status, out, _ = run("source", "presets")
    assert status == 0
    assert out.startswith("Unverified against the live web")
    assert all(name in out for name in presets())
    lines = [json.loads(line) for line in run("source", "presets", "--json")[1].splitlines()]
    assert not any(line["verified"] for line in lines)
    assert run("source", "add", "nato")[0] == 0, "a preset is taken as it is, and fetched by the first sync"
    assert "NATO  en" in run("source", "list")[1]
