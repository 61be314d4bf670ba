"""One thing that fails never stops another; it is listed with its reason, kept, and tried again."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import pytest

from rag import Library
from rag.errors import InputError, LockedError, SettingsError
from rag.sources.source import Event, Synced
from rag.store.lock import writing
from tests.sources import site as answers
from tests.sources.ministries import PATHS, article, feed, publish
from tests.sources.site import Page, Site

FIRST, SECOND, THIRD = list(PATHS)[:3]


@pytest.fixture
def ministry(site: Site, library: Library) -> Site:
    """The site, with its feed among the library's sources."""
    publish(site)
    library.sources.add(f"{site.url}/feed.xml", name="feed", reporter="FR")
    site.asked.clear()
    return site


def one(done: object) -> Synced:
    [synced] = done  # type: ignore[misc]
    return synced


@pytest.mark.parametrize(
    "answer",
    [answers.slow_body, answers.garbage, answers.gzip_bomb, answers.breaks_off, answers.hangs_up],
    ids=lambda answer: answer.__name__,
)
def test_a_page_that_fails_is_listed_and_tried_again(
    ministry: Site, library: Library, answer: answers.Answer
) -> None:
    ministry.pages[FIRST] = answer
    done = one(library.sync())
    assert len(done.added) == 2
    [(address, reason)] = done.failed
    assert address == ministry.url + FIRST
    assert [(failure.source, failure.reason) for failure in library.failures()] == [(address, reason)]
    assert any(reason in finding.what for finding in library.check())
    publish(ministry)
    assert len(one(library.sync()).added) == 1
    assert library.failures() == []


def test_a_known_page_that_fails_for_a_time_is_not_sent_again_for_it(ministry: Site, library: Library) -> None:
    library.sync()
    page, ministry.pages[FIRST] = ministry.pages[FIRST], Page(b"", status=403, validators="")
    assert len(one(library.sync()).failed) == 1
    ministry.pages[FIRST] = page
    ministry.asked.clear()
    assert len(one(library.sync()).unchanged) == 3
    assert all(asked.status == 304 for asked in ministry.asked)
    assert library.failures() == []


def test_a_page_that_cannot_be_read_is_asked_for_changes_only(ministry: Site, library: Library) -> None:
    ministry.pages[FIRST] = Page(b"%PDF-1.7 broken", "application/pdf")
    assert len(one(library.sync()).failed) == 1
    ministry.asked.clear()
    assert len(one(library.sync()).failed) == 1, "still not taken in, so still said"
    assert all(asked.status == 304 for asked in ministry.asked)
    [failure] = library.failures()
    assert failure.tries == 2
    ministry.pages[FIRST] = Page(article())
    assert len(one(library.sync()).added) == 1


def test_a_page_that_is_not_there_from_the_start_is_a_failure(ministry: Site, library: Library) -> None:
    del ministry.pages[FIRST]
    [(address, reason)] = one(library.sync()).failed
    assert reason == f"{address}: the server answers 404"


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (Page(b"", status=404), "there is no feed any more"),
        (Page(b"<html><body>Down for maintenance</body></html>"), "is no feed"),
        (Page(b'<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>'), "entities"),
        (Page(b"", status=302, headers={"Location": "/feed.xml"}), "circle"),
        (answers.endless, "larger than 20 MB|no complete answer"),
    ],
    ids=["gone", "html", "entities", "circle", "endless"],
)
def test_a_feed_that_fails_stops_no_other(
    ministry: Site, library: Library, broken: Page | answers.Answer, reason: str
) -> None:
    ministry.pages["/other.xml"] = feed(ministry, SECOND)
    library.sources.add(f"{ministry.url}/other.xml", name="other")
    ministry.pages["/feed.xml"] = broken
    done = {synced.source: synced for synced in library.sync()}
    assert len(done["other"].added) == 1
    [(address, said)] = done["feed"].failed
    assert address == f"{ministry.url}/feed.xml"
    assert any(part in said for part in reason.split("|"))
    publish(ministry)
    assert {synced.source: len(synced.added) for synced in library.sync()}["feed"] == 2
    assert library.failures() == []


def test_a_server_that_is_down_is_left_after_three_pages(ministry: Site, library: Library) -> None:
    paths = [f"/down/{n}" for n in range(9)]
    for path in paths:
        ministry.pages[path] = answers.hangs_up
    ministry.pages["/feed.xml"] = feed(ministry, *paths)
    done = one(library.sync())
    assert len(done.failed) == 3
    assert done.left == 6


def test_robots_txt_keeps_pages_out(ministry: Site, library: Library) -> None:
    ministry.pages["/internal/a.html"] = Page(article())
    ministry.pages["/feed.xml"] = feed(ministry, "/internal/a.html")
    [(_, reason)] = one(library.sync()).failed
    assert "robots.txt does not allow it" in reason
    assert "/internal/a.html" not in ministry.paths()


def test_private_addresses_are_refused_unless_allowed(site: Site, tmp_path: Path) -> None:
    publish(site)
    library = Library.open(tmp_path / "public", model="hash", host_seconds=0)
    done = library.ingest(site.url + FIRST)
    assert "ONRECORD_ALLOW_PRIVATE=1 allows it" in done.failed[0][1]
    with pytest.raises(InputError, match="no address of the public Internet"):
        library.sources.add(f"{site.url}/feed.xml")
    assert site.asked == []


def test_addresses_are_ingested_beside_files(ministry: Site, library: Library, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text(
        "Title: Note\nDate: 2024-05-02\nIssuer: Ministry (FR)\n\nThe minister of Kenya said that fish swim."
    )
    wrong = "ftp://127.0.0.1/a"
    done = library.ingest(ministry.url + FIRST + "#top", file, wrong, f"{ministry.url}/feed.xml")
    assert len(done.added) == 2
    assert {address for address, _ in done.failed} == {wrong, f"{ministry.url}/feed.xml"}
    assert any("add it with `onrecord source add" in reason for _, reason in done.failed)
    assert library.ingest(ministry.url + FIRST).unchanged
    assert len(list(library.list())) == 2


def test_what_failed_outside_the_sources_is_tried_again_too(site: Site, library: Library, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("Title: Note\nIssuer: Ministry (FR)\n\nThe minister of Kenya said that fish swim.")
    site.pages[FIRST] = Page(b"", status=403)
    assert len(library.ingest(site.url + FIRST, file).failed) == 2
    assert len(one(library.sync()).failed) == 2
    site.pages[FIRST] = Page(article())
    file.write_text(
        "Title: Note\nDate: 2024-05-02\nIssuer: Ministry (FR)\n\nThe minister of Kenya said that fish swim."
    )
    assert len(one(library.sync()).added) == 2
    assert library.failures() == []
    assert library.sync() == []


def test_one_sync_at_a_time(ministry: Site, library: Library) -> None:
    with (
        writing(library.settings.data / "sync", 1.0),
        pytest.raises(LockedError, match="another process is looking at the sources"),
    ):
        library.sync()


def test_what_was_fetched_waits_for_another_writer(ministry: Site, library: Library) -> None:
    with ThreadPoolExecutor(1) as pool:
        with writing(library.settings.data, 1.0):
            syncing = pool.submit(library.sync)
            while THIRD not in ministry.paths():
                time.sleep(0.02)
            time.sleep(3 * library.settings.lock_seconds)
        assert len(one(syncing.result(60)).added) == 3


def test_unknown_names_are_an_error_before_anything_is_asked(ministry: Site, library: Library) -> None:
    with pytest.raises(InputError, match="nosuch: no such source; `onrecord source list`"):
        library.sync("feed", "nosuch")
    assert ministry.asked == []


def test_a_source_that_is_removed_leaves_its_readouts_and_no_failures(ministry: Site, library: Library) -> None:
    ministry.pages[FIRST] = Page(b"", status=403)
    library.sync()
    library.sources.remove("feed")
    assert library.sources.list() == []
    assert library.failures() == []
    assert len(list(library.list())) == 2
    assert library.sync() == []
    library.sources.add(f"{ministry.url}/feed.xml", name="feed")
    publish(ministry)
    done = one(library.sync())
    assert (len(done.added), len(done.unchanged)) == (1, 2)


def test_a_folder_is_looked_at_again(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()

    def write(name: str, words: str) -> Path:
        path = folder / f"{name}.txt"
        path.write_text(
            f"Title: {name}\nDate: 2024-05-02\nIssuer: Ministry (FR)\n\nThe minister of Kenya said {words}."
        )
        return path

    write("one", "that fish swim")
    two = write("two", "that birds fly")
    source = library.sources.add(str(folder), pattern="*.txt")
    assert (source.kind, source.name) == ("folder", "in")
    events: list[Event] = []
    assert len(one(library.sync(log=events.append)).added) == 2
    assert {event.event for event in events} == {"added"}
    done = one(library.sync())
    assert (len(done.unchanged), done.fetched) == (2, 0)
    write("one", "that fish swim in cold water")
    write("three", "that trees grow")
    (folder / "broken.txt").write_text("Title: x\n\nno date")
    two.unlink()
    done = one(library.sync())
    assert (done.added, done.changed, done.unchanged, done.gone) == (("three",), ("one",), (), (str(two),))
    assert [address for address, _ in done.failed] == [str(folder / "broken.txt")]
    assert len(list(library.list())) == 3, "a file that is gone takes nothing out"
    (folder / "broken.txt").unlink()
    assert not one(library.sync()).gone
    assert library.failures() == []


def test_servers_are_told_who_asks(site: Site, tmp_path: Path) -> None:
    publish(site)
    options = {"model": "hash", "allow_private": True, "host_seconds": 0, "contact": "desk@mfa.example"}
    library = Library.open(tmp_path / "data", **options)
    library.ingest(site.url + FIRST)
    agents = {asked.headers["user-agent"] for asked in site.asked}
    assert agents == {f"onrecord/{version('onrecord')} (desk@mfa.example)"}
    for wrong in ("a\nX: y", "é", "a" * 300):
        with pytest.raises(SettingsError, match="ONRECORD_CONTACT"):
            Library.open(tmp_path / "data", contact=wrong)
