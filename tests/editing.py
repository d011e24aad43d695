"""A desk with one sample Issue to edit, its other steps played by small fakes."""

import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from tests.samples import sample_issue

from torimatome.desk import Desk, World, open_desk
from torimatome.edit import Editor, Steps, Week
from torimatome.edit.web import Access, make_app
from torimatome.edit.web.live import Bell, Works
from torimatome.edit.web.room import Proposed, Room, Services
from torimatome.model import (
    Article,
    Citation,
    Finding,
    House,
    Issue,
    Item,
    Outlet,
    Passage,
    Period,
    SectionRule,
    Story,
    Term,
)
from torimatome.model.archive import Results
from torimatome.outside.clock import FixedClock
from torimatome.outside.fakes import FakeResolver, LoopbackConnector
from torimatome.publish import file_of, lacking, pictures_of
from torimatome.publish.docx import to_docx
from torimatome.publish.order import arrange
from torimatome.remember.taken_docx import taken_from_docx
from torimatome.settings import Settings

MOMENT = datetime(2026, 5, 15, 9, 30, tzinfo=UTC)
HOUSE = House(
    name="velmora",
    country="VEL",
    country_name="Velmora",
    languages=("en",),
    zone="UTC",
    outlets=(Outlet("velpress", "Velpress", "VELPRESS", "https://velpress.example/"),),
    sections=(
        SectionRule("military_security", "軍事・治安関係", "Military and security"),
        SectionRule("domestic", "内政関連", "Domestic politics"),
        SectionRule("foreign", "外政関連", "Foreign policy"),
    ),
)


PROPOSED = (
    Proposed(Term("person", "Orhan Tellis", "オルハン・テリス"), 3, ("2026-04 velmora-02",), ""),
    Proposed(Term("place", "Karden", "カルデン"), 1, ("2026-04 velmora-02",), "seen once"),
)


def passages(item: Item) -> Iterable[Passage]:
    return (p for block in item.blocks for s in block.sentences for p in s.passages)


def articles(issue: Issue) -> dict[str, Article]:
    """An Article for each that a Passage names, its text long enough for the Passage to stand."""
    made: dict[str, Article] = {}
    for item in issue.items:
        for p in passages(item):
            text = ("." * p.start) + p.quote
            made[p.article] = Article(
                p.article, p.version, p.url, p.outlet, "feed", p.quote[:40], text, p.language,
                None, "seen", p.published, MOMENT, p.sha256,
            )  # fmt: skip
    return made


def week() -> Week:
    """The sample Issue as a week's draft: each Item a Story, and one Story left out."""
    draft = sample_issue()
    items = tuple(
        replace(item, story=item.id, articles=tuple(sorted({p.article for p in passages(item)})))
        for item in draft.items
    )
    draft = replace(draft, items=items)
    known = articles(draft)
    stories = [
        Story(item.id, item.articles, tuple((a,) for a in item.articles), item.kind, 1.0, ())
        for item in items
    ]
    spare = Article(
        "f" * 16, 1, "https://velpress.example/spare", "velpress", "feed", "Cup final drawn",
        "The final ended one all.", "en", None, "seen", "2026-05-09", MOMENT, "0" * 64,
    )  # fmt: skip
    known[spare.id] = spare
    stories.append(Story("spare", (spare.id,), ((spare.id,),), "", 0.1, (), left_out="sport"))
    return Week(draft.period, known, tuple(stories), draft)


def citation(text: str) -> Citation | None:
    ok = text.startswith("(") and text.endswith("/ 09.05.2026)")
    return Citation(text, (text[1:].split(" /")[0],), "2026-05-09", "2026-05-09") if ok else None


def nothing(_issue: Issue, _item: str = "") -> tuple[Finding, ...]:
    return ()


def open_editor(folder: Path, findings: tuple[Finding, ...] = ()) -> Editor:
    """An Editor over a fresh store in `folder`."""
    settings = replace(Settings(), folder=str(folder))
    world = World(FakeResolver({}), LoopbackConnector(9), FixedClock(MOMENT))
    desk: Desk = open_desk(settings, world, house=HOUSE)

    def a_week(_period: Period) -> Week:
        return week()

    steps = Steps(a_week, a_week, lambda _issue: findings, nothing, citation)
    return Editor(desk, lambda _desk: steps)


@contextmanager
def served(room: Editor, access: Access | None = None, port: int = 0) -> Iterator[str]:
    """The room's pages on a port of loopback (0: a free one); gives their address."""
    works = Works(Bell())
    services = Services(
        collect=lambda: None,
        add=lambda _given: None,
        file=file_of,
        pictures=pictures_of,
        dressed=pictures_of,
        lacks=lambda issue, languages: [lack.line() for lack in lacking(issue, languages)],
        proposals=lambda: PROPOSED,
        search=lambda query: Results(query, (), False, 0),
        keep=lambda name, body: f"{name}: {len(body)}",
        read_copy=lambda name, body: taken_from_docx(body, name),
        editing_copy=lambda issue: to_docx(arrange(issue), editing=True),
    )
    app = make_app(Room(room, works, services), access or Access(), lambda: week().period)
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(128)  # so that a question asked before the server runs waits for it
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        works.bell.end()
        server.should_exit = True
        thread.join(10)
