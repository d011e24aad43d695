"""Which articles are one text, reprinted: lightly edited, retitled or cut short, in any outlet.

A later version of the same page is no copy: it keeps its Article id and takes the place of the
earlier one before anything is compared.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from torimatome.model import Article
from torimatome.text.reasons import coded
from torimatome.understand.sheaf import TITLE, Sheaf
from torimatome.understand.tokens import END, FLAGS, PARTICULAR, PRINT, RUN, Lexicon

# Words in a row that make one shingle. Five is long enough that two reporters seldom write the
# same, and short enough that one changed word costs only five of them.
SHINGLE = 5

# From this share of shingles in common the texts are copies (Jaccard), or from the second one
# text is held within the other: a reprint without the last paragraph, or with a line put before.
# A text of which every fifth sentence is dropped, the rest put in another order and a dozen words
# of the outlet's own set around still holds some .70. Of 960 pairs of reports of one event by two
# outlets, 18 held over .62 of each other, all of them reprints when read, and the next, .55 to
# .62, were half rewritten. bench/copies.py measures both sides.
ALIKE = 0.5
HELD = 0.65

# Forms repeat: the rate of the day, "the ministers discussed bilateral relations". A form fills in
# new particulars (numbers, capitalised words) between the same words, where a reprint keeps them
# or leaves them out with their sentence: of the places that two texts share, so many must hold the
# same. One that differs may be a slip of the hand while the texts are a day apart at most: a form
# of the same day fills in more than one.
KEPT = 0.9
SLIPS, SLIP_DAYS = 1, 1.0

# A text printed again after so many days is a form or a reminder, not a reprint.
FAR_DAYS = 7

# A text shorter than this has too few shingles to prove anything: it is a copy only when whole.
FEWEST = 12

# Pairs are proposed by the SIGNS smallest shingle numbers of each text: two texts that share a
# part J of their shingles share about a part J of these. Asked is PART of what copies at the bar
# would share on average, which 98 in 100 of them do, and never fewer than two: one may be a line
# that an outlet sets under everything.
SIGNS = 20
PART = 0.35
LEAST = 2

_POWERS = np.array([pow(0x9E3779B97F4A7C15, n, 1 << 64) for n in range(SHINGLE)], np.uint64)
_DAY = 86_400.0

Numbers = NDArray[np.uint64]
_NONE: Numbers = np.array([], np.uint64)


@dataclass(frozen=True)
class Copy:
    """Two articles that carry one text."""

    left: str  # article ids, left < right
    right: str
    alike: float  # share of shingles in common, 0 to 1
    held: float  # how much of the shorter stands in the longer, 0 to 1


@dataclass(frozen=True)
class Print:
    """One article as copies are looked for in it. Shingles and places are sorted, none twice."""

    id: str
    when: float  # seconds since 1970: published, else first seen
    shingles: Numbers
    places: Numbers  # where it has a number or capitalised word: the plain words around it
    particulars: Numbers  # … and what stands in each of these places

    @property
    def signs(self) -> Numbers:
        """The shingles it is looked up by."""
        return self.shingles[:SIGNS]


def print_of(article: Article, lexicon: Lexicon) -> Print:
    """The shingles and particulars of an article; of its title where it has no text."""
    return prints_of(Sheaf.of(lexicon, [(article.title, article.text)]), [article])[0]


def prints_of(sheaf: Sheaf, articles: Sequence[Article]) -> list[Print]:
    """The same of several, whose words are at hand."""
    textless = np.array([not article.text for article in articles], bool)
    plain = (sheaf.rows[:, FLAGS] & END) == 0
    at = np.flatnonzero(plain & ((sheaf.part == TITLE) == textless[sheaf.who]))
    who, rows = sheaf.who[at], sheaf.rows[at]
    first = last = every = rows[:, PRINT : PRINT + 2].copy().view(np.uint64).ravel()
    sizes = np.ones(len(at), np.intp)
    runs = np.flatnonzero(rows[:, FLAGS] & RUN)
    if len(runs):
        told = [sheaf.lexicon.runs[number].prints for number in sheaf.numbers[at[runs]].tolist()]
        sizes[runs] = [len(one) for one in told]
        every = np.repeat(every, sizes)
        starts = (np.cumsum(sizes) - sizes)[runs].tolist()
        for start, one in zip(starts, told, strict=True):
            every[start : start + len(one)] = one
        first, last = first.copy(), last.copy()
        first[runs] = [one[0] for one in told]
        last[runs] = [one[-1] for one in told]
    owners = np.repeat(who, sizes)
    parted = _parted(every, sheaf.bounds(owners))
    particular = (rows[:, FLAGS] & PARTICULAR) > 0
    places = _particulars(first, last, particular, who)
    bounds = sheaf.bounds(places[0])
    return [
        Print(
            article.id,
            (article.published or article.seen).timestamp(),
            shingles,
            places[1][start:end],
            places[2][start:end],
        )
        for article, shingles, start, end in zip(
            articles, parted, bounds[:-1], bounds[1:], strict=True
        )
    ]


def _particulars(
    first: Numbers, last: Numbers, particular: NDArray[np.bool_], who: NDArray[np.intp]
) -> tuple[NDArray[np.intp], Numbers, Numbers]:
    """Of each article the places of particulars, and what stands there.

    A place is the two plain words before a run of particulars, the one after it, and how far into
    the run it lies. What opens a text often follows an agency's tag in one print and nothing in
    another, so it has no place.
    """
    plain = np.flatnonzero(~particular)
    owners = who[plain]
    at = np.flatnonzero(particular)
    before = np.searchsorted(plain, at)  # how many plain words stand before
    opened = before - np.searchsorted(owners, who[at]) > 1  # … in the same article
    at, before = at[opened], before[opened]
    if not len(at):
        return at, _NONE, _NONE
    # Behind the last plain word of an article stands none.
    goes_on = np.append(owners, -1)[before] == who[at]
    after = np.where(goes_on, np.append(first[plain], np.uint64(0))[before], np.uint64(0))
    far, near = last[plain[before - 2]], last[plain[before - 1]]
    into = (at - plain[before - 1] - 1).astype(np.uint64)
    mixed = far * _POWERS[1] + near * _POWERS[2] + after * _POWERS[3] + into * _POWERS[4]
    places = _mixed(mixed)
    order = np.lexsort((places, who[at]))
    places, whose = places[order], who[at][order]
    new = np.ones(len(at), bool)
    new[1:] = (places[1:] != places[:-1]) | (whose[1:] != whose[:-1])
    return whose[new], places[new], first[at[order[new]]]


def _parted(words: Numbers, bounds: Sequence[int]) -> list[Numbers]:
    """A number for each run of five words of each article, by size, none twice.

    A shorter text is one run, an empty one none.
    """
    found = np.zeros(max(0, len(words) - SHINGLE + 1), np.uint64)
    for place in range(SHINGLE if len(found) else 0):
        found += words[place : place + len(found)] * _POWERS[place]
    found = _mixed(found)
    parted = []
    for start, end in pairwise(bounds):
        if end - start >= SHINGLE:
            row = found[start : end - SHINGLE + 1]
        else:
            row = (words[start:end] * _POWERS[: end - start]).sum(keepdims=True)[: end - start]
            row = _mixed(row)
        row.sort()
        fresh = np.ones(len(row), bool)
        np.not_equal(row[1:], row[:-1], out=fresh[1:])
        parted.append(row[fresh])
    return parted


def _mixed(found: Numbers) -> Numbers:
    """Numbers far apart for what is nearly the same, or the smallest would all lie together."""
    found ^= found >> np.uint64(31)
    found *= np.uint64(0xBF58476D1CE4E5B9)
    found ^= found >> np.uint64(29)
    return found


class Prints:
    """Texts taken in, ready to be asked which of them carry the same as another."""

    def __init__(self) -> None:
        self._kept: dict[int, Print] = {}
        self._by_sign: dict[int, int | array[int]] = {}  # most signs stand in one text alone

    def add(self, number: int, text: Print) -> None:
        """Take a text in, to be known by a number that none had before."""
        self._kept[number] = text
        for sign in text.signs.tolist():
            held = self._by_sign.get(sign)
            if held is None:
                self._by_sign[sign] = number
            elif isinstance(held, int):
                self._by_sign[sign] = array("I", (held, number))
            else:
                held.append(number)

    def drop(self, number: int) -> None:
        """Let go of a text; its number is not given again."""
        del self._kept[number]

    def copies(self, text: Print) -> list[Copy]:
        """The texts taken in that are copies of this one."""
        signs = [self._by_sign[s] for s in text.signs.tolist() if s in self._by_sign]
        shared: Counter[int] = Counter()
        for held in signs:
            shared.update((held,) if isinstance(held, int) else held)
        found = []
        for number, count in sorted(shared.items()):
            other = self._kept.get(number)
            if other is not None and count >= _asked(text, other):
                copy = compared(text, other)
                if copy:
                    found.append(copy)
        return found


def _asked(left: Print, right: Print) -> float:
    """How many signs two texts must share to be compared."""
    few, many = sorted((len(left.shingles), len(right.shingles)))
    if few <= LEAST or few == many == 0:
        return 1
    at_bar = HELD * few / (few + many - HELD * few)
    return max(LEAST, PART * at_bar * min(SIGNS, few))


def compared(left: Print, right: Print) -> Copy | None:
    """What makes two texts one, or None; the same whichever is left."""
    apart = abs(left.when - right.when) / _DAY
    if apart >= FAR_DAYS + 1 or not len(left.shingles) or not len(right.shingles):
        return None
    if left.id > right.id:
        left, right = right, left
    shorter = min(left, right, key=lambda text: len(text.shingles))
    common = len(np.intersect1d(left.shingles, right.shingles, assume_unique=True))
    alike = common / (len(left.shingles) + len(right.shingles) - common)
    held = common / len(shorter.shingles)
    if alike == 1:
        return Copy(left.id, right.id, alike, held)
    if len(shorter.shingles) < FEWEST or (alike < ALIKE and held < HELD):
        return None
    shared, ours, theirs = np.intersect1d(
        left.places, right.places, assume_unique=True, return_indices=True
    )
    filled_anew = int(np.sum(left.particulars[ours] != right.particulars[theirs]))
    slips = SLIPS if apart <= SLIP_DAYS else 0
    if filled_anew > max(slips, (1 - KEPT) * len(shared)):
        return None
    return Copy(left.id, right.id, alike, held)


def find_copies(articles: Sequence[Article]) -> list[Copy]:
    """The pairs of `articles` that are one text, by id; the order of `articles` does not matter."""
    prints, lexicon = Prints(), Lexicon()
    found: list[Copy] = []
    for number, article in enumerate(sorted(articles, key=lambda article: article.id)):
        text = print_of(article, lexicon)
        found += prints.copies(text)
        prints.add(number, text)
    return sorted(found, key=lambda copy: (copy.left, copy.right))


def told_by(origins: int, articles: int, languages: int, outlet: str) -> str:
    """How many voices tell a story, as a reason: "1 origin (Trend), 6 reprints".

    `outlet` is named where all else reprints it.
    """
    reprints = articles - origins
    named = origins == 1 and reprints and outlet
    code = "origin_named" if named else "origins"
    values: dict[str, object] = {"origins": origins}
    if named:
        values["outlet"] = outlet
    if languages > 1:
        code, values["languages"] = f"{code}_tongues", languages
    if reprints:
        code, values["reprints"] = f"{code}_reprints", reprints
    return coded(code, **values)
