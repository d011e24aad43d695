"""The site's feeds and sitemap are what their specifications ask for, and lead to pages."""

import json
import re
from datetime import datetime
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from tests.site_samples import ADDRESS, FIRST, build, pages, small_desk

from torimatome.collect.feed import read_feed

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("feed", "items", "sections/military_security", "sections/domestic", "sections/foreign")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = tmp_path_factory.mktemp("feeds")
    desk = small_desk(room / "var")
    build(desk, room / "out")
    build(desk, room / "moved", "https://elsewhere.example/")
    build(desk, room / "nowhere", "")
    desk.store.close()
    return room / "out"


def page_of(site: Path, address: str) -> Path:
    assert address.startswith(ADDRESS)
    return site / address.removeprefix(ADDRESS)


@pytest.mark.parametrize("name", FEEDS)
def test_an_atom_feed_has_all_the_format_asks_for(site: Path, name: str) -> None:
    feed = etree.fromstring((site / f"{name}.xml").read_bytes())
    for needed in ("title", "id", "updated", "author"):
        assert len(feed.findall(f"{ATOM}{needed}")) == 1, needed
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"{ADDRESS}{name}.xml"
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids))
    for entry in entries:
        assert entry.findtext(f"{ATOM}id").startswith("urn:uuid:")
        assert entry.findtext(f"{ATOM}title")
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated").replace("Z", "+00:00"))
        assert page_of(site, entry.find(f"{ATOM}link").get("href")).is_file()


@pytest.mark.parametrize("name", FEEDS)
def test_feed_readers_take_every_form_of_a_feed(site: Path, name: str) -> None:
    counts = []
    for ending in ("xml", "rss"):
        read = feedparser.parse((site / f"{name}.{ending}").read_bytes())
        assert not read.bozo, read.get("bozo_exception")
        assert all(entry.title and entry.link and entry.id for entry in read.entries)
        counts.append(len(read.entries))
    shown = json.loads((site / f"{name}.json").read_bytes())
    assert shown["version"] == "https://jsonfeed.org/version/1.1"
    assert all(item["id"] and item["content_text"] for item in shown["items"])
    assert all(page_of(site, item["url"]).is_file() for item in shown["items"])
    assert counts == [len(shown["items"])] * 2


@pytest.mark.parametrize("ending", ["xml", "rss", "json"])
def test_our_own_reader_takes_what_we_publish(site: Path, ending: str) -> None:
    body = (site / f"items.{ending}").read_bytes()
    reading = read_feed(body, f"{ADDRESS}items.{ending}")
    assert len(reading.entries) == len(json.loads((site / "items.json").read_bytes())["items"])


def test_a_correction_is_news_of_its_own(site: Path) -> None:
    entries = feedparser.parse((site / "feed.xml").read_bytes()).entries
    titles = {entry.link: entry.title for entry in entries}
    assert titles[f"{ADDRESS}issues/{FIRST}.html"].startswith("訂正 Correction")
    assert f"{ADDRESS}issues/{FIRST}/v1.html" in titles


def test_moving_the_site_shows_nobody_old_news_as_new(site: Path) -> None:
    ids = re.findall("<id>(.*?)</id>", (site / "items.xml").read_text(encoding="utf-8"))
    moved = (site.parent / "moved" / "items.xml").read_text(encoding="utf-8")
    assert re.findall("<id>(.*?)</id>", moved) == ids


def test_without_an_address_feeds_lead_beside_themselves(site: Path) -> None:
    nowhere = site.parent / "nowhere"
    feed = etree.fromstring((nowhere / "sections/domestic.xml").read_bytes())
    for link in feed.iter(f"{ATOM}link"):
        assert (nowhere / "sections" / link.get("href")).resolve().is_file()
    assert not list(nowhere.rglob("*.rss"))


def test_the_sitemap_names_every_page_once(site: Path) -> None:
    tree = etree.fromstring((site / "sitemap.xml").read_bytes())
    named = [e.text for e in tree.iter("{*}loc")]
    wanted = {p.relative_to(site).as_posix() for p in pages(site)} - {"404.html"}
    assert sorted(named) == sorted(ADDRESS + name for name in wanted)
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (site / "robots.txt").read_text()


def test_a_shared_link_has_its_picture(site: Path) -> None:
    card = (site / f"issues/{FIRST}/card.png").read_bytes()
    assert card.startswith(b"\x89PNG")
    size = (int.from_bytes(card[16:20], "big"), int.from_bytes(card[20:24], "big"))
    assert size == (1200, 630)
