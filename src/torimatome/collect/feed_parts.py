"""One item of an XML feed taken apart: names without their namespaces, words, links."""

import base64
import binascii
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from torimatome.collect.links import absolute
from torimatome.collect.plain import fold, has_markup, line_of, plain_line, plain_text, text_of

# Namespaces by a piece of their address: feeds misspell the rest (case, slashes, years).
_SIDES = (
    ("purl.org/dc/terms", "dcterms"),
    ("purl.org/dc/", "dc"),
    ("modules/content", "content"),
    ("search.yahoo.com/mrss", "media"),
    ("podcast-1.0.dtd", "itunes"),
    ("feedburner", "feedburner"),
    ("news.yandex", "yandex"),
    ("turbo.yandex", "turbo"),
    ("www.w3.org/1999/xhtml", "xhtml"),
    ("22-rdf-syntax-ns", "rdf"),
)
_CORE = (
    "purl.org/rss", "netscape.com/rdf", "netscape.com/publish", "userland.com/rss",
    "law.harvard.edu/tech/rss", "purl.org/net/rss", "w3.org/2005/atom", "purl.org/atom",
    "purl.org/pie", "purl.org/echo", "example.com/newformat", "example.com/necho",
)  # fmt: skip
_PREFIXES = {
    "dc": "dc", "dcterms": "dcterms", "content": "content", "media": "media", "rdf": "rdf",
    "itunes": "itunes", "feedburner": "feedburner", "yandex": "yandex", "turbo": "turbo",
    "atom": "", "a10": "", "rss": "", "xhtml": "xhtml", "xhtm": "xhtml",
}  # fmt: skip
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
# Redirectors that no longer answer, or hide whose page it is.
_MIDDLEMEN = ("feedburner.", "feedproxy.", "feedsportal.")
# Atom links that never lead to the article itself.
_OTHER_RELS = frozenset(
    "self edit edit-media enclosure replies license next prev previous first last hub search"
    " service.edit service.post service.feed author icon shortcut stylesheet payment".split()
)

Parts = dict[str, list[etree._Element]]


@lru_cache(maxsize=4096)
def _name(tag: str, own: str) -> str:
    """`tag` as "title" or "dc:date"; `own` is the namespace the item itself stands in."""
    uri, _, local = tag.rpartition("}")
    uri = uri.lstrip("{")
    local = local.lower()
    if not uri:
        prefix, _, rest = local.rpartition(":")
        if not prefix:
            return local
        side = _PREFIXES.get(prefix, "other")
        return f"{side}:{rest}" if side else rest
    low = uri.lower()
    for piece, side in _SIDES:
        if piece in low:
            return f"{side}:{local}"
    if uri == own or any(piece in low for piece in _CORE):
        return local
    return f"other:{local}"


def local_name(element: etree._Element) -> str:
    """Its name in lower case, without namespace or prefix; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def parts_of(element: etree._Element) -> Parts:
    """The children of an item or channel, by name."""
    own = str(element.tag).rpartition("}")[0].lstrip("{")
    parts: Parts = {}
    for child in element:
        if isinstance(child.tag, str):
            parts.setdefault(_name(child.tag, own), []).append(child)
    for group in parts.get("media:group", ()):
        for child in group:
            if isinstance(child.tag, str):
                parts.setdefault(_name(child.tag, own), []).append(child)
    return parts


def words(parts: Parts, *names: str) -> Iterator[str]:
    """The bare text of these parts, in the order the names are given."""
    for name in names:
        for element in parts.get(name, ()):
            yield (element.text or "").strip() or line_of(element)


def line_in(parts: Parts, *names: str) -> str:
    """The first of these parts that says something, on one line."""
    return next((line for line in map(_line, _elements(parts, names)) if line), "")


def text_in(parts: Parts, *names: str) -> str:
    """The longest of these parts, as paragraphs."""
    return max(map(_text, _elements(parts, names)), key=len, default="")


def _elements(parts: Parts, names: Iterable[str]) -> Iterator[etree._Element]:
    for name in names:
        yield from parts.get(name, ())


def _line(element: etree._Element) -> str:
    if len(element):
        return line_of(element)
    # Atom's declared plain text may speak of tags; elsewhere a tag in a title is markup.
    if element.get("type") in ("text", "text/plain"):
        return fold(element.text or "")
    return plain_line(_escaped(element))


def _text(element: etree._Element) -> str:
    if len(element):
        return text_of(element)
    kind = (element.get("type") or "").lower()
    if "/" in kind and not kind.startswith("text/") and not kind.endswith(("xml", "html")):
        return ""
    body = _escaped(element)
    if kind in ("text", "text/plain") and not has_markup(body):
        return "\n\n".join(filter(None, map(fold, body.split("\n\n"))))
    return plain_text(body)


def _escaped(element: etree._Element) -> str:
    body = element.text or ""
    if element.get("mode") == "base64":  # Atom 0.3
        try:
            return base64.b64decode(body).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return body
    return body


@dataclass(frozen=True)
class ItemLink:
    """Where an item leads and what it is known by."""

    url: str  # "" = nowhere
    guid: str


def best_link(element: etree._Element, parts: Parts, base: str) -> ItemLink:
    """The article's address: its link, else what else may be one, in order of trust."""
    guid = next((fold(word) for word in words(parts, "guid", "id", "dc:identifier") if word), "")
    about = element.get(_RDF_ABOUT) or element.get("about") or ""
    candidates = _candidates(element, parts, about)
    url = next((url for url in (absolute(base, link) for link in candidates) if url), "")
    if any(name in url.split("/")[2] for name in _MIDDLEMEN if url):
        original = next(words(parts, "feedburner:origlink"), "")
        url = absolute(base, original) or url
    return ItemLink(url, guid or about)


def _candidates(element: etree._Element, parts: Parts, about: str) -> Iterator[str]:
    links = parts.get("link", [])
    yield from (link.text or "" for link in links if not link.get("href"))
    alternates = [link for link in links if link.get("href") and _rel(link) == "alternate"]
    # Of several alternates the HTML page; Python's sort keeps the feed's order otherwise.
    yield from (
        link.get("href", "")
        for link in sorted(alternates, key=lambda link: "html" not in link.get("type", "text/html"))
    )
    yield from (
        link.get("href", "") for link in links if link.get("href") and _rel(link) not in _OTHER_RELS
    )
    for guid in parts.get("guid", ()):
        if (
            guid.get("isPermaLink") or guid.get("ispermalink") or "true"
        ).strip().lower() != "false":
            yield _only_address(guid.text)
    yield _only_address(about)
    yield element.get("HREF") or element.get("href") or ""  # CDF
    yield from (_only_address(ident.text) for ident in parts.get("id", ()))
    yield from (link.get("src", "") for link in parts.get("content", ()))
    yield from (_only_address(word) for word in words(parts, "guid", "dc:identifier", "dc:source"))
    yield from (link.get("url", "") for link in parts.get("enclosure", ()))
    yield from (link.get("href", "") for link in links if _rel(link) == "enclosure")
    yield from (link.get("url", "") for link in parts.get("media:content", ()))


def _rel(link: etree._Element) -> str:
    rel = (link.get("rel") or "alternate").strip().lower()
    return rel.removeprefix("http://www.iana.org/assignments/relation/")


def _only_address(text: str | None) -> str:
    """The text when it is an address by itself; an identifier must not be joined to the base."""
    bare = (text or "").strip()
    return bare if bare.lower().startswith(("http://", "https://")) else ""
