"""How well memory knows an event it has printed: other outlets' words for it, and its neighbours.

The demo week: each story with reports of two outlets or more is printed from one of them; drafted
from each of the others it must be known as reported. All pairs of different stories, and of the
104 items of the four real issues of ../shared, tell of different events: none may be. Thresholds
of draft/memory.py were chosen here.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from common import SHARED, finish, show
from draft import articles_of, stories_of
from torimatome import desks
from torimatome.demo.wire import read_wire
from torimatome.draft.memory import CONTINUES, REPORTED, Past, relation
from torimatome.draft.terms import Termbase
from torimatome.draft.write import draft_issue
from torimatome.model import House, Item, Period
from torimatome.remember.read import read_issue


def drafts(house: House) -> dict[str, list[Item]]:
    """Each story of the demo week, drafted from each English text of its own."""
    folder = desks.SHIPPED / "demo"
    made = articles_of(read_wire(folder / "wire"), house)
    by_id = {a.id: a for a in made.values()}
    days = sorted(a.day for a in made.values())
    found: dict[str, list[Item]] = {}
    for name, story in stories_of(read_wire(folder / "wire"), made).items():
        for origin in story.origins:
            if by_id[origin[0]].language != "en":
                continue
            alone = replace(story, articles=(origin[0],), origins=((origin[0],),))
            issue = draft_issue([alone], by_id, house, Period(days[0], days[-1]))
            found.setdefault(name, []).extend(issue.items)
    return found


def past(item: Item) -> Past:
    return Past("1", "2026-05-01", "2026-05-08", item)


def real_items() -> Iterator[tuple[str, Item]]:
    house = desks.load(desks.SHIPPED / "azerbaijan")
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        read = read_issue(path.read_bytes(), path.name, house.style, house.sections, house.outlets)
        for item in read.issue.items:
            yield path.stem, item


def main() -> None:
    house = desks.load(desks.SHIPPED / "demo")
    terms = Termbase(house.terms)
    stories = drafts(house)
    same, other = [], []
    for items in stories.values():
        same += [(a, b, relation(b, past(a), terms)) for a, b in combinations(items, 2)]
        same += [(b, a, relation(a, past(b), terms)) for a, b in combinations(items, 2)]
    for one, two in combinations(sorted(stories), 2):
        a, b = stories[one][0], stories[two][0]
        other.append((a, b, relation(b, past(a), terms)))
    figures = {
        "pairs of one event": float(len(same)),
        "known as reported": sum(r == REPORTED for *_, r in same) / max(1, len(same)),
        "reported or linked": sum(bool(r) for *_, r in same) / max(1, len(same)),
        "pairs of two events": float(len(other)),
        "wrongly reported": float(sum(r == REPORTED for *_, r in other)),
        "linked": float(sum(r == CONTINUES for *_, r in other)),
    }
    real: dict[str, float] = {}
    if (SHARED / "seeds").exists():
        own = Termbase(desks.load(desks.SHIPPED / "azerbaijan").terms)
        pairs = list(combinations(real_items(), 2))
        found = [(a, b, relation(b[1], past(a[1]), own)) for a, b in pairs]
        real = {
            "pairs": float(len(pairs)),
            "wrongly reported": float(sum(r == REPORTED for *_, r in found)),
            "linked across issues": float(
                sum(r == CONTINUES and a[0] != b[0] for a, b, r in found)
            ),
        }
    if "-v" in sys.argv:
        for a, b, r in [*same, *(x for x in other if x[2])]:
            print(json.dumps([r, a.headline_en, b.headline_en], ensure_ascii=False))
    show("Demo week", ("figure", "value"), list(figures.items()))
    if real:
        show("Four real issues", ("figure", "value"), list(real.items()))
    floors = {
        "known as reported": (figures["known as reported"], 0.55),
        "none wrongly reported": (1.0 - min(1.0, figures["wrongly reported"]), 1.0),
    }
    if real:
        floors["none wrongly, real"] = (1.0 - min(1.0, real["wrongly reported"]), 1.0)
    finish("memory", {"demo": figures, "real": real}, floors)


if __name__ == "__main__":
    main()
