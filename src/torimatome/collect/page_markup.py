"""A page's markup becomes a tree that is safe to walk, however it was nested; and plain words.

What the page says of itself in JSON-LD and meta elements is collected here too.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from lxml import etree

from torimatome.collect.plain import SPLITTING

# libxml2 stops reading at 256 levels and drops the rest of the page without a word. Among 258
# news pages of 43 countries the deepest element lies 34 levels down. Cells and list items are
# not counted, so that a counted level may stand for three.
DEEPEST = 75
# Characters of JSON-LD read in one page; the most on those pages is 841,000, then 35,000.
LONGEST_LINKED = 2_000_000

# libxml2 takes the square of an element's attributes: 40,000 are three seconds.
MOST_ATTRIBUTES = 4000
# Attributes as HTML reads them: quotes count right after "=" only, and pages have stray ones.
_ATTRIBUTES = (
    r"(?:[\s/]++|[^\s/>][^\s/>=]*+"
    r"(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+)*+"
)
_LONG_TAG = re.compile(rf"<([a-zA-Z][a-zA-Z0-9]{{0,20}})(?=[\s/]){_ATTRIBUTES}>?")
_PART_OF_TAG = re.compile(r"[\s/\"']+")
_OPEN_OR_CLOSE = re.compile(rf"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+){_ATTRIBUTES}>")
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr !doctype".split()
)
# Elements whose end tag may be left out: counting them would see depth where there is none.
_SELF_CLOSING = frozenset("p li dt dd tr td th tbody thead tfoot option".split())
_PAIR = re.compile(r'"(headline|datePublished|articleBody)"\s*:\s*("(?:[^"\\]|\\.)*")')
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BIDI_MARKS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_ESCAPED_BIDI = (
    re.compile(r"&#(?:[xX]0*(?:202[a-eA-E]|206[6-9])|0*(?:823[4-8]|829[4-7]))(?!\d)"),
    re.compile(r"\\u(?:202[a-eA-E]|206[6-9])"),
)
# Controls, soft hyphens, zero-width spaces and joins that show nothing. ZWNJ and ZWJ stay:
# Persian and Indian scripts are spelled with them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028\u2029\u2060-\u2064\ufeff"
    "\ufff9-\ufffc\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)


def plain(text: str) -> str:
    """One line of plain text: composed, white space folded, nothing that cannot be seen."""
    text = " ".join(text.split())
    if not text.isprintable():  # the quick way past texts without any such character
        text = SPLITTING.sub("", " ".join(_BIDI.sub("", _UNSEEN.sub("", text)).split()))
    return unicodedata.normalize("NFC", text)


def words_in(element: etree._Element | None) -> str:
    """All text under an element, as one line of plain text."""
    if element is None:
        return ""
    unshown = set(element.iter("script", "style", "noscript", "template"))
    if unshown:
        return plain("".join(_shown(element, unshown)))
    return plain("".join(text for text in element.itertext() if isinstance(text, str)))


def _shown(element: etree._Element, unshown: set[etree._Element]) -> Iterator[str]:
    for event, here in etree.iterwalk(element, events=("start", "end")):
        if event == "start" and unshown.isdisjoint((here, *here.iterancestors())):
            yield here.text or ""
        elif event == "end" and here is not element:
            yield here.tail or ""


def has_bidi(markup: str) -> bool:
    """Whether characters that turn the direction of writing stand in `markup`, plain or escaped."""
    return any(mark in markup for mark in _BIDI_MARKS) or any(
        pattern.search(markup) for pattern in _ESCAPED_BIDI
    )


def grow(markup: str) -> etree._Element | None:
    """The tree of a page without comments; None when nothing of it can be read."""
    markup = _LONG_TAG.sub(_bare, _UNSEEN_MARKUP.sub("", markup))
    tree, too_deep = _parsed(markup)
    return _parsed(_flat(markup))[0] if too_deep else tree


def _bare(tag: re.Match[str]) -> str:
    """A tag of thousands of attributes without them; any other as it is."""
    whole = tag[0]
    if len(whole) < 2 * MOST_ATTRIBUTES or len(_PART_OF_TAG.findall(whole)) <= MOST_ATTRIBUTES:
        return whole
    return f"<{tag[1]}>"


def _parsed(markup: str) -> tuple[etree._Element | None, bool]:
    """The tree, and whether libxml2 gave up for depth."""
    parser = etree.HTMLParser(
        remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8"
    )
    try:
        tree = etree.fromstring(markup.encode("utf-8", "ignore"), parser)
    except (etree.XMLSyntaxError, ValueError):
        tree = None
    return tree, any("depth" in entry.message for entry in parser.error_log)


_UNSEEN_MARKUP = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def _flat(markup: str) -> str:
    """The markup without the tags that lie deeper than any real page's."""
    if markup.count("<") < DEEPEST:
        return markup
    depth = kept_until = raw_until = 0
    parts: list[str] = []
    lower = markup.lower()
    for match in _OPEN_OR_CLOSE.finditer(markup):
        name = match[2].lower()
        if match.start() < raw_until or name in _VOID or name in _SELF_CLOSING:
            continue
        if name in ("script", "style"):
            end = lower.find(f"</{name}", match.end()) if not match[1] else -1
            raw_until = max(raw_until, end)
            continue
        depth += -1 if match[1] else 1
        if depth >= DEEPEST if match[1] else depth > DEEPEST:
            parts += (markup[kept_until : match.start()], " ")
            kept_until = match.end()
        depth = max(0, depth)
    parts.append(markup[kept_until:])
    return "".join(parts)


@dataclass(frozen=True)
class Told:
    """What a page says of itself where machines look: JSON-LD and meta elements."""

    headlines: tuple[str, ...] = ()  # JSON-LD, the article the page is about first
    dates: tuple[str, ...] = ()  # JSON-LD datePublished, as written
    bodies: tuple[str, ...] = ()  # JSON-LD articleBody, as written
    publishers: tuple[str, ...] = ()  # names of the outlet
    meta: dict[str, str] = field(default_factory=dict)  # lower-case name → first content
    canonical: str = ""


def told(tree: etree._Element, url: str) -> Told:
    """Read a page's JSON-LD and meta elements."""
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content") or ""
        if name and content.strip():
            meta.setdefault(name.strip().lower(), content)
    link = next(
        (
            e.get("href") or ""
            for e in tree.iter("link")
            if (e.get("rel") or "").lower() == "canonical"
        ),
        "",
    )
    canonical = link or meta.get("og:url", "")
    articles, publishers = _linked(tree, (url, canonical))
    return Told(
        headlines=tuple(h for a in articles if (h := _words(a.get("headline") or a.get("name")))),
        dates=tuple(d for a in articles if (d := _words(a.get("datePublished")))),
        bodies=tuple(b for a in articles if (b := _words(a.get("articleBody")))),
        publishers=publishers,
        meta=meta,
        canonical=canonical,
    )


def _words(value: object) -> str:
    """A JSON-LD value as text; lists give their first."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return unescape(value) if isinstance(value, str) else ""


def _linked(
    tree: etree._Element, addresses: tuple[str, ...]
) -> tuple[list[dict[str, object]], tuple[str, ...]]:
    articles: list[dict[str, object]] = []
    names: list[str] = []
    budget = LONGEST_LINKED
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or len(text) > budget:
            continue
        budget -= len(text)
        for node in _nodes(_loads(text)):
            kind = " ".join(_all_words(node.get("@type")))
            if "Article" in kind or "Posting" in kind or kind in ("Report", "Review"):
                articles.append(node)
                names.extend(_all_words(node.get("publisher")))
            elif kind in ("NewsMediaOrganization", "Organization", "WebSite"):
                names.extend(_all_words(node.get("name")))
    articles.sort(key=lambda node: not _is_about(node, addresses))
    return articles, tuple(dict.fromkeys(name for name in names if name))


def _all_words(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [words for each in values if (words := _words(each))]


def _is_about(node: dict[str, object], addresses: tuple[str, ...]) -> bool:
    """Whether a JSON-LD article says it is this page's own."""
    wanted = {a.split("?")[0].split("#")[0].rstrip("/") for a in addresses if a}
    for key in ("url", "@id", "mainEntityOfPage"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.split("?")[0].split("#")[0].rstrip("/") in wanted:
            return True
    return False


def _loads(text: str) -> object:
    """JSON as pages have it: in comments, with raw line ends, or only in part readable."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = text.removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    found: dict[str, object] = {}
    for match in _PAIR.finditer(text):
        try:
            found.setdefault(match[1], json.loads(match[2], strict=False))
        except ValueError:
            continue
    return found | {"@type": "Article"} if found else None


def _nodes(value: object) -> Iterator[dict[str, object]]:
    """Every object of a JSON-LD document, outermost first; nested articles of lists left out."""
    waiting = [value]
    seen = 0
    while waiting and seen < 5000:
        seen += 1
        here = waiting.pop(0)
        if isinstance(here, list):
            waiting.extend(here)
        elif isinstance(here, dict):
            yield here
            for key in ("@graph", "mainEntity", "mainEntityOfPage", "publisher", "isPartOf"):
                if isinstance(here.get(key), dict | list):
                    waiting.append(here[key])
