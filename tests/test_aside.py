"""Long work done in other processes gives what it gives here, and its failure costs nothing."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from tests.editing import open_editor

from torimatome import flow
from torimatome.cli.aside import Aside, Line, reopens
from torimatome.desk import Desk, open_desk
from torimatome.edit.web.ahead import UNREAD, read_ahead, reader_of, told_of
from torimatome.edit.web.live import Bell, Works
from torimatome.edit.web.marking import Readings
from torimatome.edit.web.room import Room, no_board
from torimatome.errors import SetupError
from torimatome.model import Article, Period, Snapshot, Story
from torimatome.outside.progress import Nobody
from torimatome.settings import Settings

PERIOD = Period("2026-05-01", "2026-05-08")
TEXT = (
    "Foreign Minister {who} received the ambassador of Japan in the capital on May 5. "
    "They discussed trade worth {n} million dollars and agreed to meet again in June."
)


class Listener(Nobody):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, words: str) -> None:
        """One line worth reading."""
        self.notes.append(words)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The demo's desk with a few reports of its invented country."""
    opened = open_desk(replace(Settings(), folder=str(tmp_path)), hears=Listener())
    people = [term.en for term in opened.house.terms if term.kind == "person"]
    with opened.store.begin() as connection:
        for number in range(6):
            opened.store.pages.keep(connection, *kept(opened, number, people[number // 2]))
    yield opened
    opened.store.close()


def kept(desk: Desk, number: int, who: str) -> tuple[Snapshot, bytes, Article]:
    outlet = desk.house.outlets[number % 3]
    text = TEXT.format(who=who, n=number // 2 + 3)
    body, url = text.encode(), f"{outlet.home}{number}"
    mark = sha256(body).hexdigest()
    at = datetime(2026, 5, 5, 9, number, tzinfo=UTC)
    article = Article(
        sha256(url.encode()).hexdigest()[:16], 1, url, outlet.id, "feed", f"{who} receives envoy",
        text, "en", at, "feed", "2026-05-05", at, mark,
    )  # fmt: skip
    return Snapshot(mark, url, at, 200, "text/html", (), len(body)), body, article


@pytest.fixture
def aside(desk: Desk) -> Iterator[Aside]:
    made = Aside(desk)
    yield made
    made.close()


def test_weeks_findings_and_readings_are_the_same_wherever_they_are_made(
    desk: Desk, aside: Aside
) -> None:
    here, beside = flow.steps_for(desk), aside.steps(desk)
    week = here.regroup(PERIOD)
    assert week.stories
    assert beside.regroup(PERIOD) == week
    assert beside.week(PERIOD) == week
    assert week.draft.items
    assert beside.findings(week.draft) == here.findings(week.draft)
    item = week.draft.items[0].id
    assert beside.findings_of(week.draft, item) == here.findings_of(week.draft, item)
    services = aside.services(desk, flow.services(desk, desk.hears))
    story, articles = week.stories[0], dict(week.articles)
    assert services.reads
    readings = services.reads(story, articles, list(articles.values()))
    assert len(readings.reads) == len(articles)
    assert readings.reads[0].marks
    assert readings.board == services.board(story, articles)


def test_what_people_decided_meanwhile_is_seen_beside_the_pages(desk: Desk, aside: Aside) -> None:
    editor = flow.editor(desk, aside.steps)
    before = editor.week(PERIOD)
    story = next(one for one in before.stories if len(one.articles) > 1)
    editor.perform("split_story", PERIOD, "Aya", {
        "story": story.id, "articles": [story.articles[0]],
    })  # fmt: skip
    after = editor.week(PERIOD)
    assert len(after.stories) == len(before.stories) + 1
    assert after == flow.steps_for(desk).week(PERIOD)


def test_a_process_that_ends_early_is_told_of_and_its_work_done_here(desk: Desk) -> None:
    line = Line(desk)
    try:
        assert line.do("findings_of", ("no issue", "x"), lambda: "here") == "here"
        assert isinstance(desk.hears, Listener)
        assert len(desk.hears.notes) == 1
        assert "ended early" in desk.hears.notes[0]
        nothing: tuple[str, ...] = ()
        assert line.do("proposals", (), lambda: ("here",)) == nothing  # by another process
    finally:
        line.close()
    with pytest.raises(SetupError, match="being closed"):
        line.do("proposals", (), lambda: "here")


def test_an_error_of_the_desk_comes_back_in_its_own_words(desk: Desk) -> None:
    no_desk = replace(desk, settings=replace(desk.settings, database="sqlite:////no/such/folder/x"))
    line = Line(no_desk)
    try:
        with pytest.raises(SetupError, match="folder is missing"):
            line.do("week", (PERIOD,), lambda: "here")
    finally:
        line.close()


def test_a_story_nobody_has_read_is_shown_at_once_and_marked_when_it_is_read(
    tmp_path: Path,
) -> None:
    editor, ready = open_editor(tmp_path), threading.Event()
    reader = reader_of(editor.desk.house, no_board)

    def reads(
        story: Story, articles: Mapping[str, Article], to_read: Sequence[Article]
    ) -> Readings:
        ready.wait(10)
        return reader(story, articles, to_read)

    services = flow.services(editor.desk, Nobody())
    room = Room(editor, Works(Bell()), replace(services, reads=reads, board=no_board))
    week = editor.week(PERIOD)
    story = week.stories[0]
    shown = [week.articles[one] for one in story.articles]
    told, reading = told_of(room, week, story, shown)
    assert reading
    assert set(told.reads) == {UNREAD}
    ready.set()
    until = time.monotonic() + 60  # met only by what never comes
    while reading and time.monotonic() < until:
        told, reading = told_of(room, week, story, shown)
    assert not reading
    assert told.reads == reader(story, week.articles, shown).reads
    editor.desk.store.close()


def test_proposed_stories_are_read_before_anybody_opens_them(tmp_path: Path) -> None:
    editor = open_editor(tmp_path)
    read: list[str] = []
    reader = reader_of(editor.desk.house, no_board)

    def reads(
        story: Story, articles: Mapping[str, Article], to_read: Sequence[Article]
    ) -> Readings:
        read.append(story.id)
        return reader(story, articles, to_read)

    services = flow.services(editor.desk, Nobody())
    room = Room(editor, Works(Bell()), replace(services, reads=reads, board=no_board))
    week = editor.week(PERIOD)
    read_ahead(room, week)
    assert read == [one.id for one in week.stories if not one.left_out]
    read_ahead(room, week)
    assert len(read) == len(set(read))
    editor.desk.store.close()


def test_only_the_store_the_settings_name_is_opened_elsewhere(desk: Desk) -> None:
    assert reopens(desk)
    assert not reopens(replace(desk, settings=replace(desk.settings, folder="elsewhere")))


@pytest.mark.skipif(os.name == "nt", reason="a POSIX signal")
def test_it_ends_with_the_server_even_when_that_is_killed(tmp_path: Path) -> None:
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout
    other = int(server.stdout.readline())
    server.send_signal(signal.SIGKILL)
    server.wait()
    until = time.monotonic() + 60  # met only by what never comes
    while time.monotonic() < until and runs(other):
        time.sleep(0.02)
    assert not runs(other)


SERVER = """
import sys
from dataclasses import replace
from torimatome.cli.aside import Line
from torimatome.desk import open_desk
from torimatome.settings import Settings
if __name__ == "__main__":
    line = Line(open_desk(replace(Settings(), folder=sys.argv[1])))
    line.do("proposals", (), tuple)
    print(line._process.pid, flush=True)
    import time
    time.sleep(60)
"""


def runs(pid: int) -> bool:
    """Whether a process is there and has not ended: one that nobody reaps still has its number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
