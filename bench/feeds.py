"""Feeds: does our reader miss an entry, a date or an error that other parsers find, and how fast.

Every feed of ../shared/data/feeds, beside feedparser and fastfeedparser in the same run.
"""

import calendar
import time
import warnings
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import fastfeedparser
import feedparser

from common import finish, need_shared, show
from torimatome.collect.feed import FeedReading, read_feed
from torimatome.errors import SourceError

ADDRESS = "http://127.0.0.1:8097/feed.xml"  # the one feedparser's own tests resolve against
ENDINGS = (".xml", ".rss", ".atom", ".rdf", ".json", ".cdf", "")
REAL_WORLD = "real-world"  # rowanmanning/sample-feeds keeps its real feeds in this folder


@dataclass
class Tally:
    """Counts of one corpus."""

    counts: Counter[str] = field(default_factory=Counter)

    def row(self, corpus: str) -> list[object]:
        keys = ("files", "with entries", "entries", "empty", "named error", "escaped", "missed")
        return [corpus, *(self.counts[key] for key in keys)]


@dataclass
class Run:
    """What is added up over all files."""

    corpora: dict[str, Tally] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    escaped: list[str] = field(default_factory=list)
    real: int = 0
    real_as_good: int = 0
    dates: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)


def main() -> None:
    root = need_shared("data", "feeds")
    warnings.simplefilter("ignore")
    run = Run()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix in ENDINGS and path.name != "LICENSE":
            _one(path, path.relative_to(root), run)
    _report(run)


def _one(path: Path, name: Path, run: Run) -> None:
    body = path.read_bytes()
    tally = run.corpora.setdefault(name.parts[0], Tally()).counts
    tally["files"] += 1
    patient, quick = _feedparser(body, run), _fastfeedparser(body, run)
    start = time.perf_counter()
    reading: FeedReading | None = None
    try:
        reading = read_feed(body, ADDRESS)
    except SourceError:
        tally["named error"] += 1
    except Exception as error:
        tally["escaped"] += 1
        run.escaped.append(f"{name}: {error!r}")
    run.seconds["ours"] += time.perf_counter() - start
    ours = len(reading.entries) if reading else 0
    best = max(len(patient), len(quick))
    tally["entries"] += ours
    tally["with entries" if ours else "empty"] += bool(ours) or reading is not None
    if best and not ours:
        tally["missed"] += 1
        run.missed.append(f"{name}: none of {best}")
    if REAL_WORLD in name.parts:
        run.real += 1
        run.real_as_good += ours >= best
    if reading:
        _compare_dates(reading, patient, quick, run)


def _feedparser(body: bytes, run: Run) -> list[dict[str, object]]:
    start = time.perf_counter()
    try:
        return list(feedparser.parse(body).entries)
    finally:
        run.seconds["feedparser"] += time.perf_counter() - start


def _fastfeedparser(body: bytes, run: Run) -> list[dict[str, object]]:
    start = time.perf_counter()
    try:
        return list(fastfeedparser.parse(body).entries)
    except Exception:  # it raises whatever its parts raise; here only the count matters
        return []
    finally:
        run.seconds["fastfeedparser"] += time.perf_counter() - start


def _compare_dates(
    reading: FeedReading,
    patient: list[dict[str, object]],
    quick: list[dict[str, object]],
    run: Run,
) -> None:
    for index, entry in enumerate(reading.entries):
        mine = {entry.published, entry.updated}
        if len(patient) == len(reading.entries):
            parts = patient[index].get("published_parsed")
            if isinstance(parts, tuple):
                stamp = datetime.fromtimestamp(calendar.timegm(parts), UTC)
                run.dates["feedparser"] += 1
                run.dates["feedparser agrees"] += stamp in mine
        if len(quick) == len(reading.entries):
            text = quick[index].get("published")
            if isinstance(text, str):
                run.dates["fastfeedparser"] += 1
                run.dates["fastfeedparser agrees"] += _whole(datetime.fromisoformat(text)) in mine


def _whole(moment: datetime | None) -> datetime | None:
    return moment.replace(microsecond=0) if moment else None


def _report(run: Run) -> None:
    columns = ("corpus", "files", "with entries", "entries", "empty", "named error")
    rows = [tally.row(corpus) for corpus, tally in run.corpora.items()]
    show("Feeds", (*columns, "escaped", "missed"), rows)
    for line in (*run.escaped, *run.missed):
        print("  ", line)
    agree = {
        name: run.dates[f"{name} agrees"] / max(1, run.dates[name])
        for name in ("feedparser", "fastfeedparser")
    }
    speed = {name: run.seconds[name] / run.seconds["ours"] for name in agree}
    show(
        "Beside other parsers",
        ("parser", "dates both read", "agree", "times slower than ours"),
        [(name, run.dates[name], agree[name], speed[name]) for name in agree],
    )
    figures: dict[str, object] = {
        "corpora": {corpus: dict(tally.counts) for corpus, tally in run.corpora.items()},
        "missed": run.missed,
        "escaped": run.escaped,
        "date_agreement": agree,
        "speed_ratio": speed,
        "seconds": dict(run.seconds),
    }
    floors = {
        "nothing escaped": (float(not run.escaped), 1.0),
        "nothing missed in silence or by error": (float(not run.missed), 1.0),
        "real-world feeds as good as the better parser": (run.real_as_good / max(1, run.real), 1.0),
        "dates as feedparser's": (agree["feedparser"], 0.995),
        "times quicker than feedparser": (speed["feedparser"], 3.0),
    }
    finish("feeds", figures, floors)


if __name__ == "__main__":
    main()
