"""The run learns from issues and choices of the weeks before, never from its own week."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.filing_samples import HOUSE, article

from torimatome.desk import Desk
from torimatome.model import Block, Issue, Item, Period, Section, Snapshot
from torimatome.model.act import DROP, Intent
from torimatome.outside.clock import FixedClock
from torimatome.outside.fakes import FakeResolver, LoopbackConnector
from torimatome.outside.progress import Nobody
from torimatome.outside.web import Web
from torimatome.settings import Settings
from torimatome.store import Store
from torimatome.text.reasons import said
from torimatome.understand import understand

MOMENT = datetime(2026, 5, 15, 9, 0, tzinfo=UTC)
WEEK = Period("2026-05-08", "2026-05-15")
JAILED = "Velmora: judge jails ferry owner"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = Store(f"sqlite:///{tmp_path / 'desk.db'}")
    web = Web(resolver=FakeResolver({}), connector=LoopbackConnector(1), clock=FixedClock(MOMENT))
    yield Desk(HOUSE, store, web, FixedClock(MOMENT), Settings(), Nobody())
    store.close()


def keep(desk: Desk, id_: str, title: str, text: str, day: str = "2026-05-12") -> None:
    when = datetime.fromisoformat(day).replace(tzinfo=UTC)
    made = replace(article(id_, title, text), day=day, published=when, seen=when, snapshot=id_ * 64)
    page = Snapshot(id_ * 64, made.url, when, 200, "text/html", (), 1)
    with desk.store.begin() as connection:
        desk.store.pages.keep(connection, page, b".", made)


def print_issue(desk: Desk, start: str, end: str) -> None:
    sections = (Section("1", "内政", "home"), Section("2", "外政", "foreign"))
    items = [
        Item(f"{n}", number, "見出し", f"{title} {n}", (Block("paragraph", text=text),), ())
        for n in range(6)
        for number, title, text in (
            ("1", "Judge jails owner", "A court in Velmora sentenced the owner of ferry."),
            ("2", "Envoys hold talks", "Ambassadors of Velmora and Ostgalia hold talks."),
        )
    ]
    issue = Issue("", "", "", Period(start, end), sections, tuple(items), "END")
    desk.store.archive.keep(issue, start, HOUSE)


def test_issues_before_the_period_teach_filing(desk):
    keep(desk, "a", JAILED, "The court sentenced the owner of a ferry in Velmora.")
    assert understand(desk, WEEK).stories[0].section != "foreign"
    print_issue(desk, "2026-05-01", "2026-05-08")
    learned = understand(desk, WEEK)
    assert learned.stories[0].section == "home"
    assert "like 6 items filed under home" in said(learned.stories[0].reasons[0])
    assert any("learned from 12 items" in line for line in learned.filing)


def test_the_issue_of_the_week_itself_teaches_nothing(desk):
    keep(desk, "a", JAILED, "The court sentenced the owner of a ferry in Velmora.")
    before = understand(desk, WEEK)
    print_issue(desk, WEEK.start, WEEK.end)
    assert understand(desk, WEEK) == before


def test_stories_dropped_in_weeks_before_teach_what_to_leave_out(desk):
    print_issue(desk, "2026-04-24", "2026-05-01")
    text = "The coach praised the rowing athletes of Velmora, the harbour club."
    for n, id_ in enumerate("bcdef0"):
        keep(desk, id_, f"Rowing cup in Velmora, race {n}", text, "2026-04-28")
        value = json.dumps({"choice": DROP, "by": "aki", "at": "2026-05-01T09:00:00Z"})
        desk.store.records.perform(
            lambda _, key=id_, value=value: Intent("drop_story", key, (("choice", key, value),)),
            "aki",
            MOMENT,
        )
    keep(desk, "a", "Rowing cup in Velmora: the last race", text)
    (story,) = (s for s in understand(desk, WEEK).stories if "a" in s.articles)
    assert "like 6 stories dropped before" in said(story.left_out)
