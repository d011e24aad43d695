"""Articles taken in one by one, each judged against those it may tell one event with.

A Window can be kept by a desk that runs on: adding an article judges that article alone, and gives
what judging all articles together would have given, in whatever order they came.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

import numpy as np

from torimatome.model import Article, Judgement, Verdict
from torimatome.understand.candidates import WINDOW_DAYS, Index, Keys, keys_of
from torimatome.understand.cluster import Stories
from torimatome.understand.copies import FAR_DAYS, Copy, Prints
from torimatome.understand.traits import Reader, Traits
from torimatome.understand.vectors import Shared, Vectors, echoes

MACHINE = "machine"

# A candidate is looked at in full when its text is alike enough: within a language by the cosine
# of all words and the share of either title that the other article holds, less for each day
# between; across two by the cosine of what any language would say (see echo.py). With these
# numbers 7 candidates in 10 are spared, and of the pairs that the full look joins, one in 989 of
# the three materials of bench/stories.py is lost. To choose again: set ALIKE and ALIKE_ACROSS to 0,
# then raise them while bench/stories.py says the same.
WORDS, TITLES, DAYS = 5.0, 3.5, 1.0
ALIKE, ALIKE_ACROSS = 1.0, 0.25

# An article is judged against those of so many days before and after: nothing farther away is a
# copy (FAR_DAYS, to the hour) or a report of the same event.
FARTHEST_DAYS = max(WINDOW_DAYS, FAR_DAYS + 1)

# Articles read in one go: what one step of arithmetic costs is shared by so many. An article of
# bench/multiply.py was read in 2.0 ms alone, .8 among 16, .7 among 64 and among 512 (at load 9).
TOGETHER = 64

Opinion = tuple[Verdict, float, str]  # what, how sure, why as coded reasons
Opinions = Callable[[Copy | None, Traits, Traits, Shared | None], Opinion | None]


class Met(NamedTuple):
    """The number an article is indexed by, and whom it may tell one event with."""

    number: int
    pairs: list[tuple[Traits, Shared | None]]


class Window:
    """The articles of some days, what the machine says of their pairs, and their groups."""

    def __init__(self, reader: Reader, opinion: Opinions, at: datetime | None = None) -> None:
        self._reader = reader
        self._opinion = opinion
        self._at = at
        self._read: deque[Traits] = deque()  # read, to be added or placed next
        self._empty()

    def _empty(self) -> None:
        self._index = Index()
        self._prints = Prints()
        self._words = Vectors()
        self._met: deque[Met] = deque()  # of those read, once sought: whom each may meet
        self._kept: dict[int, Traits] = {}  # all that are indexed
        self._number: dict[str, int] = {}
        self._gone = 0
        self.stories = Stories()

    def __len__(self) -> int:
        return len(self._number)

    def __contains__(self, id_: str) -> bool:
        return id_ in self._number

    def reading(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The same articles, to be added or placed as they come: they are read many at a time."""
        rest = iter(articles)
        while some := list(islice(rest, TOGETHER)):
            self._read, self._met = deque(self._reader.read(some)), deque()
            yield from some

    def _next(self, article: Article) -> tuple[Traits, Met | None]:
        if self._read and self._read[0].article is article:
            return self._read.popleft(), self._met.popleft() if self._met else None
        # Somebody came in between: what was read ahead knows nothing of it.
        self._read, self._met = deque(), deque()
        return self._reader.traits(article), None

    def add(self, article: Article) -> list[Judgement]:
        """Take an article in; the Judgements of its pairs. One that is there is taken anew."""
        traits, met = self._next(article)
        if article.id in self._number:
            if self._kept[self._number[article.id]].article == article:
                return []
            self.drop(article.id)
        if met is None:
            met, *later = self._sought([traits, *self._read])
            self._met = deque(later)
        copies = {
            copy.left if copy.right == article.id else copy.right: copy
            for copy in self._prints.copies(traits.text)
        }
        pairs = [
            (other, copies.pop(other.id, None), words)
            for other, words in met.pairs
            if self._holds(other)
        ]
        pairs += [(self._kept[self._number[id_]], copy, None) for id_, copy in copies.items()]
        said = [self._judged(copy, other, traits, words) for other, copy, words in pairs]
        found = [judgement for judgement in said if judgement]
        self._keep(traits, met.number)
        self.stories.add(article.id, found)
        return found

    def _holds(self, traits: Traits) -> bool:
        number = self._number.get(traits.id)
        return number is not None and self._kept[number] is traits

    def _sought(self, row: Sequence[Traits]) -> list[Met]:
        """Index articles that come in one after another, and tell whom each may meet."""
        keys = [keys_of(traits) for traits in row]
        met = [Met(self._indexed(*each), []) for each in zip(row, keys, strict=True)]
        numbers = np.array([each.number for each in met])
        near, far = (
            pairs.some(pairs.numbers < numbers[pairs.who]) for pairs in self._index.near(row, keys)
        )
        if len(near.who):
            words = [traits.words for traits in row]
            beside = self._words.beside(words, near.who, near.numbers)
            alike = WORDS * beside.both + TITLES * beside.known_title - DAYS * near.apart
            enough = np.flatnonzero(alike >= ALIKE)
            found = near.who[enough].tolist(), near.numbers[enough].tolist()
            for who, number, shared in zip(*found, beside.shared_by(enough), strict=True):
                met[who].pairs.append((self._kept[number], shared))
        if len(far.who):
            others = [self._kept[number] for number in far.numbers.tolist()]
            # For one that nobody is to be set beside an echo would be made for nothing.
            asked, place = np.unique(far.who, return_inverse=True)
            mine = [row[n].echo for n in asked.tolist()]
            across = echoes(mine, place, [other.echo for other in others])
            for n in np.flatnonzero(across >= ALIKE_ACROSS).tolist():
                met[int(far.who[n])].pairs.append((others[n], None))
        return met

    def place(self, article: Article, *, ready: bool = False) -> None:
        """Take in an article to judge others against, without judging it itself.

        What only some comparisons need is worked out by the first of them, or here and now where
        the window is to be kept and articles added later are to be quick.
        """
        traits, met = self._next(article)
        self._keep(traits, met.number if met else self._indexed(traits, keys_of(traits)))
        self.stories.add(article.id)
        if ready:
            traits.work_out()

    def drop(self, id_: str) -> None:
        """Let go of an article and of all Judgements about it."""
        number = self._number.pop(id_)
        del self._kept[number]
        self._index.drop(number)
        self._prints.drop(number)
        self.stories.drop(id_)
        self._gone += 1

    def expire(self, day: int) -> list[str]:
        """Let go of the articles published before an ordinal day; gives their ids.

        What is left is indexed anew once as many are gone as are left, so memory follows the
        articles at hand and the cost a single article bears stays the same.
        """
        old = self.older(day)
        for id_ in old:
            self.drop(id_)
        if self._gone > len(self._number):
            self._rebuild()
        return old

    def older(self, day: int) -> list[str]:
        """Ids of the articles published before an ordinal day."""
        return [id_ for id_, n in self._number.items() if self._index.day(n) < day]

    def _rebuild(self) -> None:
        kept = [self._kept[number] for number in sorted(self._number.values())]
        stories = self.stories
        self._empty()
        self.stories = stories
        for traits in kept:
            self._keep(traits, self._indexed(traits, keys_of(traits)))

    def judgements(self) -> list[Judgement]:
        """What the machine says of the articles at hand, by pair."""
        return self.stories.judgements()

    def _indexed(self, traits: Traits, keys: Keys) -> int:
        """Give it a number, by which it is found; it is here only once it is kept."""
        number = self._index.add(traits, keys)
        self._words.add(traits.words)
        self._kept[number] = traits
        return number

    def _keep(self, traits: Traits, number: int) -> None:
        self._number[traits.id] = number
        self._prints.add(number, traits.text)

    def _judged(
        self, copy: Copy | None, left: Traits, right: Traits, words: Shared | None
    ) -> Judgement | None:
        if left.id > right.id:
            left, right = right, left
        said = self._opinion(copy, left, right, words)
        if said is None:
            return None
        verdict, score, why = said
        at = self._at or max(left.article.seen, right.article.seen)
        return Judgement(left.id, right.id, verdict, MACHINE, at, round(score, 3), why)


def taken_in(window: Window, articles: Iterable[Article]) -> Window:
    """The window with all these articles, taken in by day: the order that costs least."""
    for article in window.reading(sorted(articles, key=lambda a: (a.day, a.id))):
        window.add(article)
    return window
