"""A linear judge of rows of numbers: multinomial logistic regression, by our own few lines.

scikit-learn does the same, and costs a second of processor time to import before it has done
anything; with it the figures of bench/sections.py are the same within .003.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]

# When to stop: after so many steps, or when no slope is steeper than this for each row. The items
# of bench/sections.py are filed the same within .002 at a hundredth of it, which takes twice as
# long.
STEPS = 200
FLAT = 4e-5
REMEMBERED = 8  # steps that the next one's direction is worked out from
HALVINGS = 30  # of a step that leads uphill


@dataclass(frozen=True)
class Linear:
    """What was learned: a weight for each feature and kind."""

    kinds: tuple[str, ...]  # sorted
    weights: Floats  # features × kinds
    start: Floats  # of each kind, before any feature

    def shares(self, rows: "csr_matrix") -> Floats:
        """How probable each kind is, for each row; rows add up to 1."""
        return _shares(rows @ self.weights + self.start)


def fitted(rows: "csr_matrix", kinds: Sequence[str], freedom: float, even: float = 1.0) -> Linear:
    """The weights that make `kinds` likeliest, kept near nothing.

    `freedom` is how far weights may go from nothing: scikit-learn's C. With `even` 1 all kinds
    count the same, however few rows are of them; with 0 all rows do.
    """
    names = tuple(sorted(set(kinds)))
    gold = np.array([names.index(kind) for kind in kinds])
    counts = np.bincount(gold, minlength=len(names))
    worth = ((len(gold) / (len(names) * counts)) ** even)[gold]  # of each row
    loss = _Loss(rows, np.eye(len(names))[gold], worth, freedom)
    size = rows.shape[1] + 1
    best = _lowest(loss, np.zeros(size * len(names))).reshape(size, len(names))
    return Linear(names, best[:-1], best[-1])


class _Loss:
    """How wrong weights are, and which way is down."""

    def __init__(self, rows: "csr_matrix", gold: Floats, worth: Floats, freedom: float) -> None:
        self._rows = rows
        self._columns = rows.T.tocsr()
        self._gold = gold
        self._worth = worth
        self._hold = 1 / freedom
        self.flat = FLAT * len(worth)

    def __call__(self, flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(-1, self._gold.shape[1])
        said = self._rows @ weights[:-1] + weights[-1]
        shares = _shares(said)
        right = np.maximum((shares * self._gold).sum(axis=1), 1e-300)
        held = weights[:-1]
        loss = -float(self._worth @ np.log(right)) + self._hold / 2 * float((held * held).sum())
        missed = (shares - self._gold) * self._worth[:, None]
        slope = np.vstack([self._columns @ missed + self._hold * held, missed.sum(axis=0)])
        return loss, slope.ravel()


def _shares(said: Floats) -> Floats:
    raised = np.exp(said - said.max(axis=1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _lowest(loss: _Loss, place: Floats) -> Floats:
    """The lowest place of a bowl, by limited-memory BFGS (Nocedal and Wright, chapter 7)."""
    steps: deque[tuple[Floats, Floats, float]] = deque(maxlen=REMEMBERED)
    value, slope = loss(place)
    for _ in range(STEPS):
        if np.abs(slope).max() <= loss.flat:
            break
        way = -_downhill(slope, steps)
        fall = float(way @ slope)
        length = 1.0 if steps else 1.0 / max(1.0, float(np.abs(slope).sum()))
        for _ in range(HALVINGS):
            next_value, next_slope = loss(place + length * way)
            if next_value <= value + 1e-4 * length * fall:
                break
            length /= 2
        else:
            break
        moved, turned = length * way, next_slope - slope
        bend = float(moved @ turned)
        if bend > 1e-12:
            steps.append((moved, turned, 1 / bend))
        place, value, slope = place + moved, next_value, next_slope
    return place


def _downhill(slope: Floats, steps: Sequence[tuple[Floats, Floats, float]]) -> Floats:
    """`slope`, turned by how it turned in the last steps."""
    way = slope.copy()
    shares = []
    for moved, turned, worth in reversed(steps):
        share = worth * float(moved @ way)
        shares.append(share)
        way -= share * turned
    if steps:
        moved, turned, worth = steps[-1]
        way *= 1 / (worth * float(turned @ turned))
    for (moved, turned, worth), share in zip(steps, reversed(shares), strict=True):
        way += (share - worth * float(turned @ way)) * moved
    return way
