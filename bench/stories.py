"""How well articles are put into stories: on the demo wire, dated English news, five languages.

Run `.venv/bin/python bench/stories.py`; with `--fast` it leaves out the timing, with `--misses`
it prints the groups that are not a whole story, with `--sweep` what other thresholds would give.
"""

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import yaml

from common import ROOT, SHARED, finish, show
from torimatome import desks
from torimatome.model import Article, House
from torimatome.understand.cluster import stories
from torimatome.understand.copies import find_copies
from torimatome.understand.judge import judge
from torimatome.understand.language import tell_language

AT = datetime(2026, 1, 1, tzinfo=UTC)
DEMO = ROOT / "src" / "torimatome" / "desks" / "demo"
NEUS = SHARED / "data" / "clusters_neus" / "stories.jsonl"
NTREX = SHARED / "data" / "crosslingual_ntrex"
LANGUAGES = {
    "en": "src.eng", "ru": "ref.rus", "uk": "ref.ukr", "tr": "ref.tur", "az": "ref.aze-Latn",
}  # fmt: skip
NO_HOUSE = House("none", "XX", "Nowhere", tuple(LANGUAGES), "UTC", (), ())

Gold = Mapping[str, Hashable]


def article(
    id_: str, title: str, text: str, day: str, *, language: str = "en", outlet: str = "x"
) -> Article:
    """An Article with what grouping looks at."""
    seen = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return Article(
        id_, 1, f"http://{outlet}/{id_}", outlet, "jsonl", title, text, language,
        seen, "feed", day, seen, "0" * 64,
    )  # fmt: skip


def pairwise(groups: Iterable[Iterable[str]], gold: Gold) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of articles in one story."""
    right = made = 0
    for group in groups:
        for left, other in combinations(group, 2):
            made += 1
            right += gold[left] == gold[other]
    wanted = sum(n * (n - 1) // 2 for n in Counter(gold.values()).values())
    return _three(right / made if made else 0.0, right / wanted if wanted else 0.0)


def bcubed(groups: Iterable[Iterable[str]], gold: Gold) -> tuple[float, float, float]:
    """BCubed precision, recall and F1."""
    size = Counter(gold.values())
    precision = recall = 0.0
    for group in map(list, groups):
        inside = Counter(gold[id_] for id_ in group)
        precision += sum(n * n for n in inside.values()) / len(group)
        recall += sum(n * n / size[story] for story, n in inside.items())
    return _three(precision / len(gold), recall / len(gold))


def _three(precision: float, recall: float) -> tuple[float, float, float]:
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def grouped(articles: Sequence[Article], house: House) -> list[frozenset[str]]:
    """The stories the machine makes of `articles` by itself."""
    return stories([a.id for a in articles], judge(articles, house, AT))


def sweep(name: str, articles: Sequence[Article], gold: Gold, house: House) -> None:
    """Print what other thresholds of cluster.py would give."""
    judged, ids = judge(articles, house, AT), [a.id for a in articles]
    rows = []
    for join_at in (0.3, 0.4, 0.5, 0.6, 0.7):
        for hold_at in (0.0, 0.2, 0.35, 0.5):
            groups = stories(ids, judged, join_at=join_at, hold_at=hold_at)
            rows.append((join_at, hold_at, pairwise(groups, gold)[2], bcubed(groups, gold)[2]))
    show(f"Thresholds on {name}", ("join at", "hold at", "pairs F1", "BCubed F1"), rows)


def neus() -> tuple[list[Article], Gold]:
    """Dated English reports: 300 stories, two or three outlets each."""
    articles, gold = [], {}
    for line in NEUS.read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        for side, news in sorted(story["news"].items()):
            id_ = f"{story['id']}-{side}"
            text = "\n\n".join(news["newBody"])
            articles.append(article(id_, news["newsTitle"], text, story["date"][:10], outlet=side))
            gold[id_] = story["id"]
    return articles, gold


def ntrex() -> tuple[list[Article], Gold]:
    """123 translated documents, the first four segments, in five languages; one day for all."""
    documents = (NTREX / "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").split("\n")
    articles, gold = [], {}
    for language, name in LANGUAGES.items():
        lines = (NTREX / f"newstest2019-{name}.txt").read_text(encoding="utf-8").split("\n")
        by_document: dict[str, list[str]] = defaultdict(list)
        for document, line in zip(documents, lines, strict=False):
            if document.strip():
                by_document[document.strip()].append(line.strip())
        for document, segments in by_document.items():
            id_ = f"{document}-{language}"
            text = "\n\n".join(segments[1:4])
            articles.append(article(id_, segments[0], text, "2018-10-01", language=language))
            gold[id_] = document
    return articles, gold


def demo_house() -> House:
    """The demo desk as shipped."""
    return desks.load(DEMO)


def demo() -> tuple[list[Article], dict[str, dict[str, str]]]:
    """The demo wire as articles, reprints resolved, and its gold lines by article id."""
    return wire(DEMO / "wire")


def wire(folder: Path) -> tuple[list[Article], dict[str, dict[str, str]]]:
    """A folder of wire files as articles, reprints resolved, and its gold lines by id."""
    lines = [
        line
        for path in sorted(folder.glob("*.yaml"))
        for line in _listed(yaml.safe_load(path.read_text(encoding="utf-8")))
    ]
    by_id = {str(line["id"]): line for line in lines}
    articles = []
    for line in by_id.values():
        source, edits = by_id.get(str(line.get("reprint_of") or ""), line), line.get("edits") or {}
        text = str(line.get("text") or source.get("text") or "").strip()
        if edits.get("drop_last"):
            text = text.rpartition("\n\n")[0] or text
        if edits.get("prefix"):
            text = f"{edits['prefix']}\n\n{text}"
        title = edits.get("title") or line.get("title") or source.get("title") or ""
        made = article(
            str(line["id"]), str(title), text, str(line["published"])[:10],
            language=str(line.get("language") or source.get("language")),
            outlet=str(line["outlet"]),
        )  # fmt: skip
        articles.append(made)
        line["story"] = line.get("story") or source.get("story")
        line["section"] = line.get("section") or source.get("section")
    return articles, by_id


def _listed(read: object) -> list[dict[str, str]]:
    if isinstance(read, dict):
        read = next((value for value in read.values() if isinstance(value, list)), [])
    return [line for line in read if isinstance(line, dict)] if isinstance(read, list) else []


def by_languages(
    articles: Sequence[Article], groups: Sequence[frozenset[str]], gold: Gold
) -> list[tuple[str, float, float, float]]:
    """Pairwise figures for each pair of languages."""
    language = {a.id: a.language for a in articles}
    story = {id_: number for number, group in enumerate(groups) for id_ in group}
    right: Counter[tuple[str, ...]] = Counter()
    made: Counter[tuple[str, ...]] = Counter()
    wanted: Counter[tuple[str, ...]] = Counter()
    for left, other in combinations(sorted(gold, key=str), 2):
        pair = tuple(sorted((language[left], language[other])))
        made[pair] += story[left] == story[other]
        wanted[pair] += gold[left] == gold[other]
        right[pair] += story[left] == story[other] and gold[left] == gold[other]
    return [
        ("–".join(pair), *_three(right[pair] / max(1, made[pair]), right[pair] / wanted[pair]))
        for pair in sorted(wanted)
        if wanted[pair]
    ]


def copies_found(articles: Sequence[Article], lines: Mapping[str, Mapping[str, str]]) -> str:
    """How many reprints of the wire are found, and how many pairs are found that are none."""
    origin = {id_: str(line.get("reprint_of") or id_) for id_, line in lines.items()}
    wanted = {
        pair for pair in combinations(sorted(origin), 2) if origin[pair[0]] == origin[pair[1]]
    }
    found = {(copy.left, copy.right) for copy in find_copies(articles)}
    return f"{len(wanted & found)}/{len(wanted)} found, {len(found - wanted)} wrong"


def multiplied(articles: Sequence[Article], count: int) -> list[Article]:
    """`count` articles: the same over and over, each round a fortnight later and with its own
    names, so that the rounds are other events in the same kind of words."""
    made: list[Article] = []
    turn = 0
    while len(made) < count:
        for a in articles:
            day = (datetime.fromisoformat(a.day) + timedelta(days=14 * turn)).date().isoformat()
            seen = a.seen + timedelta(days=14 * turn)
            text = " ".join(
                f"{word[:-1]}{turn}" if len(word) > 6 and hash_of(word, turn) < 3 else word
                for word in a.text.split(" ")
            )
            made.append(
                replace(a, id=f"{a.id}-{turn}", day=day, seen=seen, published=seen, text=text)
            )
        turn += 1
    return made[:count]


def hash_of(word: str, turn: int) -> int:
    """0 to 9, the same in every run."""
    return (sum(map(ord, word)) * 31 + turn * 7) % 10


def language_told() -> dict[str, float]:
    """Share of four-word openings, in each language, of which it is told and told right."""
    shares = {}
    for language, name in LANGUAGES.items():
        lines = (NTREX / f"newstest2019-{name}.txt").read_text(encoding="utf-8").split("\n")
        openings = [" ".join(line.split()[:4]) for line in lines[:1000] if line.strip()]
        told = [tell_language(x, declared="", prior=tuple(LANGUAGES)) for x in openings]
        shares[language] = round(sum(x == language for x in told) / len(told), 3)
    return shares


def speed(articles: Sequence[Article], house: House, count: int) -> float:
    """Articles a second of processor time, one core, from articles to stories."""
    row = multiplied(articles, count)
    started = time.process_time()
    grouped(row, house)
    return count / (time.process_time() - started)


def misses(articles: Sequence[Article], groups: Sequence[frozenset[str]], gold: Gold) -> None:
    """Print the groups that are not a whole story."""
    title = {a.id: f"{a.day} {a.language} {a.title}" for a in articles}
    for group in groups:
        inside = {gold[id_] for id_ in group}
        if len(inside) > 1 or sum(gold[x] in inside for x in gold) != len(group):
            print(f"\n{len(group)} together, gold {sorted(map(str, inside))}")
            for id_ in sorted(group):
                print("   ", gold[id_], "|", id_, "|", title[id_])


def main() -> None:
    """Measure, print, compare with the floors."""
    figures: dict[str, object] = {}
    floors: dict[str, tuple[float, float]] = {}
    rows: list[tuple[str, str, float, float, float]] = []

    def take(name: str, articles: list[Article], gold: Gold, house: House) -> list[frozenset[str]]:
        groups = grouped(articles, house)
        if "--sweep" in sys.argv:
            sweep(name, articles, gold, house)
        for kind, three in (("pairs", pairwise(groups, gold)), ("BCubed", bcubed(groups, gold))):
            rows.append((name, kind, *three))
            figures[f"{name} {kind} F1"] = round(three[2], 4)
            floors[f"{name} {kind} F1"] = (three[2], FLOORS.get(f"{name} {kind} F1", 0.0))
        rows.extend(
            (name, pair, *three)
            for pair, *three in by_languages(articles, groups, gold)
            if len({a.language for a in articles}) > 1
        )
        if "--misses" in sys.argv:
            misses(articles, groups, gold)
        return groups

    wired, lines = demo()
    if wired:
        house = demo_house()
        # Noise has no story in the gold: two reports of one match may well be found together.
        # What counts is that no real story takes noise in.
        told = [a for a in wired if lines[a.id]["story"]]
        take("demo", told, {a.id: lines[a.id]["story"] for a in told}, house)
        mixed = [
            group
            for group in grouped(wired, house)
            if len({bool(lines[id_]["story"]) for id_ in group}) > 1
        ]
        figures["demo stories with noise in them"] = len(mixed)
        floors["demo stories without noise in them"] = (float(not mixed), 1.0)
        figures["demo copies"] = copies_found(wired, lines)
    if NEUS.exists():
        take("neus", *neus(), NO_HOUSE)
    if NTREX.exists():
        take("ntrex", *ntrex(), NO_HOUSE)
    show("Stories", ("material", "pairs of", "precision", "recall", "F1"), rows)
    figures["language told"] = language_told() if NTREX.exists() else {}
    if "--fast" not in sys.argv and wired:
        for count in (1_000, 10_000):
            figures[f"articles a second at {count}"] = round(speed(wired, house, count))
    print(*(f"{name}: {figure}" for name, figure in figures.items()), sep="\n")
    finish("stories", figures, floors)


# What was reached when this was written, less a small margin.
FLOORS: dict[str, float] = {
    "demo pairs F1": 0.96,
    "demo BCubed F1": 0.975,
    "neus pairs F1": 0.85,
    "neus BCubed F1": 0.91,
    "ntrex pairs F1": 0.89,
    "ntrex BCubed F1": 0.94,
}

if __name__ == "__main__":
    main()
