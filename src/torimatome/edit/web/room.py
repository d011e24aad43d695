"""What every handler has at hand: the editing room, the background work, the other services."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from starlette.requests import Request

from torimatome.edit import Editor
from torimatome.edit.web.live import Works
from torimatome.edit.working import period_key
from torimatome.errors import EditError
from torimatome.model import Issue, Period, Term
from torimatome.model.archive import Query, Results

# A bulletin covers days or weeks; a longer span is a slip of the keyboard.
MOST_DAYS = 62
PAGES = ("today", "stories", "issue", "terms", "archive")


@dataclass(frozen=True)
class Proposed:
    """A term that past Issues teach, until a person decides."""

    term: Term
    count: int
    seen: tuple[str, ...]  # where, newest last
    doubt: str  # why it may be wrong; "" = the evidence is strong


@dataclass(frozen=True)
class Services:
    """What the pages ask of the other steps besides editing; `flow` wires them."""

    collect: Callable[[], object]
    add: Callable[[Mapping[str, str]], object]  # url, text, title, outlet, day → kept Article
    files: Callable[[Issue], Mapping[str, bytes]]  # form → what goes out
    pictures: Callable[[Issue], Sequence[bytes]]  # the PDF's pages, PNG
    proposals: Callable[[], Sequence[Proposed]]  # terms the archive teaches
    search: Callable[[Query], Results]
    keep: Callable[[str, bytes], str]  # a bulletin's file name and bytes → what became of it


@dataclass(frozen=True)
class Room:
    """One desk, open for editing."""

    editor: Editor
    works: Works
    services: Services

    @property
    def zone(self) -> ZoneInfo:
        """The zone the pages show times in."""
        return self.editor.desk.zone


@dataclass(frozen=True)
class Frame:
    """What stands around every page."""

    desk: str
    period: str  # as addresses name it
    start: str
    end: str
    pages: tuple[tuple[str, str], ...]  # key of words.yaml, address
    seen: int  # the newest Act the page knows
    back: str  # where a form without script returns to
    zone: ZoneInfo

    def moment(self, at: datetime) -> str:
        """A moment as the desk's clock shows it."""
        return at.astimezone(self.zone).strftime("%m-%d %H:%M")


def room_of(request: Request) -> Room:
    """The room the application was made with."""
    room: Room = request.app.state.room
    return room


def period_of(text: str) -> Period:
    """The period an address names. Raises EditError when it is none."""
    first, _, last = text.partition("_")
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as error:
        raise EditError(f"{text!r} names no period; it looks like 2026-05-01_2026-05-08") from error
    if not timedelta(0) <= end - start <= timedelta(MOST_DAYS):
        raise EditError(f"a period has 1 to {MOST_DAYS} days; {text!r} has not")
    return Period(start.isoformat(), end.isoformat())


def frame_of(request: Request, period: Period) -> Frame:
    """The frame of a page about `period`."""
    room, key = room_of(request), period_key(period)
    return Frame(
        desk=room.editor.desk.house.name,
        period=key,
        start=period.start,
        end=period.end,
        pages=tuple((name, f"/w/{key}/{name}") for name in PAGES),
        seen=room.editor.desk.store.records.count(),
        back=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        zone=room.zone,
    )
