"""A desk's past decisions as a judge of new texts: one linear model, worked out anew each run.

Nothing is stored or loaded: the same Decisions give the same judge. Its features can be read:
words, pairs of words with the names masked, runs of letters, and marks (cues, acts, countries).
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from torimatome.model import Decision
from torimatome.understand.filing.sight import Eyes, Sight

# What a mark counts beside words, whose rows have length 1: the square root of MARKS by the number
# of past items, between the two bounds. Few items teach few words, so the marks, which hold for
# words never met, must carry them: learned from 80 items of sections_wp macro-F1 is .61 at 0.2,
# .69 at 0.7; from 300 .78 at 0.4, .77 at 0.7; from 1,000 on it makes no difference. Choose again
# with bench/sections.py --sweep.
MARKS = 50.0
MARK_AT_LEAST, MARK_AT_MOST = 0.2, 0.8
# How freely the model may weigh (scikit-learn's C). 3 to 30 give the same within a point there.
FREEDOM = 10.0
# With fewer past items, or only one section, there is nothing to tell apart.
AT_LEAST = 8
# The same share of words as this makes a new text "like" a past one, for the reasons.
LIKE = 0.12
# How far runs of letters are looked at: title and lead. All 900 letters take twice the time.
LETTERS = 300
# Decisions looked at, the latest ones: a year of a weekly with 40 items, and as many drops. They
# train in about 4 s of one core (2,080 in 2.8), and what a desk prints changes in the long run.
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
        self._features = _Features(sights)
        self._past = self._features.past_words
        self._model = LogisticRegression(C=FREEDOM, max_iter=300, class_weight="balanced")
        self._model.fit(self._features.past, self._kind_of)
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
        kinds = [str(kind) for kind in self._model.classes_]
        shares = self._model.predict_proba(self._features.all(sights))
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
        classes = [str(each) for each in self._model.classes_]
        if kind not in classes:
            return []
        weights = self._model.coef_
        if len(classes) == 2:
            row = weights[0] if classes.index(kind) == 1 else -weights[0]
        else:
            row = weights[classes.index(kind)]
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


def _ones_and_pairs(text: str) -> list[str]:
    row = text.split()
    return row + [f"{left} {right}" for left, right in pairwise(row)]


class _Features:
    """Texts as rows of numbers; which columns there are is fixed by the texts it is made from."""

    def __init__(self, sights: Sequence[Sight]) -> None:
        self._words = TfidfVectorizer(sublinear_tf=True, analyzer=str.split)
        self._masked = TfidfVectorizer(sublinear_tf=True, analyzer=_ones_and_pairs)
        self._letters = TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(2, 5))
        marks = sorted({mark for sight in sights for mark in sight.marks})
        self._marks = {mark: column for column, mark in enumerate(marks)}
        weight = math.sqrt(MARKS / max(1, len(sights)))
        self._mark = min(MARK_AT_MOST, max(MARK_AT_LEAST, weight))
        # The past's own rows, made in the same pass that counts its words.
        self.past_words = self._words.fit_transform([sight.words for sight in sights])
        parts = [
            self.past_words,
            self._masked.fit_transform([sight.masked for sight in sights]),
            self._letters.fit_transform([sight.words[:LETTERS] for sight in sights]),
            self._marked(sights),
        ]
        self.past = hstack(parts, format="csr")

    def all(self, sights: Sequence[Sight]) -> csr_matrix:
        """Every feature of every text."""
        parts = [
            self.words(sights),
            self._masked.transform([sight.masked for sight in sights]),
            self._letters.transform([sight.words[:LETTERS] for sight in sights]),
            self._marked(sights),
        ]
        return hstack(parts, format="csr")

    def words(self, sights: Sequence[Sight]) -> csr_matrix:
        """The words alone: what makes one text like another."""
        return self._words.transform([sight.words for sight in sights])

    def names(self) -> list[str]:
        """What each column is, in plain words; "" for runs of letters, which no one can read."""
        return [
            *(f"“{word}”" for word in self._words.get_feature_names_out()),
            *(f"“{words}”" for words in self._masked.get_feature_names_out()),
            *("" for _ in self._letters.get_feature_names_out()),
            *self._marks,
        ]

    def _marked(self, sights: Sequence[Sight]) -> csr_matrix:
        rows, columns = [], []
        for row, sight in enumerate(sights):
            known = [self._marks[mark] for mark in sight.marks if mark in self._marks]
            rows += [row] * len(known)
            columns += known
        shape = (len(sights), len(self._marks))
        return csr_matrix(([self._mark] * len(rows), (rows, columns)), shape=shape)
