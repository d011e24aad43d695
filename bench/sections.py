"""How well stories are filed: sections and left-out noise of the demo wire, sections of the gold.

Run `.venv/bin/python bench/sections.py`; with `--misses` it prints what was filed elsewhere.
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence

from common import ROOT, SHARED, finish, show
from stories import AT, article, demo, demo_house, grouped
from torimatome import desks
from torimatome.model import Article, House, Story
from torimatome.understand.filing import file_stories
from torimatome.understand.judge import judge

AZERBAIJAN = ROOT / "src" / "torimatome" / "desks" / "azerbaijan"
GOLD = SHARED / "gold"
FLOORS: dict[str, float] = {"demo: all": 0.97, "demo: leave out": 0.95}


def filed(
    articles: Sequence[Article], groups: Sequence[frozenset[str]], house: House
) -> dict[str, Story]:
    """The Story each article ends up in."""
    judged = judge(articles, house, AT) if len(groups) < len(articles) else []
    made = file_stories(groups, {a.id: a for a in articles}, judged, house)
    return {id_: story for story in made for id_ in story.articles}


def accuracy(
    name: str, articles: Sequence[Article], where: Mapping[str, Story], gold: Mapping[str, str]
) -> list[tuple[str, str, int, float]]:
    """For each gold section, the share of articles filed there; "" is left out."""
    size, right = Counter(gold.values()), Counter[str]()
    for a in articles:
        put = where[a.id].section
        right[gold[a.id]] += put == gold[a.id]
        if put != gold[a.id] and "--misses" in sys.argv:
            why = where[a.id].left_out or where[a.id].reasons[0]
            print(f"{gold[a.id] or 'leave out'} filed as {put or 'left out'} ({why}): {a.title}")
    rows = [(name, kind or "leave out", size[kind], right[kind] / size[kind]) for kind in size]
    return [*rows, (name, "all", len(gold), sum(right.values()) / len(gold))]


def gold_items() -> tuple[list[Article], dict[str, str]]:
    """The items of the annotated issues as articles of one story each, and their sections."""
    articles, gold = [], {}
    for path in sorted(GOLD.glob("[0-9]*.json")):
        issue = json.loads(path.read_text(encoding="utf-8"))
        kinds = {section["number"]: section["kind"] for section in issue["sections"]}
        for item in issue["items"]:
            told = [b.get("text") or " ".join(b["bullets"]) for b in item["blocks"] if _body(b)]
            made = article(item["id"], item["headline_en"], "\n\n".join(told), "2026-04-01")
            articles.append(made)
            gold[item["id"]] = kinds[item["section"]]
    return articles, gold


def _body(block: Mapping[str, object]) -> bool:
    return block["type"] != "note" and bool(block.get("text") or block.get("bullets"))


def main() -> None:
    """Measure, print, compare with the floors."""
    rows: list[tuple[str, str, int, float]] = []
    wired, lines = demo()
    if wired:
        house = demo_house()
        gold = {id_: str(line["section"] or "") for id_, line in lines.items()}
        rows += accuracy("demo", wired, filed(wired, grouped(wired, house), house), gold)
    if GOLD.exists() and (AZERBAIJAN / "sections.yaml").exists():
        house = desks.load(AZERBAIJAN)
        items, gold = gold_items()
        alone = [frozenset({a.id}) for a in items]
        rows += accuracy("gold issues", items, filed(items, alone, house), gold)
    show("Sections", ("material", "section", "articles", "filed right"), rows)
    figures = {f"{name}: {kind}": round(share, 4) for name, kind, _, share in rows}
    floors = {key: (float(figures[key]), floor) for key, floor in FLOORS.items() if key in figures}
    finish("sections", figures, floors)


if __name__ == "__main__":
    main()
