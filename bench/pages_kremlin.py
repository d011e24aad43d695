"""Reading one real outlet's 200 pages with the fixes its desk would keep: title, day, body.

The fixes are data, in kremlin_outlet.yaml. The gold text is the page's own print version, its
furniture taken off by the same places in the markup; `score` is for other benches, too.
"""

import csv
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from lxml import html

from common import finish, need_shared, show
from page_score import Score, body_score, mean, same_title
from torimatome.collect.page import PageHints, PageReading, check_fixes, read_page
from torimatome.errors import Unreadable
from torimatome.model import Fixes

TITLES_AT_LEAST = 1.0
DAYS_AT_LEAST = 1.0
BODIES_AT_LEAST = 0.975
OUTLET = Path(__file__).with_name("kremlin_outlet.yaml")
ADDRESS = "http://en.kremlin.ru/events/president/news/"


@dataclass(frozen=True)
class Gold:
    """What one page should say."""

    name: str  # file name of the page
    title: str
    day: str
    text: str


def outlet_fixes() -> tuple[Fixes, str]:
    """The outlet's fixes, checked, and its zone."""
    outlet = yaml.safe_load(OUTLET.read_text(encoding="utf-8"))
    given = outlet["fixes"]
    fixes = Fixes(given["title"], given["published"], body=given["body"], drop=tuple(given["drop"]))
    check_fixes(fixes)
    return fixes, outlet["zone"]


def golds(folder: Path) -> Iterator[Gold]:
    """What the 200 pages should say, in the order of the index."""
    with (folder / "index.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            printed = (folder / "pages" / row["print_file"]).read_text(encoding="utf-8")
            yield Gold(row["file"], row["title"], row["date"], printed_text(printed))


def printed_text(markup: str) -> str:
    """The article of a print version: its lead and body without boxes, media and tooltips."""
    tree = html.document_fromstring(markup)
    parts = [e for e in tree.iter() if e.get("id") == "read-lead"]
    parts += [e for e in tree.iter() if e.get("itemprop") == "articleBody"]
    return "\n".join(text for part in parts for text in _printed(part))


def _printed(element: html.HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = child.get("class") or ""
        if "masha-ignore" not in name and "hidden" not in name:
            yield from _printed(child)
        yield child.tail or ""


def score(gold: Gold, reading: PageReading | None) -> Score:
    """A reading of a page against its gold; one without text is told by its headline alone."""
    if reading is None:
        return Score(gold.name, False, False, 0.0, 0.0, 0.0)
    f1, precision, recall = body_score(reading.text, gold.text.strip() or gold.title)
    title = same_title(reading.title, gold.title)
    return Score(gold.name, title, reading.day == gold.day, f1, precision, recall)


def report(
    name: str,
    scores: list[Score],
    figures: dict[str, object],
    more_floors: dict[str, tuple[float, float]] | None = None,
) -> None:
    """Print what 200 scores amount to and leave with 1 below a floor."""
    title = mean([float(s.title) for s in scores])
    day = mean([float(s.day) for s in scores])
    body = mean([s.body for s in scores])
    show("One outlet with its fixes", ["pages", "title", "day", "body F1"],
         [[len(scores), title, day, body]])  # fmt: skip
    worst = sorted(scores, key=lambda s: s.body)[:10]
    show("Worst bodies", ["page", "F1", "precision", "recall"],
         [[s.name, s.body, s.precision, s.recall] for s in worst])  # fmt: skip
    wrong = [s.name for s in scores if not (s.title and s.day)]
    print("wrong titles or days:", ", ".join(wrong) or "none")
    floors = {
        "title": (title, TITLES_AT_LEAST),
        "day": (day, DAYS_AT_LEAST),
        "body": (body, BODIES_AT_LEAST),
    }
    finish(
        name,
        {"title": title, "day": day, "body": body, **figures},
        {**floors, **(more_floors or {})},
    )


def read(body: bytes, gold: Gold, fixes: Fixes, zone: str) -> PageReading | None:
    """The reading of one page; None when it is unreadable."""
    try:
        return read_page(body, ADDRESS + gold.name, hints=PageHints(zone=zone), fixes=fixes)
    except Unreadable:
        return None


def main() -> None:
    """Read the stored pages directly and report."""
    folder = need_shared("data", "pages_kremlin")
    fixes, zone = outlet_fixes()
    scores, without = [], []
    spent = 0.0
    for gold in golds(folder):
        body = (folder / "pages" / gold.name).read_bytes()
        start = time.process_time()
        reading = read(body, gold, fixes, zone)
        spent += time.process_time() - start
        scores.append(score(gold, reading))
        without.append(score(gold, read(body, gold, Fixes(), zone)))
    general = mean([s.body for s in without])
    print(f"without the fixes: title {mean([float(s.title) for s in without]):.3f},"
          f" day {mean([float(s.day) for s in without]):.3f}, body {general:.3f}")  # fmt: skip
    report(
        "pages_kremlin", scores, {"pages_a_second": len(scores) / spent, "body_general": general}
    )


if __name__ == "__main__":
    main()
