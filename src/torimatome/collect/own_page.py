"""The page an article has of its own: where its copies (AMP, print, page 1 of many) send us.

A page's word for it is not enough: whole sites name their front page, a section, or yesterday's
article as the address of every page. What it names is asked for, and believed when it holds the
same text. One text is one Article then, and no Article is lost to a mistake.
"""

from dataclasses import dataclass, replace

from torimatome.collect.identity import article_id, canonical, outlet_of
from torimatome.collect.make import Origin, article_of, ask_of, snapshot_of
from torimatome.collect.page import PageReading
from torimatome.errors import SourceError
from torimatome.model import Article, Snapshot
from torimatome.outside.web import Answer, Web

# Letters in a row that two texts must have in common to count as having them from each other.
_RUN = 12
_LOOKED_AT = 20_000  # letters of a text; no two articles begin alike for so long
# The share of the shorter text's runs that stand in the other. Between any two articles of one
# outlet in the demo week it is .43 at most (a ministry's reports of two phone calls); copies of one
# page differ by captions and boxes. To choose again, compare the articles of an outlet in pairs.
_ALIKE = 0.7
# Mistaken addresses of a host, after which its word is not taken for the rest of a run: a site
# whose every page names the wrong one costs no second request a page.
MOST_MISTAKES = 2


@dataclass(frozen=True)
class Came:
    """An Article with the page it was read from."""

    article: Article
    snapshot: Snapshot
    body: bytes


@dataclass
class Site:
    """What a run learns of one host: how often the addresses its pages name were not theirs."""

    mistakes: int = 0


def alike(one: str, other: str) -> bool:
    """Whether one of two texts holds most of the other, word for word."""
    first, second = _runs(one), _runs(other)
    least = min(len(first), len(second))
    return bool(least) and len(first & second) >= _ALIKE * least


def _runs(text: str) -> set[str]:
    letters = "".join(text.casefold().split())[:_LOOKED_AT]
    return {letters[at : at + _RUN] for at in range(max(1, len(letters) - _RUN + 1))}


def came_of(web: Web, origin: Origin, answer: Answer, site: Site) -> Came:
    """The Article of this answer, from the page that is its own, and all of it in one piece.

    Its id is that of the address its own page has. Raises Unreadable or Refused as `from_page`
    does, for the answer itself alone.
    """
    came, reading = _read(origin, answer)
    came, reading = _own(web, origin, answer, (came, reading), site)
    return _whole(web, origin, came, reading)


def _read(origin: Origin, answer: Answer) -> tuple[Came, PageReading]:
    snapshot = snapshot_of(answer)
    article, reading = article_of(origin, snapshot, answer.body, answer.charset)
    return Came(article, snapshot, answer.body), reading


def _own(
    web: Web, origin: Origin, answer: Answer, here: tuple[Came, PageReading], site: Site
) -> tuple[Came, PageReading]:
    came, reading = here
    if not reading.canonical or outlet_of(reading.canonical, (origin.outlet,)) is None:
        return here
    address = canonical(reading.canonical)
    id_ = article_id(address)
    if id_ == origin.id:
        return here
    if id_ == article_id(answer.url):  # where it sent us, and where it says it is
        return replace(came, article=replace(came.article, id=id_, url=address)), reading
    if site.mistakes >= MOST_MISTAKES:
        return here
    there = replace(origin, id=id_, entry=replace(origin.entry, url=address))
    try:
        other = _read(there, web.get(address, ask=ask_of(origin.outlet)))
    except SourceError:
        other = None
    if other is not None and alike(came.article.text, other[0].article.text):
        return other
    site.mistakes += 1
    return here


def _whole(web: Web, origin: Origin, came: Came, reading: PageReading) -> Came:
    """The article from the page that has all of it, where this one is the first of several."""
    if not reading.whole:
        return came
    article = came.article
    there = replace(origin, id=article.id, entry=replace(origin.entry, url=article.url))
    try:
        whole, _ = _read(there, web.get(reading.whole, ask=ask_of(origin.outlet)))
    except SourceError:
        return came
    longer = len(whole.article.text) > len(article.text)
    return whole if longer and alike(article.text, whole.article.text) else came
