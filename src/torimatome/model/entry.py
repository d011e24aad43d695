"""Entry and Lead: what a feed or listing says of an article, and how far we are with its page."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Entry:
    """One pointer to an article. An entry without guid is known by its link."""

    url: str  # absolute; for a digest entry, the page's address with "#" and a stable slug
    title: str = ""  # plain text, entities resolved, white space folded
    published: datetime | None = None  # UTC; None when the source does not say
    updated: datetime | None = None  # UTC
    guid: str = ""
    summary: str = ""  # plain text
    text: str = ""  # plain text, paragraphs parted by "\n\n", when the source carries it whole
    language: str = ""  # as declared, ISO 639-1; "" = not declared


@dataclass(frozen=True)
class Lead:
    """An Entry we mean to read, kept until its page is; so a kill between the two loses nothing."""

    article: str  # Article.id it will have
    outlet: str  # Outlet.id
    source: str  # Source.id that named it first
    entry: Entry
    found: datetime  # UTC
    state: str = "waiting"  # waiting | read | failed | copy (of a page with its own Lead)
    tries: int = 0
    reason: str = ""  # of the last failure
    checked: datetime | None = None  # UTC, when the page was last asked for
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class SourceState:
    """What we remember of one Source between two visits."""

    source: str  # Source.id
    etag: str = ""
    last_modified: str = ""
    checked: datetime | None = None  # UTC, when it was last asked
    answered: datetime | None = None  # UTC, when it last gave what it should
    newest: datetime | None = None  # UTC, when it last named something new
    failures: int = 0  # in a row
    reason: str = ""  # of the last failure; "" when the last visit went well
