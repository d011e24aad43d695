"""Links of feeds, sitemaps and pages made absolute; what nobody could visit becomes ""."""

import re
from urllib.parse import urljoin, urlsplit

from torimatome.collect.plain import fold

_SPACE = re.compile(r"\s+")
_HOST = re.compile(r"[\w.\-]+|[0-9a-fA-F:.]+(?:%\w+)?")  # a name in any script, or IPv6
_LONGEST = 4096  # characters; servers refuse longer ones, and real articles stay under 1,000


def absolute(base: str, link: str) -> str:
    """`link` seen from `base`, or "" when that is no http(s) address a page can be asked for."""
    # Line breaks inside an address are layout; a space that is left belongs to it.
    folded = fold(link)
    if not folded or len(folded) > _LONGEST:
        return ""
    try:
        joined = urljoin(base, folded.replace(" ", "%20"))
        parts = urlsplit(joined)
        # Asking for the port checks it; a bad one would fail in whoever opens the address.
        host = parts.hostname or ""
        if parts.scheme.lower() in ("http", "https") and _HOST.fullmatch(host) and parts.port != 0:
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
