"""A ministry's site is synced, and synced again: nothing unchanged is fetched, nothing doubled, nothing lost."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from rag import Library
from rag.sources.source import Event, Synced
from tests.sources.ministries import PATHS, article, feed, pdf, publish, sitemap
from tests.sources.site import Page, Site

FEED = ["/feed.xml", *list(PATHS)[:3]]
SITEMAP = ["/sitemap.xml", "/sitemap-1.xml.gz", *list(PATHS)[3:]]
FIRST = "/en/minister-meets-envoy.html"


@pytest.fixture
def ministry(site: Site, library: Library) -> Site:
    """The site, with its feed and its sitemap among the library's sources; nothing has been asked of it since."""
    publish(site)
    library.sources.add(f"{site.url}/feed.xml", name="feed", reporter="FR")
    library.sources.add(
        f"{site.url}/sitemap.xml", name="sitemap", reporter="France", pattern="/readouts/ | /es/ | .pdf"
    )
    site.asked.clear()
    return site


def one(done: object) -> Synced:
    [synced] = done  # type: ignore[misc]
    return synced


def test_two_syncs_of_a_ministry(ministry: Site, library: Library) -> None:
    first = {synced.source: synced for synced in library.sync()}
    assert not any(synced.failed or synced.changed or synced.gone for synced in first.values())
    assert (len(first["feed"].added), len(first["sitemap"].added)) == (3, 3)
    readouts = {readout.source.removeprefix(ministry.url): readout for readout in library.list()}
    assert set(readouts) == set(PATHS)
    for path, words in PATHS.items():
        assert words in readouts[path].text
        assert readouts[path].reporter == "FR"
        assert not readouts[path].reporter_inferred
        assert "cookies" not in readouts[path].text
        assert "Legal notice" not in readouts[path].text
    assert {readout.date for readout in readouts.values()} == {
        *("2024-05-03", "2024-04-29", "2024-03-08", "2024-06-21", "2024-04-04", "2024-07-19")
    }
    assert readouts["/es/notas/reunion-peru"].language == "es"
    assert sorted(ministry.paths()) == sorted([*FEED, *SITEMAP]), "each address once"

    ministry.asked.clear()
    second = library.sync()
    assert sorted(ministry.paths()) == sorted([*FEED, *SITEMAP])
    assert all(asked.conditional and asked.status == 304 for asked in ministry.asked)
    assert not any(synced.added or synced.changed or synced.failed or synced.fetched for synced in second)
    assert sum(len(synced.unchanged) for synced in second) == 6
    assert {readout.revision for readout in library.list()} == {1}
    assert [asked.path for asked in ministry.asked if asked.path == "/robots.txt"] == [], "kept for a day"
    answer = library.ask("What did Japan say about sea lanes?")
    assert "weeded every day" in answer.text


def test_a_changed_page_is_a_new_revision_of_the_same_readout(ministry: Site, library: Library) -> None:
    library.sync("feed")
    ministry.asked.clear()
    ministry.pages[FIRST] = Page(article().replace(b"before the rains", b"after the rains"))
    done = one(library.sync("feed"))
    [id] = done.changed
    assert not done.added
    assert [asked.path for asked in ministry.asked if asked.status == 200] == [FIRST]
    assert [revision.number for revision in library.revisions(id)] == [1, 2]
    assert "before the rains" in library.show(id, 1).text
    assert "after the rains" in library.show(id).text
    assert library.show(id).source == ministry.url + FIRST
    assert not one(library.sync("feed")).changed


def test_a_page_that_is_gone_is_reported_once_and_kept(ministry: Site, library: Library) -> None:
    library.sync("feed")
    del ministry.pages[FIRST]
    done = one(library.sync("feed"))
    assert done.gone == (ministry.url + FIRST,)
    assert not done.failed
    assert len(list(library.list())) == 3
    assert not one(library.sync("feed")).gone
    publish(ministry)
    back = one(library.sync("feed"))
    assert len(back.unchanged) == 3
    assert not back.added


def test_a_page_that_leads_to_the_front_page_is_gone_and_not_changed(ministry: Site, library: Library) -> None:
    library.sync("feed")
    ministry.pages["/"] = Page(article().replace(b"envoy", b"nobody"))
    ministry.pages[FIRST] = Page(b"", status=302, headers={"Location": "/"}, validators="")
    done = one(library.sync("feed"))
    assert done.gone == (ministry.url + FIRST,)
    assert not done.changed


def test_a_moved_page_keeps_its_id_and_tells_where_it_is(ministry: Site, library: Library) -> None:
    library.sync("feed")
    ids = {readout.id for readout in library.list()}
    ministry.pages["/new/place.html"] = ministry.pages[FIRST]
    ministry.pages[FIRST] = Page(b"", status=301, headers={"Location": "/new/place.html"}, validators="")
    library.sync("feed")
    assert {readout.id for readout in library.list()} == ids


def test_a_server_without_validators_sends_again_and_nothing_is_doubled(ministry: Site, library: Library) -> None:
    for path in FEED:
        page = ministry.pages[path]
        assert isinstance(page, Page)
        page.validators = ""
    assert len(one(library.sync("feed")).added) == 3
    done = one(library.sync("feed"))
    assert len(done.unchanged) == 3
    assert not done.added
    assert not done.changed


def test_without_what_was_seen_all_is_asked_again_and_nothing_doubled(ministry: Site, library: Library) -> None:
    """A kill between the catalog's transaction and that of the sources has this effect."""
    library.sync("feed")
    with library.sources._store._database.open(write=True) as db:
        for table in ("page", "list", "entry", "host"):
            db.execute(f"DELETE FROM {table}")
    ministry.asked.clear()
    done = one(library.sync("feed"))
    assert not any(asked.conditional for asked in ministry.asked)
    assert (len(done.unchanged), done.added, done.changed) == (3, (), ())


def test_what_is_not_in_the_catalog_is_fetched_whatever_was_seen(ministry: Site, library: Library) -> None:
    """As after the catalog came back from an older backup."""
    library.sync("feed")
    with library._catalog.database.open(write=True) as db:
        for table in ("readout", "revision", "origin"):
            db.execute(f"DELETE FROM {table}")
    assert len(one(library.sync("feed")).added) == 3


def test_a_removed_readout_stays_out_until_it_is_asked_for(ministry: Site, library: Library) -> None:
    library.sync("feed")
    [id] = [readout.id for readout in library.list() if readout.source.endswith(FIRST)]
    library.remove(id)
    ministry.pages[FIRST] = Page(article().replace(b"before the rains", b"after the rains"))
    done = one(library.sync("feed"))
    assert id not in done.added + done.changed
    assert id not in {readout.id for readout in library.list()}
    assert library.ingest(ministry.url + FIRST).added == (id,)
    assert "after the rains" in library.show(id).text


def test_a_sitemap_that_names_changes_spares_requests(site: Site, library: Library) -> None:
    publish(site)
    paths = list(PATHS)[:3]
    site.pages["/map.xml"] = sitemap(site, *paths, changed="2024-05-03")
    library.sources.add(f"{site.url}/map.xml", name="map")
    assert len(one(library.sync()).added) == 3
    site.asked.clear()
    library.sync()
    assert site.paths() == ["/map.xml"], "the list says that nothing has changed"
    library.sync(anew=True)
    assert site.paths() == ["/map.xml", "/map.xml", *paths]
    site.pages["/map.xml"] = sitemap(site, *paths, changed="2024-05-04")
    site.asked.clear()
    library.sync()
    assert sorted(site.paths()) == sorted(["/map.xml", *paths])


def test_a_page_that_is_no_longer_named_stays(ministry: Site, library: Library) -> None:
    library.sync("feed")
    ministry.pages["/feed.xml"] = feed(ministry, FEED[1])
    ministry.asked.clear()
    done = one(library.sync("feed"))
    assert ministry.paths() == FEED[:2]
    assert not done.gone
    assert len(list(library.list())) == 3


def test_more_pages_than_the_limit_are_taken_in_turn(site: Site, library: Library) -> None:
    names = [f"/n/{n}.pdf" for n in range(5)]
    for name in names:
        site.pages[name] = Page(pdf(f"Statement {name}", "3 May 2024", f"The Minister said that {name} is a number."))
    site.pages["/map.xml"] = sitemap(site, *names)
    library.sources.add(f"{site.url}/map.xml", name="map")
    assert [(len(d.added), d.left) for d in (one(library.sync(limit=2)) for _ in range(3))] == [
        (2, 3),
        (2, 3),
        (1, 3),
    ]
    assert len(list(library.list())) == 5


def test_a_page_that_two_sources_name_is_asked_for_once(ministry: Site, library: Library) -> None:
    ministry.pages["/other.xml"] = feed(ministry, FIRST)
    library.sources.add(f"{ministry.url}/other.xml", name="other")
    ministry.asked.clear()
    library.sync("feed", "other")
    assert ministry.paths().count(FIRST) == 1


def test_what_another_site_reports_is_not_the_source_s_account(site: Site, library: Library) -> None:
    publish(site)
    elsewhere = site.url.replace("127.0.0.1", "127.0.0.2") + FIRST
    site.pages["/feed.xml"] = Page(feed(site, FIRST).body.replace((site.url + FIRST).encode(), elsewhere.encode()))
    library.sources.add(f"{site.url}/feed.xml", name="feed", reporter="FR")
    events: list[Event] = []
    done = one(library.sync(log=events.append))
    assert not done.added
    assert not done.failed
    assert [(event.event, event.detail[:7]) for event in events] == [("passed over", "1 pages")]
    library.sources.remove("feed")
    library.sources.add(f"{site.url}/feed.xml", name="feed", reporter="FR", pattern="*/en/*")
    assert one(library.sync()).failed[0][0] == elsewhere, "a pattern takes it in; nobody serves there"


def test_a_catalog_from_an_older_backup_gets_the_newer_revision_again(
    ministry: Site, library: Library, tmp_path: Path
) -> None:
    library.sync("feed")
    backup = tmp_path / "backup.sqlite"
    with contextlib.closing(sqlite3.connect(backup)) as to, library._catalog.database.connect() as db:
        db.backup(to)
    ministry.pages[FIRST] = Page(article().replace(b"before the rains", b"after the rains"))
    [id] = one(library.sync("feed")).changed
    with contextlib.closing(sqlite3.connect(backup)) as source, library._catalog.database.connect() as db:
        source.backup(db)
    assert "before the rains" in library.show(id).text
    assert one(library.sync("feed")).changed == (id,)
    assert "after the rains" in library.show(id).text
