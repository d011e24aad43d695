"""Sitemaps to Entries and the addresses of further sitemaps: XML, news, index, text, gzip."""

from dataclasses import dataclass

from lxml import etree

from torimatome.collect.feed import read_feed
from torimatome.collect.feed_parts import line_in, local_name, parts_of, words
from torimatome.collect.feed_reading import Notes, language_code, moment
from torimatome.collect.links import absolute
from torimatome.collect.safe_xml import (
    MOST_BYTES,
    Tree,
    glimpse,
    html_title,
    read_xml,
    to_text,
)
from torimatome.collect.unpack import gunzip
from torimatome.errors import Refused, Unreadable
from torimatome.model import Entry

# Both are the limits of sitemaps.org's protocol.
MOST_URLS = 50_000
MOST_SITEMAPS = 50_000

_FEED_ROOTS = ("rss", "feed", "rdf")


@dataclass(frozen=True)
class SitemapReading:
    """What a sitemap says: pages, and further sitemaps when it is an index."""

    entries: tuple[Entry, ...]
    children: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def read_sitemap(body: bytes, url: str) -> SitemapReading:
    """The pages named, each once, in the sitemap's order; nested sitemaps, newest first.

    Only a news sitemap says when a page was published; `lastmod` becomes `updated`. Raises
    Unreadable for what is no sitemap, naming what it is, and Refused for bombs.
    """
    if len(body) > MOST_BYTES:
        raise Refused(url, f"a sitemap of {len(body):,} bytes; the protocol allows {MOST_BYTES:,}")
    text, warnings = to_text(gunzip(body, url, MOST_BYTES))
    start = text.lstrip("\ufeff\0 \t\r\n")
    if not start:
        raise Unreadable(url, "the answer is empty")
    if not start.startswith("<"):
        return _from_lines(start, url, warnings)
    page_title = html_title(start)
    if page_title is not None:
        raise Unreadable(
            url, f"an HTML page came instead of a sitemap; its title is {page_title!r}"
        )
    tree = read_xml(start, url)
    if local_name(tree.root) in _FEED_ROOTS:
        feed = read_feed(body, url)
        return SitemapReading(feed.entries, (), feed.warnings)
    return _from_tree(tree, url, warnings)


def _from_lines(text: str, url: str, warnings: tuple[str, ...]) -> SitemapReading:
    found: dict[str, Entry] = {}
    odd = 0
    for line in text.splitlines():
        bare = line.strip()
        link = absolute(url, bare) if bare.lower().startswith(("http://", "https://")) else ""
        odd += bool(bare) and not link
        if link and len(found) < MOST_URLS:
            found.setdefault(link, Entry(url=link))
    if odd > len(found) or not found:  # a text with an address here and there
        raise Unreadable(url, f"it is no sitemap; it begins {glimpse(text)!r}")
    said = (*warnings, f"lines that are no address: {odd}") if odd else warnings
    return SitemapReading(tuple(found.values()), (), said)


def _from_tree(tree: Tree, url: str, warnings: tuple[str, ...]) -> SitemapReading:
    notes = Notes()
    entries: dict[str, Entry] = {}
    children: dict[str, str] = {}  # address → lastmod as written
    for element in tree.root.iter("{*}url", "{*}sitemap"):
        link = absolute(url, _location(element))
        if not link:
            notes.add("pages without an address left out")
        elif local_name(element) == "sitemap":
            children[link] = _lastmod(element)
        elif link in entries:
            notes.add("pages named twice")
        else:
            entries[link] = _entry(element, link, notes)
        if len(entries) >= MOST_URLS or len(children) >= MOST_SITEMAPS:
            notes.add(f"sitemaps cut at {MOST_URLS:,} addresses")
            break
    if not entries and not children:
        if local_name(tree.root) not in ("urlset", "sitemapindex"):
            name = local_name(tree.root)[:40]
            raise Unreadable(url, f"its root is <{name}>, which is no sitemap")
        notes.add("sitemaps without addresses")
    said = (*warnings, *tree.warnings, *notes.lines())
    # The newest first, as an index may list them either way; ISO days sort as text, and where
    # none is given the order stays.
    newest_first = sorted(children, key=lambda link: children[link], reverse=True)
    return SitemapReading(tuple(entries.values()), tuple(newest_first), said)


def _lastmod(element: etree._Element) -> str:
    found = (child for child in element if local_name(child) == "lastmod")
    return next(((child.text or "").strip() for child in found), "")


def _location(element: etree._Element) -> str:
    for child in element:
        # Image and video extensions have a <loc> of their own, in their own namespace and
        # deeper down; the page's is a direct child.
        if local_name(child) == "loc" and (child.text or "").strip():
            return str(child.text).strip()
    return (element.text or "").strip()


def _entry(element: etree._Element, link: str, notes: Notes) -> Entry:
    parts = parts_of(element)
    news = next((child for child in element if local_name(child) == "news"), None)
    if news is None:
        return Entry(url=link, updated=moment(words(parts, "lastmod"), notes))
    inner = {local_name(part): part for part in news.iter() if local_name(part)}
    title, day, tongue = (inner.get(name) for name in ("title", "publication_date", "language"))
    return Entry(
        url=link,
        title=line_in({"title": [title]}, "title") if title is not None else "",
        published=moment([day.text or ""] if day is not None else [], notes),
        updated=moment(words(parts, "lastmod"), notes),
        language=language_code(tongue.text or "") if tongue is not None else "",
    )
