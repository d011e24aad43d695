"""Feeds and sitemaps: Atom 1.0, JSON Feed 1.1, RSS 2.0; the same Issues give the same bytes."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from functools import partial
from hashlib import sha256
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from torimatome.publish.site import address
from torimatome.publish.site.nouns import File, Leaf, LeafItem, SiteHouse

_ISSUES = 30  # a feed of issues; readers keep what they have seen
_URLS_A_SITEMAP = 50_000  # sitemaps.org: no more in one file


@dataclass(frozen=True)
class Head:
    """Which feed this is."""

    title: str  # beside the site's own; "" = the whole site
    page: str  # the page it belongs to
    own: str  # its own path without ending


@dataclass(frozen=True)
class Entry:
    """One entry, its address relative to the site."""

    key: str  # what its id is made of: never changes
    title: str
    path: str
    day: str  # ISO
    order: int  # of the same day, what came later has more
    summary: str
    categories: tuple[str, ...] = ()
    language: str = "ja"


@dataclass(frozen=True)
class Feed:
    """A feed before it has a form."""

    house: SiteHouse
    head: Head
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """The site's title and the feed's."""
        own = self.house.title_ja or self.house.title_en or self.house.desk
        return f"{own}: {self.head.title}" if self.head.title else own

    @property
    def updated(self) -> str:
        """The newest entry's time; that of nothing yet is the year 1970."""
        return max((_moment(e) for e in self.entries), default="1970-01-01T00:00:00Z")

    def link(self, path: str) -> str:
        """An address for a reader: whole where the site's own is known, else beside the feed."""
        if self.house.address:
            return self.house.address + path
        return address.up(self.head.own) + path


def of_issues(issues: Sequence[Sequence[Leaf]]) -> list[Entry]:
    """An entry a version of each Issue; a correction is an entry of its own, with its note."""
    entries = []
    for versions in issues[:_ISSUES]:
        for leaf in reversed(versions):
            own = next((c for c in leaf.corrections if c.version == leaf.version), None)
            corrected = leaf.version > 1
            path = (
                address.issue_page(leaf.key)
                if leaf is versions[-1]
                else address.version_page(leaf.key, leaf.version)
            )
            mark = "訂正 Correction " if corrected else "速報 Flash " if leaf.flash else ""
            heads = [i.kept.headline_ja or i.kept.headline_en for i in leaf.items]
            note = [own.note] if own else []
            entries.append(
                Entry(
                    f"issue/{leaf.key}/v{leaf.version}",
                    f"{mark}{leaf.period}{f' v{leaf.version}' if corrected else ''}",
                    path,
                    own.day if own else leaf.end,
                    leaf.version,
                    "\n".join([*note, *(f"● {head}" for head in heads)]),
                )
            )
    return entries


def of_items(shown: Sequence[tuple[Leaf, LeafItem]]) -> list[Entry]:
    """An entry an Item, the newest Issue's first."""
    return [
        Entry(
            f"item/{leaf.key}/{item.kept.id}",
            item.kept.headline_ja or item.kept.headline_en,
            address.item_page(leaf.key, item.slug),
            item.kept.day,
            0,
            "\n".join(filter(None, (item.kept.headline_en, item.excerpt, item.cited))),
            tuple(filter(None, (item.kept.section_ja, item.section_en))),
        )
        for leaf, item in shown
    ]


def atom(feed: Feed) -> bytes:
    """Atom 1.0 (RFC 4287), with all it asks for: ids, titles, times, links, an author."""
    own = f"{feed.head.own}.xml"
    name = feed.house.issuer_ja or feed.house.issuer_en or feed.house.desk
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ja">',
        f"<title>{_text(feed.title)}</title>",
        f"<id>{_id(feed.house, f'feed/{feed.head.own}')}</id>",
        f"<updated>{feed.updated}</updated>",
        f"<author><name>{_text(name)}</name></author>",
        f'<link rel="alternate" type="text/html" href={_attribute(feed.link(feed.head.page))}/>',
        f'<link rel="self" type="application/atom+xml" href={_attribute(feed.link(own))}/>',
        "<generator>Torimatome</generator>",
    ]
    if feed.house.notice_ja or feed.house.notice_en:
        notice = f"{feed.house.notice_ja} {feed.house.notice_en}".strip()
        lines.append(f"<subtitle>{_text(notice)}</subtitle>")
    for entry in feed.entries:
        lines += [
            "<entry>",
            f"<title>{_text(entry.title)}</title>",
            f"<id>{_id(feed.house, entry.key)}</id>",
            f"<updated>{_moment(entry)}</updated>",
            f"<published>{_moment(entry)}</published>",
            f'<link rel="alternate" type="text/html" href={_attribute(feed.link(entry.path))}/>',
            *(f"<category term={_attribute(term)}/>" for term in entry.categories),
            f"<summary>{_text(entry.summary or entry.title)}</summary>",
            "</entry>",
        ]
    return _utf8("\n".join([*lines, "</feed>", ""]))


def json_feed(feed: Feed) -> bytes:
    """JSON Feed 1.1."""
    shown = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.link(feed.head.page),
        "feed_url": feed.link(f"{feed.head.own}.json"),
        "language": "ja",
        "items": [
            {
                "id": _id(feed.house, entry.key),
                "url": feed.link(entry.path),
                "title": entry.title,
                "content_text": entry.summary or entry.title,
                "date_published": _moment(entry),
                **({"tags": list(entry.categories)} if entry.categories else {}),
            }
            for entry in feed.entries
        ],
    }
    return _utf8(json.dumps(shown, ensure_ascii=False, indent=1) + "\n")


def rss(feed: Feed) -> bytes:
    """RSS 2.0 with whole addresses, which it needs: only where the site's own is known."""
    own = feed.link(f"{feed.head.own}.rss")
    about = f"{feed.house.notice_ja} {feed.house.notice_en}".strip() or feed.title
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>',
        f"<title>{_text(feed.title)}</title>",
        f"<link>{_text(feed.link(feed.head.page))}</link>",
        f"<description>{_text(about)}</description>",
        "<language>ja</language>",
        f'<atom:link rel="self" type="application/rss+xml" href={_attribute(own)}/>',
    ]
    for entry in feed.entries:
        lines += [
            "<item>",
            f"<title>{_text(entry.title)}</title>",
            f"<link>{_text(feed.link(entry.path))}</link>",
            f'<guid isPermaLink="false">{_id(feed.house, entry.key)}</guid>',
            f"<pubDate>{_rfc822(entry)}</pubDate>",
            *(f"<category>{_text(term)}</category>" for term in entry.categories),
            f"<description>{_text(entry.summary or entry.title)}</description>",
            "</item>",
        ]
    return _utf8("\n".join([*lines, "</channel></rss>", ""]))


def sitemaps(base: str, paths: Sequence[str], days: dict[str, str], mark: str) -> Iterator[File]:
    """sitemap.xml, or an index of several where there are more pages than one may name."""
    chunks = [paths[at : at + _URLS_A_SITEMAP] for at in range(0, len(paths), _URLS_A_SITEMAP)]
    if len(chunks) <= 1:
        yield File("sitemap.xml", mark, partial(_urls, base, paths, days))
        return
    for number, chunk in enumerate(chunks, start=1):
        yield File(f"sitemap-{number}.xml", mark, partial(_urls, base, chunk, days))
    lines = [f"<sitemap><loc>{_text(base)}sitemap-{n}.xml</loc></sitemap>"
             for n in range(1, len(chunks) + 1)]  # fmt: skip
    body = _utf8("\n".join([_XML, f"<sitemapindex {_SITEMAP}>", *lines, "</sitemapindex>", ""]))
    yield File("sitemap.xml", mark, _constant(body))


_XML = '<?xml version="1.0" encoding="utf-8"?>'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def _urls(base: str, paths: Sequence[str], days: dict[str, str]) -> bytes:
    lines = [
        f"<url><loc>{_text(base + path)}</loc>"  # the base ends in a slash, our paths are plain
        + (f"<lastmod>{days[path]}</lastmod>" if path in days else "")
        + "</url>"
        for path in paths
    ]
    return _utf8("\n".join([_XML, f"<urlset {_SITEMAP}>", *lines, "</urlset>", ""]))


def _constant(body: bytes) -> Callable[[], bytes]:
    return lambda: body


def _moment(entry: Entry) -> str:
    """The day it tells of, in UTC; no clock is asked: the same Issue gives the same bytes."""
    return f"{_iso(entry.day).isoformat()}T00:00:{min(entry.order, 59):02}Z"


def _rfc822(entry: Entry) -> str:
    return format_datetime(datetime.combine(_iso(entry.day), time(), UTC), usegmt=True)


def _iso(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return date(1970, 1, 1)


def _id(house: SiteHouse, key: str) -> str:
    """The same wherever the site is served from, so that moving it shows nobody old news as new."""
    mark = sha256(f"{house.desk}/{key}".encode("utf-8", "replace")).digest()[:16]
    return UUID(bytes=mark, version=5).urn


def _text(words: str) -> str:
    return escape(words)


def _attribute(words: str) -> str:
    return quoteattr(words)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")
