"""Take off a page what is around its article: menus, boxes, captions, share bars, adverts."""

import re
from collections.abc import Iterable
from functools import lru_cache

from lxml.html import HtmlElement

# Never article text, whatever they are called.
NEVER = frozenset(
    "script style template svg iframe form button input select textarea nav object embed canvas "
    "video audio dialog menu noscript map progress meter head figcaption math applet".split()
)
# Not article text unless much of the page's text stands in them.
RARELY = frozenset("aside footer figure header".split())
ROLES = frozenset(
    "navigation banner contentinfo search dialog alert alertdialog toolbar menu menubar tooltip "
    "complementary form button tablist".split()
)
# Words of class and id names, told apart at "-", "_" and capitals. Each was seen on at least
# two unrelated sites around text that is not the article's own.
_WORDS = frozenset(
    "ad ads advert advertisement advertorial adslot adbox sponsor sponsored promo promotion "
    "banner breadcrumb breadcrumbs byline bylines caption captions comment comments cookie "
    "consent copyright credit credits disclaimer donate donation embed factbox facts footer "
    "footnotes gallery infobox inforbox legend login modal navigation navbar newsletter outbrain "
    "overlay pager pagination paywall player playlist popular poll popup print quiz rating recirc "
    "recirculation recommend recommendation recommendations recommended related share sharebar "
    "sharing shares sidebar signup slider slideshow social socials sponsorship subscribe "
    "subscription survey taboola tags taglist teaser teasers ticker toc toolbar tooltip topics "
    "trending trinity tweet twitter widget widgets whatsapp telegram instagram facebook youtube "
    "timestamp dateline pubdate metadata postmeta entrymeta hidden screenreader srvisuallyhidden "
    "carousel swiper bookmark bookmarks reactions reaction feedback corrections keywords toplist "
    "mostread weiterlesen mehrzum seealso readmore readalso alsoread livestream podcast audioplayer "
    "biography authorbox authorbio authors imagecredit photocredit imagetext bildunterschrift "
    "bildtext legende untertitel piano leaderboard billboard dfp gpt adunit reklam reklama anzeige "
    "werbung publicidad publicite".split()
)
_PAIRS = re.compile(
    r"(?:^| )(?:read (?:more|also|next)|also read|see also|more (?:on|from|about|news|stories)|most read|"
    r"author (?:bio|box|info|card|name|details?|image|profile|block)|sign up|news letter|"
    r"social (?:media|links?)|tag list|meta (?:info|bar|line)|(?:article|entry|post|story|news) "
    r"(?:meta|tags?|footer|author|info|date|share|related|links?)|fact (?:box|sheet)|info (?:box|kasten)|"
    r"table of contents|screen reader|sr only|visually hidden|image (?:caption|credit|info|text|source)|"
    r"photo (?:caption|credit)|media (?:caption|credit|info)|img (?:caption|credit|desc)|"
    r"reading time|read time|call to action|cta|inline (?:promo|related)|in article (?:ad|promo)|"
    r"top stories|latest news|you may|up next|next article|skip link|back to top|print (?:only|hide)|no print)(?: |$)"
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_LETTER = re.compile(r"[^a-z]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# An element with more than this share of the page's paragraph text is the article, whatever its
# name says. On the 258 pages boxes beside an article hold under a quarter of it.
MOST = 0.35


def prune(tree: HtmlElement) -> None:
    """Remove in place what is not the article's own."""
    for name in ("script", "style"):
        for element in list(tree.iter(name)):
            element.drop_tree()
    weights = _paragraph_text(tree)
    whole = weights.get(tree, 0) or 1
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        if element.tag in ("html", "body", "main"):
            continue
        if _is_around(element, weights.get(element, 0) / whole):
            element.drop_tree()


def _is_around(element: HtmlElement, share: float) -> bool:
    if element.tag in NEVER:
        return share < MOST or element.tag in ("svg", "iframe", "select", "textarea", "button")
    if share > MOST or element.tag in ("h1", "p"):
        return element.tag == "p" and share <= MOST and _named_so(element)
    if element.tag in RARELY:
        return True
    if (element.get("role") or "").lower() in ROLES:
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return share < 0.1
    return _named_so(element)


def _named_so(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(names.strip()) and _is_name_of_around(names[:300])


@lru_cache(maxsize=20_000)
def _is_name_of_around(names: str) -> bool:
    for name in names.split():
        words = _NOT_LETTER.split(_HUMP.sub(" ", name).lower())
        if _WORDS.intersection(words) or _PAIRS.search(" ".join(words)):
            # "no-sidebar", "has-related", "with-comments" describe a layout, not a box.
            if not {"no", "has", "with", "without", "not", "hide", "is"}.intersection(words[:2]):
                return True
    return False


def _paragraph_text(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Characters of paragraphs under each element."""
    weights: dict[HtmlElement, int] = {}
    for element in tree.iter("p", "br"):
        if element.tag == "p":
            size = sum(len(text) for text in element.itertext())
            holder: HtmlElement | None = element
        else:
            size = len((element.tail or "").strip())
            holder = element.getparent()
            if holder is not None and _inside_p(holder):
                continue
        if size < 40:
            continue
        while holder is not None:
            weights[holder] = weights.get(holder, 0) + size
            holder = holder.getparent()
    return weights


def _inside_p(element: HtmlElement | None) -> bool:
    steps = 0
    while element is not None and steps < 6:
        if element.tag == "p":
            return True
        element = element.getparent()
        steps += 1
    return False


def without(tree: HtmlElement, elements: Iterable[HtmlElement]) -> None:
    """Remove the elements in place, keeping the text behind them."""
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()
