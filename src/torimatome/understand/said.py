"""Which meanings the words of a lexicon have, by number, so that texts are read without words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from torimatome.understand.concepts import LONGEST, Stems
from torimatome.understand.sheaf import Sheaf
from torimatome.understand.tokens import Lexicon

Numbers = NDArray[np.intp]
_UNKNOWN = -1
# Words and marks looked through for the words that a stem may have.
_AHEAD = 4 * LONGEST


@dataclass(frozen=True)
class Held:
    """What distinct words mean: one entry for each meaning of each."""

    at: Numbers  # which of the words asked for
    meanings: Numbers


class Said:
    """The meanings of a lexicon's words in one language."""

    def __init__(self, lexicon: Lexicon, stems: Stems) -> None:
        self._lexicon, self._stems = lexicon, stems
        self._begin()

    def _begin(self) -> None:
        self._age = self._lexicon.age
        self._set = np.full(1024, _UNKNOWN, np.int32)  # by word, which of the sets it has
        self._begins = np.zeros(1024, bool)
        self._sets: dict[tuple[int, ...], int] = {(): 0}
        self._sizes: Numbers = np.zeros(1, np.intp)
        self._starts: Numbers = np.zeros(1, np.intp)
        self._all: Numbers = np.zeros(0, np.intp)

    def of(self, numbers: Numbers) -> Held:
        """What words mean by themselves."""
        self._know(numbers)
        which = self._set[numbers]
        at = np.flatnonzero(which)
        which = which[at]
        sizes = self._sizes[which]
        into = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        found = self._all[np.repeat(self._starts[which], sizes) + into]
        return Held(np.repeat(at, sizes), found)

    def of_several(self, sheaf: Sheaf, at: Numbers) -> list[tuple[int, int]]:
        """What articles mean by several words together, of their words at these places: whose it
        is, and the meaning."""
        numbers, who = sheaf.numbers[at], sheaf.who[at]
        self._know(numbers.astype(np.intp))
        folded = self._lexicon.folded
        ends = np.searchsorted(who, np.arange(sheaf.many), side="right")
        found = []
        for place in np.flatnonzero(self._begins[numbers]).tolist():
            owner = int(who[place])
            ahead = numbers[place + 1 : min(place + 1 + _AHEAD, int(ends[owner]))].tolist()
            words = [word for number in ahead if (word := folded[number])]
            first = folded[int(numbers[place])]
            for meaning in self._stems.following(first, words[: LONGEST - 1]):
                found.append((owner, meaning))
        return found

    def _know(self, numbers: Numbers) -> None:
        lexicon = self._lexicon
        if self._age != lexicon.age:
            self._begin()
        if len(self._set) < len(lexicon.table):
            more = len(lexicon.table) - len(self._set)
            self._set = np.concatenate([self._set, np.full(more, _UNKNOWN, np.int32)])
            self._begins = np.concatenate([self._begins, np.zeros(more, bool)])
        new = np.unique(numbers[self._set[numbers] == _UNKNOWN])
        if not len(new):
            return
        words = [lexicon.folded[number] for number in new.tolist()]
        found = self._stems.of_words(words)
        sets = self._sets
        self._set[new] = [sets.setdefault(those, len(sets)) for those in found]
        self._begins[new] = [self._stems.begins(word) for word in words]
        if len(sets) > len(self._sizes):
            self._sizes = np.array([len(those) for those in sets], np.intp)
            self._starts = np.cumsum(self._sizes) - self._sizes
            self._all = np.array([number for those in sets for number in those], np.intp)
