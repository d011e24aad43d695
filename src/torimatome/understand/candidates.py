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
_NOBODY = np.zeros(0, np.intp)


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

    def apart(self, numbers: NDArray[np.intp], day: int) -> NDArray[np.int32]:
        """How many days each of these lies from a day."""
        found: NDArray[np.int32] = np.abs(np.frombuffer(self._days, np.int32)[numbers] - day)
        return found

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

    def near(self, traits: Traits, keys: Keys) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Numbers of the articles taken in that are candidates: in its language, in others."""
        days = range(traits.day - WINDOW_DAYS, traits.day + WINDOW_DAYS + 1)
        start = min((self._first[day] for day in days if day in self._first), default=len(self))
        if start == len(self):
            return _NOBODY, _NOBODY
        language = self._spoken.get(traits.language, -1)
        here = np.frombuffer(self._days, np.int32)[start:]
        tongues = np.frombuffer(self._languages, np.int32)[start:]
        found = []
        for across, held, wanted in (
            (False, self._same.get(traits.language, {}), keys.same),
            (True, self._across, keys.across),
        ):
            enough, share = (ENOUGH_ACROSS, SHARE_ACROSS) if across else (ENOUGH, SHARE)
            numbers, worth = _shared(held, wanted, (start, len(self)), enough)
            if across and len(numbers):
                other = tongues[numbers] != language
                numbers, worth = numbers[other], worth[other]
            if len(numbers):
                apart = np.abs(here[numbers] - traits.day)
                good = (apart <= WINDOW_DAYS) & (worth - APART * apart >= enough)
                numbers, worth = numbers[good], worth[good]
                offers = np.frombuffer(self._offers[across], np.float32)[start + numbers]
                bar = share * np.sqrt(offers.astype(np.float64) * sum(wanted.values()))
                numbers = numbers[worth >= bar] + start
            found.append(numbers)
        return found[0], found[1]


def _shared(
    held: Mapping[str, "array[int]"], wanted: Mapping[str, int], among: tuple[int, int], enough: int
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Who of a stretch shares enough with the wanted keys, counted from its start, and how much."""
    start, end = among
    rows = array("I")
    worths, sizes = [], []
    for key, worth in wanted.items():
        row = held.get(key)
        if row is not None and row[-1] >= start:
            if row[0] < start:
                row = row[bisect_left(row, start) :]
            rows.extend(row)
            worths.append(worth)
            sizes.append(len(row))
    if sum(worths) < enough:
        return _NOBODY, np.zeros(0)
    weights = np.repeat(np.array(worths, np.float64), sizes)
    numbers = np.frombuffer(rows, np.uint32) - np.uint32(start)
    found = np.bincount(numbers, weights, minlength=end - start)
    at = np.flatnonzero(found >= enough)
    return at, found[at].astype(np.float64, copy=False)


def candidates(row: Sequence[Traits]) -> Iterator[tuple[str, str]]:
    """Pairs of ids, smaller first, that share enough within the window of days."""
    index = Index()
    ordered = sorted(row, key=lambda traits: (traits.day, traits.id))
    for traits in ordered:
        keys = keys_of(traits)
        for other in chain(*(found.tolist() for found in index.near(traits, keys))):
            yield min(traits.id, ordered[other].id), max(traits.id, ordered[other].id)
        index.add(traits, keys)
