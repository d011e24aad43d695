"""Finding words in a large archive: right, quick, and the same on both databases.

`--full` fills 1,000,000 sentences instead of 50,000 (some twenty minutes a database). Right means:
the same items as a scan through every text with Python's `in`, for substrings of real headlines.
"""

import os
import random
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from common import ROOT, finish, need_shared, show
from search_corpus import Writer, real
from torimatome import desks
from torimatome.model import House, Issue
from torimatome.model.archive import Query, Results
from torimatome.store import Store
from torimatome.store.tokens import clean, fold

sys.path.append(str(ROOT / "tests"))
from postgres import server, why_not

SMALL, FULL = 50_000, 1_000_000
MS_AT_MOST = 50.0
MB_A_SECOND_AT_LEAST = 5.0
SUBSTRINGS = 300
PAGE = 20
NAMES = (
    "Гафарова", "Qafarova", "Gafarova", "ガファロヴァ", "アリエフ", "Əliyev", "Bayramov", "Пашинян",
    "Putin", "トルコ", "Tokayev", "Баку", "中国", "EU", "外務省", "Zakharova",
)  # fmt: skip

Scanned = tuple[str, str]  # an item's id and one of its texts, folded


@dataclass(frozen=True)
class Trial:
    """What is filled and asked on each database."""

    heads: list[tuple[str, str]]
    bodies: list[str]
    sentences: int
    house: House
    asked: list[tuple[str, Query]]  # kind and query


@dataclass(frozen=True)
class Outcome:
    """What one database gave."""

    found: list[Results]
    times: list[float]  # ms, of each query asked
    own: list[float]  # ms of our own processor time in it; the rest is the server and other work
    keep: float  # MB of UTF-8 text a second, all tables included
    index: float  # MB of UTF-8 text a second, the index made anew
    index_own: float  # the same by our own processor time


def main() -> None:
    """Fill, search, compare, report."""
    gold, kremlin = need_shared("gold"), need_shared("data", "pages_kremlin", "pages")
    heads, bodies = real(gold, kremlin)
    house = desks.load(desks.find("azerbaijan"))
    wanted = FULL if "--full" in sys.argv else SMALL
    trial = Trial(heads, bodies, wanted, house, queries(heads, bodies))
    outcomes = {}
    folder = Path(tempfile.mkdtemp(prefix="torimatome-bench-"))
    try:
        outcomes["sqlite"] = run(f"sqlite:///{folder / 'a.sqlite'}", trial)
    finally:
        shutil.rmtree(folder)
    if reason := why_not():
        print(f"PostgreSQL skipped: {reason}")
    else:
        with server() as address:
            outcomes["postgresql"] = run(address, trial)
    report(trial, outcomes)


def queries(heads: list[tuple[str, str]], bodies: list[str]) -> list[tuple[str, Query]]:
    """Substrings of headlines, names, words, phrases and filters, the same every time."""
    rnd = random.Random(7)
    asked = []
    for size in (1, 2, 3):
        for which, language in ((0, "ja"), (1, "en")):
            for _ in range(SUBSTRINGS // 6):
                head = rnd.choice(heads)[which]
                start = rnd.randrange(len(head) - size + 1)
                words = head[start : start + size].replace('"', "'")
                query = Query(words, limit=PAGE, spellings=False)
                asked.append((f"{size} characters of a headline, {language}", query))
    for name in NAMES:
        asked.append(("a name in any script", Query(name, limit=PAGE)))
    for order in ("newest", "best"):
        for _ in range(40):
            words = rnd.choice(bodies).split()
            at = rnd.randrange(max(1, len(words) - 3))
            two = " ".join(rnd.sample(words, k=min(2, len(words))))
            phrase = " ".join(words[at : at + rnd.choice((2, 3))]).replace('"', "")
            asked += [
                (f"a word, {order}", Query(rnd.choice(words), order=order)),
                (f"two words, {order}", Query(two.replace('"', ""), order=order)),
                (f"a phrase, {order}", Query(f'"{phrase}"', order=order)),
            ]
    for _ in range(20):
        word = rnd.choice(rnd.choice(bodies).split())
        asked += [
            ("a word and a section", Query(word, section="foreign")),
            ("a word and a person", Query(word, person=rnd.choice(NAMES[:8]))),
            ("a country and an outlet", Query(country="IR", outlet="APA")),
            ("a word in a period", Query(word, start="1972-02-01", end="1972-03-01")),
        ]
    return asked


def run(address: str, trial: Trial) -> Outcome:
    """Fill one database and ask it everything."""
    store = Store(address)
    size, spent = 0, 0.0
    for issue in Writer(trial.heads, trial.bodies).issues(trial.sentences):
        began = time.perf_counter()
        store.archive.keep(issue, issue.period.start, trial.house)
        spent += time.perf_counter() - began
        size += sum(len(text.encode()) for _, text in texts(issue))
    began, cpu = time.perf_counter(), time.process_time()
    indexed = store.archive.rebuild_index() / 1e6
    index = indexed / (time.perf_counter() - began)
    index_own = indexed / (time.process_time() - cpu)
    print(
        f"{address.partition(':')[0]}: kept {size / 1e6:.0f} MB in {spent:.0f} s; index"
        f" {index:.1f} MB/s, {index_own:.1f} by own processor time; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    for _, query in trial.asked[:: len(trial.asked) // 20]:  # what a running desk has warm
        store.search.find(trial.house, query)
    found, times, own = [], [], []
    for _, query in trial.asked:
        began, cpu = time.perf_counter(), time.process_time()
        found.append(store.search.find(trial.house, query))
        own.append((time.process_time() - cpu) * 1000)
        times.append((time.perf_counter() - began) * 1000)
    store.close()
    return Outcome(found, times, own, size / 1e6 / spent, index, index_own)


def texts(issue: Issue) -> list[Scanned]:
    """Every text of an issue, for the scan."""
    return [
        (item.id, text)
        for item in issue.items
        for text in (item.headline_ja, item.headline_en, *(item.blocks[0].bullets or ()))
    ]


def wrong(trial: Trial, outcome: Outcome) -> list[str]:
    """The substrings whose page differs from what a scan of all texts gives."""
    scanned = [
        (id_, fold(clean(text)))
        for issue in Writer(trial.heads, trial.bodies).issues(trial.sentences)
        for id_, text in texts(issue)
    ]
    bad = []
    for (_, query), results in zip(trial.asked, outcome.found, strict=True):
        words = query.words
        if query.spellings or not words.strip():
            continue
        parts = [fold(word) for word in clean(words).split()]
        have = dict.fromkeys(id_ for id_, text in scanned if all(p in text for p in parts))
        newest = sorted(have, reverse=True)  # their ids begin with their week, then their place
        got = [hit.item.id for hit in results.hits]
        if got != newest[:PAGE] or results.total not in (None, len(newest)):
            bad.append(words)
    return bad


def percentile(values: list[float], share: float) -> float:
    """The value so many of the values stay below."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def report(trial: Trial, outcomes: dict[str, Outcome]) -> None:
    """Print the figures and leave with 1 below a floor."""
    kinds = list(dict.fromkeys(kind for kind, _ in trial.asked))
    figures: dict[str, object] = {"sentences": trial.sentences}
    floors: dict[str, tuple[float, float]] = {}
    for name, outcome in outcomes.items():
        rows = []
        for kind in (*kinds, "all"):
            times = [t for t, (k, _) in zip(outcome.times, trial.asked, strict=True)
                     if kind in (k, "all")]  # fmt: skip
            rows.append(
                [kind, len(times), *(round(percentile(times, p), 1) for p in (0.5, 0.95, 1))]
            )
        show(f"{name}: ms a query, {trial.sentences:,} sentences",
             ["query", "count", "p50", "p95", "slowest"], rows)  # fmt: skip
        slow = sorted(zip(outcome.times, trial.asked, strict=True), key=lambda p: -p[0])[:6]
        print("slowest:", *(f"{t:.0f} ms {q.words!r} ({k})" for t, (k, q) in slow), sep="\n  ")
        p95 = percentile(outcome.times, 0.95)
        bad = wrong(trial, outcome)
        load = os.getloadavg()[0]
        print(f"own processor time: p95 {percentile(outcome.own, 0.95):.1f} ms; load {load:.1f}")
        print("not as the scan:", bad or "none")
        figures[name] = {
            "p95_ms": p95, "p95_own_ms": percentile(outcome.own, 0.95), "load": load,
            "keep_mb_s": outcome.keep, "index_mb_s": outcome.index,
            "index_own_mb_s": outcome.index_own,
        }  # fmt: skip
        floors[f"{name}: substrings right"] = (1 - len(bad) / SUBSTRINGS, 1.0)
        floors[f"{name}: 50 ms / p95"] = (MS_AT_MOST / p95, 1.0)
        floors[f"{name}: index MB/s"] = (outcome.index, MB_A_SECOND_AT_LEAST)
        print(f"{name}: kept at {outcome.keep:.1f} MB/s, every table included")
    if len(outcomes) > 1:
        pairs = zip(*(o.found for o in outcomes.values()), trial.asked, strict=True)
        differ = [query.words for one, other, (_, query) in pairs if one != other]
        print("answered differently:", differ or "none")
        floors["same answers on both"] = (1 - len(differ) / len(trial.asked), 1.0)
    finish("search", figures, floors)


if __name__ == "__main__":
    main()
