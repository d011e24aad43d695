"""Words of many articles side by side, so that one is set against hundreds in one step."""

from array import array
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

NO_CODES: Codes = np.zeros(0, np.int32)

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
        self._starts = array("q", (0,))

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

    def beside(self, rows: Sequence[Row], who: Numbers, numbers: Numbers) -> "Beside":
        """Pairs of one of the rows, by its place, and one of these numbers; `who` rises."""
        starts = np.frombuffer(self._starts, np.int64)
        firsts = starts[numbers]
        sizes = starts[numbers + 1] - firsts
        ends = np.cumsum(sizes)
        at = np.arange(int(sizes.sum())) + np.repeat(firsts - ends + sizes, sizes)
        mine, hit = _hits([row.places for row in rows], self._places[at], _bounds(rows, who, ends))
        ours = np.array([(row.title, row.names, row.strange, row.matter) for row in rows])[who]
        return Beside(
            (np.concatenate([row.shares for row in rows])[mine], ours),
            (self._shares[at[hit]], self._totals[numbers]),
            np.searchsorted(ends, hit, side="right"),
        )


_Side = tuple[Weights, Floats]  # the columns of shared words, and the totals of each pair


class Beside:
    """Pairs of rows set beside each other: what words they share."""

    def __init__(self, ours: _Side, theirs: _Side, which: Numbers) -> None:
        self._ours, self._theirs, self._which = ours, theirs, which
        (mine, my_totals), (other, other_totals) = ours, theirs
        many = len(my_totals)
        self.both = _sums(which, mine[:, 2] * other[:, 2], many)
        self.known_title = np.minimum(
            _known(_sums(which, mine[:, 3], many), my_totals[:, 0]),
            _known(_sums(which, other[:, 3], many), other_totals[:, 0]),
        )

    def shared(self, at: int) -> Shared:
        """What the two of one pair share."""
        return self.shared_by(np.array([at]))[0]

    def shared_by(self, those: Numbers) -> list[Shared]:
        """What the two of each of some pairs share, these in rising order."""
        (mine, my_totals), (theirs, other_totals) = self._ours, self._theirs
        many = len(my_totals)
        wanted = np.zeros(many, bool)
        wanted[those] = True
        at = np.flatnonzero(wanted[self._which])
        which = self._which[at]
        left: Floats = mine[at].astype(np.float64)
        right: Floats = theirs[at].astype(np.float64)

        def sums(row: Floats) -> list[float]:
            found: list[float] = np.bincount(which, row, many)[those].tolist()
            return found

        title, body = (sums(left[:, n] * right[:, n]) for n in (0, 1))
        ours, our_titles = (sums(left[:, n]) for n in (4, 5))
        others, titles = (sums(right[:, n]) for n in (4, 5))
        told, back = (sums(side[:, 3] * (1 - side[:, 5])) for side in (left, right))
        both, known = self.both[those].tolist(), self.known_title[those].tolist()
        totals = zip(my_totals[those].tolist(), other_totals[those].tolist(), strict=True)
        found = []
        for n, ((_, my_names, strange, matter), (_, names, stranger, other)) in enumerate(totals):
            named = known[n]
            if my_names and names:
                named = min(ours[n] / my_names, others[n] / names)
            unknown = strange - our_titles[n], stranger - titles[n]
            most = max(_part(told[n], matter), _part(back[n], other))
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
    first = np.zeros(1, np.intp)
    return vectors.beside([left], first, first).shared(0)


def _sums(which: Numbers, row: Weights, many: int) -> Floats:
    """Sums of a row by whom its numbers are of, added up in the order of places."""
    return np.bincount(which, row, many).astype(np.float64, copy=False)


def _known(held: Floats, whole: Floats) -> Floats:
    """How much of a whole is held; of nothing it is 0."""
    found: Floats = held / np.where(whole > 0, whole, 1.0)
    return found


# Tells of most words at once that they are not in the row they are set beside, and of the others
# where they are. Kept; whoever works with one takes it out of the list meanwhile.
_FREE: list[NDArray[np.int32]] = []
_SMALLER_BITS = 15
_SMALLER = (1 << _SMALLER_BITS) - 1


def _bounds(rows: Sequence[object], who: Numbers, ends: Numbers) -> list[int]:
    """Where what is set beside each row begins, and the end; `who` rises."""
    found: list[int] = np.append(0, ends)[np.searchsorted(who, np.arange(len(rows) + 1))].tolist()
    return found


def _hits(rows: Sequence[Codes], every: Codes, bounds: Sequence[int]) -> tuple[Numbers, Numbers]:
    """Where words of others are in the row that these are set beside: in all rows one after
    another, and in all others. Each row rises."""
    ours = np.concatenate([NO_CODES, *rows])
    marked = _cells(ours, [len(row) for row in rows])
    table = _FREE.pop() if _FREE else np.zeros(0, np.int32)
    if len(table) < len(rows) << _SMALLER_BITS:
        table = np.zeros(len(rows) << _SMALLER_BITS, np.int32)
    table[marked] = np.arange(1, len(ours) + 1)
    # Two words of a row may have one cell, which holds the later.
    hidden = np.flatnonzero(table[marked] != np.arange(1, len(ours) + 1))
    cells = _cells(every, np.diff(bounds))
    found = table[cells]
    near = np.flatnonzero(found)
    mine = found[near].astype(np.intp) - 1
    same = ours[mine] == every[near]
    if len(hidden):
        other = near[~same]
        keys = (marked[hidden] << CODE_BITS) | ours[hidden]
        order = np.argsort(keys)
        wanted = (cells[other] << CODE_BITS) | every[other]
        at = order[np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)]
        there = keys[at] == wanted
        mine[np.flatnonzero(~same)[there]] = hidden[at[there]]
        same = ours[mine] == every[near]
    table[marked] = 0
    _FREE.append(table)
    return mine[same], near[same]


def _cells(places: Codes, sizes: Sequence[int] | Numbers) -> Numbers:
    """Where the table tells of words, rows of so many one after another."""
    found: Numbers = np.repeat(np.arange(len(sizes)) << _SMALLER_BITS, sizes)
    found |= places & _SMALLER
    return found


@dataclass(frozen=True, eq=False)
class Echo:
    """What an article says in any language, by place, none twice, smallest first; of length 1."""

    places: NDArray[np.int32]
    shares: NDArray[np.float32]


def echoes(rows: Sequence[Echo], who: Numbers, others: Sequence[Echo]) -> Floats:
    """The cosines of pairs of one of the rows, by its place, and another echo; `who` rises."""
    ends = np.cumsum([len(other.places) for other in others])
    every = np.concatenate([other.places for other in others])
    mine, hit = _hits([row.places for row in rows], every, _bounds(rows, who, ends))
    shares = np.concatenate([other.shares for other in others])[hit]
    ours = np.concatenate([row.shares for row in rows])[mine]
    return _sums(np.searchsorted(ends, hit, side="right"), ours * shares, len(others))


def in_common(left: Echo, right: Echo) -> tuple[float, list[int]]:
    """The cosine of two echoes, and the places of both, smallest first."""
    if not len(left.places) or not len(right.places):
        return 0.0, []
    at = np.minimum(np.searchsorted(right.places, left.places), len(right.places) - 1)
    hit = right.places[at] == left.places
    shares = left.shares[hit] * right.shares[at[hit]]
    return float(shares.sum(dtype=np.float64)), left.places[hit].tolist()
