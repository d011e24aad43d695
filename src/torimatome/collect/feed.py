"""Feeds of any kind, whole or broken, to Entries: RSS, Atom, RDF, CDF here, JSON in feed_json."""

import re
from dataclasses import dataclass

from lxml import etree

from torimatome.collect.feed_json import read_json_feed
from torimatome.collect.feed_parts import (
    Parts,
    best_link,
    line_in,
    local_name,
    parts_of,
    text_in,
    words,
)
from torimatome.collect.feed_reading import (
    MOST_ENTRIES,
    FeedReading,
    Notes,
    language_code,
    linkless_url,
    moment,
)
from torimatome.collect.links import rebase
from torimatome.collect.plain import plain_line, plain_text
from torimatome.collect.safe_xml import (
    MOST_BYTES,
    Tree,
    glimpse,
    html_title,
    outside_literals,
    parse_fragment,
    read_xml,
    to_text,
)
from torimatome.collect.unpack import gunzip
from torimatome.errors import Refused, Unreadable
from torimatome.model import Entry

__all__ = ["FeedReading", "read_feed"]

_XML = "{http://www.w3.org/XML/1998/namespace}"
_KINDS = {"rss": "rss", "feed": "atom", "rdf": "rdf", "channel": "cdf", "entry": "atom"}
_ITEM_TAGS = ("{*}item", "{*}entry", "{*}ITEM", "{*}Item", "{*}Entry")
_ITEM_START = re.compile(r"<(?:[A-Za-z][\w.\-]{0,30}:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)
_NAMESPACE = re.compile(
    r"xmlns(?::[A-Za-z][\w.\-]{0,30})?\s*=\s*(?:\"[^\"<>]{0,300}\"|'[^'<>]{0,300}')"
)


def read_feed(body: bytes, url: str, *, charset: str = "", media_type: str = "") -> FeedReading:
    """What the feed says, in its own order. Well formed without entries: an empty reading, warned.

    Raises Unreadable for what is no feed, naming what it is instead (nothing, an HTML page
    and its title, a sitemap, JSON without items), and Refused for entity bombs and bodies
    over `MOST_BYTES`. An entry whose link is missing gets the feed's address and a fragment
    made of its words. Nothing is fetched.
    """
    if len(body) > MOST_BYTES:
        raise Refused(url, f"a feed of {len(body):,} bytes; we read up to {MOST_BYTES:,}")
    text, warnings = to_text(gunzip(body, url, MOST_BYTES), charset)
    start = text.lstrip("\ufeff\0 \t\r\n")
    if not start:
        raise Unreadable(url, "the answer is empty")
    if start[0] in "{[":
        return read_json_feed(start, url, warnings)
    page_title = html_title(start)
    if page_title is not None and not _ITEM_START.search(start):
        raise Unreadable(url, f"an HTML page came instead of a feed; its title is {page_title!r}")
    if "<" not in start:
        declared = f" (declared {media_type!r})" if media_type else ""
        raise Unreadable(url, f"it is not XML{declared}; it begins {glimpse(start)!r}")
    tree = read_xml(start, url)
    return _from_tree(tree, url, warnings)


def _from_tree(tree: Tree, url: str, warnings: tuple[str, ...]) -> FeedReading:
    root_name = local_name(tree.root)
    items = _items(tree)
    if not items and root_name not in _KINDS:
        raise Unreadable(url, _what_else(tree, root_name))
    notes = Notes()
    if len(items) > MOST_ENTRIES:
        notes.add(f"feeds cut after {MOST_ENTRIES:,} of {len(items):,} entries")
        items = items[:MOST_ENTRIES]
    if not items:
        notes.add("feeds without entries")
    context = _Context(
        url=url,
        language=_feed_language(tree.root),
        has_bases="xml:base" in tree.text,
        has_languages="xml:lang" in tree.text,
        notes=notes,
    )
    entries = tuple(_entry(item, context) for item in items)
    return FeedReading(
        entries=entries,
        kind=_KINDS.get(root_name, "xml"),
        title=line_in(parts_of(_channel(tree.root)), "title", "dc:title"),
        language=context.language,
        warnings=(*warnings, *tree.warnings, *notes.lines()),
    )


def _what_else(tree: Tree, root_name: str) -> str:
    page_title = html_title(tree.text)
    if root_name == "html" or page_title is not None:
        return f"an HTML page came instead of a feed; its title is {page_title or ''!r}"
    if root_name in ("urlset", "sitemapindex"):
        return "it is a sitemap, not a feed; give the source kind 'sitemap'"
    return f"its root is <{root_name[:40]}>, which is no feed; it begins {glimpse(tree.text)!r}"


@dataclass(frozen=True)
class _Context:
    """What an item needs to know of its feed."""

    url: str
    language: str
    has_bases: bool
    has_languages: bool
    notes: Notes


def _entry(item: etree._Element, context: _Context) -> Entry:
    parts = parts_of(item)
    notes = context.notes
    link = best_link(item, parts, _base(item, context))
    title = line_in(parts, "title", "dc:title", "media:title") or plain_line(
        item.get("TITLE") or item.get("title") or ""
    )
    text = text_in(
        parts, "content:encoded", "yandex:full-text", "turbo:content", "content", "xhtml:body",
        "body", "fulltext", "fullitem", "content:items",
    )  # fmt: skip
    summary = (
        text_in(parts, "description", "summary", "abstract")
        or text_in(parts, "dc:description", "itunes:summary", "media:description")
        or plain_text(item.get("ABSTRACT") or "")
    )
    url = link.url
    if not url:
        notes.add("entries without a link, known by their words")
        url = linkless_url(context.url, link.guid, title, summary, text)
    return Entry(
        url=url,
        title=title,
        published=moment(_published(parts), notes),
        updated=moment(_updated(item, parts), notes),
        guid=link.guid,
        summary=summary,
        text=text,
        language=_language(item, parts, context),
    )


def _published(parts: Parts) -> list[str]:
    return list(
        words(
            parts, "published", "pubdate", "issued", "dc:date", "dcterms:issued", "dc:issued",
            "created", "dcterms:created", "dc:created", "dcterms:date", "date", "pubtime",
        )
    )  # fmt: skip


def _updated(item: etree._Element, parts: Parts) -> list[str]:
    own = item.get("LASTMOD") or item.get("lastmod") or ""
    return [own, *words(parts, "updated", "modified", "dcterms:modified", "dc:modified")]


def _base(item: etree._Element, context: _Context) -> str:
    if not context.has_bases:
        return context.url
    steps = [element.get(_XML + "base") for element in (item, *item.iterancestors())]
    base = context.url
    for step in reversed(steps):
        if step:
            base = rebase(base, step)
    return base


def _language(item: etree._Element, parts: Parts, context: _Context) -> str:
    own = next(words(parts, "dc:language", "language"), "")
    if not own and context.has_languages:
        own = item.get(_XML + "lang") or ""
        for name in ("title", "content", "description", "summary"):
            own = own or next((el.get(_XML + "lang") or "" for el in parts.get(name, ())), "")
    return language_code(own) or context.language


def _feed_language(root: etree._Element) -> str:
    channel = _channel(root)
    declared = next(words(parts_of(channel), "language", "dc:language"), "")
    return language_code(declared or channel.get(_XML + "lang") or root.get(_XML + "lang") or "")


def _channel(root: etree._Element) -> etree._Element:
    for child in root:
        if local_name(child) == "channel":
            return child
    return root


def _items(tree: Tree) -> list[etree._Element]:
    """Every item; of a broken document, the pieces between its start tags if that gives more."""
    root = tree.root
    found = [root] if local_name(root) == "entry" else list(root.iter(*_ITEM_TAGS))
    if not tree.mended:
        return found
    starts = len(_ITEM_START.findall(outside_literals(tree.text)))
    if len(found) >= starts:
        return found
    pieces = _pieces(tree.text)
    return pieces if len(pieces) > len(found) else found


def _pieces(text: str) -> list[etree._Element]:
    """Each item parsed by itself, so that one broken item spoils no other."""
    starts = [match.start() for match in _ITEM_START.finditer(text)][: MOST_ENTRIES + 1]
    if not starts:
        return []
    declared = dict.fromkeys(match[0] for match in _NAMESPACE.finditer(text[:20_000]))
    by_prefix = {word.split("=")[0].strip(): word for word in reversed(declared)}
    head = "<piece " + " ".join(by_prefix.values()) + ">"
    pieces = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        root = parse_fragment(f"{head}{text[start:end]}</piece>")
        item = next(root.iter(*_ITEM_TAGS), None) if root is not None else None
        if item is not None and len(item):
            pieces.append(item)
    return pieces
