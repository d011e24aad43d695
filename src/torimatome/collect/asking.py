"""Asking for many pages: hosts at the same time, a host's pages one after another."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from queue import Queue
from threading import Event
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from torimatome.collect.make import Origin, ask_of
from torimatome.collect.own_page import Came, Site, came_of
from torimatome.errors import SourceError
from torimatome.model import Lead, Outlet
from torimatome.outside.web import Answer, Web


@dataclass(frozen=True)
class Asked:
    """What came of asking for one page. Exactly one of answer and error is set."""

    lead: Lead
    answer: Answer | None = None  # of the lead's address
    came: Came | None = None  # the Article of the page that is its own; None: not modified
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
        site = Site()
        try:
            for lead in leads:
                if stop.is_set():
                    return
                origin = Origin(lead.article, outlets[lead.outlet], lead.source, lead.entry, zone)
                ready.put(_ask(web, origin, lead, site))
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


def _ask(web: Web, origin: Origin, lead: Lead, site: Site) -> Asked:
    try:
        answer = web.get(lead.entry.url, ask=ask_of(origin.outlet, lead.etag, lead.last_modified))
        if answer.not_modified:
            return Asked(lead, answer)
        return Asked(lead, answer, came_of(web, origin, answer, site))
    except SourceError as error:
        return Asked(lead, error=error)
