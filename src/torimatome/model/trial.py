"""Trial: what looking at an address found, before a person makes an Outlet of it."""

from dataclasses import dataclass
from datetime import datetime

from torimatome.model.source import Outlet, Source


@dataclass(frozen=True)
class FoundSource:
    """One feed, sitemap or listing that could be read, and what it would bring."""

    source: Source
    how: str  # given | link | path | robots | page: where its address was found
    entries: int
    newest: datetime | None = None  # UTC; None: it names no days
    chosen: bool = False  # whether we propose to read it
    title: str = ""  # what it calls itself
    words: tuple[str, ...] = ()  # what is odd, for the editor


@dataclass(frozen=True)
class TrialArticle:
    """One article the outlet would bring."""

    url: str
    title: str
    day: str  # ISO; "" = not told
    words: str = ""  # the first words of its page; "" = its page was not asked for
    problem: str = ""  # why its page could not be read


@dataclass(frozen=True)
class Trial:
    """What an address holds: the Outlet proposed, its Sources and a few of its articles."""

    address: str  # as it was pasted
    outlet: Outlet  # its sources are the ones proposed to be read
    found: tuple[FoundSource, ...] = ()
    articles: tuple[TrialArticle, ...] = ()
    notes: tuple[str, ...] = ()  # what went wrong or was assumed, each with what to do
    asked: int = 0  # requests it took
