"""What an outlet's own page says of it: its feeds, its name, its country, what its links look like.

Pure: a page's text in, findings out. `discover` asks for the pages.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree

from torimatome.collect.links import absolute
from torimatome.collect.page_markup import plain, told
from torimatome.collect.page_tree import page_tree
from torimatome.collect.plain import line_of

# What <link rel="alternate"> calls a feed.
FEED_TYPES = frozenset(
    "application/rss+xml application/atom+xml application/rdf+xml application/feed+json"
    " application/json text/xml application/xml application/x.atom+xml application/x-atom+xml"
    .split()
)  # fmt: skip
_FEED_LINK = re.compile(r"(?:^|[/._=-])(?:rss|atom|feeds?|rdf)(?:$|[/._?=&-])", re.IGNORECASE)
# Feeds that bring what readers write, or one article's comments.
_NOT_NEWS = re.compile(r"comment|yorum|forum|podcast|/tag/|oembed|wp-json", re.IGNORECASE)
_LOCALE = re.compile(r"^[a-z]{2,3}[_-]([A-Z]{2})$")
# Two-letter endings of host names that are no country's, or are sold to everybody.
_NO_COUNTRY = frozenset("ai cc co eu fm gg io ly me nu sh su to tv ws".split())
_OTHER_CODES = {"uk": "GB"}
# A link of this many letters may be a headline. With bench/discover.py on 258 news pages the
# pattern made from such links matches the page's own address on 78 in 100 at 14 letters, 76 at 16,
# 68 at 22; shorter ones are menus, which that bench cannot count against us, so not 14.
_HEADLINE = 16
_HEADLINE_WIDE = 9  # of Japanese, Chinese and Korean letters
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MOST_LINKS = 4_000
_FEWEST = 4  # links of one shape that make a listing


@dataclass(frozen=True)
class Looks:
    """What one page says of its outlet."""

    feeds: tuple[tuple[str, str], ...]  # address, title; those the page names as feeds first
    names: tuple[str, ...]  # what the site calls itself, the surest first
    language: str  # ISO 639-1 as declared; "" = not declared
    country: str  # ISO 3166-1 alpha-2; "" = it does not say
    pattern: str  # of its articles' addresses; "" = it is no listing


def looks_of(html: str, url: str) -> Looks:
    """Everything a page tells of its outlet. Raises Unreadable or Refused when it is no page."""
    root, base = page_tree(html, url)
    said = told(root, url)
    lang = (root.get("lang") or said.meta.get("content-language", "")).strip().lower()
    title = next((line_of(e) for e in root.iter("title")), "")
    names = (
        said.meta.get("og:site_name", ""), said.meta.get("application-name", ""),
        *said.publishers, said.meta.get("apple-mobile-web-app-title", ""), _shortest(title),
    )  # fmt: skip
    clean = dict.fromkeys(" ".join(plain(name).split())[:80] for name in names)
    return Looks(
        feeds=tuple(_feeds(root, base)),
        names=tuple(name for name in clean if len(name) > 1),
        language=lang[:2] if re.match(r"[a-z]{2}(?:[-_]|$)", lang) else "",
        country=country_of(url, said.meta.get("og:locale", "")),
        pattern=link_pattern(root, base, url),
    )


def _shortest(title: str) -> str:
    """A front page's title is its name and a slogan: the shorter part is the name."""
    parts = [part.strip() for part in re.split(r"\s+[|–—:·»-]\s+|[|:»]\s", title) if part.strip()]
    return min(parts, key=len, default="")


def _feeds(root: etree._Element, base: str) -> Iterable[tuple[str, str]]:
    found: dict[str, str] = {}
    for link in root.iter("link"):
        kind = (link.get("type") or "").lower().partition(";")[0].strip()
        address = absolute(base, link.get("href") or "")
        if "alternate" in (link.get("rel") or "").lower() and kind in FEED_TYPES and address:
            found.setdefault(address, plain(link.get("title") or ""))
    for anchor in root.iter("a"):
        address = absolute(base, anchor.get("href") or "")
        parts = urlsplit(address) if address else None
        if parts and _FEED_LINK.search(parts.path + ("?" + parts.query if parts.query else "")):
            found.setdefault(address, line_of(anchor)[:80])
    for address, title in found.items():
        if not _NOT_NEWS.search(address) and not _NOT_NEWS.search(title):
            yield address, title


def country_of(url: str, locale: str = "") -> str:
    """The country a host name or a declared locale stands for, ISO 3166-1; "" = neither says."""
    ending = (urlsplit(url).hostname or "").rpartition(".")[2]
    if len(ending) == 2 and ending.isalpha() and ending not in _NO_COUNTRY:
        return _OTHER_CODES.get(ending, ending.upper())
    match = _LOCALE.match(locale.strip())
    # en_US is what software writes when nobody chose.
    return match[1] if match and locale.strip() not in ("en_US", "en-US") else ""


def bare_host(url: str) -> str:
    """The host as outlets name theirs: lower case, without "www."."""
    return (urlsplit(url).hostname or "").lower().rstrip(".").removeprefix("www.")


def link_pattern(root: etree._Element, base: str, url: str) -> str:
    """A regular expression of the addresses of a listing's articles; "" where none stands out.

    Links with the length of a headline are grouped by the shape of their address; shapes that
    many of them share are taken.
    """
    host = bare_host(url)
    shapes: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for number, anchor in enumerate(root.iter("a")):
        if number >= _MOST_LINKS:
            break
        address = absolute(base, anchor.get("href") or "")
        if address and bare_host(address) == host and _is_headline(anchor):
            shape = _shape(address)
            if shape:
                shapes[shape].add(address)
    joined = _joined(shapes)
    most = max(map(len, joined.values()), default=0)
    if most < _FEWEST:
        return ""
    kept = [shape for shape, links in joined.items() if len(links) >= max(3, most / 3)]
    kept.sort(key=lambda shape: (-len(joined[shape]), shape))
    ways = [shape[0] if shape[0].startswith("/") else "/" + "/".join(shape) for shape in kept[:4]]
    either = ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
    return rf"^https?://(?:www\.)?{re.escape(host)}{either}(?:[?#]|$)"


def _is_headline(anchor: etree._Element) -> bool:
    words = line_of(anchor) or (anchor.get("title") or "")
    wide = len(_WIDE.findall(words))
    return len(words) >= _HEADLINE or wide >= _HEADLINE_WIDE


def _shape(address: str) -> tuple[str, ...]:
    """The address's path as pieces of a regular expression; () where nothing in it varies."""
    parts = urlsplit(address)
    pieces = [_piece(unquote(step)) for step in parts.path.strip("/").split("/")]
    if parts.path.endswith("/") and pieces[-1]:
        pieces[-1] += "/"
    varied = any(piece != literal for piece, literal in _beside(pieces, parts.path))
    number = re.search(r"(?:^|&)([A-Za-z_]{1,20})=\d+(?:&|$)", parts.query)
    if number and not varied:
        way = "/".join(re.escape(step) for step in parts.path.strip("/").split("/"))
        return (rf"/{way}\?(?:[^#]*&)?{number[1]}=\d+",)
    return tuple(pieces) if varied else ()


def _beside(pieces: Sequence[str], path: str) -> Iterable[tuple[str, str]]:
    steps = path.strip("/").split("/")
    return zip((piece.rstrip("/") for piece in pieces), map(re.escape, steps), strict=True)


def _piece(step: str) -> str:
    """One step of a path: as it stands, or what may stand there."""
    stem, dot, ending = step.rpartition(".")
    if dot and ending.lower() in ("html", "htm", "php", "aspx", "shtml", "jsp"):
        return _piece(stem) + re.escape(dot + ending)
    if re.fullmatch(r"\d+", step):
        return r"\d+"
    letters = sum(character.isalpha() for character in step)
    if re.search(r"\d{3,}", step) or step.count("-") + step.count("_") >= 2 or letters > 20:
        return r"[^/?#]+"
    return re.escape(step)


def _joined(shapes: dict[tuple[str, ...], set[str]]) -> dict[tuple[str, ...], set[str]]:
    """Shapes that differ in one literal step (the section's name) become one shape."""
    joined = {shape: set(links) for shape, links in shapes.items()}
    for place in range(max((len(shape) for shape in joined), default=0)):
        alike: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
        for shape in joined:
            if place < len(shape):
                alike[(*shape[:place], "[^/?#]+", *shape[place + 1 :])].append(shape)
        for general, group in alike.items():
            if len(group) >= 3 and any("\\d" in s or "[^" in s for s in general[place + 1 :]):
                links = set().union(*(joined.pop(shape) for shape in group))
                joined[general] = joined.get(general, set()) | links
    return joined
