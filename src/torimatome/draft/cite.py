"""Citations as the bulletin prints them: outlets, and a day or a span of days."""

from collections.abc import Iterable, Sequence
from datetime import date

from torimatome.model import Article, Citation, House, Outlet


def cite(articles: Iterable[Article], house: House) -> Citation:
    """What closes a block that rests on `articles`: outlets in order of first use, their days.

    An article without a day is cited by the day it was first seen.
    """
    cited = list(articles)
    pages: dict[str, str] = {}  # outlet as printed → its page, the first one used
    for article in cited:
        pages.setdefault(citation_name(article, house), article.url)
    outlets = tuple(pages)
    days = sorted(day_of(a) for a in cited)
    start, end = days[0], days[-1]
    raw = house.style.citation.format(
        outlets=", ".join(outlets), date=date_words(start, end, house.style.citation_date)
    )
    return Citation(
        raw=raw, outlets=outlets, date_start=start, date_end=end, links=tuple(pages.values())
    )


def day_of(article: Article) -> str:
    """The outlet's calendar day of `article`; the day it was seen when nobody says."""
    return article.day or article.seen.date().isoformat()


def citation_name(article: Article, house: House) -> str:
    """The outlet as printed; an outlet the desk does not know is cited by its id, in capitals."""
    outlet = outlet_of(article, house.outlets)
    return outlet.citation if outlet else article.outlet.upper()


def outlet_of(article: Article, outlets: Sequence[Outlet]) -> Outlet | None:
    """The desk's Outlet that published `article`; None for one it does not list."""
    return next((o for o in outlets if o.id == article.outlet), None)


def date_words(start: str, end: str, pattern: str) -> str:
    """One day as `pattern` prints it, or a span that repeats no part: 25-26.03.2026."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    whole = last.strftime(pattern)
    if first == last:
        return whole
    before = first.strftime(pattern)
    # Only a pattern that ends in what both days share can be shortened.
    for kept in ((first.year, first.month) == (last.year, last.month), first.year == last.year):
        tail = _shared_tail(before, whole)
        if kept and tail:
            return f"{before[: -len(tail)]}-{whole}"
    return f"{before}-{whole}"


def _shared_tail(before: str, whole: str) -> str:
    """What both end in, from a mark such as the full stop on."""
    size = 0
    while size < min(len(before), len(whole)) and before[-size - 1] == whole[-size - 1]:
        size += 1
    tail = before[len(before) - size :] if size else ""
    while tail and tail[0].isalnum():
        tail = tail[1:]
    return tail
