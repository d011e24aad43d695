"""An address becomes an outlet: found politely, shown before it is kept, paused, undone."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.editing import HOUSE, MOMENT, open_editor, week
from tests.outlet_sites import BARE, COURRIER, HERALD, LISTED, sites, world_of

from torimatome.collect.discover import Setting, discover, typed_address
from torimatome.collect.discover_guess import (
    citation_of,
    core_of,
    expectation_of,
    hosts_of,
    outlet_id,
)
from torimatome.collect.discover_page import country_of, looks_of
from torimatome.desk import open_web
from torimatome.edit import Editor
from torimatome.edit.web.health import health
from torimatome.errors import Conflict, EditError, Refused, SourceError, Unreachable
from torimatome.model import Entry, Expectation, Outlet, Source, SourceKind
from torimatome.model.entry import SourceState
from torimatome.model.trial import Trial
from torimatome.outside.web import Web
from torimatome.settings import Settings

WEEK_PERIOD = week().period
SETTING = Setting(MOMENT, ZoneInfo("UTC"))
FEED = Source("a/feed", "a", SourceKind.FEED, "https://a.example/rss")
PAPER = Outlet(
    "a", "A Paper", "A PAPER", "https://a.example/", hosts=("a.example",), sources=(FEED,)
)


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    folder = tmp_path_factory.mktemp("sites")
    sites(folder)
    with world_of(folder) as world:
        yield open_web(Settings(), world)


def found(web: Web, address: str) -> Trial:
    return discover(web, address, SETTING)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Editor]:
    made = open_editor(tmp_path)
    yield made
    made.desk.store.close()


# Looking


def test_a_feed_its_page_names_is_found_with_its_articles(web: Web) -> None:
    trial = found(web, f"http://{HERALD}/")
    assert [(s.kind, s.url) for s in trial.outlet.sources] == [
        (SourceKind.FEED, f"http://{HERALD}/rss.xml")
    ]
    assert trial.outlet.name == "Merland Herald"
    assert trial.outlet.citation == "MERLAND HERALD"
    assert trial.outlet.languages == ("en",)
    assert trial.outlet.hosts == (HERALD,)
    assert [a.day for a in trial.articles] == ["2026-05-14", "2026-05-13", "2026-05-12"]
    assert trial.articles[0].words.startswith("KARVEN, May 14.")


def test_a_pasted_feed_is_taken_as_it_is(web: Web) -> None:
    trial = found(web, f"http://{HERALD}/rss.xml")
    assert trial.found[0].how == "given"
    assert trial.outlet.name == "Merland Herald"


def test_a_page_without_feed_becomes_a_listing_whose_pattern_finds_its_articles(web: Web) -> None:
    trial = found(web, f"http://{LISTED}/")
    (source,) = trial.outlet.sources
    assert source.kind is SourceKind.LISTING
    assert source.link_pattern
    assert len(trial.articles) == 6
    assert all("/news/" in article.url for article in trial.articles)


def test_an_address_without_its_scheme_is_tried_plainly_too(web: Web) -> None:
    assert found(web, HERALD).outlet.name == "Merland Herald"


def test_a_site_without_any_list_still_makes_an_outlet_to_hand_articles_to(web: Web) -> None:
    trial = found(web, f"http://{BARE}/")
    assert trial.outlet.sources == ()
    assert "hand its articles in" in trial.notes[-1]


def test_looking_asks_no_more_than_its_limit(web: Web) -> None:
    for host in (HERALD, COURRIER, LISTED, BARE):
        assert found(web, f"http://{host}/").asked <= 30


@pytest.mark.parametrize(
    "address",
    ["", "two words", "file:///etc/passwd", "http://127.0.0.1/", "http://user@x.example/"],
)
def test_an_address_we_do_not_touch_is_refused_in_words(web: Web, address: str) -> None:
    with pytest.raises(Refused):
        found(web, address)


def test_an_unknown_host_is_named(web: Web) -> None:
    with pytest.raises(Unreachable, match=r"nowhere\.example"):
        found(web, "http://nowhere.example/")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_pasted_text_breaks_the_reading_of_an_address(text: str) -> None:
    told = ""
    with suppress(Refused):
        told = typed_address(text)
    assert not told or "://" in told


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/a =\"'hrefclinkmt:.?#&;\n0", max_size=300))
def test_no_page_breaks_the_looking(html: str) -> None:
    found = None
    with suppress(SourceError):
        found = looks_of(f"<html>{html}", "https://a.example/")
    assert found is None or all(url.startswith("http") for url, _ in found.feeds)


def test_feeds_of_comments_are_left_alone() -> None:
    html = (
        '<link rel="alternate" type="application/rss+xml" href="/feed">'
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed">'
        '<link rel="alternate" type="application/json+oembed" href="/oembed">'
    )
    assert [url for url, _ in looks_of(html, "https://a.example/").feeds] == [
        "https://a.example/feed"
    ]


@pytest.mark.parametrize(
    ("url", "locale", "country"),
    [
        ("https://trend.az/", "", "AZ"),
        ("https://www.bbc.co.uk/", "", "GB"),
        ("https://news.example/", "ka_GE", "GE"),
        ("https://news.example/", "en_US", ""),
        ("https://startup.io/", "", ""),
    ],
)
def test_a_country_is_told_by_host_or_declared_locale(url: str, locale: str, country: str) -> None:
    assert country_of(url, locale) == country


def test_the_telling_part_of_a_host_names_outlet_and_citation() -> None:
    assert core_of("en.trend.az") == "trend"
    assert core_of("news.bbc.co.uk") == "bbc"
    assert citation_of("Trend News Agency of All", "en.trend.az") == "TREND"
    assert outlet_id("en.trend.az", {"trend"}) == "trend-2"


def entries(*hours: float) -> list[Entry]:
    return [
        Entry(f"https://a.example/{n}", published=MOMENT - timedelta(hours=h))
        for n, h in enumerate(hours)
    ]


def test_expectations_come_from_the_days_a_source_gives() -> None:
    expect = expectation_of(entries(0, 6, 12, 18, 24), MOMENT)
    assert (expect.articles_a_day, expect.poll_hours) == (4.0, 8.0)
    assert expect.quiet_after_days == 1.0


def test_two_days_say_nothing_of_what_to_expect() -> None:
    assert expectation_of(entries(0, 6), MOMENT) == Expectation()


def test_articles_on_another_host_make_it_the_outlets_own() -> None:
    told = [Entry("https://cdn.other.example/1"), Entry("https://news.a.example/2")]
    assert hosts_of("https://a.example/", told) == ("a.example", "cdn.other.example")


# Deciding


def test_an_added_outlet_is_read_and_undoing_takes_it_off(room: Editor) -> None:
    act = room.perform("add_outlet", WEEK_PERIOD, "Aya", {"outlet": PAPER})
    assert room.desk.house.outlets == (*HOUSE.outlets, PAPER)
    room.undo(act.id, WEEK_PERIOD, "Aya")
    assert room.desk.house.outlets == HOUSE.outlets


def test_a_written_outlet_keeps_its_place_and_what_others_wrote_is_not_lost(room: Editor) -> None:
    shipped = HOUSE.outlets[0]
    named = replace(shipped, name="Velpress Daily", hosts=("velpress.example",))
    room.perform("write_outlet", WEEK_PERIOD, "Aya", {"outlet": named, "base": 0})
    assert room.desk.house.outlets[0].name == "Velpress Daily"
    other = replace(named, name="Velpress Weekly")
    with pytest.raises(Conflict) as conflict:
        room.perform("write_outlet", WEEK_PERIOD, "Bo", {"outlet": other, "base": 0})
    assert "Velpress Weekly" in conflict.value.yours
    assert "Velpress Daily" in conflict.value.theirs


def test_a_paused_outlet_is_left_alone_until_somebody_goes_on(room: Editor) -> None:
    room.perform("add_outlet", WEEK_PERIOD, "Aya", {"outlet": PAPER})
    room.perform("pause_outlet", WEEK_PERIOD, "Aya", {"outlet": "a"})
    assert room.desk.house.outlets[-1].paused
    room.perform("resume_outlet", WEEK_PERIOD, "Aya", {"outlet": "a"})
    assert room.desk.house.outlets[-1] == PAPER


def test_what_was_decided_of_outlets_stands_when_the_desk_is_opened_again(tmp_path: Path) -> None:
    first = open_editor(tmp_path)
    first.perform("add_outlet", WEEK_PERIOD, "Aya", {"outlet": PAPER})
    first.desk.store.close()
    again = open_editor(tmp_path)
    assert again.desk.house.outlets[-1] == PAPER
    assert again.desk.shipped == HOUSE
    again.desk.store.close()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"id": "../x"}, "id"),
        ({"name": " "}, "name"),
        ({"citation": "A/B"}, "citation"),
        ({"home": "http://127.0.0.1/"}, "home"),
        ({"home": "javascript:alert(1)"}, "home"),
        ({"hosts": ()}, "host"),
        ({"hosts": ("a b",)}, "host"),
        ({"languages": ("English",)}, "languages"),
        ({"pause_seconds": float("nan")}, "pause"),
        ({"sources": (replace(FEED, url="ftp://a.example/"),)}, "http"),
        ({"sources": (replace(FEED, link_pattern="("),)}, "regular expression"),
        ({"sources": (replace(FEED, kind=SourceKind.LISTING),)}, "pattern"),
        ({"sources": (FEED, FEED)}, "sources"),
        ({"sources": (replace(FEED, expect=Expectation(poll_hours=float("inf"))),)}, "hours"),
    ],
)
def test_an_outlet_that_cannot_be_is_refused_and_says_why(
    room: Editor, wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(EditError, match=said):
        room.perform("add_outlet", WEEK_PERIOD, "Aya", {"outlet": replace(PAPER, **wrong)})  # type: ignore[arg-type]


def test_an_outlet_is_not_added_twice(room: Editor) -> None:
    room.perform("add_outlet", WEEK_PERIOD, "Aya", {"outlet": PAPER})
    with pytest.raises(EditError, match="already"):
        room.perform("add_outlet", WEEK_PERIOD, "Aya", {"outlet": PAPER})


# How they do

NOW = datetime(2026, 5, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (None, "never"),
        (SourceState("a/feed", checked=NOW, failures=2, reason="gone"), "broken"),
        (SourceState("a/feed", checked=NOW - timedelta(days=3), newest=NOW), "late"),
        (SourceState("a/feed", checked=NOW, newest=NOW - timedelta(days=9)), "quiet"),
        (SourceState("a/feed", checked=NOW, newest=NOW), "ok"),
    ],
)
def test_health_is_told_by_the_last_visits(state: SourceState | None, said: str) -> None:
    assert health(PAPER, {"a/feed": state} if state else {}, NOW).state == said


def test_a_paused_outlet_is_neither_late_nor_broken() -> None:
    paused = replace(PAPER, sources=(replace(FEED, state="paused"),))
    broken = SourceState("a/feed", checked=NOW, failures=9, reason="gone")
    assert health(paused, {"a/feed": broken}, NOW).state == "paused"
