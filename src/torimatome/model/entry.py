"""Entry: what a feed, sitemap, listing or digest says of an article, before its page is read."""

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
