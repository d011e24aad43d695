"""One page, one address, one id: canonical addresses, Article ids and whose host it is."""

import hashlib
from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

from torimatome.model import Outlet

# Query parameters that say where a reader came from, not what the page is.
_TRACKERS = ("utm_", "mc_", "at_")
_TRACKER_NAMES = frozenset(
    "fbclid gclid yclid dclid msclkid igshid ref ref_src cmpid ocid source_id from_rss".split()
)


def canonical(url: str, *, keep_fragment: bool = False) -> str:
    """The address without what does not change the page: trackers, default port, fragment.

    The scheme stays: http and https may be different pages. A digest entry keeps its fragment.
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    default = {"http": 80, "https": 443}.get(parts.scheme)
    port = f":{parts.port}" if parts.port not in (None, default) else ""
    # Taken apart by hand: parsing and encoding anew would spoil %-bytes that are not UTF-8, as
    # old windows-1251 sites have them.
    query = "&".join(part for part in parts.query.split("&") if part and not _tracks(part))
    fragment = parts.fragment if keep_fragment else ""
    return urlunsplit((parts.scheme.lower(), host + port, parts.path or "/", query, fragment))


def _tracks(part: str) -> bool:
    name = part.partition("=")[0].lower()
    return name in _TRACKER_NAMES or name.startswith(_TRACKERS)


def article_id(url: str, *, keep_fragment: bool = False) -> str:
    """16 hex digits: the same page has the same id on every machine and at every run."""
    address = canonical(url, keep_fragment=keep_fragment)
    # A page reached with and without "www.", or by http and https, is one article.
    key = address.split("://", 1)[-1].removeprefix("www.").rstrip("/")
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def outlet_of(url: str, outlets: Iterable[Outlet]) -> Outlet | None:
    """The outlet whose hosts hold the address, the longest host first; None when unknown."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    best: tuple[int, Outlet] | None = None
    for outlet in outlets:
        for own in outlet.hosts:
            if (host == own or host.endswith("." + own)) and (best is None or len(own) > best[0]):
                best = (len(own), outlet)
    return best[1] if best else None
