"""How the pages of the invented web look: ten layouts, as unlike each other as real ones are.

Each layout is a function from a Page to HTML. They differ in where the day stands (JSON-LD,
OpenGraph, `<time>`, words, the address alone) and in what else is on the page: navigation,
cookie banners, sharing, comments, advertising, boilerplate at the end.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape

from babel.dates import format_datetime

from torimatome.model import Outlet

# What every page says of itself, small, at its foot.
NOTICE = {
    "en": "Invented for practice: no such country, person, outlet or event exists.",
    "ru": "Вымышлено для примера: такой страны, таких людей, изданий и событий нет.",
    "tr": "Örnek olarak uydurulmuştur: böyle bir ülke, kişi, yayın veya olay yoktur.",
}
_WORDS = {
    "en": ("Home", "Politics", "Society", "Read also", "Share", "Comments", "Newsletter", "Tags"),
    "ru": ("Главная", "Политика", "Общество", "Читайте также", "Поделиться", "Комментарии",
           "Рассылка", "Темы"),
    "tr": ("Ana sayfa", "Siyaset", "Toplum", "Ayrıca okuyun", "Paylaş", "Yorumlar", "Bülten",
           "Etiketler"),
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One article as its page shows it."""

    outlet: Outlet
    url: str
    title: str
    text: str  # paragraphs parted by "\n\n"; lines that start with "- " are bullets
    language: str
    category: str
    published: datetime | None  # None: the page says nothing of when
    changed: datetime | None  # set when it was corrected
    related: tuple[tuple[str, str], ...]  # (title, path) of earlier articles


def words(language: str) -> tuple[str, ...]:
    """Home, Politics, Society, Read also, Share, Comments, Newsletter, Tags in the language."""
    return _WORDS.get(language, _WORDS["en"])


def notice(language: str) -> str:
    """The line that says the page is invented."""
    return NOTICE.get(language, NOTICE["en"])


def day_in_words(moment: datetime, language: str, pattern: str = "d MMMM y, HH:mm") -> str:
    """The day as the outlet's language writes it, in the zone of `moment`."""
    locale = language if language in _WORDS else "en"
    return str(format_datetime(moment, pattern, tzinfo=moment.tzinfo, locale=locale))


def paragraphs(text: str) -> str:
    """The text as `<p>` and `<ul>`, escaped."""
    return "\n".join(_paragraph(block) for block in text.split("\n\n") if block.strip())


def _paragraph(block: str) -> str:
    lines = [line.strip() for line in block.strip().split("\n")]
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{escape(line[2:])}</li>" for line in lines) + "</ul>"
    return f"<p>{escape(' '.join(lines))}</p>"


def page_title(page: Page) -> str:
    """The title as the browser's tab shows it, with the outlet's name after it."""
    suffix = next(iter(page.outlet.fixes.title_suffix), f" - {page.outlet.name}")
    return page.title + suffix


def _links(page: Page) -> str:
    return "".join(f'<li><a href="{escape(p)}">{escape(t)}</a></li>' for t, p in page.related)


def _json_ld(page: Page) -> str:
    """JSON-LD with a NewsArticle, consent banner, sharing, related articles."""
    home, politics, society, also, share, *_ = words(page.language)
    about: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title,
        "mainEntityOfPage": page.url,
        "publisher": {"@type": "Organization", "name": page.outlet.name},
    }
    if page.published:
        about["datePublished"] = page.published.isoformat()
        about["dateModified"] = (page.changed or page.published).isoformat()
    block = json.dumps(about, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    day = day_in_words(page.published, page.language) if page.published else ""
    return f"""<!DOCTYPE html>
<html lang="{page.language}">
<head>
<meta charset="utf-8">
<title>{escape(page_title(page))}</title>
<link rel="canonical" href="{escape(page.url)}">
<script type="application/ld+json">{block}</script>
</head>
<body>
<div id="consent" role="dialog"><p>We use cookies to remember that you said yes to cookies.</p>
<button>Accept all</button> <button>Only the needed ones</button></div>
<nav><a href="/">{home}</a> <a href="/politics/">{politics}</a>
<a href="/society/">{society}</a></nav>
<main><article>
<h1>{escape(page.title)}</h1>
<div class="stamp">{day}</div>
<div class="article-body">
{paragraphs(page.text)}
</div>
<div class="share-bar">{share}: <a href="#f">F</a> <a href="#t">T</a> <a href="#w">W</a></div>
</article>
<aside><h4>{also}</h4><ul>{_links(page)}</ul></aside></main>
<footer>{escape(page.outlet.name)}. <small>{notice(page.language)}</small></footer>
</body></html>
"""


def _open_graph(page: Page) -> str:
    """OpenGraph times, a newsletter box between text and footer, links inside the text."""
    meta = ""
    if page.published:
        meta = f'<meta property="article:published_time" content="{page.published.isoformat()}">\n'
    if page.changed:
        meta += f'<meta property="article:modified_time" content="{page.changed.isoformat()}">\n'
    also, newsletter = words(page.language)[3], words(page.language)[6]
    aside = "".join(
        f'<p>{also}: <a href="{escape(path)}">{escape(title)}</a></p>'
        for title, path in page.related[:1]
    )
    return f"""<!doctype html>
<html lang="{page.language}" prefix="og: https://ogp.me/ns#">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<meta property="og:type" content="article">
<meta property="og:title" content="{escape(page.title)}">
<meta property="og:url" content="{escape(page.url)}">
<meta property="og:site_name" content="{escape(page.outlet.name)}">
{meta}<title>{escape(page_title(page))}</title>
</head>
<body class="single">
<header><p class="brand"><a href="/">{escape(page.outlet.name)}</a></p></header>
<article class="post">
<header><h1 class="entry-title">{escape(page.title)}</h1></header>
<section class="entry-content">
{paragraphs(page.text)}
{aside}</section>
</article>
<section class="newsletter"><h3>{newsletter}</h3><p>Five stories a day, before breakfast.</p>
<form action="/search"><input name="mail" aria-label="e-mail"><button>Go</button></form></section>
<footer><p>All rights reserved. <small>{notice(page.language)}</small></p></footer>
</body></html>
"""


def _old_press(page: Page) -> str:
    """An old content system: upper-case tags, tables, the day in words, a stated charset."""
    home, politics, society, also, *_ = words(page.language)
    day = (
        f"<font size=1>{day_in_words(page.published, page.language)}</font>"
        if page.published
        else ""
    )
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<HTML><HEAD>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1251">
<TITLE>{escape(page_title(page))}</TITLE>
</HEAD><BODY BGCOLOR="#ffffff">
<TABLE WIDTH="100%"><TR><TD COLSPAN=2><A HREF="/">{home}</A> | <A HREF="/politics/">{politics}</A>
 | <A HREF="/society/">{society}</A></TD></TR>
<TR><TD VALIGN=top WIDTH="20%"><B>{also}</B><UL>{_links(page)}</UL></TD>
<TD VALIGN=top>{day}
<H1>{escape(page.title)}</H1>
{paragraphs(page.text)}
</TD></TR></TABLE>
<HR><FONT SIZE=1>{notice(page.language)}</FONT>
</BODY></HTML>
"""


def _time_tag(page: Page) -> str:
    """`<time datetime>` beside the title, tags and sharing below it."""
    _, _, _, also, share, _, _, tags = words(page.language)
    day = ""
    if page.published:
        shown = day_in_words(page.published, page.language, "d MMMM y EEEE HH:mm")
        day = f'<time datetime="{page.published.isoformat()}">{shown}</time>'
    if page.changed:
        shown = day_in_words(page.changed, page.language)
        day += f' <time class="updated" datetime="{page.changed.isoformat()}">{shown}</time>'
    return f"""<!DOCTYPE html>
<html lang="{page.language}"><head><meta charset="UTF-8">
<title>{escape(page_title(page))}</title></head>
<body>
<div class="top-menu"><ul><li><a href="/">{words(page.language)[0]}</a></li></ul></div>
<div class="haber">
<h1 itemprop="headline">{escape(page.title)}</h1>
<div class="meta">{day}<span class="share">{share}</span></div>
<div class="metin">
{paragraphs(page.text)}
</div>
<div class="etiket">{tags}: <a rel="tag" href="/search">{escape(page.category)}</a></div>
<div class="ilgili"><h3>{also}</h3><ul>{_links(page)}</ul></div>
</div>
<div class="alt">{notice(page.language)}</div>
</body></html>
"""


def _ministry(page: Page) -> str:
    """A ministry: breadcrumb, the day in figures in a plain div, text in nested divs."""
    day = f'<div class="tarix">{page.published:%d.%m.%Y}</div>' if page.published else ""
    changed = f'<div class="note">Edited {page.changed:%d.%m.%Y}</div>' if page.changed else ""
    return f"""<!DOCTYPE html>
<html lang="{page.language}"><head>
<meta charset="utf-8"><meta name="robots" content="index,follow">
<title>{escape(page_title(page))}</title></head>
<body>
<div id="wrap"><div id="crumbs"><a href="/">Home</a> &raquo; <a href="/en/news">News</a></div>
<div id="content"><div class="inner"><div class="h2-like"><h1>{escape(page.title)}</h1></div>
{day}<div class="text"><div>
{paragraphs(page.text)}
</div></div>{changed}
<div class="print"><a href="#print">Print version</a></div></div></div>
<div id="foot">{escape(page.outlet.name)}<br><span>{notice(page.language)}</span></div></div>
</body></html>
"""


def _microdata(page: Page) -> str:
    """Microdata with `itemprop`, a picture box and a related strip before the text."""
    day = ""
    if page.published:
        day = f'<meta itemprop="datePublished" content="{page.published.isoformat()}">'
        day += f"<span>{page.published:%H:%M, %d %B %Y}</span>"
    if page.changed:
        day += f'<meta itemprop="dateModified" content="{page.changed.isoformat()}">'
    return f"""<!DOCTYPE html>
<html lang="{page.language}"><head><meta charset="utf-8">
<title>{escape(page_title(page))}</title></head>
<body>
<div class="strip"><ul>{_links(page)}</ul></div>
<div itemscope itemtype="https://schema.org/NewsArticle">
<h1 itemprop="headline">{escape(page.title)}</h1>{day}
<figure><div class="picture"></div><figcaption>Archive picture</figcaption></figure>
<div itemprop="articleBody">
{paragraphs(page.text)}
</div></div>
<footer>{notice(page.language)}</footer>
</body></html>
"""


def _tables(page: Page) -> str:
    """Nested tables and line breaks, the day in words under the title, no landmarks at all."""
    day = f"<i>{day_in_words(page.published, page.language)}</i><br>" if page.published else ""
    return f"""<html><head><meta charset=utf-8>
<title>{escape(page_title(page))}</title></head>
<body><table border=0 width=900 align=center><tr><td>
<table><tr><td><a href="/">{escape(page.outlet.name)}</a></td><td>{escape(page.category)}</td></tr>
</table></td></tr><tr><td><table><tr><td class=story>
<h2>{escape(page.title)}</h2>{day}
{paragraphs(page.text)}
</td><td width=180><ul>{_links(page)}</ul></td></tr></table></td></tr>
<tr><td><small>{notice(page.language)}</small></td></tr></table></body></html>
"""


def _blog(page: Page) -> str:
    """A long-read site: `meta name="date"`, an author line, comments after the text."""
    also, comments = words(page.language)[3], words(page.language)[5]
    meta = f'<meta name="date" content="{page.published:%Y-%m-%d}">' if page.published else ""
    day = day_in_words(page.published, page.language, "MMMM d, y") if page.published else ""
    return f"""<!DOCTYPE html>
<html lang="{page.language}"><head><meta charset="utf-8">{meta}
<title>{escape(page_title(page))}</title></head>
<body>
<div class="site"><div class="masthead"><a href="/">{escape(page.outlet.name)}</a></div>
<div class="post-{len(page.title)}"><h1>{escape(page.title)}</h1>
<p class="byline">{day}</p>
<div class="content">
{paragraphs(page.text)}
</div></div>
<div class="related"><h5>{also}</h5><ul>{_links(page)}</ul></div>
<div id="comments"><h3>{comments}: 2</h3>
<div class="comment"><b>reader7</b><p>First. Also: I had expected worse.</p></div>
<div class="comment"><b>an old hand</b><p>The bus was late again, by the way.</p></div></div>
<div class="colophon"><small>{notice(page.language)}</small></div></div>
</body></html>
"""


def _portal(page: Page) -> str:
    """A portal: advertising boxes among the paragraphs, a ticker, the day in words."""
    blocks = paragraphs(page.text).split("\n")
    advert = (
        '<div class="advert"><span>Advertisement</span><a href="#ad">Fine rugs, 3 for 2</a></div>'
    )
    middle = min(2, len(blocks))
    body = "\n".join([*blocks[:middle], advert, *blocks[middle:]])
    day = (
        f'<p class="when">{day_in_words(page.published, page.language)}</p>'
        if page.published
        else ""
    )
    return f"""<!DOCTYPE html>
<html lang="{page.language}"><head><meta charset="utf-8">
<meta name="description" content="{escape(page.title)}">
<title>{escape(page_title(page))}</title></head>
<body>
<div class="ticker"><ul>{_links(page)}</ul></div>
<div class="ad-top">{advert}</div>
<div class="col-main"><h1>{escape(page.title)}</h1>{day}
<div class="story-text">
{body}
</div></div>
<div class="col-side"><div class="poll"><p>Will it rain?</p><button>Yes</button></div></div>
<div class="bottom">{notice(page.language)}</div>
</body></html>
"""


def _bare(page: Page) -> str:
    """Nothing but title and text: the day, if any, stands in the address alone."""
    return f"""<!DOCTYPE html>
<html lang="{page.language}"><head><meta charset="utf-8">
<title>{escape(page_title(page))}</title></head>
<body><div class="page"><h1>{escape(page.title)}</h1>
{paragraphs(page.text)}
</div><p><small>{notice(page.language)}</small></p></body></html>
"""


LAYOUTS: dict[str, Callable[[Page], str]] = {
    "json-ld": _json_ld,
    "open-graph": _open_graph,
    "old-press": _old_press,
    "time-tag": _time_tag,
    "ministry": _ministry,
    "microdata": _microdata,
    "tables": _tables,
    "blog": _blog,
    "portal": _portal,
    "bare": _bare,
}
# The demo's outlets; one not named here gets the first layout. A page whose address carries
# its day is bare, so that one way of dating a page is the address alone.
OF_OUTLET = {
    "ona": "json-ld",
    "tidings": "open-graph",
    "vestnik": "old-press",
    "ufuk": "time-tag",
    "mfa-ov": "ministry",
    "mod-ov": "microdata",
    "kta": "tables",
    "ledger": "blog",
    "orvenia24": "portal",
    "gazette": "bare",
}
_DATED_PATH = re.compile(r"/20\d\d[/-]\d\d[/-]\d\d\b")


def article_html(page: Page) -> bytes:
    """The article's page in its outlet's layout, in the encoding the page declares."""
    name = OF_OUTLET.get(page.outlet.id, "json-ld")
    if _DATED_PATH.search(page.url):
        name = "bare"
    html = LAYOUTS[name](page)
    # What windows-1251 has no letter for goes in as a numeric reference, as such sites do.
    encoding = "windows-1251" if name == "old-press" else "utf-8"
    return html.encode(encoding, "xmlcharrefreplace")
