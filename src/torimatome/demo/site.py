"""Lay the invented web out as files, a folder a host, as it looks at one moment."""

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from torimatome.demo.feeds import DIGEST_DAYS, Channel, Told, window, written
from torimatome.demo.layouts import Page, article_html, notice
from torimatome.demo.wire import Correction, Edits, WireArticle, read_wire
from torimatome.errors import SetupError
from torimatome.model import Outlet, Source, SourceKind

__all__ = ["Correction", "Edits", "WireArticle", "lay_out", "plan", "read_wire"]

# Earlier articles a page links to, by their first titles. They never change once it is out: a
# page whose bytes changed with every new article would look corrected each time it is read.
RELATED = 3


def lay_out(
    wire: Sequence[WireArticle], outlets: Sequence[Outlet], moment: datetime, folder: Path
) -> None:
    """Make `folder/<host>/…` the web of that moment.

    Only files whose bytes change are written, each in one step and with `moment` as its time;
    what is not out yet at that moment is removed. Running it again changes nothing.
    """
    planned = plan(wire, outlets, moment)
    for name, content in sorted(planned.items()):
        _write(folder / name, content, moment)
    for host in sorted({name.split("/", 1)[0] for name in planned}):
        for path in sorted((folder / host).rglob("*")):
            if path.is_file() and path.relative_to(folder).as_posix() not in planned:
                path.unlink()


def plan(
    wire: Sequence[WireArticle], outlets: Sequence[Outlet], moment: datetime
) -> dict[str, bytes]:
    """Every file of the web at that moment: `<host>/<path>` → bytes.

    Raises SetupError when an article's outlet is not among `outlets`.
    """
    known = {outlet.id for outlet in outlets}
    for article in wire:
        if article.outlet not in known:
            raise SetupError(
                f"wire entry {article.id!r}: its outlet {article.outlet!r} is not on the desk;"
                f" known are {', '.join(sorted(known))}"
            )
    files: dict[str, bytes] = {}
    for outlet in outlets:
        out = sorted(
            (a for a in wire if a.outlet == outlet.id and a.published <= moment),
            key=lambda article: (article.published, article.id),
        )
        told = [_told(article, outlet, moment) for article in out]
        files.update(_pages(outlet, told, {article.path: article.title for article in out}))
        files.update(_front(outlet, told))
        files.update(_sources(outlet, told[::-1], moment))
    return files


def _told(article: WireArticle, outlet: Outlet, moment: datetime) -> Told:
    url = urljoin(outlet.home, article.path)
    return Told(article.at(moment), url, article.changed_by(moment))


def _pages(
    outlet: Outlet, told: Sequence[Told], first_titles: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """The articles' pages. `first_titles` are by path and as they were before any correction."""
    earlier: list[WireArticle] = []
    for item in told:
        article = item.article
        if article.digest:
            continue
        near = [other for other in earlier if other.language == article.language][-RELATED:]
        page = Page(
            outlet=outlet,
            url=item.url,
            title=article.title,
            text=article.text,
            language=article.language,
            category=article.category,
            published=None if article.undated else article.published,
            changed=item.changed if item.changed > article.published else None,
            related=tuple((first_titles[other.path], other.path) for other in reversed(near)),
        )
        yield _file_of(item.url), article_html(page)
        earlier.append(article)


def _sources(
    outlet: Outlet, newest_first: Sequence[Told], moment: datetime
) -> Iterator[tuple[str, bytes]]:
    for source in outlet.sources:
        items = [t for t in newest_first if _belongs(t.article, source)]
        if source.kind is SourceKind.DIGEST:
            since = moment - timedelta(days=DIGEST_DAYS)
            shown = tuple(t for t in items if t.article.published > since)
        else:
            shown = window(items, moment)
        yield _file_of(source.url), written(Channel(outlet, source, shown))


def _belongs(article: WireArticle, source: Source) -> bool:
    if (source.kind is SourceKind.DIGEST) != article.digest:
        return False
    return source.language in ("", article.language)


def _front(outlet: Outlet, told: Sequence[Told]) -> Iterator[tuple[str, bytes]]:
    host = urlsplit(outlet.home).hostname or ""
    links = "".join(
        f'<li><a href="{escape(t.article.path)}">{escape(t.article.title)}</a></li>\n'
        for t in reversed(told[-15:])
    )
    front = (
        f'<!DOCTYPE html>\n<html lang="{next(iter(outlet.languages), "en")}"><head>'
        f'<meta charset="utf-8"><title>{escape(outlet.name)}</title></head>\n<body>'
        f"<h1>{escape(outlet.name)}</h1>\n<ul>\n{links}</ul>\n"
        f"<p><small>{notice(next(iter(outlet.languages), 'en'))}</small></p></body></html>\n"
    )
    yield f"{host}/index.html", front.encode()
    sitemaps = "".join(
        f"Sitemap: {source.url}\n" for source in outlet.sources if source.kind is SourceKind.SITEMAP
    )
    robots = f"User-agent: *\nDisallow: /search\nDisallow: /print/\n{sitemaps}"
    yield f"{host}/robots.txt", robots.encode()


def _file_of(url: str) -> str:
    """The file below the folder that stands for an address; one without ending is a folder's."""
    parts = urlsplit(url)
    path = parts.path.lstrip("/")
    if not path or path.endswith("/"):
        path += "index.html"
    elif "." not in path.rpartition("/")[2]:
        # "/en/news" is a page, and "/en/news/no-212.html" lies below it.
        path += "/index.html"
    return f"{parts.hostname}/{path}"


def _write(path: Path, content: bytes, moment: datetime) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(content)
    os.utime(fresh, (moment.timestamp(), moment.timestamp()))
    fresh.replace(path)
