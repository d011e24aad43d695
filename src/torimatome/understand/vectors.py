"""Words of many articles side by side, so that one is set against hundreds in one step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from torimatome.understand.tokens import CODES

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]
Codes = NDArray[np.int32]
Weights = NDArray[np.float32]

# 1 + log n, for words counted so often; none of a text of 400 stands there as often as the last.
DAMPED = np.array([0.0, *(1 + log(n) for n in range(1, 1024))])


@dataclass(frozen=True, eq=False)
class Row:
    """One article's words by place, none twice, smallest first, and what each is worth there.

    The columns: as part of three unit vectors, of the title, the text and both (the title counted
    twice); then its weight if it stands in the title, if it is a name, if it is a name of the
    title; else 0.
    """

    places: NDArray[np.int32]
    shares: NDArray[np.float32]
    title: float  # what the title's words weigh together
    names: float  # … and the names, also those that count for nothing else, such as "Monday"
    strange: int  # how many names the title has

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Row)
            and np.array_equal(self.places, other.places)
            and np.array_equal(self.shares, other.shares)
            and (self.title, self.names) == (other.title, other.names)
        )

    def __hash__(self) -> int:
        return hash((self.places.tobytes(), self.title))


def row_of(
    title: tuple[Codes, Weights], text: tuple[Codes, Weights], names: Mapping[int, float]
) -> Row:
    """Codes of the words of title and text as they stand, with their weights, and of the names.

    Words that are common on the desk weigh less than 1.
    """
    places, at, inverse = np.unique(
        np.concatenate([title[0], text[0]]), return_index=True, return_inverse=True
    )
    many, first = len(places), len(title[0])
    count = np.zeros((3, many), np.intp)
    count[0] = np.bincount(inverse[:first], minlength=many)
    count[1] = np.bincount(inverse[first:], minlength=many)
    count[2] = count[1] + 2 * count[0]
    low = np.concatenate([title[1], text[1]])[at].astype(np.float64)
    in_title = count[0] > 0
    vectors = DAMPED[np.minimum(count, len(DAMPED) - 1)] * low
    lengths = np.sqrt((vectors * vectors).sum(1))
    lengths[lengths == 0] = 1.0
    shares = np.zeros((many, 6), np.float32)
    shares[:, :3] = (vectors / lengths[:, None]).T
    shares[:, 3] = low * in_title
    if names and many:
        at = np.array(list(names), np.int32)
        found = np.minimum(places.searchsorted(at), many - 1)
        found = found[places[found] == at]
        shares[found, 4] = low[found]
        shares[found, 5] = in_title[found]
    titled, named = float(low[in_title].sum()), fsum(names.values())
    return Row(places, shares, titled, named, int(shares[:, 5].sum()))


class Shared(NamedTuple):
    """What two articles of one language share in words, 0 to 1."""

    title: float
    body: float
    both: float
    known_title: float  # of the words of either title, how many the other article has; …
    known_names: float  # … and of its names in title and lead; both of the side with fewer
    strangers: bool  # each title names what the other article never mentions
    unknown: int = 0  # how many names of the titles that is, of both


class Vectors:
    """Rows by number, one after another in memory, so that hundreds are read in one sweep."""

    def __init__(self) -> None:
        self._places: Codes = np.zeros(1 << 12, np.int32)
        self._shares = np.zeros((1 << 12, 6), np.float32)
        self._totals = np.zeros((1 << 6, 3))
        self._starts: list[int] = [0]

    def add(self, row: Row) -> None:
        """Take a row in; it has the next number, counted from 0."""
        start, number = self._starts[-1], len(self._starts) - 1
        end = start + len(row.places)
        if end > len(self._places):
            more = max(end, 2 * len(self._places)) - len(self._places)
            self._places = np.concatenate([self._places, np.zeros(more, np.int32)])
            self._shares = np.concatenate([self._shares, np.zeros((more, 6), np.float32)])
        if number == len(self._totals):
            self._totals = np.concatenate([self._totals, np.zeros_like(self._totals)])
        self._places[start:end] = row.places
        self._shares[start:end] = row.shares
        self._totals[number] = row.title, row.names, row.strange
        self._starts.append(end)

    def beside(self, row: Row, numbers: Numbers) -> "Beside":
        """A row set against those of these numbers."""
        starts, places = self._starts, self._places
        asked: list[int] = numbers.tolist()
        firsts = [starts[number] for number in asked]
        row_places = [places[first : starts[n + 1]] for n, first in zip(asked, firsts, strict=True)]
        sizes = np.array([len(each) for each in row_places])
        mine, hit, which = _hits(row.places, row_places, sizes)
        shift = np.array(firsts) - (np.cumsum(sizes) - sizes)
        theirs = self._shares[hit + shift[which]]
        return Beside(row, row.shares[mine], theirs, which, self._totals[numbers])


class Beside:
    """One Row set against many: what words they share, and in whom."""

    def __init__(
        self,
        row: Row,
        mine: NDArray[np.float32],
        theirs: NDArray[np.float32],
        which: Numbers,
        totals: Floats,
    ) -> None:
        self._row, self._mine, self._theirs = row, mine, theirs
        self._which, self._totals = which, totals
        many = len(totals)
        self.both = _sums(which, mine[:, 2] * theirs[:, 2], many)
        ours = _sums(which, mine[:, 3], many)
        others = _sums(which, theirs[:, 3], many)
        self.known_title = _known((ours, row.title), (others, totals[:, 0]))

    def shared(self, at: int) -> Shared:
        """What the row shares with one of the others."""
        first, end = np.searchsorted(self._which, (at, at + 1)).tolist()
        mine, theirs = self._mine[first:end].astype(float), self._theirs[first:end].astype(float)
        title, body = (mine[:, :2] * theirs[:, :2]).sum(0).tolist()
        ours, others = mine[:, 4:].sum(0).tolist(), theirs[:, 4:].sum(0).tolist()
        _, names, strange = self._totals[at].tolist()
        row = self._row
        known = float(self.known_title[at])
        named = known
        if row.names and names:
            named = min(ours[0] / row.names, others[0] / names)
        unknown = row.strange - ours[1], strange - others[1]
        return Shared(
            title, body, float(self.both[at]), known, named, all(unknown), int(sum(unknown))
        )


def share(left: Row, right: Row) -> Shared:
    """What two articles of one language share."""
    vectors = Vectors()
    vectors.add(right)
    return vectors.beside(left, np.zeros(1, np.intp)).shared(0)


def _sums(which: Numbers, row: Weights, many: int) -> Floats:
    """Sums of a row by whom its numbers are of, added up in the order of places."""
    return np.bincount(which, row, many).astype(np.float64, copy=False)


def _known(ours: tuple[Floats, float], theirs: tuple[Floats, Floats]) -> Floats:
    """The smaller of two shares; of nothing it is 0."""
    here = ours[0] / (ours[1] or 1.0)
    there = theirs[0] / np.where(theirs[1] > 0, theirs[1], 1.0)
    return np.minimum(here, there)


# Where a word stands in the row at hand, plus one; 0 = it is not there. Kept, for it is as long as
# there are codes; whoever works with one takes it out of the list meanwhile.
_FREE: list[NDArray[np.int32]] = []


def _hits(
    places: Codes, others: Sequence[Codes], sizes: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Where places of others are among these: there, in all others one after another, in whom."""
    try:
        table = _FREE.pop()
    except IndexError:
        table = np.zeros(CODES, np.int32)
    table[places] = np.arange(1, len(places) + 1)
    local = table[np.concatenate(others)]
    table[places] = 0
    _FREE.append(table)
    hit = np.flatnonzero(local)
    which = np.searchsorted(np.cumsum(sizes), hit, side="right")
    return local[hit].astype(np.intp) - 1, hit, which


@dataclass(frozen=True, eq=False)
class Echo:
    """What an article says in any language, by place, none twice, smallest first; of length 1."""

    places: NDArray[np.int32]
    shares: NDArray[np.float32]


def echoes(row: Echo, rows: Sequence[Echo]) -> Floats:
    """The cosines of one echo with others."""
    sizes = np.array([len(other.places) for other in rows])
    mine, hit, which = _hits(row.places, [other.places for other in rows], sizes)
    others = np.concatenate([other.shares for other in rows])[hit]
    return _sums(which, row.shares[mine] * others, len(rows))


def in_both(left: NDArray[np.int32], right: NDArray[np.int32]) -> list[int]:
    """The places of both, smallest first."""
    found: list[int] = np.intersect1d(left, right, assume_unique=True).tolist()
    return found
