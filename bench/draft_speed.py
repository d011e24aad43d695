"""How long an issue of 44 items takes to draft from 2,000 articles, without a model.

The articles are real ones of ../shared, multiplied by the rule of bench/multiply.py; a story is
the articles that tell one there, filed in turn and ranked by how many they are. The four real
issues stand in the archive, so that memory is asked of every item. One process; seconds of the
wall and of the processor, the best of two runs. Wanted: 30 s.
"""

import argparse
import hashlib
import os
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from common import SHARED, finish, need_shared, show
from multiply import Multiplied, _hash, real
from torimatome import desks
from torimatome.draft import recall_past
from torimatome.draft.write import Before, draft_issue
from torimatome.model import Article, House, Period, Story
from torimatome.remember.read import read_issue
from torimatome.store import Store

DAYS = 8
WANTED = 30.0


def stories_of(base: Multiplied, articles: Mapping[str, Article], house: House) -> list[Story]:
    """The stories the multiplied articles tell, by the rule's own numbering."""

    members: dict[str, list[str]] = defaultdict(list)
    for i in range(len(articles)):
        turn, which = divmod(i, len(base.base))
        key = hashlib.sha256(f"{turn} {which}".encode()).hexdigest()[:16]
        if key in articles:
            members[f"{base.base[which].story} {turn}"].append(key)
    sections = [rule.kind for rule in house.sections]
    found = []
    for name, ids in sorted(members.items()):
        english = sum(articles[a].language == "en" for a in ids)
        found.append(
            Story(
                id=hashlib.sha256(name.encode()).hexdigest()[:12],
                articles=tuple(sorted(ids)),
                origins=tuple((a,) for a in sorted(ids)),
                section=sections[_hash(name) % len(sections)],
                rank=float(len(ids)) + (english > 0),
                reasons=(),
            )
        )
    return found


def archive(house: House) -> Store:
    """A store with the four real issues."""
    store = Store("sqlite://")
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        read = read_issue(path.read_bytes(), path.name, house.style, house.sections, house.outlets)
        store.archive.keep(read.issue, path.stem, house)
    return store


def run(
    stories: Sequence[Story], articles: Mapping[str, Article], house: House
) -> dict[str, float]:
    store = archive(house)
    days = sorted(a.day for a in articles.values())
    period = Period(days[0], days[-1])
    before = Before(recall_past(store, house, period))
    wall, cpu = time.monotonic(), time.process_time()
    issue = draft_issue(stories, articles, house, period, before)
    figures = {
        "seconds": time.monotonic() - wall,
        "processor seconds": time.process_time() - cpu,
        "items": float(len(issue.items)),
        "sentences": float(sum(len(b.sentences) for i in issue.items for b in i.blocks)),
        "longest story": float(max(len(i.articles) for i in issue.items)),
    }
    store.close()
    return figures


def main() -> None:
    need_shared("data", "clusters_neus")
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--articles", type=int, default=2000)
    given = asked.parse_args()
    house = desks.load(desks.SHIPPED / "azerbaijan")
    house = replace(house, style=replace(house.style, max_items=44))
    base = Multiplied(real())
    articles = {a.id: a for a in base.make(given.articles, DAYS)}
    stories = stories_of(base, articles, house)
    runs = [run(stories, articles, house) for _ in range(2)]
    best = min(runs, key=lambda figures: figures["processor seconds"])
    best |= {"articles": float(len(articles)), "stories": float(len(stories)),
             "load": os.getloadavg()[0]}  # fmt: skip
    show("Drafting without a model", ("figure", "value"), list(best.items()))
    floors = {
        "44 items": (best["items"], 44.0),
        "within 30 s": (WANTED / max(best["processor seconds"], 0.01), 1.0),
    }
    finish("draft_speed", best, floors)


if __name__ == "__main__":
    main()
