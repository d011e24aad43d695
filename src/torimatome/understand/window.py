"""Articles taken in one by one, each judged against those it may tell one event with.

A Window can be kept by a desk that runs on: adding an article judges that article alone, and gives
what judging all articles together would have given, in whatever order they came.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice

import numpy as np
from numpy.typing import NDArray

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
# bench/multiply.py takes 2.0 ms alone, .8 among 16, .7 among 64 and among 512 (at load 9).
TOGETHER = 64

Opinion = tuple[Verdict, float, str]  # what, how sure, why as coded reasons
Opinions = Callable[[Copy | None, Traits, Traits, Shared | None], Opinion | None]


class Window:
    """The articles of some days, what the machine says of their pairs, and their groups."""

    def __init__(self, reader: Reader, opinion: Opinions, at: datetime | None = None) -> None:
        self._reader = reader
        self._opinion = opinion
        self._at = at
        self._read: dict[str, Traits] = {}
        self._empty()

    def _empty(self) -> None:
        self._index = Index()
        self._prints = Prints()
        self._words = Vectors()
        self._kept: dict[int, Traits] = {}
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
            self._read = {traits.id: traits for traits in self._reader.read(some)}
            yield from some

    def _traits(self, article: Article) -> Traits:
        traits = self._read.pop(article.id, None)
        if traits is not None and traits.article is article:
            return traits
        return self._reader.traits(article)

    def add(self, article: Article) -> list[Judgement]:
        """Take an article in; the Judgements of its pairs. One that is there is taken anew."""
        if article.id in self._number:
            if self._kept[self._number[article.id]].article == article:
                return []
            self.drop(article.id)
        traits = self._traits(article)
        keys = keys_of(traits)
        copies = {
            self._number[copy.left if copy.right == article.id else copy.right]: copy
            for copy in self._prints.copies(traits.text)
        }
        near, far = self._index.near(traits, keys)
        words = self._alike(traits, near) if len(near) else {}
        others = self._alike_across(traits, far) if len(far) else []
        found = []
        for number in sorted({*copies, *words, *others}):
            said = self._judged(copies.get(number), self._kept[number], traits, words.get(number))
            found += [said] if said else []
        self._keep(traits, keys)
        self.stories.add(article.id, found)
        return found

    def _alike(self, traits: Traits, near: NDArray[np.intp]) -> dict[int, Shared]:
        """Those of one language whose words are alike enough for a full look, with what is so."""
        beside = self._words.beside(traits.words, near)
        apart = self._index.apart(near, traits.day)
        alike = WORDS * beside.both + TITLES * beside.known_title - DAYS * apart
        enough = np.flatnonzero(alike >= ALIKE)
        if not len(enough):
            return {}
        return dict(zip(near[enough].tolist(), beside.shared_with(enough), strict=True))

    def _alike_across(self, traits: Traits, far: NDArray[np.intp]) -> list[int]:
        """Those of other languages that say enough of the same."""
        alike = echoes(traits.echo, [self._kept[number].echo for number in far.tolist()])
        found: list[int] = far[alike >= ALIKE_ACROSS].tolist()
        return found

    def place(self, article: Article, *, ready: bool = False) -> None:
        """Take in an article to judge others against, without judging it itself.

        What only some comparisons need is worked out by the first of them, or here and now where
        the window is to be kept and articles added later are to be quick.
        """
        traits = self._traits(article)
        self._keep(traits, keys_of(traits))
        self.stories.add(article.id)
        if ready:
            _ = traits.echo

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
        kept = [self._kept[number] for number in sorted(self._kept)]
        stories = self.stories
        self._empty()
        self.stories = stories
        for traits in kept:
            self._keep(traits, keys_of(traits))

    def judgements(self) -> list[Judgement]:
        """What the machine says of the articles at hand, by pair."""
        return self.stories.judgements()

    def _keep(self, traits: Traits, keys: Keys) -> None:
        number = self._index.add(traits, keys)
        self._number[traits.id] = number
        self._kept[number] = traits
        self._prints.add(traits.text)
        self._words.add(traits.words)

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
