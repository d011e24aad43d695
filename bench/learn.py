"""What `learn` learns from three issues, against the hand-made list of term pairs.

Run `.venv/bin/python bench/learn.py`; with `--misses` it prints what was missed and what was
proposed and is not in the list. Each issue is left out in turn; figures are over the four turns.

`learn` gives strong proposals and, apart from them, weak ones with their doubt. The first table
and the floors judge the strong ones alone; the second table judges both tiers together, as an
editor sees them who reads the weak list too.

A proposal is right if it and a row of the list are one pair: any of its English forms (`en`,
`short_en`, aliases) with its Japanese. Two readings of "one pair" are given:

exact       after case, width and spaces
normalised  also without quotation marks, articles, number and tense, plural ら and たち, a country
            that both sides name (ウルグアイ外務次官, "Undersecretary … of Uruguay": the office and
            the country are each a row), auxiliaries and the preposition after a verb, the
            particle before a Japanese predicate and its ending

"precision" is strict: a pair that is no row counts as wrong, however right it is. Rows whose note
says "sic" are misprints: proposing one counts as wrong if the list has the right form for the
same English, and does not count at all if that is the only form printed. Rows in brackets are
glosses with no English in the issues. Frames, outlets and abbreviations without Japanese are not
pairs of that list and are not counted. `learn_checked.tsv` beside this file holds pairs that are
no rows, were looked up in their items by hand, and are right: only "with checked" counts them.
"""

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from common import finish, need_shared, show
from torimatome.model import Issue
from torimatome.remember.learn import Proposal, learn
from torimatome.remember.learn.knowledge import general
from torimatome.remember.learn.words import cut, fold, squeeze

NAMES = ("person", "office", "country", "place", "organisation")
JUDGED = (*NAMES, "topic", "verb")
GOLD_KIND = {"person": "person", "title": "office", "country": "country", "place": "place",
             "org": "organisation", "event": "topic", "term": "topic", "verb": "verb",
             "relation": "verb"}  # fmt: skip
FLOORS = {
    "names and offices: precision": 0.95,
    "names and offices: recall": 0.75,
    "all kinds: precision": 0.90,
    "all kinds: recall": 0.55,
}
_SMALL = re.compile(r"\b(?:the|a|an|is|are|was|were|has|have|had|be|been|may|will|to be)\b")
_OF_COUNTRY = re.compile(r" (?:of|to) (?:the )?(\S+(?: \S+)?)$")
_MANY = re.compile(r"(?:ら|たち|達)$")
_AFTER = re.compile(r" (?:with|to|in|into|on|from|for|about)$")
_ENDING = re.compile(
    r"(?:を?(?:行った|行う|実施した|実施)|された|される|している|した|する|て?いる|中)$"
)
_PARTICLE = re.compile(r"^(?:について|をめぐり|を|に|と|で|が|へ|の)")


@dataclass(frozen=True)
class Row:
    """One pair of the list."""

    en: str
    ja: str
    kind: str
    items: tuple[str, ...]
    sic: bool


def rows(path: Path) -> list[Row]:
    """The list without glosses."""
    with path.open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Row(re.sub(r" \(.*\)$", "", r["en"]), r["ja"], GOLD_KIND[r["kind"]],
            tuple(r["item_ids"].split()), (r["note"] or "").startswith("sic"))
        for r in read if r["kind"] in GOLD_KIND
    ]  # fmt: skip


@cache
def exact(en: str, ja: str) -> tuple[str, str]:
    """A pair after case, width and spaces."""
    return fold(en).removesuffix("'s"), squeeze(ja).replace(" ", "").casefold()


def _countries() -> tuple[set[str], list[str]]:
    entries = general().countries.values()
    english = {fold(form) for e in entries for form in (*e.en, *e.short)}
    return english, sorted({ja for e in entries for ja in e.ja}, key=len, reverse=True)


_EN_COUNTRIES, _JA_COUNTRIES = _countries()


@cache
def normal(en: str, ja: str) -> tuple[str, str]:
    """A pair in its dictionary form."""
    low = _SMALL.sub(" ", fold(en).replace("-", " "))
    low = _AFTER.sub("", " ".join(low.split()))
    said = re.sub(r"[「」“”『』・]", "", squeeze(ja)).replace(" ", "")
    bare = _MANY.sub("", _PARTICLE.sub("", said))
    bare = _ENDING.sub("", bare) or bare
    country = next((c for c in _JA_COUNTRIES if bare.startswith(c) and bare != c), "")
    words = low.split()
    if country and len(words) > 1 and re.sub(r"'s$", "", words[0]) in _EN_COUNTRIES:
        bare, low = re.sub("^の", "", bare[len(country) :]), " ".join(words[1:])
    elif country and (of := _OF_COUNTRY.search(low)) and of.group(1) in _EN_COUNTRIES:
        bare, low = re.sub("^の", "", bare[len(country) :]), low[: of.start()]
    return " ".join(w.stem for w in cut(low).words), bare


def forms(p: Proposal) -> list[str]:
    """Every English form of a proposal."""
    return list(dict.fromkeys(x for x in (p.en, p.short_en, *p.aliases) if x))


Pairs = set[tuple[str, str]]


class Turn:
    """One issue left out: what was proposed, what the list asks for, what is right."""

    def __init__(
        self, left_out: str, issues: dict[str, Issue], listed: list[Row], weak: bool = False
    ) -> None:
        kept = {n: i for n, i in issues.items() if n != left_out}
        told = [p for p in learn(list(kept.values())) if weak or not p.doubt]
        self.proposed = [p for p in told if p.kind in JUDGED and p.ja and not p.variant_of]
        here = [r for r in listed if any(i.split("-")[0] in kept for i in r.items)]
        self.rows = [r for r in here if not r.sic]
        self.sic = [r for r in here if r.sic]

    def right(self, shape: "type | object", kinds: Iterable[str]) -> list[Proposal]:
        """Proposals of these kinds that are a row."""
        good: Pairs = {shape(r.en, r.ja) for r in self.rows}  # type: ignore[operator]
        return [p for p in self.judged(kinds)
                if any(shape(f, p.ja) in good for f in forms(p))]  # type: ignore[operator]  # fmt: skip

    def judged(self, kinds: Iterable[str]) -> list[Proposal]:
        """Proposals of these kinds, without those that are the only form of a misprint."""
        english = {fold(r.en) for r in self.rows}
        alone = {normal(r.en, r.ja) for r in self.sic if fold(r.en) not in english}
        listed = {normal(r.en, r.ja) for r in self.rows}
        return [p for p in self.proposed if p.kind in kinds and (
            any(normal(f, p.ja) in listed for f in forms(p))
            or not any(normal(f, p.ja) in alone for f in forms(p)))]  # fmt: skip

    def found(self, shape: object, kinds: Iterable[str]) -> list[Row]:
        """Rows of these kinds that were proposed."""
        pairs: Pairs = {shape(f, p.ja) for p in self.proposed for f in forms(p)}  # type: ignore[operator]
        return [r for r in self.rows if r.kind in kinds and shape(r.en, r.ja) in pairs]  # type: ignore[operator]


def misprints_learned(turn: Turn) -> list[str]:
    """Misprints proposed as terms although the right form is there more often."""
    pairs = {exact(f, p.ja) for p in turn.proposed for f in forms(p)}
    counted = Counter({(fold(r.en), r.ja): len(r.items) for r in (*turn.rows, *turn.sic)})
    out = []
    for row in turn.sic:
        rivals = [r for r in turn.rows if fold(r.en) == fold(row.en) and r.kind == row.kind]
        rivals = [r for r in rivals if counted[fold(r.en), r.ja] > counted[fold(row.en), row.ja]]
        if rivals and row.ja != squeeze(row.ja):
            continue  # spaced letters only; the squeezed form is the right one
        if rivals and exact(row.en, row.ja) in pairs:
            out.append(f"{row.en} {row.ja}")
    return out


def checked(path: Path) -> Pairs:
    """Pairs looked up in their items by hand and found right."""
    if not path.exists():
        return set()
    lines = path.read_text(encoding="utf-8").splitlines()
    return {exact(*line.split("\t")[:2]) for line in lines if "\t" in line and line[0] != "#"}


def main() -> None:
    """Measure, print, compare with the floors."""
    gold = need_shared("gold")
    listed = rows(gold / "terms.tsv")
    issues = {p.stem: msgspec.convert(json.loads(p.read_text("utf-8")), Issue)
              for p in sorted(gold.glob("[0-9]*.json"))}  # fmt: skip
    by_hand = checked(Path(__file__).with_name("learn_checked.tsv"))
    turns = [Turn(name, issues, listed) for name in issues]
    figures = judge("Learned from three issues, four turns together: strong proposals", turns,
                    by_hand)  # fmt: skip
    both = [Turn(name, issues, listed, weak=True) for name in issues]
    of_both = judge("Strong and weak proposals", both, by_hand)
    figures |= {f"both tiers, {key}": figure for key, figure in of_both.items()}
    slips = [s for t in turns for s in misprints_learned(t)]
    print("misprints learned though the right form is more frequent:", ", ".join(slips) or "none")
    if "--misses" in sys.argv:
        misses(turns, by_hand)
    figures["misprints learned"] = float(len(slips))
    measured = {k: figures[k] for k in FLOORS}
    finish("learn", figures, {k: (measured[k], floor) for k, floor in FLOORS.items()})


def judge(title: str, turns: list[Turn], by_hand: Pairs) -> dict[str, float]:
    """Print the table of these turns; the figures by name."""
    table: list[tuple[object, ...]] = []
    figures: dict[str, float] = {}
    groups = {**{k: (k,) for k in JUDGED}, "names and offices": NAMES, "all kinds": JUDGED}
    for name, kinds in groups.items():
        said = sum(len(t.judged(kinds)) for t in turns)
        asked = sum(len([r for r in t.rows if r.kind in kinds]) for t in turns)
        right = {s: sum(len(t.right(s, kinds)) for t in turns) for s in (exact, normal)}
        got = {s: sum(len(t.found(s, kinds)) for t in turns) for s in (exact, normal)}
        extra = sum(
            1 for t in turns for p in t.judged(kinds)
            if p not in t.right(normal, kinds) and any(exact(f, p.ja) in by_hand for f in forms(p))
        )  # fmt: skip
        p, r = right[normal] / max(1, said), got[normal] / max(1, asked)
        both = (right[normal] + extra) / max(1, said)
        strict = right[exact] / max(1, said)
        table.append((name, said, p, both, strict, asked, r, got[exact] / max(1, asked)))
        figures |= {f"{name}: precision": round(p, 4), f"{name}: recall": round(r, 4),
                    f"{name}: precision with checked": round(both, 4),
                    f"{name}: exact precision": round(strict, 4)}  # fmt: skip
    columns = (
        "kind",
        "proposed",
        "precision",
        "with checked",
        "exact",
        "listed",
        "recall",
        "exact",
    )
    show(title, columns, table)
    return figures


def misses(turns: list[Turn], by_hand: Pairs) -> None:
    """Print what a person has to look at."""
    wrong = {(p.kind, p.en, p.ja, p.seen[0].item,
              any(exact(f, p.ja) in by_hand for f in forms(p)))
             for t in turns
             for p in t.judged(JUDGED) if p not in t.right(normal, JUDGED)}  # fmt: skip
    for kind, en, ja, item, ok in sorted(wrong, key=lambda w: (w[4], w)):
        print("checked " if ok else "not in list", kind, "|", en, "|", ja, "|", item)
    missed = {(r.kind, r.en, r.ja, r.items[0]) for t in turns for r in t.rows
              if r not in t.found(normal, JUDGED)}  # fmt: skip
    for row in sorted(missed):
        print("missed", *row, sep=" | ")


if __name__ == "__main__":
    main()
