"""Addresses found in feeds, sitemaps and pages, made absolute; those nobody could visit drop out."""

import re
from urllib.parse import quote, urljoin, urlsplit

from torimatome.collect.plain import fold

_SPACE = re.compile(r"\s+")
_LONGEST = 4096  # characters; servers refuse longer ones, and real articles stay under 1,000


def absolute(base: str, link: str) -> str:
    """`link` seen from `base`, or "" when that is no http(s) address a page can be asked for."""
    # Line breaks inside an address are layout; a space that is left belongs to it.
    folded = fold(link)
    if not folded or len(folded) > _LONGEST:
        return ""
    try:
        joined = urljoin(base, quote(folded, safe="!#$%&'()*+,/:;=?@[]~^`{}|\\\"<>", encoding="utf-8")
                         if " " in folded else folded)  # fmt: skip
        parts = urlsplit(joined)
        # Asking for the port checks it; a bad one would fail in whoever opens the address.
        if parts.scheme.lower() in ("http", "https") and parts.hostname and parts.port != 0:
            return joined
    except ValueError:
        pass
    return ""


def rebase(base: str, step: str) -> str:
    """The base address after an `xml:base` or `<base href>`; one that makes no sense is ignored."""
    try:
        return urljoin(base, _SPACE.sub("", step)) or base
    except ValueError:
        return base
