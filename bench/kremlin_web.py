"""A real outlet over loopback: 200 dated pages with a feed and robots.txt, collected twice."""

import tempfile
import time
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from common import need_shared, show
from pages_kremlin import ADDRESS, Gold, golds, outlet_fixes, report, score
from torimatome.collect import CollectReport, collect
from torimatome.collect.page import PageReading
from torimatome.demo.serve import DemoServer
from torimatome.desk import Desk
from torimatome.model import Article, House, Outlet, SectionRule, Source, SourceKind
from torimatome.outside.clock import FixedClock
from torimatome.outside.fakes import FakeResolver, LoopbackConnector
from torimatome.outside.progress import Nobody
from torimatome.outside.web import Web
from torimatome.settings import Settings
from torimatome.store import Store

HOST = "en.kremlin.ru"


def lay_out(pages: Path, wanted: list[Gold], folder: Path) -> None:
    """The pages under their own addresses, a feed that names them, a robots.txt."""
    site = folder / HOST
    news = site / urlsplit(ADDRESS).path.strip("/")
    news.mkdir(parents=True)
    items = []
    for gold in wanted:
        (news / gold.name).write_bytes((pages / gold.name).read_bytes())
        items.append(
            f"<item><title>{escape(gold.title)}</title><link>{ADDRESS}{gold.name}</link></item>"
        )
    (site / "feed.xml").write_text(
        f'<rss version="2.0"><channel><title>Kremlin</title>{"".join(items)}</channel></rss>'
    )
    (site / "robots.txt").write_text("User-agent: *\nDisallow: /search\nCrawl-delay: 0\n")


def run(folder: Path, store: Store, moment: datetime) -> tuple[CollectReport, dict[str, int]]:
    fixes, zone = outlet_fixes()
    source = Source("kremlin/feed", "kremlin", SourceKind.FEED, f"http://{HOST}/feed.xml", "en")
    outlet = Outlet(
        "kremlin", "President of Russia", "KREMLIN.RU", f"http://{HOST}/", hosts=(HOST,),
        pause_seconds=0, fixes=fixes, sources=(source,),
    )  # fmt: skip
    house = House(
        "bench", "RU", "Russia", ("en",), zone, (outlet,),
        (SectionRule("foreign", "外政関連"),), allow_hosts=(HOST,),
    )  # fmt: skip
    with DemoServer(folder) as server:
        clock = FixedClock(moment)
        web = Web(
            resolver=FakeResolver({HOST: ["127.0.0.1"]}),
            connector=LoopbackConnector(server.port),
            clock=clock,
            allow_hosts=house.allow_hosts,
        )
        report = collect(Desk(house, store, web, clock, Settings(), Nobody()))
        return report, dict(server.bodies)


def main() -> None:
    shared = need_shared("data", "pages_kremlin")
    wanted = list(golds(shared))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(shared / "pages", wanted, folder / "web")
        store = Store(f"sqlite:///{folder / 'desk.sqlite'}")
        start = time.monotonic()
        first, _ = run(folder / "web", store, datetime(2026, 11, 1, 12, tzinfo=UTC))
        seconds = time.monotonic() - start
        second, bodies = run(folder / "web", store, datetime(2026, 11, 2, 12, tzinfo=UTC))
        kept = {a.url.rsplit("/", 1)[1]: a for a in store.pages.versions()}
    scores = [score(gold, _reading(kept.get(gold.name))) for gold in wanted]
    page_bodies = sum(n for name, n in bodies.items() if not name.endswith("/robots.txt"))
    first_share = first.articles / len(wanted)
    nothing_twice = float(second.articles + second.revisions + page_bodies == 0)
    show(
        "Collected over loopback, twice",
        ("articles", "seconds", "second run: new", "changed", "as before", "bodies fetched"),
        [(first.articles, seconds, second.articles, second.revisions, second.unchanged,
          page_bodies)],
    )  # fmt: skip
    report(
        "kremlin_web",
        scores,
        {"articles": first.articles, "seconds": seconds, "second run bodies": page_bodies},
        {"articles": (first_share, 1.0), "nothing twice": (nothing_twice, 1.0)},
    )


def _reading(article: Article | None) -> PageReading | None:
    if article is None:
        return None
    return PageReading(
        article.title, article.text, article.published, "page", article.day, "en", ""
    )


if __name__ == "__main__":
    main()
