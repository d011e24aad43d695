"""What the invented outlets tell of their articles: feeds, a sitemap, a listing, a digest."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime as rfc_822
from html import escape
from urllib.parse import urlsplit

from torimatome.demo.layouts import day_in_words, notice, paragraphs
from torimatome.demo.wire import WireArticle
from torimatome.model import Outlet, Source, SourceKind

# A feed holds this many items, or all of the last day and a half if those are more: whoever
# reads it once a day loses nothing, whoever skips two days does.
WINDOW = 15
WINDOW_HOURS = 36
# A digest keeps the entries of its week.
DIGEST_DAYS = 7


@dataclass(frozen=True)
class Told:
    """An article with its address, as a feed tells of it at one moment."""

    article: WireArticle  # as it reads at that moment
    url: str
    changed: datetime


@dataclass(frozen=True)
class Channel:
    """One source's page and what stands on it, newest first."""

    outlet: Outlet
    source: Source
    items: tuple[Told, ...]


def window(items: Sequence[Told], moment: datetime) -> tuple[Told, ...]:
    """Those of `items`, newest first, that a feed still holds at `moment`."""
    recent = moment - timedelta(hours=WINDOW_HOURS)
    return tuple(
        item for n, item in enumerate(items) if n < WINDOW or item.article.published >= recent
    )


def _rss(channel: Channel, item: Callable[[Told], str], namespaces: str = "") -> bytes:
    entries = "".join(f"<item>\n{item(told)}</item>\n" for told in channel.items)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"{namespaces}>\n<channel>\n'
        f"<title>{escape(channel.outlet.name)}</title>\n"
        f"<link>{escape(channel.outlet.home)}</link>\n"
        f"<description>{escape(notice(channel.source.language))}</description>\n"
        f"<language>{escape(channel.source.language or 'en')}</language>\n"
        f"{entries}</channel>\n</rss>\n"
    ).encode()


def _rss_titles(channel: Channel) -> bytes:
    """RSS 2.0 with titles and links only."""
    return _rss(
        channel,
        lambda told: (
            f"<title>{escape(told.article.title)}</title>\n<link>{escape(told.url)}</link>\n"
            f'<guid isPermaLink="true">{escape(told.url)}</guid>\n{_pub_date(told)}'
        ),
    )


def _rss_summary(channel: Channel) -> bytes:
    """RSS 2.0 with the first paragraph as escaped HTML and times in GMT."""

    def item(told: Told) -> str:
        first = told.article.text.split("\n\n")[0]
        return (
            f"<title>{escape(told.article.title)}</title>\n<link>{escape(told.url)}</link>\n"
            f'<guid isPermaLink="false">{escape(told.article.id)}</guid>\n'
            f"<description>{escape(paragraphs(first))}</description>\n"
            f"<category>{escape(told.article.category)}</category>\n{_pub_date(told, gmt=True)}"
        )

    return _rss(channel, item)


def _rss_full(channel: Channel) -> bytes:
    """RSS 2.0 with the whole text in `content:encoded`."""

    def item(told: Told) -> str:
        body = paragraphs(told.article.text).replace("]]>", "]]&gt;")
        return (
            f"<title>{escape(told.article.title)}</title>\n<link>{escape(told.url)}</link>\n"
            f"<guid>{escape(told.url)}</guid>\n{_pub_date(told)}"
            f"<content:encoded><![CDATA[{body}]]></content:encoded>\n"
        )

    return _rss(channel, item, ' xmlns:content="http://purl.org/rss/1.0/modules/content/"')


def _pub_date(told: Told, gmt: bool = False) -> str:
    if told.article.undated:
        return ""
    moment = told.article.published
    shown = rfc_822(moment.astimezone(UTC), usegmt=True) if gmt else rfc_822(moment)
    return f"<pubDate>{shown}</pubDate>\n"


def _rss_broken(channel: Channel) -> bytes:
    """RSS in windows-1251 with a bare `&`, an entity XML lacks and a tag left open; no guid."""
    items = []
    for n, told in enumerate(channel.items):
        first = escape(told.article.text.split("\n\n")[0]).replace(" — ", "&nbsp;&mdash; ", 1)
        # One tag left open is enough to stop an XML parser; it comes last in its item.
        slip = "<br>" if n == 0 else ""
        items.append(
            f"<item>\n<title>{escape(told.article.title)}</title>\n"
            f"<link>{escape(told.url)}</link>\n{_pub_date(told)}"
            f"<description>{first}{slip}</description>\n</item>\n"
        )
    text = (
        '<?xml version="1.0" encoding="windows-1251"?>\n<rss version="2.0">\n<channel>\n'
        f"<title>{escape(channel.outlet.name)} & приложения</title>\n"
        f"<link>{escape(channel.outlet.home)}</link>\n"
        f"<description>{notice('ru')}</description>\n{''.join(items)}</channel>\n</rss>\n"
    )
    return text.encode("windows-1251", "xmlcharrefreplace")


def _atom(channel: Channel) -> bytes:
    """Atom with the whole text."""
    host = urlsplit(channel.outlet.home).hostname or ""
    entries = []
    for told in channel.items:
        # Atom asks for `updated`; an undated article leaves it out, as careless sites do.
        times = "" if told.article.undated else (
            f"<published>{told.article.published.isoformat()}</published>\n"
            f"<updated>{told.changed.isoformat()}</updated>\n"
        )  # fmt: skip
        entries.append(
            f"<entry>\n<id>tag:{host},{told.article.published:%Y}:{escape(told.article.id)}</id>\n"
            f"<title>{escape(told.article.title)}</title>\n"
            f'<link rel="alternate" href="{escape(told.url)}"/>\n{times}'
            f'<content type="html">{escape(paragraphs(told.article.text))}</content>\n</entry>\n'
        )
    dated = (told.changed for told in channel.items if not told.article.undated)
    newest = max(dated, default=None)
    updated = f"<updated>{newest.isoformat()}</updated>\n" if newest else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"'
        f' xml:lang="{escape(channel.source.language or "en")}">\n'
        f"<id>{escape(channel.source.url)}</id>\n<title>{escape(channel.outlet.name)}</title>\n"
        f"<subtitle>{escape(notice(channel.source.language))}</subtitle>\n{updated}"
        f'<link rel="self" href="{escape(channel.source.url)}"/>\n{"".join(entries)}</feed>\n'
    ).encode()


def _json_feed(channel: Channel) -> bytes:
    """JSON Feed 1.1 with the whole text."""
    items = []
    for told in channel.items:
        item = {
            "id": told.article.id,
            "url": told.url,
            "title": told.article.title,
            "content_text": told.article.text,
            "language": told.article.language,
        }
        if not told.article.undated:
            item["date_published"] = told.article.published.isoformat()
            item["date_modified"] = told.changed.isoformat()
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.outlet.name,
        "home_page_url": channel.outlet.home,
        "feed_url": channel.source.url,
        "description": notice(channel.source.language),
        "items": items,
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _block_page(channel: Channel) -> bytes:
    """The page a guard shows to programs: status 200, HTML, not a feed."""
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>One moment…</title>
<meta http-equiv="refresh" content="8"></head>
<body><h1>{escape(channel.source.url)}</h1>
<p>Checking your browser before you go on. This takes up to eight seconds.</p>
<noscript><p>Please turn JavaScript on and load the page again.</p></noscript>
<p><small>{notice("en")}</small></p></body></html>
""".encode()


def _sitemap(channel: Channel) -> bytes:
    """A news sitemap."""
    entries = []
    for told in channel.items:
        day = told.article.published.isoformat()
        times = (
            "" if told.article.undated else f"<news:publication_date>{day}</news:publication_date>"
        )
        changed = "" if told.article.undated else f"<lastmod>{told.changed.isoformat()}</lastmod>"
        entries.append(
            f"<url><loc>{escape(told.url)}</loc>{changed}<news:news><news:publication>"
            f"<news:name>{escape(channel.outlet.name)}</news:name>"
            f"<news:language>{told.article.language}</news:language></news:publication>{times}"
            f"<news:title>{escape(told.article.title)}</news:title></news:news></url>\n"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
        f"{''.join(entries)}</urlset>\n"
    ).encode()


def _listing(channel: Channel) -> bytes:
    """A page of links with the days beside them, and links that lead elsewhere."""
    rows = []
    for told in channel.items:
        day = "" if told.article.undated else f"<span>{told.article.published:%d.%m.%Y}</span> "
        link = f'<a href="{escape(urlsplit(told.url).path)}">{escape(told.article.title)}</a>'
        rows.append(f"<li>{day}{link}</li>\n")
    return f"""<!DOCTYPE html>
<html lang="{channel.source.language or "en"}"><head><meta charset="utf-8">
<title>News - {escape(channel.outlet.name)}</title></head>
<body><div id="menu"><a href="/">Home</a> <a href="/search">Search</a></div>
<h1>News</h1><ul class="list">
{"".join(rows)}</ul>
<p class="pages"><a href="?page=2">2</a> <a href="?page=3">3</a></p>
<div id="foot">{escape(channel.outlet.name)}. <small>{notice("en")}</small></div></body></html>
""".encode()


def _digest(channel: Channel) -> bytes:
    """One rolling page: a heading a day, newest first, and a heading an entry below it."""
    language = channel.source.language or "en"
    body, day = [], ""
    for told in channel.items:
        heading = day_in_words(told.article.published, language, "EEEE, d MMMM y")
        if heading != day:
            body.append(f'<h2 class="day">{heading}</h2>')
            day = heading
        body.append(f"<h3>{escape(told.article.title)}</h3>\n{paragraphs(told.article.text)}")
    entries = "\n".join(body)
    return f"""<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8">
<title>This week{escape(next(iter(channel.outlet.fixes.title_suffix), ""))}</title></head>
<body><header><a href="/">{escape(channel.outlet.name)}</a></header>
<main><h1>This week</h1><div class="digest">
{entries}
</div></main>
<footer>{escape(channel.outlet.name)}. <small>{notice(language)}</small></footer></body></html>
""".encode()


# How each outlet's feed is written; one not named here goes by the end of its address.
FEED_OF_OUTLET: dict[str, Callable[[Channel], bytes]] = {
    "ona": _rss_titles,
    "tidings": _atom,
    "vestnik": _rss_broken,
    "ufuk": _json_feed,
    "ledger": _rss_full,
    "gazette": _block_page,
}
_BY_ENDING = {".atom": _atom, ".json": _json_feed}


def written(channel: Channel) -> bytes:
    """The bytes at the source's address."""
    if channel.source.kind is SourceKind.SITEMAP:
        return _sitemap(channel)
    if channel.source.kind is SourceKind.LISTING:
        return _listing(channel)
    if channel.source.kind is SourceKind.DIGEST:
        return _digest(channel)
    ending = "." + urlsplit(channel.source.url).path.rpartition(".")[2]
    by_address = _BY_ENDING.get(ending, _rss_summary)
    return FEED_OF_OUTLET.get(channel.outlet.id, by_address)(channel)
