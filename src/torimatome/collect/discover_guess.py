"""What to expect of an outlet, guessed from what its sources gave once: pace, name, id, hosts."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from anyascii import anyascii

from torimatome.collect.discover_page import bare_host
from torimatome.model import Entry, Expectation

# What stands before or behind the name in a host: news.example.co.uk is "example".
_COMMON = frozenset(
    "www news rss feeds feed english en ru m mobile online co com org net gov ac gob edu".split()
)
_MOST_ENTRIES = 2_000


def expectation_of(entries: Sequence[Entry], now: datetime) -> Expectation:
    """How often articles come, how long the source's window lasts, and when quiet is odd.

    Only days the source itself gives count. Fewer than three of them say nothing, and the
    model's defaults stay. A window is read three times while it lasts; quiet is odd after
    three times the longest silence seen, or at least a day.
    """
    days = sorted(
        moment
        for entry in entries[:_MOST_ENTRIES]
        if (moment := entry.published or entry.updated) and moment <= now + timedelta(days=1)
    )
    days = [moment for moment in days if moment >= now - timedelta(days=60)]
    if len(days) < 3:
        return Expectation()
    span = max((days[-1] - days[0]).total_seconds() / 86_400, 1 / 24)
    pace = (len(days) - 1) / span
    gaps = [(b - a).total_seconds() / 86_400 for a, b in pairwise(days)]
    quiet = min(max(1.0, 3 * max(gaps)), 30.0)
    poll = min(max(0.5, span * 24 / 3), 24.0)
    return Expectation(round(pace, 1), round(poll, 1), round(quiet, 1))


def outlet_name(names: Iterable[str], feed_titles: Iterable[str], url: str) -> str:
    """What the outlet calls itself: its page first, then its feeds, then its host."""
    for name in (*names, *(re.split(r"\s+[|–—:»-]\s+|\s*[|»]\s*", t)[0] for t in feed_titles)):
        if 1 < len(name) <= 60 and not re.match(r"(?i)rss|feed|home|news$|index", name):
            return name
    return core_of(bare_host(url)).capitalize() or bare_host(url)


def core_of(host: str) -> str:
    """The telling part of a host: "trend" of en.trend.az, "bbc" of bbc.co.uk."""
    labels = host.split(".")
    telling = [label for label in labels[:-1] if label not in _COMMON] or labels[:1]
    return telling[-1] if telling else host


def citation_of(name: str, host: str) -> str:
    """How a bulletin would cite it: a short name in capitals, else its host's telling part."""
    short = anyascii(name).strip()
    if not (short.isascii() and 0 < len(short) <= 14 and len(short.split()) <= 2):
        short = core_of(host)
    return short.upper()


def outlet_id(host: str, taken: Iterable[str]) -> str:
    """An id nobody has yet: letters, digits and hyphens, from the host."""
    base = re.sub(r"[^a-z0-9]+", "-", core_of(host).lower()).strip("-")[:32] or "outlet"
    known, number, made = set(taken), 1, base
    while made in known:
        number += 1
        made = f"{base}-{number}"
    return made


def common_language(told: Iterable[str]) -> tuple[str, ...]:
    """Languages by how often they were told, the commonest first; rare ones left out."""
    counts = Counter(language for language in told if re.fullmatch(r"[a-z]{2}", language))
    total = sum(counts.values())
    ranked = sorted(counts, key=lambda language: (-counts[language], language))
    return tuple(language for language in ranked if counts[language] * 5 >= total)


def hosts_of(home: str, entries: Iterable[Entry]) -> tuple[str, ...]:
    """The hosts whose pages are the outlet's: its home's, and those its articles lie on.

    A host belongs when it shares the home's telling part, or a third of all articles lie there.
    """
    own = bare_host(home)
    counts = Counter(bare_host(entry.url) for entry in entries)
    total = sum(counts.values())
    core = core_of(own)
    more = [h for h, n in counts.items() if h and (core_of(h) == core or n * 3 >= total)]
    kept = [h for h in sorted(more) if h != own and not h.endswith("." + own)]
    return (own, *kept)


def newest_of(entries: Iterable[Entry]) -> datetime | None:
    """The newest day any entry gives, in UTC."""
    days = [m.astimezone(UTC) for entry in entries if (m := entry.published or entry.updated)]
    return max(days, default=None)
