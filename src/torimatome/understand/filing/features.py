"""Texts as rows of numbers: words, pairs with names masked, how it begins, letters, marks.

Each kind of part is weighed by how often it stands in the text and how few texts hold it, and a
row's parts of one kind have length 1 together, as scikit-learn's TfidfVectorizer does; that one
costs a second of processor time to import, and four times as long over runs of letters.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from torimatome.understand.filing.sight import Sight

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# What a mark counts beside words, whose rows have length 1: the square root of MARKS by the number
# of past items, between the two bounds. Few items teach few words, so the marks, which hold for
# words never met, must carry them: learned from 80 items of sections_wp macro-F1 is .61 at 0.2,
# .69 at 0.7; from 300 .78 at 0.4, .77 at 0.7; from 1,000 on it makes no difference. Choose again
# with bench/sections.py --sweep.
MARKS = 50.0
MARK_AT_LEAST, MARK_AT_MOST = 0.2, 0.8
# How far runs of letters are looked at: title and lead. All 900 letters take twice the time.
LETTERS = 300
RUNS = range(2, 6)  # how long runs of letters are
# Who acts and what it does stands first, and its words say more there than further on.
FIRST = 5  # masked words
BEGINS = 1.0  # what they count beside words anywhere
RUNS_COUNT = 0.7  # and runs of letters


class Features:
    """Which columns there are is fixed by the texts it is made from."""

    def __init__(self, sights: Sequence[Sight]) -> None:
        self._words = _Parts(str.split, [sight.words for sight in sights])
        self._masked = _Parts(ones_and_pairs, [sight.masked for sight in sights])
        self._begins = _Parts(_beginning, [sight.masked for sight in sights])
        self._letters = _Parts(str.split, [sight.words[:LETTERS] for sight in sights], _runs)
        marks = sorted({mark for sight in sights for mark in sight.marks})
        self._marks = {mark: column for column, mark in enumerate(marks)}
        weight = math.sqrt(MARKS / max(1, len(sights)))
        self._mark = min(MARK_AT_MOST, max(MARK_AT_LEAST, weight))

    def all(self, sights: Sequence[Sight]) -> "csr_matrix":
        """Every feature of every text."""
        # scipy takes a fifth of a second to import, which a desk that has no past never pays.
        from scipy.sparse import hstack

        masked = [sight.masked for sight in sights]
        parts = [
            self.words(sights),
            self._masked.rows(masked),
            BEGINS * self._begins.rows(masked),
            RUNS_COUNT * self._letters.rows([sight.words[:LETTERS] for sight in sights]),
            self._marked(sights),
        ]
        return hstack(parts, format="csr")

    def words(self, sights: Sequence[Sight]) -> "csr_matrix":
        """The words alone: what makes one text like another."""
        return self._words.rows([sight.words for sight in sights])

    def names(self) -> list[str]:
        """What each column is, in plain words; "" for runs of letters, which no one can read."""
        return [
            *(f"“{word}”" for word in self._words.columns),
            *(f"“{words}”" for words in self._masked.columns),
            *(f"“{words}” first" for words in self._begins.columns),
            *("" for _ in self._letters.columns),
            *self._marks,
        ]

    def _marked(self, sights: Sequence[Sight]) -> "csr_matrix":
        known = [
            np.array([self._marks[m] for m in sight.marks if m in self._marks], np.intp)
            for sight in sights
        ]
        return self._mark * _counted(known, len(self._marks))


class _Parts:
    """One kind of part that texts are cut into, and how much each part tells."""

    def __init__(
        self,
        cut: Callable[[str], Iterable[str]],
        texts: Sequence[str],
        finer: Callable[[str], Iterable[str]] | None = None,  # cuts each part again
    ) -> None:
        self._cut = cut
        self._finer = finer
        self.columns: dict[str, int] = {}
        self._known: dict[str, NDArray[np.intp]] = {}
        found = [self._learned(text) for text in texts]
        held = np.zeros(len(self.columns))
        for row in found:
            held[np.unique(row)] += 1
        self._telling = np.log((1 + len(texts)) / (1 + held)) + 1

    def rows(self, texts: Sequence[str]) -> "csr_matrix":
        """Each text by the parts known, as a row of length 1."""
        rows = _counted([self._found(text) for text in texts], len(self.columns))
        rows.data = (1 + np.log(rows.data)) * self._telling[rows.indices]
        squares = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
        lengths = np.sqrt(np.where(squares > 0, squares, 1))
        rows.data /= np.repeat(lengths, np.diff(rows.indptr))
        return rows

    def _learned(self, text: str) -> NDArray[np.intp]:
        columns = self.columns
        if self._finer is None:
            return np.array(
                [columns.setdefault(part, len(columns)) for part in self._cut(text)], np.intp
            )
        parts = list(self._cut(text))
        for part in parts:
            if part not in self._known:
                fine = [columns.setdefault(run, len(columns)) for run in self._finer(part)]
                self._known[part] = np.array(fine, np.intp)
        return _joined([self._known[part] for part in parts])

    def _found(self, text: str) -> NDArray[np.intp]:
        columns = self.columns
        if self._finer is None:
            return np.array([columns[p] for p in self._cut(text) if p in columns], np.intp)
        found = []
        for part in self._cut(text):
            known = self._known.get(part)
            if known is None:
                fine = [columns[run] for run in self._finer(part) if run in columns]
                known = np.array(fine, np.intp)
            found.append(known)
        return _joined(found)


def _joined(rows: Sequence[NDArray[np.intp]]) -> NDArray[np.intp]:
    return np.concatenate(rows) if rows else np.zeros(0, np.intp)


def _counted(rows: Sequence[NDArray[np.intp]], columns: int) -> "csr_matrix":
    """Rows of column numbers as counts."""
    from scipy.sparse import csr_matrix  # a fifth of a second, see Features.all

    ends = np.cumsum([0, *map(len, rows)])
    found = csr_matrix((np.ones(ends[-1]), _joined(rows), ends), shape=(len(rows), columns))
    found.sum_duplicates()
    return found


def ones_and_pairs(text: str) -> list[str]:
    """The words of a text, and each with the one behind it."""
    row = text.split()
    return row + [f"{left} {right}" for left, right in pairwise(row)]


def _beginning(text: str) -> list[str]:
    return ones_and_pairs(" ".join(text.split()[:FIRST]))


def _runs(word: str) -> list[str]:
    """Runs of letters of a word, its edges as blanks."""
    edged = f" {word} "
    return [edged[at : at + size] for size in RUNS for at in range(max(0, len(edged) - size + 1))]
