"""How fast and how large understanding is: 1,000 to 1,000,000 articles, multiplied by rule.

The rule stands in bench/multiply.py. Density, as in life: 1,000 articles a day, which is what the
44 outlets of the shipped desk bring out together, so that 14 days hold 14,000 and each article is
set against some 4,000. `--dense` puts all of them into 14 days instead, which no desk reads.

Measured, by size: seconds of the wall and of processor time from Articles to Stories with two
processes, the language told included, making the articles not; the peak memory of the processes
together, the rule's own words included (1,000 articles: 380 MiB); the exponent of growth of
processor time. Then one article added to a window of so many (`--window 100000`), read by itself
where the others are read 64 in one go. Where the time goes: docs/decisions/0018. By default 1,000
and 10,000; `--sizes 1000,10000,100000,1000000` for more: a million takes an hour or more. On a
machine that does other things too, processor time grows as well, by half and more: see "load".
"""

import argparse
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log
from statistics import median

from common import ROOT, finish, need_shared, show
from multiply import START, Multiplied, real
from torimatome import desks
from torimatome.model import Article, House
from torimatome.understand.bulk import PLACED, shares
from torimatome.understand.judge import open_window
from torimatome.understand.language import tell_language
from torimatome.understand.sweeps import seldom_swept
from torimatome.understand.traits import day_of
from torimatome.understand.window import FARTHEST_DAYS, Window

A_DAY = 1000
PROCESSES = 2
KEPT_DAYS = 14


@dataclass(frozen=True)
class Part:
    """What one process did."""

    articles: int
    stories: int
    judgements: int
    seconds: float  # of the processor
    making: float  # … of which making the articles took
    peak: int  # bytes


class Source:
    """Articles of a stretch of days, in order, and how long making them took."""

    def __init__(self, made: Iterator[Article], house: House) -> None:
        self._made = made
        self._languages = house.languages
        self.making = 0.0

    def __iter__(self) -> Iterator[Article]:
        while True:
            started = time.process_time()
            article = next(self._made, None)
            self.making += time.process_time() - started
            if article is None:
                return
            text = f"{article.title}\n{article.text}"
            told = tell_language(text, declared=article.language, prior=self._languages)
            yield replace(article, language=told)


def house() -> House:
    """The shipped desk with the languages of the material."""
    loaded = desks.load(ROOT / "src" / "torimatome" / "desks" / "azerbaijan")
    languages = ("en", "ru", "uk", "tr", "az", "fa", "hy", "ka", "ja")
    return replace(loaded, languages=languages)


def stretch(count: int, days: int, number: int) -> Part:
    """Take in one of the stretches of days that the processes share."""
    again = PLACED * min(days, FARTHEST_DAYS)
    cuts = [int(at) for at in shares(days, again, PROCESSES)]
    first, end = [*cuts, days][number : number + 2]
    started = time.process_time()
    multiplied, ours = Multiplied(real()), house()
    since = max(0, first - FARTHEST_DAYS) if number else first
    source = Source(multiplied.make(count, days, since, end), ours)
    window = open_window(ours)
    source.making += time.process_time() - started
    with seldom_swept():
        told, judgements, stories = took_in(window, source, START.toordinal() + first)
    spent = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Part(told, stories, judgements, spent - source.making, source.making, peak)


def took_in(window: Window, articles: Iterable[Article], first: int) -> tuple[int, int, int]:
    """Articles, Judgements and Stories of a stretch; a Story is counted when its first goes."""
    told = judgements = today = 0
    closed: set[str] = set()
    placed: set[str] = set()
    stories = 0
    for article in window.reading(articles):
        day = day_of(article)
        if day != today:
            today = day
            for id_ in window.older(day - KEPT_DAYS):
                if id_ not in closed:
                    closed |= window.stories.group_of(id_)
                    stories += not window.stories.group_of(id_) <= placed
            window.expire(day - KEPT_DAYS)
        if day < first:
            window.place(article)
            placed.add(article.id)
        else:
            told += 1
            judgements += len(window.add(article))
    left = [g for g in window.stories.all() if not g & closed and not g <= placed]
    return told, judgements, stories + len(left)


def sized(count: int, days: int) -> list[Part]:
    """All stretches of one size, each in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        return pool.starmap(stretch, [(count, days, n) for n in range(PROCESSES)], chunksize=1)


def one_more(size: int, days: int) -> tuple[float, float, float, float]:
    """Milliseconds to add one article to a window: median, 99th in 100, longest; MiB in use."""
    ours = house()
    window = open_window(ours)
    articles = list(Multiplied(real()).make(size + 200, days))
    started = time.process_time()
    for article in window.reading(articles[:size]):
        window.place(article, ready=True)
    window.stories.all()
    print(f"placing them: {1e6 * (time.process_time() - started) / size:.0f} µs each")
    times = []
    for article in articles[size:]:
        started = time.process_time()
        window.add(article)
        window.stories.group_of(article.id)
        times.append(1000 * (time.process_time() - started))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return median(times), sorted(times)[int(0.99 * len(times))], max(times), peak


def main() -> None:
    """Measure, print, compare with the floors."""
    need_shared("data", "clusters_neus")
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", default="1000,10000")
    asked.add_argument("--dense", action="store_true")
    asked.add_argument("--window", type=int, default=0)
    given = asked.parse_args()
    rows, figures = [], {}
    seconds: dict[int, float] = {}
    for count in (int(x) for x in given.sizes.split(",") if x):
        days = KEPT_DAYS if given.dense else max(2, count // A_DAY)
        started = time.monotonic()
        parts = sized(count, days)
        wall = time.monotonic() - started
        seconds[count] = sum(part.seconds for part in parts)
        slower = max(part.seconds for part in parts)
        peak = sum(part.peak for part in parts) / 2**20
        load = os.getloadavg()[0]
        rows.append(
            (count, days, sum(p.judgements for p in parts), sum(p.stories for p in parts),
             round(seconds[count], 1), round(wall, 1), round(count / slower), round(peak), load)
        )  # fmt: skip
        figures[f"{count} articles"] = {
            "cpu_seconds": seconds[count],
            "articles_a_second": count / slower,
            "peak_mib": peak,
            "load": load,
        }
    if rows:
        columns = ("articles", "days", "judgements", "stories", "CPU s", "wall s, making too",
                   "articles/s", "peak MiB", "load")  # fmt: skip
        show("Understanding, two processes", columns, rows)
    sizes = sorted(seconds)
    for low, high in pairwise(sizes):
        exponent = log(seconds[high] / seconds[low]) / log(high / low)
        figures[f"exponent {low} to {high}"] = exponent
        print(f"exponent of growth, {low} to {high}: {exponent:.2f}")
    if given.window:
        names = ("median ms", "99th ms", "longest ms", "MiB")
        added = dict(zip(names, one_more(given.window, KEPT_DAYS), strict=True))
        figures[f"one more in {given.window}"] = added
        print(f"one more article in a window of {given.window}:", added)
    finish("understand_speed", figures, {})


if __name__ == "__main__":
    sys.exit(main())
