"""Outlet and Source: who publishes, and where we look for what they publish."""

from dataclasses import dataclass, field
from enum import StrEnum

STATES = ("live", "seen", "doubtful", "dead", "paused")


class SourceKind(StrEnum):
    """How a Source is read."""

    FEED = "feed"  # RSS, Atom or JSON Feed
    SITEMAP = "sitemap"  # a (news) sitemap, or an index of them
    LISTING = "listing"  # a page of links; `link_pattern` says which lead to articles
    DIGEST = "digest"  # one page edited all week, split into entries by heading and bullet


@dataclass(frozen=True)
class Fixes:
    """What one outlet's pages need beyond the general reader. Empty means: nothing."""

    title: str = ""  # CSS-free: an XPath whose text is the title
    published: str = ""  # XPath of the element or attribute that holds the day
    date_format: str = ""  # strptime form of that text; "" = ISO 8601 or plain words
    body: str = ""  # XPath of the element that holds the article
    drop: tuple[str, ...] = ()  # XPaths removed before reading
    title_suffix: tuple[str, ...] = ()  # site names trimmed off the end of titles
    openings: tuple[str, ...] = ()  # regular expressions stripped from the first sentences
    closings: tuple[str, ...] = ()  # regular expressions that end the article where they match


@dataclass(frozen=True)
class Expectation:
    """What is normal for a Source; a run that strays from it is reported."""

    articles_a_day: float | None = None  # None: unknown, never reported quiet by count
    poll_hours: float = 6.0  # how long its window lasts: longer gaps may lose items
    quiet_after_days: float = 3.0  # no new article for so long is worth a line


@dataclass(frozen=True)
class Source:
    """One address of an Outlet that we read again and again."""

    id: str  # "<outlet>/<name>", unique on the desk
    outlet: str  # Outlet.id
    kind: SourceKind
    url: str
    language: str = ""  # ISO 639-1; "" = tell from the text
    link_pattern: str = ""  # listing, sitemap: regular expression an article's address matches
    entry: str = ""  # digest: XPath of a heading that opens an entry
    skip_pattern: str = ""  # regular expression of addresses to leave alone
    state: str = "live"  # of STATES
    note: str = ""  # what is known of it, for the editor
    expect: Expectation = field(default_factory=Expectation)
    read: bool = True  # False: kept for the record, not polled

    @property
    def polled(self) -> bool:
        """Whether collecting asks for it."""
        return self.read and self.state in ("live", "seen")


@dataclass(frozen=True)
class Outlet:
    """A publisher as the bulletin cites it."""

    id: str
    name: str
    citation: str  # as printed in "(TREND / 05.03.2026)"
    home: str
    country: str = ""  # ISO 3166-1 alpha-2, or the desk's own code
    languages: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()  # hosts whose pages are this outlet's, without "www."
    ownership: str = ""
    official: str = ""  # the state or body it speaks for ("" = none): sides are labelled by it
    agency: bool = False  # others reprint its texts
    spellings: tuple[str, ...] = ()  # other ways it has been printed
    licence: str = ""
    user_agent: str = ""  # "" = ours
    pause_seconds: float = 1.0  # between two requests to its hosts
    fixes: Fixes = field(default_factory=Fixes)
    sources: tuple[Source, ...] = ()
    note: str = ""

    @property
    def paused(self) -> bool:
        """Whether it is left alone for now: every one of its sources is."""
        return bool(self.sources) and all(source.state == "paused" for source in self.sources)
