"""A text read once, as numbers: per word one row of a table that holds all that is known of it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from torimatome.understand.heard import heard_of_all, spelt
from torimatome.understand.one_word import said_as
from torimatome.understand.rarity import RARE, rarities
from torimatome.understand.regions import region_of
from torimatome.understand.words import SMALL, UNSPACED, bare_of, fold_all, stem

# Stems fall into so many places. A word of a report of 100 shares its place with another word of
# the other report in one pair in a hundred, which adds .01 to a cosine.
CODE_BITS = 20
CODES = 1 << CODE_BITS

# Word forms kept: some 40,000 come up in a week on a desk of 44 outlets. 80 MB at most.
KEPT = 200_000

_QUOTE_MARKS = "’ʼ‘´ʹ"  # as words.py folds them; replaced one by one, eight times as fast
_PARTS = re.compile(r"\w+(?:'\w+)*|[.!?:;»”\"\n]")
_ENDS = '.!?:;»”"\n'
_DIGIT = re.compile(r"\d")
_FIRST_KANA = "\u3005"  # no letter that UNSPACED knows stands before

# Columns of the table. STEM and BARE are checks of the words of that name: equal words, equal sums.
CODE, FLAGS, NAME, MAYBE, PART, PART_TOO, PRINT, _PRINT_TOO, WEIGHT, STEM, BARE, REGION = range(12)
COLUMNS = 12
# Flags.
# … LONG words have three letters and more, LONGER ones four. FIGURES hold a digit.
END, CAPITAL, PARTICULAR, LONG, LONGER, RUN, FIGURES = 1, 2, 4, 8, 16, 32, 64

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
    """Word forms by number, learned when first met; of one thread alone.

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
        self.age = 0  # how often all was forgotten: numbers of another age mean other words
        self._new: list[str] = []

    def __missing__(self, written: str) -> int:
        number = self[written] = len(self.stems) + len(self._new)
        self._new.append(written)
        return number

    def worth(self, stem: str) -> float:
        """What a stem tells, 0 to 1: less the more reports hold it, and where the desk has it."""
        return self.weights.get(stem, 1.0) * TOLD[rarities().get(stem, RARE)]

    def read(self, *texts: str) -> list[list[int]]:
        """The words of each text as numbers; also where a sentence, clause or quotation ends."""
        parted = [words_of(text) for text in texts]
        self.make_room()
        found = [list(map(self.__getitem__, parts)) for parts in parted]
        self._learn()
        return found

    def numbers(self, parts: Sequence[str]) -> Rows:
        """What `words_of` gives, as numbers."""
        self.make_room()
        found = np.fromiter(map(self.__getitem__, parts), np.int32, len(parts))
        self._learn()
        return found

    def make_room(self) -> None:
        """Forget all words once they are too many."""
        if len(self.stems) >= KEPT:
            self.age += 1
            self.clear()
            for row in (self.stems, self.bares, self.folded):
                row.clear()
            self.runs.clear()

    def _learn(self) -> None:
        """Work out what is new, all at once: word by word it would take five times as long."""
        new, self._new = self._new, []
        if not new:
            return
        first = len(self.stems)
        while first + len(new) > len(self.table):
            self.table = np.concatenate([self.table, np.zeros_like(self.table)])
        folded = fold_all(["" if written in _ENDS else written for written in new])
        bares = [bare_of(word) for word in folded]
        alike = said_as()
        stems = [stem(bare) if bare else "" for bare in bares]
        stems = [alike.get(key, key) for key in stems]
        rows = np.zeros((len(new), COLUMNS), np.int32)
        sums = np.array([crc32(key.encode()) for key in stems], np.uint32)
        rows[:, STEM] = sums.view(np.int32)
        rows[:, BARE] = np.array([crc32(b.encode()) for b in bares], np.uint32).view(np.int32)
        telling = [len(key) > 1 or key.isdigit() for key in stems]
        telling = [tells and key not in SMALL for key, tells in zip(stems, telling, strict=True)]
        rows[:, CODE] = np.where(telling, (sums % CODES).astype(np.int32), -1)
        rows[:, REGION] = [region_of(word) for word in folded]
        rows[:, FLAGS] = [_flags(*pair) for pair in zip(new, folded, strict=True)]
        rows[:, NAME : PART_TOO + 1] = heard_of_all(bares)
        prints = np.array([_number(word) if word else 0 for word in folded], np.uint64)
        rows[:, PRINT : PRINT + 2] = prints.view(np.int32).reshape(-1, 2)
        rows[:, WEIGHT] = np.array([self.worth(key) for key in stems], np.float32).view(np.int32)
        runs = np.flatnonzero(rows[:, FLAGS] & RUN)
        rows[runs, CODE] = -1
        rows[runs, NAME : PRINT + 2] = 0
        self.runs.update(_runs([(first + at, new[at]) for at in runs.tolist()]))
        self.table[first : first + len(new)] = rows
        self.stems += stems
        self.bares += bares
        self.folded += folded

    def telling(self, numbers: Iterable[int]) -> list[str]:
        """The stems that tell something, pairs of letters of scripts without spaces."""
        found: list[str] = []
        for number in numbers:
            if self.table[number, CODE] >= 0:
                found.append(self.stems[number])
            elif number in self.runs:
                found += self.runs[number].keys
        return found


def words_of(text: str) -> list[str]:
    """The words of a text as they stand, and the marks that end a sentence, clause or quotation."""
    return _PARTS.findall(_plain(text))


def code(key: str) -> int:
    """A stem as a number under CODES: two stems share one now and then."""
    return crc32(key.encode()) % CODES


def _flags(written: str, folded: str) -> int:
    if not folded:
        return END
    size = LONG * (len(written) > 2) + LONGER * (len(written) > 3)
    if not written.isalpha():
        size += FIGURES * bool(_DIGIT.search(written))
    if written >= _FIRST_KANA and UNSPACED.match(written):
        return RUN + size
    capital = written[0].isupper()
    return CAPITAL * capital + PARTICULAR * (capital or written[0].isdigit()) + size


def _runs(written: Sequence[tuple[int, str]]) -> Iterator[tuple[int, Run]]:
    row = [spelt(run) for _, run in written]
    heard = iter(heard_of_all([word for words in row for word in words]).tolist())
    for (number, run), words in zip(written, row, strict=True):
        pairs = tuple(run[i : i + 2] for i in range(max(1, len(run) - 1)))
        sounds = tuple((a, b, c, d) for a, b, c, d in islice(heard, len(words)))
        yield number, Run(pairs, tuple(map(code, pairs)), tuple(map(_number, run)), sounds)


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


def _plain(text: str) -> str:
    if "`" in text or "_" in text:
        text = text.replace("`", "'").replace("_", " ")
    if not text.isascii():
        for mark in _QUOTE_MARKS:
            text = text.replace(mark, "'")
    return text
