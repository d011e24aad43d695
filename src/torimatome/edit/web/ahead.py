"""What a Story's page tells beyond its words: read before it is asked for, or shown when there."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from torimatome.edit import Week
from torimatome.edit.web.marking import Read, Readings, Reads, read
from torimatome.edit.web.memory import Beside
from torimatome.edit.web.room import Room
from torimatome.edit.web.rows import shelf_of
from torimatome.errors import DeskError
from torimatome.model import Article, House, Item, Story
from torimatome.model.archive import Earlier
from torimatome.model.board import Board
from torimatome.text.names import Names

# What keeps a Story's page under 150 kB: letters of reports in full (a letter takes two to three
# bytes, its marks as much again).
MOST_LETTERS = 18_000
MOST_OF_ONE = 9_000
MOST_REPORTS = 12
MOST_AHEAD = 120  # Stories read before they are asked for: more than an Issue holds
# How long a page waits for a Story nobody has read yet. Twelve reports take 90 to 120 ms to read
# (bench/desk_load.py); who comes first sees them without marks, and with them a moment later.
PATIENCE_SECONDS = 0.04
REST_SECONDS = 0.005  # between two Stories read ahead, for whoever waits
UNREAD, NO_BOARD = Read((), ()), Board((), ())


@dataclass(frozen=True)
class Told:
    """What is known of the reports that a Story's page shows."""

    reads: tuple[Read, ...]
    board: Board
    earlier: tuple[Earlier, ...]


def told_of(room: Room, week: Week, found: Story, shown: Sequence[Article]) -> tuple[Told, bool]:
    """What is known of a Story and the reports shown; and whether the rest is being worked out.

    Where another process reads, nobody waits for it: all open pages hear when it is through.
    """
    whole = _kept(room, week, found, shown)
    if whole is not None:
        return whole, False
    work = partial(_work_out, room, week, found, shown)
    if room.services.reads is None:
        return work(), False
    beside: Beside[Told | None] = room.readings.get(
        ("reading", found.id), (), lambda: Beside(None, PATIENCE_SECONDS, 0.0, _rings(room))
    )
    of = " ".join(a.id for a in shown), _versions(week, found), *_asked_by(room, week, found)[1]
    told, late = beside.get(of, work)
    if told is not None and not late:
        return told, False
    house = room.editor.desk.house
    reads = tuple(room.readings.known(_key(a), (house,)) or UNREAD for a in shown)
    board = room.readings.known(("board", found.id), (_versions(week, found), house))
    return Told(cast(tuple[Read, ...], reads), cast(Board, board or NO_BOARD), ()), True


def fitting(members: Sequence[Article]) -> list[Article]:
    """The first reports that fit on a page together; one always does."""
    shown: list[Article] = []
    letters = 0
    for article in members[:MOST_REPORTS]:
        letters += min(len(article.text), MOST_OF_ONE)
        if shown and letters > MOST_LETTERS:
            break
        shown.append(article)
    return shown


def reader_of(house: House, board: Callable[[Story, Mapping[str, Article]], Board]) -> Reads:
    """What reads a Story's reports by the words of `house`."""
    names: list[Names] = []  # made at the first use
    outlets = {outlet.id: outlet for outlet in house.outlets}

    def reads(
        story: Story, articles: Mapping[str, Article], to_read: Sequence[Article]
    ) -> Readings:
        names[:] = names or [Names(house)]
        marked = tuple(read(a, names[0], outlets.get(a.outlet)) for a in to_read)
        return Readings(marked, board(story, articles))

    return reads


class Ahead:
    """Reads a week's proposed Stories whenever the week was made anew; the newest week wins."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._lock = threading.Lock()
        self._next: Week | None = None
        self._runs = False

    def begin(self, week: Week) -> None:
        """Read this week's Stories next, in a thread of its own."""
        with self._lock:
            self._next = week
            begin, self._runs = not self._runs, True
        if begin:
            threading.Thread(target=self._run, daemon=True, name="ahead").start()

    def _run(self) -> None:
        while True:
            with self._lock:
                week, self._next = self._next, None
                if week is None:
                    self._runs = False
                    return
            try:
                read_ahead(self._room, week, lambda: self._next is not None)
            except DeskError as error:  # nobody asked for it yet; who does hears of it then
                self._room.works.note(f"reading ahead: {error}")


def read_ahead(room: Room, week: Week, stop: Callable[[], bool] = bool) -> None:
    """Read the proposed Stories before anybody opens them, until `stop` says so."""
    for story in [one for one in week.stories if not one.left_out][:MOST_AHEAD]:
        if stop():
            return
        members = [week.articles[a] for a in story.articles if a in week.articles]
        members.sort(key=lambda a: (a.published or a.seen, a.id))
        shown = fitting(members)
        if _kept(room, week, story, shown) is None:
            _work_out(room, week, story, shown)
            time.sleep(REST_SECONDS)


def _rings(room: Room) -> Callable[[], object]:
    return partial(room.works.bell.ring, "done", {"work": "read", "failed": ""})


def _kept(room: Room, week: Week, found: Story, shown: Sequence[Article]) -> Told | None:
    """All a page tells, where all of it is known."""
    house = room.editor.desk.house
    reads = [room.readings.known(_key(a), (house,)) for a in shown]
    board = room.readings.known(("board", found.id), (_versions(week, found), house))
    past = room.readings.known(("earlier", found.id), _asked_by(room, week, found)[1])
    if board is None or past is None or any(one is None for one in reads):
        return None
    return Told(
        tuple(cast(Read, one) for one in reads), cast(Board, board), cast(tuple[Earlier, ...], past)
    )


def _work_out(room: Room, week: Week, found: Story, shown: Sequence[Article]) -> Told:
    """Read what nobody has read yet, and keep it."""
    desk = room.editor.desk
    house = desk.house
    known = {a.id: cast(Read | None, room.readings.known(_key(a), (house,))) for a in shown}
    unread = [a for a in shown if known[a.id] is None]
    articles = {a: week.articles[a] for a in found.articles if a in week.articles}
    here = room.memory.get("reader", (house,), lambda: reader_of(house, room.services.board))
    told = (room.services.reads or here)(found, articles, unread)
    for article, one in zip(unread, told.reads, strict=True):
        room.readings.put(_key(article), (house,), one)
        known[article.id] = one
    room.readings.put(("board", found.id), (_versions(week, found), house), told.board)
    item, sources = _asked_by(room, week, found)
    earlier = room.readings.get(
        ("earlier", found.id),
        sources,
        lambda: tuple(desk.store.related.earlier(house, item, week.period.start)),
    )
    return Told(tuple(known[a.id] or UNREAD for a in shown), told.board, earlier)


def _key(article: Article) -> tuple[str, int, str]:
    return article.id, article.version, article.language


def _versions(week: Week, found: Story) -> str:
    return " ".join(f"{a}.{week.articles[a].version}" for a in found.articles if a in week.articles)


def _asked_by(room: Room, week: Week, found: Story) -> tuple[Item, tuple[object, ...]]:
    """What past Issues are asked by: the Item's names and words, else the Story's own."""
    members = [week.articles[a] for a in found.articles if a in week.articles]
    titles = [a.title for a in members if a.language == "en"] or [a.title for a in members]
    asked = shelf_of(room, week).items.get(found.id) or Item(
        found.id, "", "", (titles or [""])[0], (), (), actors=found.actors
    )
    desk = room.editor.desk
    told = f"{asked.headline_ja}\n{asked.headline_en}"
    return asked, (told, week.period.start, desk.store.archive.size(), desk.house)
