"""An HTML page as a tree, for the readers of listings and digests, with the base of its links."""

import re

from lxml import etree

from torimatome.collect.links import rebase
from torimatome.errors import Refused, Unreadable

# The largest of 258 news pages in the shared samples has 2.6 million characters.
MOST_HTML = 20_000_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")


def page_tree(html: str, url: str) -> tuple[etree._Element, str]:
    """The root element, and the address its relative links start from."""
    if len(html) > MOST_HTML:
        raise Refused(url, f"a page of {len(html):,} characters; we read up to {MOST_HTML:,}")
    clean = _DECLARATION.sub("", _CONTROL.sub(" ", html))
    if not clean.strip():
        raise Unreadable(url, "the page is empty")
    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(clean.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(url, f"the page could not be read as HTML: {error}") from error
    if root is None:
        raise Unreadable(url, "the page holds no HTML")
    base = next((element.get("href") or "" for element in root.iter("base")), "")
    return root, rebase(url, base) if base else url
