"""Tell what on a page is around its article: menus, boxes, captions, share bars, adverts."""

import re
from functools import lru_cache

from lxml import etree

from torimatome.collect.page_blocks import Block

# Never article text, whatever they are called.
NEVER = frozenset(
    "form button input nav object embed audio video canvas dialog menu map progress meter "
    "figcaption applet".split()
)
# Not article text unless much of the page's text stands in them.
RARELY = frozenset("aside footer figure".split())
ROLES = frozenset(
    "navigation banner contentinfo search dialog alert alertdialog toolbar menu menubar tooltip "
    "complementary form button tablist".split()
)
# Words of class and id names, told apart at "-", "_" and capitals. Each was seen on at least
# two unrelated sites around text that is not the article's own.
_WORDS = frozenset(
    "advert advertisement advertorial adslot adbox sponsor sponsored promo promotion breadcrumb "
    "breadcrumbs byline bylines caption captions comments cookie cookies consent copyright credit "
    "credits disclaimer donate donation factbox infobox inforbox legend login navigation navbar "
    "newsletter outbrain pager pagination poll popup quiz recirc recirculation recommend "
    "recommendation recommendations recommended related share sharebar sharing shares signup "
    "slider social socials sponsorship subscribe subscription survey taboola tags taglist ticker "
    "toc toolbar tooltip trending trinity tweet twitter whatsapp telegram instagram facebook "
    "youtube timestamp dateline pubdate metadata postmeta entrymeta screenreader carousel "
    "onetrust didomi usercentrics gdpr ccpa cmp bookmark bookmarks "
    "reactions feedback keywords toplist mostread weiterlesen mehrzum seealso "
    "readmore readalso alsoread livestream podcast audioplayer authorbox authorbio imagecredit "
    "photocredit imagetext bildunterschrift bildtext untertitel adunit reklam reklama anzeige "
    "werbung publicidad publicite".split()
)
# Names that some sites give to boxes and others to the article itself: believed only of an
# element with little running text.
_DOUBTFUL = frozenset(
    "ad ads banner comment embed facts footer footnotes gallery legende modal overlay player "
    "playlist popular print rating sidebar slideshow swiper teaser teasers topics widget widgets "
    "paywall piano hidden video leaderboard billboard author authors biography".split()
)
_PAIRS = re.compile(
    r"(?:^| )(?:read (?:more|also|next)|also read|see also|more (?:on|from|about|news|"
    r"stories)|most read|"
    r"author (?:bio|box|info|card|name|details?|image|profile|block)|sign up|news letter|"
    r"social (?:media|links?)|tag list|meta (?:info|bar|line)|(?:article|entry|post|story|news) "
    r"(?:meta|tags?|footer|author|info|date|share|related|links?)|fact (?:box|sheet)|"
    r"info (?:box|kasten)|"
    r"table of contents|screen reader|sr only|visually hidden|image (?:caption|credit|"
    r"info|text|source)|"
    r"photo (?:caption|credit)|media (?:caption|credit|info)|img (?:caption|credit|desc)|"
    r"reading time|read time|call to action|cta|inline (?:promo|related)|in article (?:ad|promo)|"
    r"top stories|latest news|you may|up next|next article|skip link|back to top|"
    r"print (?:only|hide)|no print)(?: |$)"
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_LETTER = re.compile(r"[^a-z]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# An element with more than this share of the page's paragraph text is the article, whatever its
# name says. On the 258 pages boxes beside an article hold under a quarter of it.
MOST = 0.35
LITTLE = 0.05  # of the paragraph text: the most a box with a doubtful name may hold


def around(tree: etree._Element, blocks: list[Block]) -> set[etree._Element]:
    """The elements that are not the article's own; `blocks` are all those of the tree.

    Nothing is removed from the tree: taking thousands of elements out of one parent, each with
    text behind it, costs the square of their number.
    """
    weights = _running_text(blocks)
    whole = weights.get(tree, 0) or 1
    return {
        element
        for element in tree.iter(etree.Element)
        if element.tag not in ("html", "body", "main")
        and _is_around(element, weights.get(element, 0) / whole)
    }


def _is_around(element: etree._Element, share: float) -> bool:
    if element.tag in NEVER:
        return share < MOST
    if share > MOST or element.tag == "h1":
        return False
    if element.tag in RARELY:
        return True
    if (element.get("role") or "").lower() in ROLES:
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return share < LITTLE
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    if not names.strip():
        return False
    sort = _sort_of_name(names)
    # A paragraph has a doubtful name because of what stands around it ("paywall", "print").
    return sort == 2 or (sort == 1 and share < LITTLE and element.tag not in ("p", "blockquote"))


@lru_cache(maxsize=20_000)
def _sort_of_name(names: str) -> int:
    """2: a box beside the article; 1: perhaps; 0: nothing said."""
    sort = 0
    for name in names.split():
        words = _NOT_LETTER.split(_HUMP.sub(" ", name).lower())
        # "no-sidebar", "has-related", "print:hidden" describe a layout, not a box.
        if ":" in name or {"no", "has", "with", "without", "not", "hide", "is"} & set(words[:2]):
            continue
        if _WORDS.intersection(words) or _PAIRS.search(" ".join(words)):
            return 2
        if _DOUBTFUL.intersection(words):
            sort = 1
    return sort


def _running_text(blocks: list[Block]) -> dict[etree._Element, int]:
    """Characters of running text under each element."""
    weights: dict[etree._Element, int] = {}
    for block in blocks:
        if block.weight < 60 or block.linked > 0.5:
            continue
        holder: etree._Element | None = block.element
        while holder is not None:
            weights[holder] = weights.get(holder, 0) + block.weight
            holder = holder.getparent()
    return weights
