"""The address at which a page that is the first of several offers all of its article at once."""

import re
from urllib.parse import urlsplit

from lxml import etree

from torimatome.collect.links import absolute

# What is added to a page's own address for all of it: the words of the large publishing systems
# and of the links "view all" and "single page" that outlets write by hand.
_ALL = r"(?:all|full|whole|single|single-?page|one-?page)"
_QUERY = re.compile(
    rf"(?:page|pages|p|pg|paged|pagewanted|pageno|view|show|display|mode)={_ALL}"
    r"|(?:single|single-?page|one-?page|show-?all|view-?all|all-?pages|all|full|full-?page)"
    r"=(?:1|true|yes|on)",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"/(?:page/)?(?:all|full|full-?text|view-?all|single-?page|one-?page)", re.IGNORECASE
)


def whole_page(tree: etree._Element, url: str) -> str:
    """An address of this very page with a word for "all of it" added; "" = the page links none."""
    own = urlsplit(url)
    parts = set(own.query.split("&")) - {""}
    if any(_QUERY.fullmatch(part) for part in parts):
        return ""  # this is it
    for anchor in tree.iter("a"):
        href = anchor.get("href") or ""
        link = absolute(url, href) if href and href[0] != "#" else ""
        there = urlsplit(link)
        if not link or there.netloc != own.netloc:
            continue
        more = set(there.query.split("&")) - {""}
        step = there.path.removeprefix(own.path.rstrip("/") or "\0").rstrip("/")
        if there.path == own.path and more > parts and len(more - parts) == 1:
            if _QUERY.fullmatch(next(iter(more - parts))):
                return link
        elif more == parts and step != there.path and _STEP.fullmatch(step):
            return link
    return ""
