"""Which pairs of articles are worth a full look: those that share telling things, days apart.

Whether a pair is one depends on its two articles alone, never on what else has come in: how rare
a word is stands in common_stems.tsv, not in the week's counts. So articles may arrive in any order.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from torimatome.understand.rarity import rarity
from torimatome.understand.traits import Traits

# Reports of one event come out within so many days; later ones are its follow-up.
WINDOW_DAYS = 3

# What sharing one thing is worth. A word is worth the power of two next to its share of reports
# in common_stems.tsv, one that is not listed RARE; a name of the desk comes up in story after
# story there, so it is worth less than its rarity elsewhere.
DESK_WORD, SHORT_WORD = 4, 4
NAME_WORTH = {"person": 6, "place": 5, "organisation": 4, "topic": 4, "country": 3, "office": 1}
NUMBER, SHORT_NUMBER, SOUND, SHORT_SOUND, MEANING = 6, 3, 6, 4, 3

# A pair is looked at when what it shares is worth so much, less APART for each day between the
# two, and is such a share of what the two have to offer (their geometric mean). Of 989 pairs of
# dated English reports that the full look joins, 6 fall short at 6; of 157 across languages of the
# demo wire, 4. From 6 to 7 within a language spares a candidate in four and loses one more pair of
# 535 of a day of bench/multiply.py, none of the figures of bench/stories.py. To choose again: lower
# them and see in bench/stories.py what is won, and in bench/understand_speed.py what it costs.
ENOUGH, ENOUGH_ACROSS = 7, 6
APART = 2
SHARE, SHARE_ACROSS = 0.08, 0.08


_NEVER = -(1 << 30)
# Articles asked for times articles looked through in one go: 32 MB.
CELLS = 1 << 22

Numbers = NDArray[np.intp]


class Pairs(NamedTuple):
    """Candidates: which of the articles asked for, who it is by number, how many days apart."""

    who: Numbers
    numbers: Numbers
    apart: NDArray[np.int32]

    def some(self, which: NDArray[np.bool_]) -> "Pairs":
        """Those of them."""
        return Pairs(self.who[which], self.numbers[which], self.apart[which])

    def and_of(self, other: "Pairs", later: int) -> "Pairs":
        """These and those of articles that are so many places later."""
        return Pairs(
            np.concatenate([self.who, other.who + later]),
            np.concatenate([self.numbers, other.numbers]),
            np.concatenate([self.apart, other.apart]),
        )


NONE = Pairs(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0, np.int32))


@dataclass(frozen=True)
class Keys:
    """What one article is looked up by, each with its worth."""

    same: Mapping[str, int]  # by reports in its own language
    across: Mapping[str, int]  # by those in another


def keys_of(traits: Traits) -> Keys:
    """The keys of an article: its title's and lead's telling words, names, numbers and sounds."""
    lowered = traits.lowered
    same = {key: _worth(key, key in lowered) for key in traits.in_title | traits.proper}
    across: dict[str, int] = {}
    for number in traits.numbers:
        across[f"number {number}"] = NUMBER if len(number) > 2 else SHORT_NUMBER
    for key, name in traits.names.items():
        if not (name.own and name.kind == "country"):
            across[key] = max(1, NAME_WORTH.get(name.kind, 3) - name.own)
    # In one language the words of a name are keys already.
    same |= {key: n if key.startswith("number ") else n // 2 for key, n in across.items()}
    for heard in traits.sounds:
        across[f"sound {heard}"] = SOUND if len(heard) > 3 else SHORT_SOUND
    for meaning in traits.meant_by_title:
        across[meaning] = MEANING
    return Keys({key: n for key, n in same.items() if n}, across)


@lru_cache(maxsize=65536)
def _worth(stem: str, of_desk: bool) -> int:
    worth = rarity(stem)
    if of_desk:
        return min(worth, DESK_WORD)
    return min(worth, SHORT_WORD) if len(stem) < 3 and stem.isascii() else worth


class Index:
    """Articles by number, ready to be asked which of them share enough with another."""

    def __init__(self) -> None:
        self._same: dict[str, dict[str, array[int]]] = {}
        self._across: dict[str, array[int]] = {}
        self._days = array("i")
        self._languages = array("i")
        self._spoken: dict[str, int] = {}
        self._offers = array("f"), array("f")  # what all keys of an article are worth
        self._first: dict[int, int] = {}  # per day the smallest number on it

    def __len__(self) -> int:
        return len(self._days)

    def day(self, number: int) -> int:
        """The ordinal of an article's day."""
        return self._days[number]

    def add(self, traits: Traits, keys: Keys) -> int:
        """Take an article in; gives the number it is known by, counted from 0."""
        number = len(self._days)
        self._days.append(traits.day)
        self._languages.append(self._spoken.setdefault(traits.language, len(self._spoken)))
        self._offers[0].append(sum(keys.same.values()))
        self._offers[1].append(sum(keys.across.values()))
        self._first.setdefault(traits.day, number)
        for held, wanted in (
            (self._same.setdefault(traits.language, {}), keys.same),
            (self._across, keys.across),
        ):
            for key in wanted:
                row = held.get(key)
                if row is None:
                    held[key] = array("I", (number,))
                else:
                    row.append(number)
        return number

    def drop(self, number: int) -> None:
        """Let an article be no candidate any more."""
        self._days[number] = _NEVER

    def near(self, row: Sequence[Traits], keys: Sequence[Keys]) -> tuple["Pairs", "Pairs"]:
        """Which of the articles taken in are candidates of these: in their language, in others."""
        days = np.array([traits.day for traits in row], np.int32)
        around = range(int(days.min()) - WINDOW_DAYS, int(days.max()) + WINDOW_DAYS + 1)
        start = min((self._first[day] for day in around if day in self._first), default=len(self))
        if start == len(self):
            return NONE, NONE
        if len(row) > 1 and len(row) * (len(self) - start) > CELLS:
            half = len(row) // 2
            first, rest = (self.near(row[at], keys[at]) for at in (slice(half), slice(half, None)))
            return first[0].and_of(rest[0], half), first[1].and_of(rest[1], half)
        here = np.frombuffer(self._days, np.int32)[start:]
        tongues = np.frombuffer(self._languages, np.int32)[start:]
        spoken = np.array([self._spoken.get(traits.language, -1) for traits in row])
        found = []
        for across in (False, True):
            held = [self._across if across else self._same.get(t.language, {}) for t in row]
            wanted = [each.across if across else each.same for each in keys]
            enough, share = (ENOUGH_ACROSS, SHARE_ACROSS) if across else (ENOUGH, SHARE)
            who, numbers, worth = _shared(held, wanted, (start, len(self)), enough)
            apart = np.abs(here[numbers] - days[who])
            good = (apart <= WINDOW_DAYS) & (worth - APART * apart >= enough)
            if across:
                good &= tongues[numbers] != spoken[who]
            who, numbers, worth, apart = who[good], numbers[good], worth[good], apart[good]
            offers = np.frombuffer(self._offers[across], np.float32)[start + numbers]
            whole = np.array([sum(each.values()) for each in wanted], np.float64)
            good = worth >= share * np.sqrt(offers.astype(np.float64) * whole[who])
            found.append(Pairs(who[good], numbers[good] + start, apart[good]))
        return found[0], found[1]


def _shared(
    held: Sequence[Mapping[str, "array[int]"]],
    wanted: Sequence[Mapping[str, int]],
    among: tuple[int, int],
    enough: int,
) -> tuple[Numbers, Numbers, NDArray[np.float64]]:
    """Who shares enough of the wanted keys with whom of a stretch, counted from its start, and how
    much."""
    start, end = among
    rows = array("I")
    who, worths, sizes = [], [], []
    for n, (each, keys) in enumerate(zip(held, wanted, strict=True)):
        for key, worth in keys.items():
            row = each.get(key)
            if row is not None and row[-1] >= start:
                if row[0] < start:
                    row = row[bisect_left(row, start) :]
                rows.extend(row)
                who.append(n)
                worths.append(worth)
                sizes.append(len(row))
    if not who:
        return NONE.who, NONE.who, np.zeros(0)
    wide = end - start
    cells = np.frombuffer(rows, np.uint32) + np.repeat(np.array(who) * wide - start, sizes)
    found = np.bincount(cells, np.repeat(np.array(worths, np.float64), sizes))
    at = np.flatnonzero(found >= enough)
    return at // wide, at % wide, found[at].astype(np.float64, copy=False)


def candidates(row: Sequence[Traits]) -> Iterator[tuple[str, str]]:
    """Pairs of ids, smaller first, that share enough within the window of days."""
    index = Index()
    ordered = sorted(row, key=lambda traits: (traits.day, traits.id))
    for traits in ordered:
        keys = keys_of(traits)
        for other in chain(*(found.numbers.tolist() for found in index.near([traits], [keys]))):
            yield min(traits.id, ordered[other].id), max(traits.id, ordered[other].id)
        index.add(traits, keys)
