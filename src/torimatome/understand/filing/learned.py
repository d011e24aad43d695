"""A desk's past decisions as a judge of new texts: one linear model, worked out anew each run.

Nothing is stored or loaded: the same Decisions give the same judge. Its features can be read:
words, pairs of words with the names masked, how a text begins, runs of letters, and marks (cues,
acts, countries).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from torimatome.model import Decision
from torimatome.understand.filing.features import Features
from torimatome.understand.filing.linear import fitted
from torimatome.understand.filing.sight import Eyes, Sight

# How freely the model may weigh (scikit-learn's C), and how far rare sections count as much as
# common ones. Rolling over the first four fifths of sections_wp, 3 to 30 and 0.5 to 1 give the same
# within a point; bench/sections.py --sweep.
FREEDOM, EVEN = 10.0, 0.7
# With fewer past items, or only one section, there is nothing to tell apart.
AT_LEAST = 8
# The same share of words as this makes a new text "like" a past one, for the reasons.
LIKE = 0.12
# Decisions looked at, the latest ones: a year of a weekly with 40 items, and as many drops. They
# train in about 4 s of one core (2,080 in 2.4), and what a desk prints changes in the long run.
MOST = 3000
BATCH = 1000  # texts asked about at once: how many past ones each is like takes room


@dataclass(frozen=True)
class Opinion:
    """What the past says of one text."""

    shares: Mapping[str, float]  # Section.kind or "" (dropped) → probability; they add up to 1
    like: Mapping[str, int]  # the same → how many past items of that kind are like this text


class Learned:
    """Past decisions, ready to be asked. Made by `learn`."""

    def __init__(self, decisions: Sequence[Decision], sights: Sequence[Sight]) -> None:
        self.kinds = Counter(decision.section for decision in decisions)
        self.origins = len({decision.origin for decision in decisions})
        self._kind_of = np.array([decision.section for decision in decisions])
        self._features = Features(sights)
        self._past = self._features.words(sights)
        self._model = fitted(self._features.all(sights), self._kind_of.tolist(), FREEDOM, EVEN)
        self._acts = Counter(
            mark.removeprefix("act ")
            for sight, kind in zip(sights, self._kind_of, strict=True)
            for mark in sight.marks
            if kind and mark.startswith("act ")
        )

    @property
    def items(self) -> int:
        """How many decisions it learned from."""
        return len(self._kind_of)

    def opinions(self, sights: Sequence[Sight]) -> list[Opinion]:
        """What the past says of each text."""
        return [
            opinion
            for start in range(0, len(sights), BATCH)
            for opinion in self._batch(sights[start : start + BATCH])
        ]

    def _batch(self, sights: Sequence[Sight]) -> Iterator[Opinion]:
        kinds = self._model.kinds
        shares = self._model.shares(self._features.all(sights))
        near = self._features.words(sights) @ self._past.T
        for row, chances in enumerate(shares):
            line = near[row]
            like = Counter(str(kind) for kind in self._kind_of[line.indices[line.data >= LIKE]])
            yield Opinion(dict(zip(kinds, map(float, chances), strict=True)), dict(like))

    def printed(self, act: str) -> int:
        """How many past items tell of this act in their title."""
        return self._acts[act]

    def telling(self, kind: str, most: int = 8) -> list[str]:
        """The features that speak for a section most, in plain words."""
        if kind not in self._model.kinds:
            return []
        row = self._model.weights[:, self._model.kinds.index(kind)]
        names = self._features.names()
        best = sorted(
            (i for i, name in enumerate(names) if name), key=lambda i: (-row[i], names[i])
        )
        return [f"{names[i]} {row[i]:+.1f}" for i in best[:most] if row[i] > 0]


def learn(decisions: Iterable[Decision], eyes: Eyes) -> Learned | None:
    """The judge these decisions make, or None where they are too few or all the same.

    The order they come in does not matter; the latest count where there are more than `MOST`,
    so hand them over oldest first.
    """
    latest = list(decisions)[-MOST:]
    row = sorted(latest, key=lambda d: (d.title, d.text, d.section, d.origin))
    if len(row) < AT_LEAST or len({decision.section for decision in row}) < 2:
        return None
    return Learned(row, [eyes.see(decision.title, decision.text) for decision in row])
