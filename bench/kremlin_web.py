"""A real outlet over loopback: 200 dated pages with a feed and robots.txt, collected twice."""

import csv
import gzip
import tempfile
import time
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from pathlib import Path

import msgspec
import page_score
import yaml
from common import finish, need_shared, show

from torimatome.collect import CollectReport, collect
from torimatome.demo.serve import DemoServer
from torimatome.desk import Desk
from torimatome.model import Fixes, House, Outlet, SectionRule, Source, SourceKind
from torimatome.outside.clock import FixedClock
from torimatome.outside.fakes import FakeResolver, LoopbackConnector
from torimatome.outside.progress import Nobody
from torimatome.outside.web import Web
from torimatome.settings import Settings
from torimatome.store import Store

HOST = "en.kremlin.ru"
HERE = Path(__file__).parent


def lay_out(pages: Path, rows: list[dict[str, str]], folder: Path) -> None:
    """The pages under their own addresses, a feed that names them, a robots.txt."""
    site = folder / HOST
    items = []
    for row in rows:
        number = row["file"].removesuffix(".html")
        path = site / "events" / "president" / "news" / number
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = pages / row["file"]
        body = raw.read_bytes() if raw.exists() else gzip.decompress(
            (pages / (row["file"] + ".gz")).read_bytes()
        )
        path.with_suffix(".html").write_bytes(body)
        items.append(
            f"<item><title>{escape(row['title'])}</title>"
            f"<link>http://{HOST}/events/president/news/{number}.html</link></item>"
        )
    (site / "feed.xml").write_text(
        f'<rss version="2.0"><channel><title>Kremlin</title><lastBuildDate>'
        f"{format_datetime(datetime(2026, 11, 1, tzinfo=UTC))}</lastBuildDate>{''.join(items)}"
        "</channel></rss>"
    )
    (site / "robots.txt").write_text("User-agent: *\nDisallow: /search\nCrawl-delay: 0\n")


def run(folder: Path, store: Store, moment: datetime) -> tuple[CollectReport, dict[str, int]]:
    with (HERE / "kremlin_outlet.yaml").open(encoding="utf-8") as file:
        raw = yaml.safe_load(file)
    fixes = msgspec.convert(raw.get("fixes", raw), Fixes)
    source = Source("kremlin/feed", "kremlin", SourceKind.FEED, f"http://{HOST}/feed.xml", "en")
    outlet = Outlet(
        "kremlin", "President of Russia", "KREMLIN.RU", f"http://{HOST}/", hosts=(HOST,),
        pause_seconds=0, fixes=fixes, sources=(source,),
    )  # fmt: skip
    house = House(
        "bench", "RU", "Russia", ("en",), "Europe/Moscow", (outlet,),
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
    with (shared / "index.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(shared / "pages", rows, folder / "web")
        store = Store(f"sqlite:///{folder / 'desk.sqlite'}")
        start = time.monotonic()
        first, _ = run(folder / "web", store, datetime(2026, 11, 1, 12, tzinfo=UTC))
        seconds = time.monotonic() - start
        second, bodies = run(folder / "web", store, datetime(2026, 11, 2, 12, tzinfo=UTC))
        kept = {a.url.rsplit("/", 1)[1]: a for a in store.pages.versions()}
    titles = days = 0
    scores = []
    for row in rows:
        article = kept.get(row["file"])
        if article is None:
            scores.append(0.0)
            continue
        titles += " ".join(article.title.split()) == " ".join(row["title"].split())
        days += article.day == row["date"]
        scores.append(page_score.print_f1(shared / "pages", row, article.text))
    f1 = sum(scores) / len(scores)
    page_bodies = sum(n for path, n in bodies.items() if "/events/" in path or "feed" in path)
    figures = {
        "pages": len(rows), "articles": first.articles, "title": titles / len(rows),
        "day": days / len(rows), "body token-F1": f1, "seconds": seconds,
        "second run: new": second.articles, "second run: bodies": page_bodies,
    }  # fmt: skip
    show("A real outlet over loopback", ("what", "figure"), list(figures.items()))
    finish(
        "kremlin_web",
        figures,
        {
            "articles": (first.articles / len(rows), 1.0),
            "title": (titles / len(rows), 1.0),
            "day": (days / len(rows), 1.0),
            "body": (f1, 0.975),
            "nothing twice": (float(second.articles == 0 and page_bodies == 0), 1.0),
        },
    )


if __name__ == "__main__":
    main()
