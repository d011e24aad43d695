"""Two more processes for a desk's long work, so that its pages stay quick meanwhile."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import TypeVar, cast

from torimatome import flow
from torimatome.desk import Desk, open_desk, store_address
from torimatome.edit import Steps
from torimatome.edit.web.ahead import reader_of
from torimatome.edit.web.marking import Readings, Reads
from torimatome.edit.web.room import Services
from torimatome.errors import DeskError, SetupError
from torimatome.model import Article, Finding, House, Issue, Period, Story
from torimatome.outside.progress import Hears
from torimatome.settings import Settings
from torimatome.text.names import Names

T = TypeVar("T")
ENDING_SECONDS = 2.0  # what is under way gets so long when the desk is closed


class Line:
    """Another process of a desk: begun at the first question, and again after it broke down.

    Threads may share it; it answers one question after the other. What it cannot answer is
    worked out in this process, so that a desk without it is slower and nothing else; once it is
    closed nothing is worked out any more.
    """

    def __init__(self, desk: Desk) -> None:
        self._settings = desk.settings
        self._house = desk.shipped or desk.house
        self._hears = desk.hears
        self._lock = threading.Lock()
        self._line: Connection | None = None
        self._process: SpawnProcess | None = None
        self._closed = False

    def do(self, work: str, given: tuple[object, ...], here: Callable[[], T]) -> T:
        """What the other process answers, or else what `here` gives.

        Raises SetupError as `here` would, and once the desk is being closed.
        """
        with self._lock:
            try:
                known, answer = self._asked(work, given)
            except (EOFError, OSError) as error:
                self._end()
                if not self._closed:
                    self._hears.note(
                        f"{work}: the process for long work ended early ({type(error).__name__});"
                        " this is done without it, and pages may be slow until it is"
                    )
                known, answer = "here", None
        if self._closed:
            raise SetupError("the desk is being closed; open it again with `torimatome serve`")
        if known == "failed":
            raise SetupError(str(answer))
        return cast(T, answer) if known == "made" else here()

    def leave(self) -> None:
        """End it, whatever it does, and begin no other; nobody waits for its end."""
        self._closed = True
        process = self._process
        if process is not None:
            process.terminate()

    def close(self) -> None:
        """The same, and wait until it is gone; closing twice is no harm."""
        self.leave()
        process = self._process
        if process is not None:
            process.join(ENDING_SECONDS)

    def rest(self) -> None:
        """End it, whatever it does; the next question begins another."""
        process = self._process
        if process is not None:
            process.terminate()
        with self._lock:
            self._end()

    def _asked(self, work: str, given: tuple[object, ...]) -> tuple[str, object]:
        if self._closed:
            return "here", None
        line = self._line or self._begin()
        line.send((work, given))
        while True:
            known, answer = line.recv()
            if known not in TOLD:
                return known, answer
            getattr(self._hears, known)(*answer)

    def _begin(self) -> Connection:
        spawn = multiprocessing.get_context("spawn")
        ours, theirs = spawn.Pipe()
        # Not a daemon: judging a whole archive begins processes of its own. It watches for its
        # parent's end instead.
        self._process = spawn.Process(
            target=work_aside, args=(theirs, self._settings, self._house), name="aside"
        )
        # Ctrl+C reaches every process of a terminal, this one also while it still loads its
        # libraries: it never hears of it.
        with _unheard():
            self._process.start()
        theirs.close()
        self._line = ours
        return ours

    def _end(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.terminate()
            self._process.join(ENDING_SECONDS)
        self._line = self._process = None


@contextmanager
def _unheard() -> Iterator[None]:
    """Ctrl+C is held back from this thread, and from every process that it begins meanwhile."""
    if os.name == "nt":  # which has no such mask
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Aside:
    """A desk's long work in two more processes: weeks are made in one, checked and read in the
    other, so that nobody waits for a week's grouping to see what the gate says of her sentence.
    """

    def __init__(self, desk: Desk) -> None:
        self._makes, self._looks = Line(desk), Line(desk)

    def rest(self) -> None:
        """Let go of the store until the next question."""
        self._makes.rest()
        self._looks.rest()

    def leave(self) -> None:
        """End both, whatever they do, and wait for neither."""
        self._makes.leave()
        self._looks.leave()

    def close(self) -> None:
        """End both, whatever they do."""
        self._makes.close()
        self._looks.close()

    def steps(self, desk: Desk) -> Steps:
        """What `flow.steps_for` gives, its long parts done beside the pages."""
        here, makes, looks = flow.steps_for(desk), self._makes, self._looks
        return replace(
            here,
            week=lambda period: makes.do("week", (period,), lambda: here.week(period)),
            regroup=lambda period: makes.do("regroup", (period,), lambda: here.regroup(period)),
            findings=lambda issue: looks.do("findings", (issue,), lambda: here.findings(issue)),
            findings_of=lambda issue, item: looks.do(
                "findings_of", (issue, item), lambda: here.findings_of(issue, item)
            ),
        )

    def services(self, desk: Desk, here: Services) -> Services:
        """The same with reports read and terms learned beside the pages."""

        def reads(
            story: Story, articles: Mapping[str, Article], to_read: Sequence[Article]
        ) -> Readings:
            return self._looks.do(
                "reads",
                (story, articles, to_read),
                lambda: reads_for(flow.as_now(desk))(story, articles, to_read),
            )

        return replace(
            here,
            reads=reads,
            proposals=lambda: self._makes.do("proposals", (), here.proposals),
        )


def reopens(desk: Desk) -> bool:
    """Whether another process that is told the settings would open this very store."""
    return desk.store.address == store_address(desk.settings, desk.house.name)


def reads_for(desk: Desk) -> Reads:
    """What reads a Story's reports by the desk's words as they are now."""
    return reader_of(desk.house, partial(flow.board_of, cache(lambda: Names(desk.house))))


TOLD = frozenset({"step", "done", "note"})  # progress on the line; all else is an answer


class _Hears:
    """Progress told down the line."""

    def __init__(self, line: Connection) -> None:
        self._line = line

    def step(self, name: str, total: int) -> None:
        """A new stretch of work begins."""
        self._line.send(("step", (name, total)))

    def done(self, count: int = 1) -> None:
        """So many parts are done."""
        self._line.send(("done", (count,)))

    def note(self, words: str) -> None:
        """One line worth reading."""
        self._line.send(("note", (words,)))


class _Worker:
    """The desk as the other process has it, with the words people decided on by now."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._taught = flow.Taught()
        self._steps = flow.steps_for(desk)
        self._reads = reads_for(desk)

    def week(self, period: Period) -> object:
        """The period's Stories and draft."""
        return self._now().week(period)

    def regroup(self, period: Period) -> object:
        """The same, worked out anew."""
        return self._now().regroup(period)

    def findings(self, issue: Issue) -> tuple[Finding, ...]:
        """Gate and copy check of a whole Issue."""
        return self._now().findings(issue)

    def findings_of(self, issue: Issue, item: str) -> tuple[Finding, ...]:
        """The same of one Item."""
        return self._now().findings_of(issue, item)

    def proposals(self) -> object:
        """The terms that the archive teaches."""
        return flow.proposed(self._desk, self._taught)

    def reads(
        self, story: Story, articles: Mapping[str, Article], to_read: Sequence[Article]
    ) -> Readings:
        """A Story's reports, read."""
        self._now()
        return self._reads(story, articles, to_read)

    def _now(self) -> Steps:
        """The steps with the desk's words of today, made anew when these changed."""
        fresh = flow.as_now(self._desk)
        if fresh.house != self._desk.house:
            self._desk = fresh
            self._steps = flow.steps_for(fresh)
            self._reads = reads_for(fresh)
        return self._steps


WORKS = frozenset({"week", "regroup", "findings", "findings_of", "proposals", "reads"})


def work_aside(line: Connection, settings: Settings, house: House) -> None:
    """The other process: open the desk, answer until the line ends."""
    # The server ends this one when it is done; the processes it begins learn it from here.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    hears: Hears = _Hears(line)
    worker: _Worker | None = None
    while True:
        try:
            work, given = line.recv()
        except EOFError:
            return
        if work not in WORKS:
            raise ValueError(f"{work!r} is nothing the other process does")
        try:
            worker = worker or _Worker(open_desk(settings, hears=hears, house=house))
            answer = "made", getattr(worker, work)(*given)
        except DeskError as error:
            answer = "failed", str(error)
        line.send(answer)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
