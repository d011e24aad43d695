"""What every handler has at hand: the editing room, the background work, the other services."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from starlette.requests import Request

from torimatome.edit import Editor
from torimatome.edit.web.finding_words import sentence, worded
from torimatome.edit.web.live import Works
from torimatome.edit.web.making import SetUp
from torimatome.edit.web.marking import Reads
from torimatome.edit.web.memory import Beside, Memory
from torimatome.edit.web.naming import (
    Named,
    name_said,
    named_in,
    side_said,
    source_said,
    sources_named,
)
from torimatome.edit.web.saying import days_told, moment_said
from torimatome.edit.web.trials import Trials
from torimatome.edit.web.view import reader_of
from torimatome.edit.working import period_key
from torimatome.errors import EditError
from torimatome.model import Article, Finding, Issue, Outlet, Period, Story, Term
from torimatome.model.archive import NamePage, Query, Results
from torimatome.model.board import Board
from torimatome.model.delivery import Recipient
from torimatome.model.look import Look
from torimatome.model.taken import Taken
from torimatome.model.trial import Trial
from torimatome.text.reasons import renamed, said
from torimatome.text.times import from_text

# A bulletin covers days or weeks; a longer span is a slip of the keyboard.
MOST_DAYS = 62
PAGES = ("today", "stories", "issue", "terms", "archive", "mail", "look", "outlets", "setup")


@dataclass(frozen=True)
class Proposed:
    """A term that past Issues teach, until a person decides."""

    term: Term
    count: int
    seen: tuple[str, ...]  # where, newest last
    doubt: str  # why it may be wrong; "" = the evidence is strong


def no_mail(_issue: Issue, _to: Sequence[Recipient], _again: Sequence[str], _test: bool) -> object:
    """Nothing is sent, where no mail server is."""
    raise EditError("this desk sends no mail")


def no_copy(name: str, _body: bytes) -> Taken:
    """No copy comes back, where nothing reads Word files."""
    raise EditError(f"{name!r} cannot be read here")


def no_board(_story: Story, _articles: Mapping[str, Article]) -> Board:
    """A board without a point, where nobody sets versions against each other."""
    return Board((), ())


def no_page(kind: str, name: str) -> NamePage:
    """What is kept of a name where nobody keeps anything."""
    return NamePage(kind, name, "", (), (), (), (), ())


@dataclass(frozen=True)
class Services:
    """What the pages ask of the other steps besides editing; `flow` wires them."""

    collect: Callable[[], object]
    add: Callable[[Mapping[str, str]], object]  # url, text, title, outlet, day → kept Article
    file: Callable[[Issue, str], bytes]  # a form of it, as it goes out
    pictures: Callable[[Issue], Sequence[bytes]]  # the PDF's pages, PNG
    proposals: Callable[[], Sequence[Proposed]]  # terms the archive teaches
    search: Callable[[Query], Results]
    keep: Callable[[str, bytes], str]  # a bulletin's file name and bytes → what became of it
    try_outlet: Callable[[str], Trial] | None = None  # an address → what it would bring
    setup: SetUp | None = None  # see cli/rooms.py
    visit_outlet: Callable[[Outlet], Trial] | None = None  # one of the desk's, as it answers now
    board: Callable[[Story, Mapping[str, Article]], Board] = no_board
    reads: Reads | None = None  # beside the pages; None: a page reads what it shows itself
    send: Callable[[Issue, Sequence[Recipient], Sequence[str], bool], object] = no_mail
    look_again: Callable[[Period], object] = lambda _period: ()  # the pages an Issue rests on
    evidence: Callable[[Issue], bytes] = lambda _issue: b""
    read_copy: Callable[[str, bytes], Taken] = no_copy  # a Word file's name and bytes
    editing_copy: Callable[[Issue], bytes] = lambda _issue: b""  # Word, a comment a sentence
    # The first Items in a Look, in these languages: pages as PNG.
    dressed: Callable[[Issue, Look, str, int], Sequence[bytes]] = lambda *_given: ()
    lacks: Callable[[Issue, str], Sequence[str]] = lambda *_given: ()  # what languages lack
    named: Callable[[str, str], NamePage] = no_page  # all the archive has of a kind and a name


_CHECKED = {"work": "check", "failed": ""}


@dataclass(frozen=True)
class Room:
    """One desk, open for editing."""

    editor: Editor
    works: Works
    services: Services
    memory: Memory = field(default_factory=Memory)
    trials: Trials = field(default_factory=Trials)
    readings: Memory = field(default_factory=lambda: Memory(4_000))  # of articles' words
    drawn: Memory = field(default_factory=lambda: Memory(60))  # pictures of looks, by their mark
    learned: Beside[tuple[Proposed, ...]] = field(default_factory=lambda: Beside((), 0.2))

    def __post_init__(self) -> None:
        """Acts of this room leave long work to a thread beside the pages."""
        self.editor.later = self.works.beside

    def points(self, period: Period) -> tuple[tuple[Finding, ...], bool]:
        """What is open in the Issue, and whether it is being checked anew since the last act.

        A check of a whole Issue takes a second or more; pages show the last one meanwhile and
        hear when the new one is there.
        """
        checked: Beside[tuple[Finding, ...]] = self.memory.get(
            ("points", period_key(period)),
            (),
            lambda: Beside((), 0.03, 60.0, partial(self.works.bell.ring, "done", _CHECKED)),
        )
        mark = self.editor.working(period).issue, self.editor.steps
        found, late = checked.get(mark, lambda: self.editor.found(period))
        return self.editor.unwaived(found), late

    def points_of(self, issue: Issue, item: str) -> tuple[tuple[Finding, ...], bool]:
        """What gate and copy check say of one Item, and whether that is older than its words.

        Where the answer takes longer it is what they last said; the page hears of the new one.
        """
        checked: Beside[tuple[Finding, ...]] = self.readings.get(
            ("points", issue.period.start, issue.period.end, item),
            (),
            lambda: Beside((), 0.08, 0.08, partial(self.works.bell.ring, "done", _CHECKED)),
        )
        # Acts that touch nothing printed leave the Issue as it is.
        mark = (issue, self.editor.steps)
        return checked.get(mark, lambda: self.editor.steps.findings_of(issue, item))

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
    back: str  # where a form without script returns to
    zone: ZoneInfo
    language: str
    named: Named  # countries and other names of the desk's terms
    outlets: tuple[Outlet, ...]

    def moment(self, at: datetime) -> str:
        """A moment as the desk's clock shows it."""
        return moment_said(at.astimezone(self.zone), self.language)

    def at(self, text: str) -> str:
        """The same of a moment as Records keep it."""
        return self.moment(from_text(text))

    def name(self, name: str) -> str:
        """A country, or another name of the terms, as the page's reader knows it."""
        return name_said(name, self.language, self.named)

    def side(self, side: str) -> str:
        """Whose version of an event it is."""
        return side_said(side, self.language, self.named)

    def reason(self, why: str) -> str:
        """Why reports stand together or a story where it does, its names as the page says them."""
        return said(renamed(why, self.name) if self.language == "ja" else why, self.language)

    def source(self, id_: str, outlet: Outlet) -> str:
        """Which of an outlet's sources; "" where it has but one."""
        return source_said(id_, outlet, self.language)

    def told(self, why: str) -> str:
        """What was said of sources: in the page's language, its days, on the desk's clock."""
        lines = []
        for source, words in sources_named(why, self.outlets, self.language):
            plain = worded(words, self.language) if source else sentence(words, self.language)
            one = days_told(plain, self.zone, self.language)
            colon = "：" if self.language == "ja" else ": "
            lines.append(f"{source}{colon}{one}" if source else one)
        return ("；" if self.language == "ja" else "; ").join(lines)


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
    house = room.editor.desk.house
    return Frame(
        desk=house.name,
        period=key,
        start=period.start,
        end=period.end,
        pages=tuple((name, f"/w/{key}/{name}") for name in PAGES),
        back=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        zone=room.zone,
        language=reader_of(request).language,
        named=room.memory.get("named", (house,), lambda: named_in(house.terms)),
        outlets=house.outlets,
    )
