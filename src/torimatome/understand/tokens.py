"""A text read once, as numbers: per word one row of a table that holds all that is known of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from struct import Struct
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from torimatome.understand.heard import heard_of, spelt
from torimatome.understand.rarity import RARE, rarity
from torimatome.understand.words import SMALL, UNSPACED, bare_of, fold, stem

# Stems fall into so many places. A word of a report of 100 shares its place with another word of
# the other report in one pair in a hundred, which adds .01 to a cosine.
CODES = 1 << 20

# Word forms kept: some 40,000 come up in a week on a desk of 44 outlets. 80 MB at most.
KEPT = 200_000

_QUOTE_MARKS = "’ʼ‘´ʹ"  # as words.py folds them; replaced one by one, eight times as fast
_PARTS = re.compile(r"\w+(?:'\w+)*|[.!?:;»”\"\n]")
_ENDS = '.!?:;»”"\n'

# Columns of the table.
CODE, FLAGS, NAME, MAYBE, PART, PART_TOO, PRINT, _PRINT_TOO, WEIGHT, _FREE = range(10)
COLUMNS = 10
_ROW = Struct("=iiiiiiQfi")
# Flags.
# … LONG words have three letters and more, LONGER ones four.
END, CAPITAL, PARTICULAR, LONG, LONGER, RUN = 1, 2, 4, 8, 16, 32

# What a stem tells by its rarity: as much less as more reports hold it, and never nothing. Beside
# one weight for all it lifts every cosine of words, average precision by .01 to .04 on 190 Russian
# pairs and on 3,072 candidate pairs of dated English reports alike; its square root does half that.
TOLD = tuple(max(0.1, level / RARE) for level in range(RARE + 1))

Rows = NDArray[np.int32]
Prints = NDArray[np.uint64]


@dataclass(frozen=True)
class Run:
    """A run of kana and kanji: what its pairs of letters and its letters are."""

    keys: tuple[str, ...]
    codes: tuple[int, ...]
    prints: tuple[int, ...]
    heard: tuple[tuple[int, int, int, int], ...]  # what it spells by sound


class Lexicon(dict[str, int]):
    """Word forms by number, each worked out when first met; of one thread alone.

    `weights` lowers stems that are common on the desk.
    """

    def __init__(self, weights: Mapping[str, float] | None = None) -> None:
        super().__init__()
        self.weights = weights or {}
        self.table: Rows = np.zeros((1024, COLUMNS), np.int32)
        self.stems: list[str] = []
        self.bares: list[str] = []
        self.folded: list[str] = []
        self.runs: dict[int, Run] = {}

    def __missing__(self, written: str) -> int:
        number = len(self.stems)
        if number == len(self.table):
            self.table = np.concatenate([self.table, np.zeros_like(self.table)])
        self[written] = number
        folded = "" if written in _ENDS else fold(written)
        bare = bare_of(folded)
        key = stem(bare) if bare else ""
        self.stems.append(key)
        self.bares.append(bare)
        self.folded.append(folded)
        flags, told, print_, heard = END, -1, 0, (0, 0, 0, 0)
        if folded and not written.isascii() and UNSPACED.match(written):
            flags = RUN + _length(written)
            pairs = tuple(written[i : i + 2] for i in range(max(1, len(written) - 1)))
            sounds = tuple(map(heard_of, spelt(written)))
            run = Run(pairs, tuple(map(code, pairs)), tuple(map(_number, written)), sounds)
            self.runs[number] = run
        elif folded:
            capital = written[0].isupper()
            particular = capital or written[0].isdigit()
            flags = CAPITAL * capital + PARTICULAR * particular + _length(written)
            if key not in SMALL and (len(key) > 1 or key.isdigit()):
                told = code(key)
            print_, heard = _number(folded), heard_of(bare)
        weight = self.worth(key)
        _ROW.pack_into(self.table.data, number * _ROW.size, told, flags, *heard, print_, weight, 0)
        return number

    def worth(self, stem: str) -> float:
        """What a stem tells, 0 to 1: less the more reports hold it, and where the desk has it."""
        return self.weights.get(stem, 1.0) * TOLD[rarity(stem)]

    def read(self, *texts: str) -> list[list[int]]:
        """The words of each text as numbers; also where a sentence, clause or quotation ends."""
        if len(self.stems) >= KEPT:
            self._forget()
        return [list(map(self.__getitem__, _PARTS.findall(_plain(text)))) for text in texts]

    def _forget(self) -> None:
        self.clear()
        for row in (self.stems, self.bares, self.folded):
            row.clear()
        self.runs.clear()

    def rows(self, numbers: Sequence[int]) -> Rows:
        """What the table says of each of these."""
        found: Rows = self.table[np.array(numbers, np.intp)]
        return found

    def codes(self, numbers: Sequence[int], rows: Rows) -> tuple[Rows, NDArray[np.float32]]:
        """The codes of those that tell something, and how much less each tells."""
        at = rows[:, CODE] >= 0
        codes = rows[at, CODE]
        weights = rows[at, WEIGHT].view(np.float32)
        if self.runs:
            more = [code for n in numbers if n in self.runs for code in self.runs[n].codes]
            if more:
                codes = np.concatenate([codes, np.array(more, np.int32)])
                weights = np.concatenate([weights, np.ones(len(more), np.float32)])
        return codes, weights

    def telling(self, numbers: Iterable[int]) -> list[str]:
        """The stems that tell something, pairs of letters of scripts without spaces."""
        found: list[str] = []
        for number in numbers:
            if self.table[number, CODE] >= 0:
                found.append(self.stems[number])
            elif number in self.runs:
                found += self.runs[number].keys
        return found


def inside(rows: Rows, starts: Sequence[int] = ()) -> NDArray[np.bool_]:
    """Which are capitalised words of three letters and more that do not open a sentence.

    `starts` are places where another text begins.
    """
    flags = rows[:, FLAGS]
    found: NDArray[np.bool_] = (flags & (CAPITAL | LONG)) == CAPITAL | LONG
    if len(found):
        found[1:] &= (flags[:-1] & END) == 0
        found[[0, *(start for start in starts if start < len(found))]] = False
    return found


def _length(written: str) -> int:
    return LONG * (len(written) > 2) + LONGER * (len(written) > 3)


def code(key: str) -> int:
    """A stem as a number under CODES: two stems share one now and then."""
    return crc32(key.encode()) % CODES


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


def _plain(text: str) -> str:
    if "`" in text or "_" in text:
        text = text.replace("`", "'").replace("_", " ")
    if not text.isascii():
        for mark in _QUOTE_MARKS:
            text = text.replace(mark, "'")
    return text
