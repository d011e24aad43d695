"""Dated English reports put into stories: each half judged by weights found on the other.

300 stories with two or three reports each, streamed in date order, with and without the
"Perspectives" round-ups (opinion pieces on a theme, no event). Beside the shipped weights stand
every article alone, and a quick baseline: a logistic pair score over cosines, complete linkage,
five days. Run `.venv/bin/python bench/stories_english.py`; `--misses` prints the groups that are
no whole story.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from common import finish, need_shared, show
from stories import AT, NEUS, NO_HOUSE, Gold, bcubed, misses, neus, pairwise
from torimatome.model import Article, Judgement, Verdict
from torimatome.understand.candidates import candidates
from torimatome.understand.cluster import stories
from torimatome.understand.copies import find_copies
from torimatome.understand.evidence import Evidence, compare
from torimatome.understand.judge import KEEP, MACHINE, WEIGHTS, Weights, likely
from torimatome.understand.names import Names
from torimatome.understand.traits import Reader

WINDOW = 5  # days, of the quick baseline
GRID = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
# Signals fitted anew on one half, to see whether weights carry over to the other.
FITTED = (
    "text", "known_title", "known_names", "length", "unknown", "strangers", "other_act",
    "days_apart",
)  # fmt: skip


@dataclass(frozen=True)
class Half:
    """Some of the stories, and what the machine sees of their pairs."""

    articles: Sequence[Article]
    gold: Gold
    seen: Sequence[tuple[str, str, Evidence]]
    copies: frozenset[tuple[str, str]]

    def grouped(self, weights: Weights) -> list[frozenset[str]]:
        """The stories these weights give."""
        judged = [
            Judgement(*pair, Verdict.COPY, MACHINE, AT, 1.0, "") for pair in sorted(self.copies)
        ]
        for left, right, evidence in self.seen:
            score = round(likely(evidence, weights), 3)
            if score >= KEEP and (left, right) not in self.copies:
                verdict = Verdict.DIFFERENT if evidence.apart else Verdict.SAME
                judged.append(Judgement(left, right, verdict, MACHINE, AT, score, ""))
        return stories([a.id for a in self.articles], judged)

    def fitted(self) -> Weights:
        """The shipped weights with the FITTED ones found by logistic regression here."""
        signals = np.array([[getattr(e, name) for name in FITTED] for _, _, e in self.seen], float)
        same = [self.gold[left] == self.gold[right] for left, right, _ in self.seen]
        found = LogisticRegression(max_iter=2000).fit(signals, same)
        named = dict(zip(FITTED, found.coef_[0].tolist(), strict=True))
        named["day_apart"] = named.pop("days_apart")
        return replace(WEIGHTS, start=float(found.intercept_[0]), number=0.0, heard=0.0, **named)


def halved() -> dict[str, Half]:
    """First and second half by date, whole and without the round-ups."""
    articles, gold = neus()
    lines = [json.loads(line) for line in NEUS.read_text(encoding="utf-8").splitlines()]
    ordered = [line["id"] for line in sorted(lines, key=lambda x: (x["date"], x["id"]))]
    opinion = {line["id"] for line in lines if line["issue"].startswith("Perspectives")}
    first = set(ordered[: len(ordered) // 2])
    names = Names(NO_HOUSE)
    reader = Reader(names, names.common_words())
    traits = {a.id: reader.traits(a) for a in articles}
    pairs = sorted(set(candidates(list(traits.values()))))
    seen = [(left, right, compare(traits[left], traits[right])) for left, right in pairs]
    copies = {(copy.left, copy.right) for copy in find_copies(articles)}

    def half(wanted: Callable[[object], bool]) -> Half:
        row = [a for a in articles if wanted(gold[a.id])]
        here = {a.id for a in row}
        return Half(
            row,
            {id_: gold[id_] for id_ in here},
            [line for line in seen if line[0] in here and line[1] in here],
            frozenset(pair for pair in copies if here.issuperset(pair)),
        )

    return {
        "first half": half(lambda story: story in first),
        "second half": half(lambda story: story not in first),
        "first half, no round-ups": half(lambda s: s in first and s not in opinion),
        "second half, no round-ups": half(lambda s: s not in first and s not in opinion),
    }


class Baseline:
    """The quick one: a logistic pair score over three cosines, complete linkage."""

    def __init__(self, half: Half) -> None:
        self._words = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit(
            [f"{a.title} {a.text}" for a in half.articles]
        )
        cosines, same = self._pairs(half)
        self._model = LogisticRegression(max_iter=1000).fit(cosines, same)
        found = {cut: pairwise(self.grouped(half, cut), half.gold)[2] for cut in GRID}
        self.cut = max(found, key=lambda cut: (found[cut], cut))

    def _signals(self, half: Half) -> tuple[np.ndarray, np.ndarray]:
        rows = [
            self._words.transform(texts)
            for texts in (
                [a.title for a in half.articles],
                [a.text for a in half.articles],
                [f"{a.title} {a.title} {a.text}" for a in half.articles],
            )
        ]
        days = np.array([a.seen.toordinal() for a in half.articles])
        return np.stack([(row @ row.T).toarray() for row in rows], -1), days

    def _pairs(self, half: Half) -> tuple[np.ndarray, np.ndarray]:
        cosines, days = self._signals(half)
        story = np.array([str(half.gold[a.id]) for a in half.articles])
        left, right = np.triu_indices(len(days), 1)
        near = abs(days[left] - days[right]) <= WINDOW
        return cosines[left, right][near], (story[left] == story[right])[near]

    def grouped(self, half: Half, cut: float | None = None) -> list[frozenset[str]]:
        """The stories it makes of a half."""
        cosines, days = self._signals(half)
        size = len(days)
        score = self._model.predict_proba(cosines.reshape(-1, 3))[:, 1].reshape(size, size)
        far = 1 - score
        far[abs(days[:, None] - days) > WINDOW] = 1
        np.fill_diagonal(far, 0)
        tree = linkage(squareform((far + far.T) / 2, checks=False), "complete")
        label = fcluster(tree, 1 - (self.cut if cut is None else cut), "distance")
        groups: dict[int, set[str]] = {}
        for a, which in zip(half.articles, label.tolist(), strict=True):
            groups.setdefault(which, set()).add(a.id)
        return [frozenset(group) for group in groups.values()]


def main() -> None:
    """Measure, print, compare with the floors."""
    need_shared("data", "clusters_neus", "stories.jsonl")
    halves = halved()
    other = {"first half": halves["second half"], "second half": halves["first half"]}
    baseline = {name: Baseline(half) for name, half in other.items()}
    refitted = {name: half.fitted() for name, half in other.items()}
    rows, figures = [], {}
    for name, half in halves.items():
        which = name.partition(",")[0]
        ways: Mapping[str, Sequence[frozenset[str]]] = {
            "each alone": [frozenset((a.id,)) for a in half.articles],
            "quick baseline": baseline[which].grouped(half),
            "shipped": half.grouped(WEIGHTS),
            "fitted on the other half": half.grouped(refitted[which]),
        }
        for way, groups in ways.items():
            pairs, cubed = pairwise(groups, half.gold), bcubed(groups, half.gold)
            rows.append((name, way, *pairs, cubed[2]))
            figures[f"{name}, {way}, pairs"] = round(pairs[2], 4)
            figures[f"{name}, {way}, BCubed"] = round(cubed[2], 4)
        if "--misses" in sys.argv and "," not in name:
            misses(half.articles, half.grouped(WEIGHTS), half.gold)
    columns = ("English stories", "by", "precision", "recall", "pairs F1", "BCubed F1")
    show("Halves by date", columns, rows)
    finish("stories_english", figures, {key: (figures[key], low) for key, low in FLOORS.items()})


# What the issue asks, which is what was reached less a small margin.
FLOORS = {
    "first half, shipped, pairs": 0.80,
    "first half, shipped, BCubed": 0.89,
    "second half, shipped, pairs": 0.80,
    "second half, shipped, BCubed": 0.89,
    "first half, no round-ups, shipped, pairs": 0.88,
    "first half, no round-ups, shipped, BCubed": 0.94,
    "second half, no round-ups, shipped, pairs": 0.88,
    "second half, no round-ups, shipped, BCubed": 0.94,
}

if __name__ == "__main__":
    main()
