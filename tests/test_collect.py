"""What outlets publish comes in over real HTTP, once, every version kept; failures are named."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from torimatome.collect import CollectReport, HandIn, add_by_hand, collect, collect_from
from torimatome.demo.serve import DemoServer
from torimatome.desk import Desk, World, open_desk
from torimatome.errors import Refused, SetupError
from torimatome.model import Expectation, House, Outlet, SectionRule, Source, SourceKind
from torimatome.outside.clock import FixedClock
from torimatome.outside.fakes import FakeResolver, LoopbackConnector, RefusingConnector
from torimatome.outside.progress import Nobody
from torimatome.outside.web import Web
from torimatome.settings import Settings
from torimatome.store import Store

HOST = "beacon.example"
READ = ("live", "seen")
FIRST = datetime(2026, 5, 8, 16, 0, tzinfo=UTC)
BODY = (
    "The harbour of Selvane opened its new northern pier on Friday after two years of work."
    " The mayor said that forty ships a week would use it from June."
)


def page(title: str, words: str = BODY, published: str = "2026-05-08T10:00:00+04:00") -> str:
    date = f'<meta property="article:published_time" content="{published}">' if published else ""
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>{date}"
        f"</head><body><article><h1>{title}</h1><p>{words}</p><p>{words[::-1][:0]}It is the"
        " largest building of the port since the war, and was paid for by the town.</p>"
        "</article></body></html>"
    )


def feed(*items: tuple[str, str]) -> str:
    inner = "".join(
        f"<item><title>{title}</title><link>http://{HOST}{path}</link></item>"
        for path, title in items
    )
    return f'<rss version="2.0"><channel><title>Beacon</title>{inner}</channel></rss>'


class Site:
    """One outlet's web site as files, and a desk that reads it."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "web"
        self.store = Store(f"sqlite:///{tmp_path / 'desk.sqlite'}")
        self.feeds: list[tuple[str, str]] = []
        self.sources = (
            Source("beacon/feed", "beacon", SourceKind.FEED, f"http://{HOST}/feed.xml", "en"),
        )
        self.now = FIRST

    def put(self, path: str, text: str) -> None:
        file = self.folder / HOST / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def publish(self, path: str, title: str, words: str = BODY) -> None:
        self.put(path, page(title, words))
        if (path, title) not in self.feeds:
            self.feeds.insert(0, (path, title))
        self.put("/feed.xml", feed(*self.feeds))

    @contextmanager
    def desk(self) -> Iterator[tuple[Desk, DemoServer]]:
        outlet = Outlet(
            "beacon", "The Beacon", "BEACON", f"http://{HOST}/", hosts=(HOST,), pause_seconds=0,
            sources=self.sources,
        )  # fmt: skip
        house = House(
            "test", "OV", "Orvenia", ("en",), "Etc/GMT-4", (outlet,),
            (SectionRule("domestic", "内政関連"),), allow_hosts=(HOST,),
        )  # fmt: skip
        with DemoServer(self.folder) as server:
            clock = FixedClock(self.now)
            web = Web(
                resolver=FakeResolver({HOST: ["127.0.0.1"]}),
                connector=LoopbackConnector(server.port),
                clock=clock,
                allow_hosts=house.allow_hosts,
            )
            yield Desk(house, self.store, web, clock, Settings(), Nobody()), server

    def collect(self, later: timedelta = timedelta(0)) -> CollectReport:
        self.now += later
        with self.desk() as (desk, _):
            return collect(desk)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path)
    made.publish("/1.html", "Selvane opens its northern pier")
    return made


def test_an_article_is_kept_with_its_snapshot(site: Site) -> None:
    assert site.collect().articles == 1
    (article,) = site.store.pages.versions()
    assert article.title == "Selvane opens its northern pier"
    assert article.text.startswith("The harbour of Selvane opened")
    assert (article.day, article.published_from) == ("2026-05-08", "page")
    assert b"northern pier" in site.store.pages.body(article.snapshot)
    snapshot = site.store.pages.snapshot(article.snapshot)
    assert snapshot is not None
    assert snapshot.url == f"http://{HOST}/1.html"
    assert not [name for name, _ in snapshot.headers if name == "date"]


def test_a_second_run_brings_nothing_new_and_fetches_no_body(site: Site) -> None:
    site.collect()
    site.now += timedelta(days=1)
    with site.desk() as (desk, server):
        report = collect(desk)
    assert (report.articles, report.revisions, report.unchanged) == (0, 0, 1)
    assert server.bodies[f"{HOST}/feed.xml"] == server.bodies[f"{HOST}/1.html"] == 0


def test_a_changed_page_keeps_both_versions_and_says_what_changed(site: Site) -> None:
    site.collect()
    site.publish("/1.html", "Selvane opens its northern pier", BODY.replace("forty", "fourteen"))
    report = site.collect(timedelta(days=1))
    assert report.revisions == 1
    first, second = site.store.pages.versions()
    assert (first.version, second.version, first.id) == (1, 2, second.id)
    assert "“forty” became “fourteen”" in second.changed
    assert second.changed in "; ".join(report.notes)
    assert b"forty" in site.store.pages.body(first.snapshot)


def test_a_page_whose_frame_changes_and_whose_words_do_not_stays_one_version(site: Site) -> None:
    site.collect()
    site.put("/1.html", page("Selvane opens its northern pier") + "<!-- visits: 4711 -->")
    assert site.collect(timedelta(days=1)).revisions == 0
    assert len(site.store.pages.versions()) == 1


def test_a_source_that_fails_is_named_and_does_not_stop_the_others(site: Site) -> None:
    block = Source("beacon/block", "beacon", SourceKind.FEED, f"http://{HOST}/block.xml", "en")
    gone = Source("beacon/gone", "beacon", SourceKind.FEED, f"http://{HOST}/gone.xml", "en")
    site.put("/block.xml", "<html><title>Checking your browser</title><body>wait</body></html>")
    site.sources = (block, gone, *site.sources)
    report = site.collect()
    assert report.articles == 1
    outcome = {line.source: line for line in report.sources}
    assert outcome["beacon/block"].outcome == "failed"
    assert "Checking your browser" in outcome["beacon/block"].words[0]
    assert "404" in outcome["beacon/gone"].words[0]
    assert any(line.startswith("beacon/gone: failed") for line in report.lines())


def test_a_source_that_keeps_failing_is_told_how_to_be_mended(site: Site) -> None:
    site.sources = (
        Source("beacon/gone", "beacon", SourceKind.FEED, f"http://{HOST}/gone.xml", "en"),
    )
    for _ in range(3):
        report = site.collect(timedelta(days=1))
    (line,) = report.sources
    assert "failed 3 times in a row" in line.words
    assert "outlets/beacon.yaml" in line.words[-1]


def test_a_source_gone_quiet_is_reported(site: Site) -> None:
    site.sources = (replace(site.sources[0], expect=Expectation(quiet_after_days=2)),)
    site.collect()
    assert site.collect(timedelta(days=1)).sources[0].words == ()
    assert "nothing new since 2026-05-08" in site.collect(timedelta(days=2)).sources[0].words[0]


def test_a_feeds_window_being_missed_is_noticed(site: Site) -> None:
    site.publish("/2.html", "Town council meets")
    site.collect()
    site.feeds.clear()
    for number in (7, 8):
        site.publish(f"/{number}.html", f"Report number {number}")
    words = site.collect(timedelta(days=1)).sources[0].words
    assert "all 2 entries are new" in words[0]
    assert "collect at least every" in words[0]


def test_an_unreadable_page_is_tried_three_times_and_then_given_up(site: Site) -> None:
    site.put("/1.html", "<html><body></body></html>")
    reports = [site.collect(timedelta(hours=1)) for _ in range(4)]
    assert [len(report.failed) for report in reports] == [1, 1, 1, 0]
    assert site.store.pages.counts()["articles"] == 0


def test_a_page_that_mends_itself_comes_in_at_the_next_run(site: Site) -> None:
    site.put("/1.html", "<html><body></body></html>")
    site.collect()
    site.publish("/1.html", "Selvane opens its northern pier")
    assert site.collect(timedelta(hours=2)).articles == 1


def test_where_the_page_is_closed_the_feeds_own_full_text_is_kept(site: Site) -> None:
    (site.folder / HOST / "1.html").unlink()
    site.put(
        "/feed.xml",
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Beacon</title><item><title>Pier</title><link>http://{HOST}/1.html</link>"
        "<pubDate>Fri, 08 May 2026 10:00:00 +0400</pubDate>"
        f"<content:encoded>&lt;p&gt;{BODY}&lt;/p&gt;</content:encoded></item></channel></rss>",
    )
    report = site.collect()
    assert report.articles == 1
    (article,) = site.store.pages.versions()
    assert article.text == BODY
    assert (article.day, article.published_from) == ("2026-05-08", "feed")


def test_a_page_without_a_date_is_dated_by_the_day_it_was_seen_and_says_so(site: Site) -> None:
    site.put("/1.html", page("Selvane opens its northern pier", published=""))
    site.collect()
    (article,) = site.store.pages.versions()
    assert (article.published, article.published_from) == (None, "seen")
    assert article.day == "2026-05-08"


def test_one_page_under_two_addresses_is_one_article(site: Site) -> None:
    site.put(
        "/feed.xml",
        feed(("/1.html?utm_source=rss", "Pier"), ("/1.html#top", "Pier"), ("/1.html", "Pier")),
    )
    assert site.collect().articles == 1


def test_a_feeds_own_text_with_a_day_to_come_is_dated_by_the_day_it_was_seen(site: Site) -> None:
    item = (
        "<item><title>Pier</title><pubDate>Sun, 08 May 2044 10:00:00 +0000</pubDate>"
        f"<content:encoded>{BODY * 3}</content:encoded></item>"
    )
    module = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    site.put("/feed.xml", f'<rss version="2.0" {module}><channel>{item}</channel></rss>')
    site.collect()
    days = [(article.day, article.published_from) for article in site.store.pages.versions()]
    assert days == [("2026-05-08", "seen")]


def test_a_page_of_two_words_in_turns_that_changes_is_compared_at_once(site: Site) -> None:
    site.publish("/1.html", "Selvane opens its northern pier", "pier harbour " * 2000 + BODY)
    site.collect()
    site.publish("/1.html", "Selvane opens its northern pier", "harbour pier ship " * 2000 + BODY)
    assert site.collect(timedelta(days=1)).revisions == 1
    assert "became" in site.store.pages.versions()[-1].changed


def test_a_listing_page_and_a_digest_bring_their_articles(site: Site) -> None:
    site.put("/news", '<a href="/1.html">Selvane opens its northern pier</a><a href="/x">x</a>')
    site.put(
        "/week",
        "<h2>Friday, 8 May</h2><h3>Ferry to Irdun returns</h3><p>The ferry sails again from"
        " Saturday, after a winter in dock.</p><h3>Mayor resigns</h3><p>The mayor of Selvane"
        " stepped down on Friday, citing his health.</p>",
    )
    site.sources = (
        Source("beacon/news", "beacon", SourceKind.LISTING, f"http://{HOST}/news", "en",
               link_pattern=r"/\d+\.html$"),
        Source("beacon/week", "beacon", SourceKind.DIGEST, f"http://{HOST}/week", "en",
               entry="//h3"),
    )  # fmt: skip
    assert site.collect().articles == 3
    titles = {a.title: a.day for a in site.store.pages.versions()}
    assert titles["Mayor resigns"] == "2026-05-08"
    assert site.collect(timedelta(days=1)).articles == 0


def test_an_xpath_that_cannot_work_is_named_with_its_outlets_file(site: Site) -> None:
    site.sources = (replace(site.sources[0], kind=SourceKind.DIGEST, entry="//h3["),)
    with pytest.raises(SetupError, match=r"outlets/beacon\.yaml: '//h3\['"):
        site.collect()


def test_an_address_on_this_machine_is_refused_unless_the_desk_names_its_host(site: Site) -> None:
    site.collect()
    with site.desk() as (desk, _):
        web = Web(
            resolver=FakeResolver({HOST: ["127.0.0.1"]}),
            connector=LoopbackConnector(1),
            clock=desk.clock,
        )
        with pytest.raises(Refused):
            web.get(f"http://{HOST}/1.html")


def test_a_text_given_by_hand_is_kept_with_its_outlet_and_day(site: Site) -> None:
    with site.desk() as (desk, _):
        article = add_by_hand(
            desk, HandIn(text="The ferry sails again.", outlet="beacon", day="2026-05-07")
        )
        again = add_by_hand(
            desk, HandIn(text="The ferry sails again.", outlet="beacon", day="2026-05-07")
        )
    assert article == again
    assert (article.day, article.source, article.outlet) == ("2026-05-07", "hand", "beacon")
    assert article.text == "The ferry sails again."


def test_an_address_given_by_hand_is_read(site: Site) -> None:
    with site.desk() as (desk, _):
        article = add_by_hand(desk, HandIn(url=f"http://{HOST}/1.html"))
    assert (article.outlet, article.day) == ("beacon", "2026-05-08")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "nothing given"),
        ({"text": "x"}, "--outlet"),
        ({"text": "x", "outlet": "beacon"}, "--date"),
        ({"text": "x", "outlet": "beacon", "day": "8 May"}, "YYYY-MM-DD"),
    ],
)
def test_what_is_missing_from_a_text_given_by_hand_is_said(
    given: dict[str, str], words: str
) -> None:
    with pytest.raises(SetupError, match=words):
        HandIn(**given)


def test_json_lines_of_another_tool_come_in_and_bad_lines_are_named(
    site: Site, tmp_path: Path
) -> None:
    file = tmp_path / "other.jsonl"
    file.write_text(
        f'{{"url": "http://{HOST}/9", "title": "Pier", "text": "{BODY}",'
        ' "published": "2026-05-08T09:00:00+04:00", "language": "en"}\n'
        '{"url": "http://nowhere.example/1", "title": "T", "text": "Words.",'
        ' "published": "2026-05-08"}\n'
        "{broken\n"
    )
    with site.desk() as (desk, _):
        report = collect_from(desk, file)
    assert report.articles == 1
    assert len(report.failed) == 2
    assert any("belongs to no outlet" in words for words in report.failed)


def test_a_folder_of_saved_pages_comes_in(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    saved = page("Pier opens").replace(
        "<title>", f'<link rel="canonical" href="http://{HOST}/7.html"><title>'
    )
    (folder / "pier.html").write_text(saved)
    with site.desk() as (desk, _):
        report = collect_from(desk, folder)
    assert report.articles == 1


def test_a_path_that_cannot_be_read_is_named(site: Site, tmp_path: Path) -> None:
    (tmp_path / "list.docx").write_text("x")
    with site.desk() as (desk, _):
        with pytest.raises(SetupError, match="is not there"):
            collect_from(desk, tmp_path / "nothing")
        with pytest.raises(SetupError, match="cannot tell what this is"):
            collect_from(desk, tmp_path / "list.docx")


def test_a_desk_without_a_network_names_every_source_and_stops_nowhere(tmp_path: Path) -> None:
    world = World(FakeResolver({}), RefusingConnector(), FixedClock(FIRST))
    settings = replace(Settings(), desk="azerbaijan", folder=str(tmp_path))
    desk = open_desk(settings, world)
    report = collect(desk)
    read = {s.id for o in desk.house.outlets for s in o.sources if s.read and s.state in READ}
    assert {line.source for line in report.sources} == read
    assert len(read) > 40
    assert {line.outcome for line in report.sources} == {"failed"}
    assert all(line.words for line in report.sources)
