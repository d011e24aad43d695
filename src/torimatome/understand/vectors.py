"""Words of many articles side by side, so that one is set against hundreds in one step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from torimatome.understand.sheaf import Groups
from torimatome.understand.tokens import CODE_BITS, CODES

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
    matter: float  # what the title's words weigh that are no names

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Row)
            and np.array_equal(self.places, other.places)
            and np.array_equal(self.shares, other.shares)
            and (self.title, self.names) == (other.title, other.names)
        )

    def __hash__(self) -> int:
        return hash((self.places.tobytes(), self.title))


@dataclass(frozen=True, eq=False)
class Told:
    """Codes of words by article, in the order they are first met there."""

    who: Numbers  # articles by number
    codes: Codes
    weights: Weights  # words that are common on the desk weigh less than 1
    titled: Numbers  # how often it stands in the title …
    texted: Numbers  # … and in the text


def rows_of(told: Told, names: tuple[Numbers, Codes, Weights], many: int) -> list[Row]:
    """Rows of as many articles out of their words and names, these by article, code and weight."""
    group = Groups((told.who << CODE_BITS) | told.codes)
    who, places = group.keys >> CODE_BITS, (group.keys & (CODES - 1)).astype(np.int32)
    titled, texted = group.sums(told.titled), group.sums(told.texted)
    # Of two stems of one place the first to be met gives the weight.
    low = told.weights[group.order[group.starts]].astype(np.float64)
    count = np.stack([titled, texted, texted + 2 * titled])
    vectors = DAMPED[np.minimum(count, len(DAMPED) - 1)] * low
    shares = np.zeros((len(places), 6), np.float32)
    for at, vector in enumerate(vectors):
        lengths = np.sqrt(np.bincount(who, vector * vector, many))
        lengths[lengths == 0] = 1.0
        shares[:, at] = vector / lengths[who]
    in_title = titled > 0
    shares[:, 3] = low * in_title
    named = Groups((names[0] << CODE_BITS) | names[1])
    worth = named.most(names[2]).astype(np.float64)
    if len(named.keys) and len(group.keys):
        found = np.minimum(np.searchsorted(group.keys, named.keys), len(group.keys) - 1)
        found = found[group.keys[found] == named.keys]
        shares[found, 4] = low[found]
        shares[found, 5] = in_title[found]
    titles = np.bincount(who, low * in_title, many).tolist()
    named_all = np.bincount(named.keys >> CODE_BITS, worth, many).tolist()
    strange = np.bincount(who, shares[:, 5], many).astype(int).tolist()
    matter = np.bincount(who, shares[:, 3] * (1 - shares[:, 5]), many).tolist()
    bounds = np.searchsorted(who, np.arange(many + 1)).tolist()
    return [
        Row(places[first:end], shares[first:end], titles[n], named_all[n], strange[n], matter[n])
        for n, (first, end) in enumerate(pairwise(bounds))
    ]


def row_of(
    title: tuple[Codes, Weights], text: tuple[Codes, Weights], names: Mapping[int, float]
) -> Row:
    """The Row of one article: codes of title and text as they stand with weights, and names."""
    sizes = len(title[0]), len(text[0])
    told = Told(
        np.zeros(sum(sizes), np.intp),
        np.concatenate([title[0], text[0]]),
        np.concatenate([title[1], text[1]]),
        np.repeat(np.array([1, 0]), sizes),
        np.repeat(np.array([0, 1]), sizes),
    )
    codes = np.array(list(names), np.int32)
    weights = np.array(list(names.values()), np.float32)
    return rows_of(told, (np.zeros(len(names), np.intp), codes, weights), 1)[0]


class Shared(NamedTuple):
    """What two articles of one language share in words, 0 to 1."""

    title: float
    body: float
    both: float
    known_title: float  # of the words of either title, how many the other article has; …
    known_names: float  # … and of its names in title and lead; both of the side with fewer
    strangers: bool  # each title names what the other article never mentions
    unknown: int = 0  # how many names of the titles that is, of both
    matter: float = 0.5  # of what a title says beside names, how much the other article has


class Vectors:
    """Rows by number, one after another in memory, so that hundreds are read in one sweep."""

    def __init__(self) -> None:
        self._places: Codes = np.zeros(1 << 12, np.int32)
        self._shares = np.zeros((1 << 12, 6), np.float32)
        self._totals = np.zeros((1 << 6, 4))
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
        self._totals[number] = row.title, row.names, row.strange, row.matter
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
        return self.shared_with(np.array([at]))[0]

    def shared_with(self, those: Numbers) -> list[Shared]:
        """What the row shares with each of some of the others, these in rising order."""
        many = len(self._totals)
        wanted = np.zeros(many, bool)
        wanted[those] = True
        at = np.flatnonzero(wanted[self._which])
        which = self._which[at]
        mine, theirs = self._mine[at].astype(float), self._theirs[at].astype(float)
        title, body = (
            np.bincount(which, mine[:, n] * theirs[:, n], many)[those].tolist() for n in (0, 1)
        )
        ours, our_titles = (np.bincount(which, mine[:, n], many)[those].tolist() for n in (4, 5))
        others, titles = (np.bincount(which, theirs[:, n], many)[those].tolist() for n in (4, 5))
        matter = mine[:, 3] * (1 - mine[:, 5]), theirs[:, 3] * (1 - theirs[:, 5])
        told, back = (np.bincount(which, row, many)[those].tolist() for row in matter)
        both, known = self.both[those].tolist(), self.known_title[those].tolist()
        row, found = self._row, []
        for n, (_, names, strange, other) in enumerate(self._totals[those].tolist()):
            named = known[n]
            if row.names and names:
                named = min(ours[n] / row.names, others[n] / names)
            unknown = row.strange - our_titles[n], strange - titles[n]
            most = max(_part(told[n], row.matter), _part(back[n], other))
            strangers, count = all(unknown), int(sum(unknown))
            found.append(
                Shared(title[n], body[n], both[n], known[n], named, strangers, count, most)
            )
        return found


def _part(known: float, whole: float) -> float:
    """How much of the whole is known; a title of names alone tells nothing either way."""
    return known / whole if whole else 0.5


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
# there are codes; whoever works with one takes it out of the list meanwhile. Before it stands a
# smaller table that tells of most words at once that they are not there, and lies nearer at hand.
_Tables = tuple[NDArray[np.bool_], NDArray[np.int32]]
_FREE: list[_Tables] = []
_SMALLER = (1 << 15) - 1


def _hits(
    places: Codes, others: Sequence[Codes], sizes: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Where places of others are among these: there, in all others one after another, in whom."""
    try:
        tables = _FREE.pop()
    except IndexError:
        tables = np.zeros(_SMALLER + 1, bool), np.zeros(CODES, np.int32)
    maybe, exact = tables
    exact[places] = np.arange(1, len(places) + 1)
    small = places & _SMALLER
    maybe[small] = True
    every = np.concatenate(others)
    near = np.flatnonzero(maybe[every & _SMALLER])
    local = exact[every[near]]
    exact[places] = 0
    maybe[small] = False
    _FREE.append(tables)
    there = local > 0
    hit = near[there]
    which = np.searchsorted(np.cumsum(sizes), hit, side="right")
    return local[there].astype(np.intp) - 1, hit, which


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


def in_common(left: Echo, right: Echo) -> tuple[float, list[int]]:
    """The cosine of two echoes, and the places of both, smallest first."""
    if not len(left.places) or not len(right.places):
        return 0.0, []
    at = np.minimum(np.searchsorted(right.places, left.places), len(right.places) - 1)
    hit = right.places[at] == left.places
    shares = left.shares[hit] * right.shares[at[hit]]
    return float(shares.sum(dtype=np.float64)), left.places[hit].tolist()
