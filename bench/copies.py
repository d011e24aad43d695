"""Near-copies: real pages edited by rule must be found, different reports must not.

The rules of editing, each applied to every page of 60 words or more (bodies of 200 pages of one
president's office, and of news pages of 43 countries), in another outlet and up to two days later:

  whole        the text as it is, under another headline
  drop         one sentence in five left out
  cut          the last 40 in 100 of the sentences left out
  lead         the first third of the sentences alone, and all of it on the other side
  reorder      the sentences in another order
  boilerplate  a line of the outlet's own before, two after
  translated   boilerplate in another language and script before and after
  agency       an agency's tag and the city before the text, its name after it
  quotes       what stands between quotation marks left out
  typo         one number misprinted (same day), and marks of quotation and dashes exchanged
  words        one word in 40 exchanged for another word of the same text
  several      drop, boilerplate, agency and another order of the last two sentences together

Pairs of one page's editions are copies; all other pairs are not. Pages that the two folders hold
twice (same title, or a text found in another) are taken once. Different reports: every pair of
reports within a story of clusters_neus, and same-story pairs of two Russian and English sites of
clusters_telegram, of which those with half their runs of eight words in common are reprints really
and are left out (their number is shown).
"""

import csv
import random
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations

from common import finish, need_shared, show
from pages_fundus import pages
from pages_kremlin import golds
from stories import neus
from torimatome.model import Article
from torimatome.understand.copies import find_copies

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
_SENTENCE = re.compile(r"(?<=[.!?。！？։؟])\s+|(?<=[。！？])|\n\s*\n")
_QUOTED = re.compile(r"[“\"«„][^”\"»“]{3,400}[”\"»“]")
Edit = Callable[[list[str], random.Random], str]


def sentences(text: str) -> list[str]:
    """A text cut into sentences, roughly."""
    return [" ".join(s.split()) for s in _SENTENCE.split(text) if s and s.strip()]


def _join(row: Sequence[str]) -> str:
    return " ".join(row)


def _drop(row: list[str], dice: random.Random) -> str:
    out = set(dice.sample(range(len(row)), len(row) // 5))
    return _join([s for n, s in enumerate(row) if n not in out])


def _boilerplate(row: list[str], dice: random.Random) -> str:
    return (
        "Published with the kind permission of our partners.\n\n" + _join(row) + "\n\nFollow us on"
        " all channels so as not to miss the news of the day. All rights reserved; any use of this"
        " text needs a link to our pages."
    )


def _translated(row: list[str], dice: random.Random) -> str:
    return (
        "Об этом пишет наше издание со ссылкой на партнёров.\n\n"
        + _join(row)
        + "\n\nПодписывайтесь"
        " на наш канал и узнавайте новости первыми. Все права защищены, ссылка обязательна."
    )


def _agency(row: list[str], dice: random.Random) -> str:
    return f"SELVANE, March 3 / ONA Press / – {_join(row)}\n\nONA Press, desk 4"


def _quotes(row: list[str], dice: random.Random) -> str:
    return _QUOTED.sub("", _join(row))


def _typo(row: list[str], dice: random.Random) -> str:
    text = _join(row).replace("“", '"').replace("”", '"').replace(" – ", " - ")
    found = list(re.finditer(r"\d+", text))
    if not found:
        return text
    hit = dice.choice(found)
    return text[: hit.start()] + str(int(hit.group()) + 1) + text[hit.end() :]


def _words(row: list[str], dice: random.Random) -> str:
    words = _join(row).split(" ")
    plain = [n for n, w in enumerate(words) if w.isalpha() and w.islower()]
    for n in dice.sample(plain, min(len(plain), len(words) // 40)):
        words[n] = words[dice.choice(plain)]
    return " ".join(words)


def _several(row: list[str], dice: random.Random) -> str:
    kept = sentences(_drop(row, dice))
    kept[-2:] = kept[-2:][::-1]
    return f"(ONA) – {_boilerplate(kept, dice)}"


RULES: dict[str, Edit] = {
    "whole": lambda row, dice: _join(row),
    "drop": _drop,
    "cut": lambda row, dice: _join(row[: max(1, len(row) * 6 // 10)]),
    "lead": lambda row, dice: _join(row[: max(1, len(row) // 3)]),
    "reorder": lambda row, dice: _join(dice.sample(row, len(row))),
    "boilerplate": _boilerplate,
    "translated": _translated,
    "agency": _agency,
    "quotes": _quotes,
    "typo": _typo,
    "words": _words,
    "several": _several,
}


@dataclass(frozen=True)
class Page:
    """One real page."""

    name: str
    title: str
    text: str
    language: str


def real_pages() -> list[Page]:
    """The pages, each once."""
    office = golds(need_shared("data", "pages_kremlin"))
    found = [Page(f"k{g.name}", g.title, g.text, "en") for g in office]
    world = pages(need_shared("data", "pages_fundus"))
    found += [Page(f"f{p.name}", p.title, p.text, "und") for p in world]
    found = [p for p in found if len(p.text.split()) >= 60 or len(p.text) >= 400]
    doubles = {
        max(copy.left, copy.right)
        for copy in find_copies([article(p.name, p, p.text, 0) for p in found])
    }
    titles: dict[str, str] = {}
    for page in found:
        titles.setdefault(page.title, page.name)
    return [p for p in found if p.name not in doubles and titles[p.title] == p.name]


def article(id_: str, page: Page, text: str, hours: int, title: str = "") -> Article:
    """An edition of a page."""
    when = START + timedelta(hours=hours)
    return Article(
        id_, 1, f"http://x/{id_}", id_, "jsonl", title or page.title, text, page.language,
        when, "feed", when.date().isoformat(), when, "0" * 64,
    )  # fmt: skip


def edited() -> tuple[list[Article], dict[str, str]]:
    """All editions of all pages by id, and whose edition each is."""
    articles, origin = [], {}
    for number, page in enumerate(real_pages()):
        row = sentences(page.text)
        base = f"{number:04}-original"
        articles.append(article(base, page, page.text, 0))
        origin[base] = page.name
        for rule, edit in RULES.items():
            dice = random.Random(f"{page.name} {rule}")
            hours = dice.randrange(20) if rule == "typo" else dice.randrange(48)
            id_ = f"{number:04}-{rule}"
            articles.append(article(id_, page, edit(row, dice), hours, f"Other {dice.random()}"))
            origin[id_] = page.name
    return articles, origin


def different() -> tuple[list[tuple[Article, Article]], int]:
    """Pairs of two reports of one event, and how many pairs were left out as reprints."""
    reports, gold = neus()
    by_story: dict[object, list[Article]] = {}
    for report in reports:
        by_story.setdefault(gold[report.id], []).append(report)
    pairs = [pair for row in by_story.values() for pair in combinations(row, 2)]
    csv.field_size_limit(10**7)
    for name in ("ru_honey", "ru_train", "ru_exam", "en_train"):
        path = need_shared("data", "clusters_telegram") / f"{name}_pool.tsv"
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(csv.DictReader(lines, delimiter="\t")):
                if line.get("GOLDEN:quality") == "OK":
                    left, right = (
                        article(
                            f"{name}{number}{side}",
                            Page("", line[f"INPUT:{side}_title"], "", "ru"),
                            line[f"INPUT:{side}_text"],
                            0,
                        )
                        for side in ("first", "second")
                    )
                    pairs.append((left, right))
    kept = [pair for pair in pairs if not _reprint(*pair)]
    return kept, len(pairs) - len(kept)


def _reprint(left: Article, right: Article) -> bool:
    runs = []
    for report in (left, right):
        words = re.findall(r"\w+", report.text.lower())
        runs.append({tuple(words[n : n + 8]) for n in range(max(1, len(words) - 7))})
    return len(runs[0] & runs[1]) >= 0.5 * min(map(len, runs))


def main() -> None:
    """Measure, print, compare with the floors."""
    need_shared("data", "clusters_neus")
    articles, origin = edited()
    found = {(copy.left, copy.right) for copy in find_copies(articles)}
    rows = []
    right = wanted = 0
    for rule in RULES:
        here = [id_ for id_ in origin if id_.endswith(f"-{rule}")]
        base = [(f"{id_[:4]}-original", id_) for id_ in here]
        hits = sum((min(p), max(p)) in found for p in base)
        rows.append((rule, len(base), hits / len(base)))
        right, wanted = right + hits, wanted + len(base)
        if "--misses" in sys.argv:
            print(*(p[1] for p in base if (min(p), max(p)) not in found))
    wrong = [pair for pair in found if origin[pair[0]] != origin[pair[1]]]
    pairs, reprints = different()
    taken = [(a, b) for a, b in pairs if find_copies([a, b])]
    show("Edited pages, each with its original", ("rule", "pages", "recall"), rows)
    if "--misses" in sys.argv:
        print(wrong[:20], *((a.id, b.id, a.title, b.title) for a, b in taken[:20]), sep="\n")
    precision = right / (right + len(wrong) + len(taken))
    figures = {
        "recall": right / wanted,
        "precision": precision,
        "wrong pairs among editions of different pages": len(wrong),
        "pairs found in all": len(found),
        "different reports": len(pairs),
        "different reports taken for copies": len(taken),
        "left out as reprints really": reprints,
    }
    print(*(f"{name}: {figure}" for name, figure in figures.items()), sep="\n")
    finish("copies", figures, {"recall": (right / wanted, 0.98), "precision": (precision, 0.99)})


if __name__ == "__main__":
    main()
