"""How good the drafts are: citations, gate, bodies and headlines against the demo's sample issue.

The sample issue is what the demo's author would print from the same wire, written without this
code in view. Japanese headlines are tried on annotated issues by `headlines_ja.py`.
"""

import hashlib
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from difflib import SequenceMatcher
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from common import finish, show
from torimatome import desks
from torimatome.demo.wire import WireArticle, read_wire
from torimatome.draft.gate import check_sentence
from torimatome.draft.house_style import house_form
from torimatome.draft.write import draft_issue
from torimatome.model import Article, House, Issue, Item, Period, Story


@dataclass(frozen=True)
class Sample:
    """One item of the sample issue."""

    story: str
    headline_en: str
    headline_ja: str
    body: str
    outlets: frozenset[str]  # as printed in citations
    days: tuple[str, str]  # first and last day cited


def articles_of(wire: Sequence[WireArticle], house: House) -> dict[str, Article]:
    zone = ZoneInfo(house.zone)
    homes = {o.id: o.home.rstrip("/") for o in house.outlets}
    made = {}
    for one in wire:
        key = hashlib.sha256(one.id.encode()).hexdigest()[:16]
        made[one.id] = Article(
            id=key,
            version=1,
            url=homes[one.outlet] + one.path,
            outlet=one.outlet,
            source="folder",
            title=one.title,
            text=one.text,
            language=one.language,
            published=one.published.astimezone(UTC),
            published_from="hand",
            day=one.published.astimezone(zone).date().isoformat(),
            seen=one.published.astimezone(UTC),
            snapshot=hashlib.sha256(one.text.encode()).hexdigest(),
        )
    return made


def stories_of(wire: Sequence[WireArticle], made: Mapping[str, Article]) -> dict[str, Story]:
    """The gold stories, each of its texts with its reprints as one origin."""
    members: dict[str, list[WireArticle]] = defaultdict(list)
    for one in wire:
        if one.story:
            members[one.story].append(one)
    found = {}
    for name, group in sorted(members.items()):
        origins: dict[str, list[str]] = defaultdict(list)
        for one in sorted(group, key=lambda a: bool(a.reprint_of)):
            origins[one.reprint_of or one.id].append(made[one.id].id)
        ids = tuple(sorted(made[one.id].id for one in group))
        found[name] = Story(
            id=hashlib.sha256(name.encode()).hexdigest()[:12],
            articles=ids,
            origins=tuple(tuple(origin) for origin in origins.values()),
            section=next(one.section for one in group),
            rank=float(len(group)),
            reasons=(),
        )
    return found


def samples_of(path: Path, house: House) -> list[Sample]:
    issue = yaml.safe_load(path.read_text(encoding="utf-8"))
    names = {o.id: o.citation for o in house.outlets}
    found = []
    for raw in issue["items"]:
        sides = raw.get("sides") or ()
        body = [raw.get("text") or "", *(side["text"] for side in sides), *raw.get("bullets", ())]
        cited = raw["citation"]
        found.append(
            Sample(
                story=raw["story"],
                headline_en=raw["headline_en"],
                headline_ja=raw["headline_ja"],
                body=" ".join(words for words in body if words),
                outlets=frozenset(names[o] for o in cited["outlets"]),
                days=(str(cited["date"]), str(cited.get("date_end", cited["date"]))),
            )
        )
    return found


def rouge_l(made: str, wanted: str) -> float:
    """ROUGE-L F1 over lower-case words."""
    a, b = made.lower().split(), wanted.lower().split()
    if not a or not b:
        return 0.0
    row = [0] * (len(b) + 1)
    for word in a:
        diagonal = 0
        for j, other in enumerate(b, 1):
            diagonal, row[j] = row[j], diagonal + 1 if word == other else max(row[j], row[j - 1])
    common = row[-1]
    if not common:
        return 0.0
    precision, recall = common / len(a), common / len(b)
    return 2 * precision * recall / (precision + recall)


def body_text(item: Item) -> str:
    words = []
    for block in item.blocks:
        words += [block.text or "", *(block.bullets or ())]
    return " ".join(w for w in words if w)


def japanese_shares(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Over (said, wanted): exact, near (within a fifth edits), fully Japanese, unmarked wrong."""
    total = max(1, len(pairs))
    near = [SequenceMatcher(None, said, wanted, autojunk=False).ratio() for said, wanted in pairs]
    full = ["〔" not in said for said, _ in pairs]
    return {
        "exact": sum(said == wanted for said, wanted in pairs) / total,
        "near": sum(r >= 0.8 for r in near) / total,
        "fully Japanese": sum(full) / total,
        "unmarked, far from wanted": sum(f and r < 0.6 for f, r in zip(full, near, strict=True))
        / total,
    }


def measure_demo(verbose: bool) -> dict[str, float]:
    folder = desks.SHIPPED / "demo"
    house = desks.load(folder)
    wire: Sequence[WireArticle] = read_wire(folder / "wire")
    evening = max(one.published for one in wire)
    wire = [one.at(evening) for one in wire]
    made = articles_of(wire, house)
    stories = stories_of(wire, made)
    days = sorted(a.day for a in made.values())
    by_id = {a.id: a for a in made.values()}
    issue = draft_issue(list(stories.values()), by_id, house, Period(days[0], days[-1]))
    figures = _promises(issue, by_id, house)
    sample_path = folder / "sample_issue.yaml"
    if sample_path.exists():
        names = {story.id: name for name, story in stories.items()}
        samples = samples_of(sample_path, house)
        figures |= _against(issue, samples, names, verbose)
    return figures


def _promises(issue: Issue, articles: Mapping[str, Article], house: House) -> dict[str, float]:
    sentences = [s for item in issue.items for b in item.blocks for s in b.sentences]
    form = house_form(house)
    grounded = sum(
        bool(s.passages)
        and all(articles[p.article].text[p.start : p.end] == p.quote for p in s.passages)
        for s in sentences
    )
    english = [i for i in issue.items if not i.headline_en.startswith("〔")]
    return {
        "items": float(len(issue.items)),
        "sentences": float(len(sentences)),
        "sentences with passages": grounded / max(1, len(sentences)),
        "citations name just the pages used": sum(
            _cites_its_pages(item, {o.id: o.citation for o in house.outlets})
            for item in issue.items
        )
        / max(1, len(issue.items)),
        "gate failures": float(sum(bool(check_sentence(s, form)) for s in sentences)),
        "headlines wholly Japanese": sum("〔" not in i.headline_ja for i in english)
        / max(1, len(english)),
    }


def _against(
    issue: Issue, samples: Sequence[Sample], names: Mapping[str, str], verbose: bool
) -> dict[str, float]:
    by_story = {names[item.story]: item for item in issue.items}
    found = [(sample, by_story[sample.story]) for sample in samples if sample.story in by_story]
    if not found:
        return {"sample items": float(len(samples)), "sample items drafted": 0.0}
    scores = [rouge_l(body_text(item), sample.body) for sample, item in found]
    outlets = [{o for c in item.citations for o in c.outlets} for _, item in found]
    same_outlets = [o == sample.outlets for o, (sample, _) in zip(outlets, found, strict=True)]
    first_cited = [bool(o & sample.outlets) for o, (sample, _) in zip(outlets, found, strict=True)]
    same_days = [_days(item) == sample.days for sample, item in found]
    if verbose:
        _print_items(found, scores)
    pairs = [(item.headline_ja, sample.headline_ja) for sample, item in found]
    return {
        "sample items": float(len(samples)),
        "sample items drafted": len(found) / max(1, len(samples)),
        "body ROUGE-L": sum(scores) / len(scores),
        "citation: an outlet right": sum(first_cited) / len(found),
        "citation: all outlets right": sum(same_outlets) / len(found),
        "citation: days right": sum(same_days) / len(found),
        "headline_en exact": sum(i.headline_en == s.headline_en for s, i in found) / len(found),
        **{f"headline_ja {k}": v for k, v in japanese_shares(pairs).items()},
    }


def _cites_its_pages(item: Item, citations: Mapping[str, str]) -> bool:
    """Whether an item names just the outlets its sentences' pages are of, and covers their days."""
    pages = [p for b in item.blocks for s in b.sentences for p in s.passages]
    named = {outlet for c in item.citations for outlet in c.outlets}
    first, last = _days(item)
    days = [p.published for p in pages if p.published]
    return named == {citations.get(p.outlet, p.outlet) for p in pages} and all(
        first <= day <= last for day in days
    )


def _days(item: Item) -> tuple[str, str]:
    return min(c.date_start for c in item.citations), max(c.date_end for c in item.citations)


def _print_items(found: Sequence[tuple[Sample, Item]], scores: Sequence[float]) -> None:
    for (sample, item), score in zip(found, scores, strict=True):
        print(f"\n== {sample.story}  ROUGE-L {score:.2f}")
        print("  made  ", item.headline_ja, "|", item.headline_en)
        print("  wanted", sample.headline_ja, "|", sample.headline_en)
        for block in item.blocks:
            print("  made  ", block.type, block.label or "", block.text or block.bullets)
        print("  wanted", sample.body)
        print(
            "  cited ",
            [c.raw for c in item.citations],
            "wanted",
            sorted(sample.outlets),
            sample.days,
        )
        print("  checks", [(c.kind, c.words) for c in item.checks])


def main() -> None:
    verbose = "-v" in sys.argv
    demo = measure_demo(verbose)
    show("Drafts of the demo week", ("figure", "value"), list(demo.items()))
    # Floors lie a little under what was reached when they were set (the first issue); raise them
    # with what is reached. The first two are promises and never move.
    floors = {
        "sentences with passages": (demo["sentences with passages"], 1.0),
        "no gate failures": (1.0 - min(1.0, demo["gate failures"]), 1.0),
    }
    if "body ROUGE-L" in demo:
        floors |= {
            "body ROUGE-L": (demo["body ROUGE-L"], 0.6),
            "citations name just the pages used": (
                demo["citations name just the pages used"],
                1.0,
            ),
            "citation: days right": (demo["citation: days right"], 0.92),
            "citation: all outlets right": (demo["citation: all outlets right"], 0.6),
            "headline_ja exact": (demo["headline_ja exact"], 0.84),
            "headline_ja honest": (1 - demo["headline_ja unmarked, far from wanted"], 0.96),
        }
    finish("draft", {"demo": demo}, floors)


if __name__ == "__main__":
    main()
