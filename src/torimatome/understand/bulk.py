"""Many articles judged at once: by day, letting go of old ones, each process a stretch of days."""

import multiprocessing
import threading
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from torimatome.model import Article, House, Judgement
from torimatome.understand.embed import Embedder
from torimatome.understand.judge import open_window
from torimatome.understand.sweeps import seldom_swept
from torimatome.understand.traits import day_of
from torimatome.understand.window import FARTHEST_DAYS, Window

# From so many articles on a second process pays for being started and for the days that both
# read: eight days of some thousand.
MANY = 12_000
# What an Article costs that is only there to judge others against, beside one judged: it is read
# and indexed all the same (bench/multiply.py). Who reads the days before as well judges fewer.
PLACED = 0.7


@dataclass(frozen=True)
class _Stretch:
    """Articles by day; those before `first` are only there to judge the others against."""

    house: House
    articles: tuple[Article, ...]
    first: int  # ordinal of a day
    embedder: Embedder | None = None


def judge_all(
    articles: Collection[Article],
    house: House,
    processes: int = 1,
    embedder: Embedder | None = None,
) -> list[Judgement]:
    """What the machine says of all pairs, by pair; the same by however many processes."""
    row = sorted(articles, key=lambda article: (day_of(article), article.id))
    stretches = [replace(one, embedder=embedder) for one in _stretches(row, house, processes)]
    # A process that runs threads must not be doubled: a lock may be held by one of them.
    if len(stretches) == 1 or threading.active_count() > 1:
        made = [_judged(stretch) for stretch in stretches]
    else:
        with multiprocessing.get_context("fork").Pool(len(stretches)) as pool:
            made = pool.map(_judged, stretches, chunksize=1)
    return sorted((j for part in made for j in part), key=lambda j: (j.left, j.right))


def in_order(
    window: Window, articles: Iterable[Article], first: int = 0
) -> Iterator[list[Judgement]]:
    """The Judgements each article gives rise to. Articles come by day; old ones are let go of."""
    today = 0
    for article in window.reading(articles):
        day = day_of(article)
        if day != today:
            today = day
            window.expire(day - FARTHEST_DAYS)
        if day < first:
            window.place(article)
        else:
            yield window.add(article)


def _stretches(row: list[Article], house: House, processes: int) -> Iterator[_Stretch]:
    days = [day_of(article) for article in row]
    cuts = [0]
    if row:
        again = PLACED * len(row) * min(1.0, FARTHEST_DAYS / (days[-1] - days[0] + 1))
        cuts = sorted({days[int(at)] for at in shares(len(row), again, processes)})
    for first, end in zip(cuts, [*cuts[1:], date.max.toordinal() + 1], strict=True):
        yield _Stretch(
            house,
            tuple(
                article
                for article, day in zip(row, days, strict=True)
                if first - FARTHEST_DAYS <= day < end
            ),
            first,
        )


def shares(whole: float, again: float, processes: int) -> list[float]:
    """Where each process's share of a whole begins, when all but the first do some of it again."""
    each = (whole + (processes - 1) * again) / processes
    return [max(0.0, n * each - max(0, n - 1) * again) for n in range(processes)]


def _judged(stretch: _Stretch) -> list[Judgement]:
    with seldom_swept():
        window = open_window(stretch.house, embedder=stretch.embedder)
        found = in_order(window, stretch.articles, stretch.first)
        return [judgement for said in found for judgement in said]
