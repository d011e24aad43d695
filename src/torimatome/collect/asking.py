"""Asking for many pages: hosts at the same time, a host's pages one after another."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from queue import Queue
from threading import Event
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from torimatome.collect.make import Origin, from_page, snapshot_of
from torimatome.errors import SourceError
from torimatome.model import Article, Lead, Outlet, Snapshot
from torimatome.outside.web import Answer, Ask, Web


def ask_of(outlet: Outlet, etag: str = "", last_modified: str = "") -> Ask:
    """How an outlet is asked; with what it gave last time, only for what is new since."""
    return Ask(
        etag=etag,
        last_modified=last_modified,
        user_agent=outlet.user_agent,
        pause_seconds=outlet.pause_seconds,
    )


@dataclass(frozen=True)
class Asked:
    """What came of asking for one page. Exactly one of answer and error is set."""

    lead: Lead
    answer: Answer | None = None
    article: Article | None = None  # as the page tells it; None: not modified
    snapshot: Snapshot | None = None
    error: SourceError | None = None


def asked_for(
    web: Web, outlets: Mapping[str, Outlet], due: Sequence[Lead], zone: ZoneInfo, threads: int
) -> Iterator[Asked]:
    """One Asked a lead, as they come. Ends its threads when the caller stops listening."""
    by_host = [
        list(leads)
        for _, leads in groupby(sorted(due, key=lambda ld: (_host(ld), ld.entry.url)), key=_host)
    ]
    # Bounded: pages wait here for the one writer, and must not fill the memory.
    ready: Queue[Asked | BaseException | None] = Queue(maxsize=4 * threads)
    stop = Event()

    def read_host(leads: list[Lead]) -> None:
        try:
            for lead in leads:
                if stop.is_set():
                    return
                ready.put(_ask(web, outlets[lead.outlet], lead, zone))
        except BaseException as error:  # carried over to the caller, never swallowed
            ready.put(error)
        finally:
            ready.put(None)

    with ThreadPoolExecutor(max_workers=threads) as pool:
        for leads in by_host:
            pool.submit(read_host, leads)
        open_hosts = len(by_host)
        try:
            while open_hosts:
                came = ready.get()
                if came is None:
                    open_hosts -= 1
                elif isinstance(came, BaseException):
                    raise came
                else:
                    yield came
        finally:
            stop.set()
            while open_hosts:  # let every worker past its last put
                open_hosts -= ready.get() is None


def _host(lead: Lead) -> str:
    return urlsplit(lead.entry.url).netloc


def _ask(web: Web, outlet: Outlet, lead: Lead, zone: ZoneInfo) -> Asked:
    try:
        answer = web.get(lead.entry.url, ask=ask_of(outlet, lead.etag, lead.last_modified))
        if answer.not_modified:
            return Asked(lead, answer)
        snapshot = snapshot_of(answer)
        origin = Origin(lead.article, outlet, lead.source, lead.entry, zone)
        article = from_page(origin, snapshot, answer.body, answer.charset)
        return Asked(lead, answer, article, snapshot)
    except SourceError as error:
        return Asked(lead, error=error)
