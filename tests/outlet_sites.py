"""Small invented news sites on loopback, and a served desk that may look at them.

Merland, its people and its papers do not exist.
"""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path

import uvicorn
import yaml
from tests.editing import HOUSE, MOMENT

from torimatome.cli.rooms import Rooms
from torimatome.demo.serve import DemoServer
from torimatome.desk import World, open_desk
from torimatome.edit.web import Access, make_app
from torimatome.edit.web.live import Bell, Works
from torimatome.outside.clock import FixedClock
from torimatome.outside.fakes import FakeResolver, LoopbackConnector
from torimatome.settings import Settings

# A public address, so that the guard lets it pass; the connector leads it to this machine.
PUBLIC = "93.184.215.14"
HERALD, COURRIER, LISTED, BARE = (
    "herald-merland.example", "courrier-merland.example", "listed.example", "bare.example",
)  # fmt: skip


@dataclass(frozen=True)
class Report:
    """One invented article."""

    slug: str
    title: str
    day: int  # of May 2026
    paragraphs: list[str]


_TOLD = yaml.safe_load(Path(__file__).with_name("merland.yaml").read_text(encoding="utf-8"))
ENGLISH = tuple(Report(**one) for one in _TOLD["english"])
FRENCH = tuple(Report(**one) for one in _TOLD["french"])


def _when(report: Report) -> datetime:
    return MOMENT.replace(day=report.day, hour=8, minute=0)


def _page(name: str, language: str, report: Report, host: str) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in report.paragraphs)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{report.title} | {name}</title>"
        f'<meta property="og:site_name" content="{name}">'
        f'<meta property="article:published_time" content="{_when(report).isoformat()}">'
        f'</head><body><nav><a href="/">{name}</a></nav><main><article><h1>{report.title}</h1>'
        f"{text}"
        f"</article></main></body></html>"
    )


def lay_out(
    folder: Path,
    host: str,
    name: str,
    language: str,
    reports: Sequence[Report],
    feed: str = "/rss.xml",
) -> None:
    """A front page, a page an article, and a feed named by the front page ("" = none)."""
    root = folder / host
    (root / "news").mkdir(parents=True, exist_ok=True)
    links = "".join(
        f'<li><a href="/news/{r.slug}-{2026000 + n}.html">{r.title}</a></li>'
        for n, r in enumerate(reports)
    )
    named = f'<link rel="alternate" type="application/rss+xml" href="{feed}">' if feed else ""
    (root / "index.html").write_text(
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{name} | News'
        f' of Merland</title><meta property="og:site_name" content="{name}">{named}</head><body>'
        f"<p>Invented for tests.</p><ul>{links}</ul></body></html>",
        encoding="utf-8",
    )
    items = ""
    for n, report in enumerate(reports):
        path = f"news/{report.slug}-{2026000 + n}.html"
        (root / path).write_text(_page(name, language, report, host), encoding="utf-8")
        items += (
            f"<item><title>{report.title}</title><link>http://{host}/{path}</link>"
            f"<pubDate>{format_datetime(_when(report))}</pubDate></item>"
        )
    if feed:
        (root / feed.lstrip("/")).write_text(
            f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
            f"<title>{name}</title>"
            f"<link>http://{host}/</link><language>{language}</language>{items}</channel></rss>",
            encoding="utf-8",
        )


def sites(folder: Path) -> None:
    """All the sites."""
    lay_out(folder, HERALD, "Merland Herald", "en", ENGLISH)
    lay_out(folder, COURRIER, "Courrier de Merland", "fr", FRENCH, feed="/feed")
    more = tuple(replace(r, slug=f"{r.slug}-again") for r in ENGLISH)
    lay_out(folder, LISTED, "Listed Times", "en", (*ENGLISH, *more), feed="")
    (folder / BARE).mkdir(parents=True)
    (folder / BARE / "index.html").write_text("<html><title>Bare</title><p>Soon.</p></html>")


@contextmanager
def world_of(folder: Path) -> Iterator[World]:
    """A world in which the sites are the whole web."""
    hosts = {host: [PUBLIC] for host in (HERALD, COURRIER, LISTED, BARE)}
    with DemoServer(folder) as server:
        yield World(FakeResolver(hosts), LoopbackConnector(server.port), FixedClock(MOMENT))


@contextmanager
def served_rooms(tmp: Path, password: str = "") -> Iterator[tuple[str, Rooms]]:
    """A desk served on loopback as `torimatome serve` does, the sites its web; its address."""
    web = tmp / "web"
    if not web.exists():
        sites(web)
    settings = replace(Settings(), folder=str(tmp / "var"))
    with world_of(web) as world:
        desk = open_desk(settings, world, house=HOUSE)
        works = Works(Bell())
        rooms = Rooms(desk, works, world)
        app = make_app(rooms.now, Access(password=password), rooms.period)
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1)
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", rooms
        finally:
            works.bell.end()
            server.should_exit = True
            thread.join(10)
            rooms.close()
            desk.store.close()
