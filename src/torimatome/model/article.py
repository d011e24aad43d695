"""Snapshot, Article, Passage: a page as we kept it, what it says, and the words we point at."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Snapshot:
    """The bytes of one answer, kept; everything we claim rests on one."""

    sha256: str  # of the body after transfer and content decoding
    url: str  # where the answer came from, after redirects
    fetched: datetime  # UTC
    status: int
    media_type: str  # as declared, lower case, without parameters; "" = not declared
    headers: tuple[tuple[str, str], ...]  # those worth keeping, names in lower case
    size: int  # bytes


@dataclass(frozen=True)
class Article:
    """One page, post or text as an outlet published it.

    The id names the page, the version its wording: a page that changes keeps its id and
    gets the next version. (id, version) is the key; the highest version is the current one.
    """

    id: str  # 16 hex digits of SHA-256 over the canonical address (and entry, for a digest)
    version: int  # 1, 2, …
    url: str
    outlet: str  # Outlet.id
    source: str  # Source.id it came by; "hand", "folder", "warc" or "jsonl" when from no Source
    title: str
    text: str  # paragraphs parted by "\n\n"; what Passages count characters in
    language: str  # ISO 639-1; "und" = could not tell
    published: datetime | None  # UTC; None when neither page nor feed says
    published_from: str  # "feed" | "page" | "url" | "hand" | "seen" when nothing better
    day: str  # the outlet's calendar day of `published` in its own zone, ISO; "" = unknown
    seen: datetime  # UTC, when this version first came in
    snapshot: str  # Snapshot.sha256
    dateline: str = ""  # ISO day its dateline named before it was stripped; "" = none
    changed: str = ""  # what differs from the version before, for the editor; "" for version 1


@dataclass(frozen=True)
class Passage:
    """The exact words of an Article that a Sentence rests on: `text[start:end] == quote`."""

    article: str  # Article.id
    version: int
    start: int
    end: int
    quote: str
    url: str
    outlet: str  # Outlet.id
    published: str  # ISO day; "" = unknown
    sha256: str  # of the Snapshot
    language: str = ""
