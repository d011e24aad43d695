"""Unit vectors of many articles side by side, so that one is set against hundreds in one step."""

from collections.abc import Mapping, Sequence
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

Row = tuple[NDArray[np.uint16], NDArray[np.uint16]]


class Vectors:
    """Vectors by number, and the cosines of one with some of them."""

    def __init__(self) -> None:
        self._rows: dict[int, Row] = {}
        self._dense = np.zeros(PLACES, np.int64)

    def __contains__(self, number: int) -> bool:
        return number in self._rows

    def put(self, number: int, row: Row) -> None:
        """Keep a vector."""
        self._rows[number] = row

    def drop(self, number: int) -> None:
        """Let go of a vector, if it is there."""
        self._rows.pop(number, None)

    def cosines(self, row: Row, numbers: Sequence[int]) -> NDArray[np.float64]:
        """The cosine with each of these, none of which may be missing; at least one is asked."""
        rows = [self._rows[number] for number in numbers]
        ends = np.cumsum([len(places) for places, _ in rows])
        np.add.at(self._dense, row[0], row[1].astype(np.int64))
        products = self._dense[np.concatenate([places for places, _ in rows])]
        products *= np.concatenate([weights for _, weights in rows])
        self._dense[row[0]] = 0
        sums = np.concatenate((np.zeros(1, np.int64), np.cumsum(products)))
        found: NDArray[np.float64] = np.diff(sums[np.concatenate(([0], ends))]) / UNIT**2
        return found


def row_of(vector: Mapping[str, float]) -> Row:
    """A vector made ready."""
    places = np.fromiter(map(_place, vector), np.uint16, len(vector))
    weights = np.fromiter(vector.values(), np.float64, len(vector))
    return places, np.rint(weights * UNIT).astype(np.uint16)


@lru_cache(maxsize=131072)
def _place(key: str) -> int:
    return crc32(key.encode()) % PLACES
