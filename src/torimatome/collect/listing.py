"""A page of links to Entries: a section front, an archive, a list of press releases."""

import re
from datetime import datetime

from lxml import etree

from torimatome.collect.dates import read_date
from torimatome.collect.identity import canonical
from torimatome.collect.links import absolute
from torimatome.collect.page_tree import page_tree
from torimatome.collect.patterns import wanted
from torimatome.collect.plain import line_of, plain_line
from torimatome.errors import Unreadable
from torimatome.model import Entry

MOST_LINKS = 5_000
# How far up from a link its date may stand. A card on a front page is two to five elements
# deep; the search also stops where another article's link comes into sight.
_LEVELS = 6
_NEAR = 2_000  # characters of a card in which a date is looked for
_CLEAR_DATE = re.compile(
    r"(?<![\d./-])(?:20\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|\d{1,2}\.\d{1,2}\.20\d\d(?:,?\s+\d\d:\d\d)?)(?![\d/])"
)


def read_listing(
    html: str, url: str, *, link_pattern: str, skip_pattern: str = ""
) -> tuple[Entry, ...]:
    """One Entry for each address that `link_pattern` finds, in page order.

    The title is the longest text of its links. `published` is set only where a date stands
    beside the link: in <time datetime>, or written as 2026-05-08 or 08.05.2026. When no link
    matches it is Unreadable, so that a page that changed its addresses is noticed.
    """
    root, base = page_tree(html, url)
    found_at = [(a, _address(base, a.get("href") or "")) for a in root.iter("a", "area")]
    linked = [(anchor, link) for anchor, link in found_at if link]
    fits = wanted(url, (link_pattern, skip_pattern), [link for _, link in linked])
    anchors: dict[str, list[etree._Element]] = {}
    address_of: dict[etree._Element, str] = {}
    for anchor, link in linked:
        if link in fits:
            if link not in anchors and len(anchors) >= MOST_LINKS:
                break
            anchors.setdefault(link, []).append(anchor)
            address_of[anchor] = link
    if not anchors:
        raise Unreadable(
            url,
            f"none of its {len(linked)} links matches {link_pattern!r}; if the page still lists "
            "articles, its addresses have changed: mend the source's link_pattern",
        )
    return tuple(
        Entry(url=link, title=_title(found), published=_date(found, address_of))
        for link, found in anchors.items()
    )


def _address(base: str, href: str) -> str:
    if not href or href.startswith("#"):
        return ""
    link = absolute(base, href)
    return canonical(link) if link else ""


def _title(anchors: list[etree._Element]) -> str:
    longest = max((line_of(anchor) for anchor in anchors), key=len)
    if longest:
        return longest
    # A linked picture: what it says in place of words.
    spare = [anchor.get("title") or anchor.get("aria-label") or "" for anchor in anchors]
    spare += [image.get("alt") or "" for anchor in anchors for image in anchor.iter("img")]
    return max(map(plain_line, spare), key=len, default="")


def _date(anchors: list[etree._Element], address_of: dict[etree._Element, str]) -> datetime | None:
    for anchor in anchors:
        own = address_of[anchor]
        card = anchor
        for _ in range(_LEVELS):
            found = _date_in(card)
            if found:
                return found
            parent = card.getparent()
            if parent is None or any(address_of.get(a, own) != own for a in parent.iter("a")):
                break
            card = parent
    return None


def _date_in(card: etree._Element) -> datetime | None:
    for time in card.iter("time"):
        found = read_date(time.get("datetime") or line_of(time))
        if found:
            return found.moment
    words = line_of(card)[:_NEAR]
    dates = {match[0] for match in _CLEAR_DATE.finditer(words)}
    # Two dates in one card: one belongs to something else, and we cannot tell which.
    found = read_date(dates.pop()) if len(dates) == 1 else None
    return found.moment if found else None
