"""The pages and plain files of one Issue, made of what is handed over and nothing else.

Nothing here asks the store or the desk, so that several processes may share the work.
"""

import gc
import multiprocessing
import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from types import TracebackType

from torimatome.errors import SetupError
from torimatome.model import Issue
from torimatome.publish.calendar import to_calendar
from torimatome.publish.issue_json import to_json
from torimatome.publish.markdown import to_markdown
from torimatome.publish.printed import Page, printed
from torimatome.publish.site import address, pages
from torimatome.publish.site.cards import card
from torimatome.publish.site.nouns import Leaf, Listed, T, once
from torimatome.publish.table_csv import to_csv

# Forms made of the Issue alone: any process may make them.
PLAIN_FORMS: Mapping[str, Callable[[Issue, Page], bytes]] = {
    "json": lambda issue, _page: to_json(issue),
    "md": to_markdown,
    "csv": to_csv,
    "ics": lambda issue, _page: to_calendar(issue),
}
# From so many Issues to make on, processes beside this one pay for being started: each takes about
# a second of a processor for it, what 20 Issues take by bench/site.py; smaller Issues take less.
MANY = 100
_MOST_PROCESSES = 4  # this one hands the work out and would be what the others wait for
_ALONE_AHEAD = 4  # Issues whose files are made beside what else there is to do


# Things made until Python looks for forgotten circles of them: a hundred times its own measure.
# Pages make none, and 500 Issues hold a million things each such look walks through: it was 15 to
# 20 in 100 of the time.
_SWEEP_AFTER = 70_000


@dataclass(frozen=True)
class Work:
    """What is to be made of one Issue: the paths wanted, of every version."""

    view: pages.IssueView
    issues: tuple[Issue | None, ...]  # a version of which nothing is wanted is not read
    wanted: frozenset[str]


Made = Callable[[], Mapping[str, bytes]]


def rendered(work: Work) -> dict[str, bytes]:
    """The files wanted, by path."""
    done: dict[str, bytes] = {}
    view = work.view
    for leaf, edition, issue in zip(view.leaves, view.editions, work.issues, strict=True):
        if issue is not None:
            done |= _version(work, leaf, edition, issue)
    for item in view.withdrawn:
        path = address.item_page(view.now.key, item.slug)
        if path in work.wanted:
            done[path] = pages.withdrawn_page(view, item)
    return done


def paths_of(view: pages.IssueView, leaf: Leaf, edition: Listed) -> list[str]:
    """What a version's own pages are called: those of its words, then its picture."""
    if leaf is not view.now:
        return [address.version_page(leaf.key, leaf.version)]
    items = [address.item_page(leaf.key, item.slug) for item in leaf.items]
    return [*items, address.issue_page(edition.key)]


def card_path(key: str) -> str:
    """Where the picture lies that a shared link shows."""
    return f"issues/{key}/card.png"


def _version(work: Work, leaf: Leaf, edition: Listed, issue: Issue) -> dict[str, bytes]:
    view, wanted = work.view, work.wanted
    page = once(partial(printed, issue))
    bodies = once(lambda: pages.bodies(page()))
    done: dict[str, bytes] = {}
    for form in edition.forms:
        path = pages.form_path(edition, form)
        if path in wanted:
            done[path] = PLAIN_FORMS[form](issue, page())
    own = paths_of(view, leaf, edition)
    if leaf is not view.now:
        if own[0] in wanted:
            done[own[0]] = pages.version_page(view, leaf, issue, bodies())
        return done
    for place, path in enumerate(own[:-1]):
        if path in wanted:
            done[path] = pages.item_page(view, place, bodies()[place])
    if own[-1] in wanted:
        done[own[-1]] = pages.issue_page(view, issue, bodies())
    if card_path(leaf.key) in wanted:
        done[card_path(leaf.key)] = card(leaf, view.house)
    return done


class Crew:
    """Who renders: a thread beside what this process does, or several processes for much work.

    typst sets PDFs and cards on another core meanwhile. A process that dies, or cannot be
    started, costs time only: its work is done here.
    """

    def __init__(self, much: bool, processes: int = 0) -> None:
        cores = processes or min(len(os.sched_getaffinity(0)), _MOST_PROCESSES)
        self._pool: ProcessPoolExecutor | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="site")
        self._swept = gc.get_threshold()
        self.ahead = _ALONE_AHEAD  # Issues handed out before the first is asked back
        if much and cores > 1:
            # Started afresh, not doubled: a lock of a thread of ours may be held.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(
                cores, mp_context=context, initializer=gc.set_threshold, initargs=(_SWEEP_AFTER,)
            )
            self.ahead = 4 * cores

    def __enter__(self) -> "Crew":
        self._swept = gc.get_threshold()
        gc.set_threshold(_SWEEP_AFTER)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._thread.shutdown(cancel_futures=True)
        gc.set_threshold(*self._swept)

    def begin(self, make: Callable[[], T]) -> Callable[[], T]:
        """What gives what `make` makes, each call the same; begun at once in the thread."""
        return self._thread.submit(make).result

    def render(self, work: Work) -> Made:
        """What gives the files wanted, each call the same; begun at once."""
        if self._pool is None:
            return self.begin(partial(rendered, work))
        try:
            begun = self._pool.submit(rendered, _sendable(work))
        except (BrokenProcessPool, OSError):
            self._alone()
            return self.begin(partial(rendered, work))
        return once(partial(self._given, begun, work))

    def _given(self, begun: Future[dict[str, bytes]], work: Work) -> dict[str, bytes]:
        try:
            return begun.result()
        except BrokenProcessPool:
            self._alone()
            return rendered(work)

    def _alone(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = None


def _sendable(work: Work) -> Work:
    """The work without what only this process can do, and without the terms' spellings."""
    view = work.view
    bare = replace(
        view,
        house=replace(view.house, spellings={}),
        editions=tuple(replace(one, load=unread) for one in view.editions),
        around=(_unloaded(view.around[0]), _unloaded(view.around[1])),
    )
    return replace(work, view=bare)


def _unloaded(one: Listed | None) -> Listed | None:
    return replace(one, load=unread) if one else None


def unread() -> Issue:
    """What stands for reading an Issue where it was handed over already."""
    raise SetupError("an issue is read from the store where it is listed, and nowhere else")
