"""Texts of several articles as numbers, so that one step of arithmetic serves them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from torimatome.understand.tokens import CAPITAL, END, FLAGS, GAP, LONG, Lexicon, Rows, words_of

# The parts of an article in the order they are read. What lies BEYOND is read for copies alone.
TITLE, BEFORE, LEAD, AFTER, BEYOND = range(5)

# Where a word form of an article stands.
IN_TITLE, IN_LEAD, NAME_IN_TITLE, NAME_IN_TEXT = 1, 2, 4, 8

Numbers = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Distinct:
    """Each word form of each article once: by article, then by number."""

    who: Numbers  # the article, by its place in the sheaf
    numbers: Numbers
    rows: Rows
    titled: Numbers  # how often it stands in the title …
    texted: Numbers  # … and in the text
    stands: NDArray[np.uint8]  # IN_TITLE, …
    places: Numbers  # where it is first met

    def where(self, flag: int) -> NDArray[np.bool_]:
        """Which of them stand somewhere."""
        return (self.stands & flag) > 0

    def keys(self, column: int) -> Numbers:
        """What the table says of each, as one number with the article."""
        return (self.who << 32) | self.rows[:, column].view(np.uint32).astype(np.intp)


@dataclass(frozen=True, eq=False)
class Sheaf:
    """The words of several articles, article by article and part by part."""

    lexicon: Lexicon
    many: int  # how many articles
    numbers: Rows
    rows: Rows
    who: Numbers  # whose each is
    part: NDArray[np.uint8]  # the part of it
    # By article, where the digits that are compared begin and end in its parts joined into one.
    figures: Sequence[Sequence[tuple[int, int]]]

    @staticmethod
    def of(lexicon: Lexicon, articles: Sequence[Sequence[str]]) -> "Sheaf":
        """Articles given by their parts: title, …, what lies beyond."""
        cut = words_of(*[text for article in articles for text in article])
        numbers = lexicon.numbers(cut.words)
        gaps = numbers == lexicon.get(GAP, -1)
        words = np.flatnonzero(~gaps)
        # Whose, and which part, by the place of the part in the row of all parts.
        place, numbers = np.cumsum(gaps)[words], numbers[words]
        kinds = np.array([kind for article in articles for kind in range(len(article))], np.uint8)
        owners = np.array([n for n, article in enumerate(articles) for _ in article], np.intp)
        sizes = [0, *accumulate(len(text) for article in articles for text in article)]
        begins = np.array(sizes[:-1], np.intp)
        begins -= begins[np.searchsorted(owners, owners)]
        figures: list[list[tuple[int, int]]] = [[] for _ in articles]
        near = np.flatnonzero((kinds[cut.text] != BEYOND) & (kinds[cut.text] != BEFORE))
        part = cut.text[near]
        starts, stops = cut.start[near] + begins[part], cut.stop[near] + begins[part]
        every = zip(owners[part].tolist(), starts.tolist(), stops.tolist(), strict=True)
        for owner, start, stop in every:
            figures[owner].append((start, stop))
        rows: Rows = lexicon.table[numbers]
        return Sheaf(lexicon, len(articles), numbers, rows, owners[place], kinds[place], figures)

    @cached_property
    def shown(self) -> Numbers:
        """Places of the words that are compared: all but the dateline and those beyond."""
        return np.flatnonzero((self.part != BEYOND) & (self.part != BEFORE))

    @cached_property
    def names(self) -> NDArray[np.bool_]:
        """Which are capitalised words of three letters and more that do not open a sentence."""
        flags = self.rows[:, FLAGS]
        found: NDArray[np.bool_] = (flags & (CAPITAL | LONG)) == CAPITAL | LONG
        if len(found):
            found[1:] &= (flags[:-1] & END) == 0
            found[1:] &= self.who[1:] == self.who[:-1]
            found[1:] &= (self.part[1:] == TITLE) == (self.part[:-1] == TITLE)
            found[0] = False
        return found

    @cached_property
    def distinct(self) -> Distinct:
        """What is compared, each word form of an article once."""
        at = self.shown
        who, numbers, part = self.who[at], self.numbers[at].astype(np.intp), self.part[at]
        group = Groups((who << 32) | numbers)
        title, name = part == TITLE, self.names[at]
        stands = (
            title * IN_TITLE + (part == LEAD) * IN_LEAD
            + (title & name) * NAME_IN_TITLE + (~title & name) * NAME_IN_TEXT
        ).astype(np.uint8)  # fmt: skip
        titled = group.sums(title.astype(np.intp))
        first = group.order[group.starts]
        return Distinct(
            who[first],
            numbers[first],
            self.rows[at[first]],
            titled,
            group.sizes - titled,
            group.any(stands),
            at[first],
        )

    def bounds(self, who: Numbers) -> list[int]:
        """Where the entries of each article begin, and the end; `who` rises."""
        found: list[int] = np.searchsorted(who, np.arange(self.many + 1)).tolist()
        return found


class Groups:
    """Entries by a key, those of one key together and in order."""

    def __init__(self, keys: Numbers) -> None:
        # Sorting the numbers themselves is several times as fast as sorting their places.
        bits = max(1, len(keys).bit_length())
        if len(keys) and int(keys.max()) >> (62 - bits):
            self.order = np.argsort(keys, kind="stable")
            ordered = keys[self.order]
        else:
            packed = (keys << bits) | np.arange(len(keys))
            packed.sort()
            self.order = packed & ((1 << bits) - 1)
            ordered = packed >> bits
        new = np.ones(len(keys), bool)
        np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
        self.starts: Numbers = np.flatnonzero(new)
        self.keys: Numbers = ordered[self.starts]
        self.sizes: Numbers = np.diff(self.starts, append=len(keys))

    def sums(self, row: Numbers) -> Numbers:
        """What the entries of each key add up to."""
        if not len(row):
            return row
        found: Numbers = np.add.reduceat(row[self.order], self.starts)
        return found

    def most(self, row: NDArray[np.float32]) -> NDArray[np.float32]:
        """The largest entry of each key."""
        if not len(row):
            return row
        found: NDArray[np.float32] = np.maximum.reduceat(row[self.order], self.starts)
        return found

    def any(self, row: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The flags of all entries of each key."""
        if not len(row):
            return row
        found: NDArray[np.uint8] = np.bitwise_or.reduceat(row[self.order], self.starts)
        return found
