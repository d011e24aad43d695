"""Articles taken in one by one, each judged against those it may tell one event with.

A Window can be kept by a desk that runs on: adding an article judges that article alone, and gives
what judging all articles together would have given, in whatever order they came.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import datetime
from zlib import compress, decompress

import numpy as np

from torimatome.model import Article, Judgement, Verdict
from torimatome.understand.candidates import WINDOW_DAYS, Index, keys_of
from torimatome.understand.cluster import Stories
from torimatome.understand.copies import FAR_DAYS, Copy, Prints, print_of
from torimatome.understand.traits import Reader, Traits
from torimatome.understand.vectors import Row, Vectors, row_of

MACHINE = "machine"

# Traits at hand, about 20 kB each; older ones are packed to about 3 kB. As many as come in on
# the seven days an article is compared with, at a thousand a day.
AT_HAND = 8192

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

Opinion = tuple[Verdict, float, str]  # what, how sure, why in words
Opinions = Callable[[Copy | None, Traits, Traits], Opinion | None]


class Window:
    """The articles of some days, what the machine says of their pairs, and their groups."""

    def __init__(self, reader: Reader, opinion: Opinions, at: datetime | None = None) -> None:
        self._reader = reader
        self._opinion = opinion
        self._at = at
        self._empty()

    def _empty(self) -> None:
        self._index = Index()
        self._prints = Prints()
        self._shelf = _Shelf()
        self._texts = Vectors(), Vectors()  # within a language, across languages
        self._number: dict[str, int] = {}
        self._ids: list[str] = []
        self._gone = 0
        self.stories = Stories()

    def __len__(self) -> int:
        return len(self._number)

    def __contains__(self, id_: str) -> bool:
        return id_ in self._number

    def add(self, article: Article) -> list[Judgement]:
        """Take an article in; the Judgements of its pairs. One that is there is taken anew."""
        if article.id in self._number:
            if self._shelf[self._number[article.id]].article == article:
                return []
            self.drop(article.id)
        traits = self._reader.traits(article)
        text, keys = print_of(article), keys_of(traits)
        copies = {
            (copy.left if copy.right == article.id else copy.right): copy
            for copy in self._prints.copies(text)
        }
        numbers = {self._number[id_] for id_ in copies}
        rows: list[Row | None] = [None, None]
        for across, near in zip((False, True), self._index.near(traits, keys), strict=True):
            here = [n for n in near if self._number.get(self._ids[n]) == n]
            if here:
                rows[across] = row = _row(traits, across)
                numbers.update(self._alike(traits, row, here, across))
        found = []
        for number in sorted(numbers):
            said = self._judged(copies.get(self._ids[number]), self._shelf[number], traits)
            found += [said] if said else []
        number = self._index.add(traits, keys)
        self._keep(traits, number)
        for kept, made in zip(self._texts, rows, strict=True):
            if made is not None:
                kept.put(number, made)
        self._prints.add(text)
        self.stories.add(article.id, found)
        return found

    def _alike(self, traits: Traits, row: Row, numbers: list[int], across: bool) -> list[int]:
        """Those of `numbers` whose texts are alike enough for a full look."""
        kept = self._texts[across]
        for number in numbers:
            if number not in kept:
                self._make_ready(number, across)
        alike, titles = kept.beside(row, numbers)
        enough = ALIKE_ACROSS
        if not across:
            apart = [abs(self._index.day(number) - traits.day) for number in numbers]
            alike = WORDS * alike + TITLES * titles - DAYS * np.array(apart)
            enough = ALIKE
        return [n for n, share in zip(numbers, alike.tolist(), strict=True) if share >= enough]

    def _make_ready(self, number: int, across: bool) -> None:
        self._texts[across].put(number, _row(self._shelf[number], across))

    def place(self, article: Article, *, ready: bool = False) -> None:
        """Take in an article to judge others against, without judging it itself.

        What only some comparisons need is worked out by the first of them, or here and now where
        the window is to be kept and articles added later are to be quick: half a millisecond.
        """
        traits = self._reader.traits(article)
        number = self._index.add(traits, keys_of(traits))
        self._keep(traits, number)
        self._prints.add(print_of(article))
        self.stories.add(article.id)
        if ready:
            self._make_ready(number, across=False)
            self._make_ready(number, across=True)

    def drop(self, id_: str) -> None:
        """Let go of an article and of all Judgements about it."""
        number = self._number.pop(id_)
        self._prints.drop(number)
        self._shelf.drop(number)
        for texts in self._texts:
            texts.drop(number)
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
        kept = [self._shelf[number] for number in sorted(self._number.values())]
        stories = self.stories
        self._empty()
        self.stories = stories
        for traits in kept:
            self._keep(traits, self._index.add(traits, keys_of(traits)))
            self._prints.add(print_of(traits.article))

    def judgements(self) -> list[Judgement]:
        """What the machine says of the articles at hand, by pair."""
        return self.stories.judgements()

    def _keep(self, traits: Traits, number: int) -> None:
        self._number[traits.id] = number
        self._ids.append(traits.id)
        self._shelf.put(number, traits)

    def _judged(self, copy: Copy | None, left: Traits, right: Traits) -> Judgement | None:
        if left.id > right.id:
            left, right = right, left
        said = self._opinion(copy, left, right)
        if said is None:
            return None
        verdict, score, why = said
        at = self._at or max(left.article.seen, right.article.seen)
        return Judgement(left.id, right.id, verdict, MACHINE, at, round(score, 3), why)


def _row(traits: Traits, across: bool) -> Row:
    return row_of(traits.echo) if across else row_of(traits.both, traits.in_title)


class _Shelf:
    """Traits by number: the last used at hand, the others packed."""

    def __init__(self) -> None:
        self._at_hand: OrderedDict[int, Traits] = OrderedDict()
        self._packed: dict[int, bytes] = {}

    def put(self, number: int, traits: Traits) -> None:
        self._at_hand[number] = traits
        while len(self._at_hand) > AT_HAND:
            oldest, packed = self._at_hand.popitem(last=False)
            if oldest not in self._packed:
                self._packed[oldest] = compress(pickle.dumps(packed, protocol=5), 1)

    def __getitem__(self, number: int) -> Traits:
        traits = self._at_hand.get(number)
        if traits is None:
            # Our own bytes, made above in this run: nothing from outside is ever unpacked.
            traits = pickle.loads(decompress(self._packed[number]))  # noqa: S301
            assert isinstance(traits, Traits)
            self.put(number, traits)
        else:
            self._at_hand.move_to_end(number)
        return traits

    def drop(self, number: int) -> None:
        self._at_hand.pop(number, None)
        self._packed.pop(number, None)


def taken_in(window: Window, articles: Iterable[Article]) -> Window:
    """The window with all these articles, taken in by day: the order that costs least."""
    for article in sorted(articles, key=lambda a: (a.day, a.id)):
        window.add(article)
    return window
