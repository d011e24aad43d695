"""Words of many articles side by side, so that one is set against hundreds in one step."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

# Keys fall into so many places. Two words of one pair of texts share a place now and then, which
# adds to a cosine: .004 on average for texts of 150 different words, so it only ever lets a pair
# through to be looked at in full.
PLACES = 1 << 16
# Weights are whole numbers of this unit's fraction, so that sums are exact, and the same whichever
# of two articles came first.
UNIT = 1 << 13

Places = NDArray[np.uint16]
Shares = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """One article's vector, by place, and the places of its title. None stands twice."""

    places: Places
    weights: NDArray[np.int64]
    title: Places


def row_of(vector: Mapping[str, float], title: Iterable[str] = ()) -> Row:
    """A unit vector made ready; `title` are those of its keys that stand in the title."""
    held = np.fromiter(map(_place, vector), np.uint16, len(vector))
    weights = np.rint(np.fromiter(vector.values(), np.float64, len(vector)) * UNIT)
    places, inverse = np.unique(held, return_inverse=True)
    if len(places) < len(held):
        weights = np.bincount(inverse, weights, minlength=len(places))
    else:
        weights = weights[np.argsort(held, kind="stable")]
    heads = np.array(sorted({_place(key) for key in title}), np.uint16)
    return Row(places, weights.astype(np.int64), heads)


class Vectors:
    """Rows by number, and what one shares with some of them."""

    def __init__(self) -> None:
        self._rows: dict[int, Row] = {}
        self._dense = np.zeros(PLACES, np.int64)

    def __contains__(self, number: int) -> bool:
        return number in self._rows

    def put(self, number: int, row: Row) -> None:
        """Keep a row."""
        self._rows[number] = row

    def drop(self, number: int) -> None:
        """Let go of a row, if it is there."""
        self._rows.pop(number, None)

    def beside(self, row: Row, numbers: Sequence[int]) -> tuple[Shares, Shares]:
        """What a row shares with each of these, none of which may be missing; one at least.

        First the cosine; then of either title's words the share that the other article holds, the
        smaller of the two.
        """
        rows = [self._rows[number] for number in numbers]
        places = np.concatenate([other.places for other in rows])
        sizes = [len(other.places) for other in rows]
        titles = [len(other.title) for other in rows]
        dense = self._dense
        dense[row.places] = row.weights
        products = dense[places]
        products *= np.concatenate([other.weights for other in rows])
        dense[row.places] = 1
        theirs = dense[np.concatenate([other.title for other in rows])]
        dense[row.places] = 0
        dense[row.title] = 1
        ours = dense[places]
        dense[row.title] = 0
        here = _sums(ours, sizes) / max(1, len(row.title))
        there = _sums(theirs, titles) / np.maximum(1, titles)
        return _sums(products, sizes) / UNIT**2, np.minimum(here, there)


def _sums(row: NDArray[np.int64], sizes: Sequence[int]) -> NDArray[np.int64]:
    """Sums of stretches of a row that have these sizes."""
    sums = np.concatenate((np.zeros(1, np.int64), np.cumsum(row)))
    ends = np.cumsum([0, *sizes])
    found: NDArray[np.int64] = np.diff(sums[ends])
    return found


@lru_cache(maxsize=131072)
def _place(key: str) -> int:
    return crc32(key.encode()) % PLACES
