"""Reading what fits a plan, the newest first: the index offers sentences, each is looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from torimatome.store.index import Ids, Index, Segment
from torimatome.store.kept import HEADLINE, is_head, sentence_range
from torimatome.store.plan import Plan, Way, Word
from torimatome.store.postings import rows_of, rows_of_any
from torimatome.store.tokens import SENTENCES_AN_ITEM

# Chosen on bench/search.py at 1,000,000 sentences; choose again by running it with other figures.
_MOST_WORDS = 600  # in a segment with more words that hold the same letters, sentences are read
_FEW = 64  # sentences of a segment that are sooner looked at than narrowed down further
_OFTEN = 64  # sentences of a full segment that have a word, on average
_WORD_COSTS = 10  # sentences that are read as soon as one more word is looked up in the index
_COUNTED = 150  # sentences looked at before counting the rest would cost more than it tells
_GROUPS = (1, 3, 12)  # segments asked at once, the newest first; then all that are left
_BATCH = 50  # sentences fetched and looked at in one go; the next batch is larger
_LARGEST_BATCH = 5_000

Sentence = tuple[int, str, str]  # id, part, text
Group = tuple[int, list[Sentence]]  # an item's place and its sentences that fit
# Comes when so much was looked at that the rest is not worth counting: who has enough stops here.
DEEPER: Sentence = (-1, "", "")


@dataclass(frozen=True)
class Either:
    """At least one of `parts` must hold."""

    parts: tuple["Wanted", ...]


@dataclass(frozen=True)
class All:
    """Every one of `parts` must hold."""

    parts: tuple["Wanted", ...]


Wanted = str | Either | All
Rows = npt.NDArray[np.bool_]


@lru_cache(maxsize=256)
def words_holding(words: str, how: str, letters: str, most: int) -> list[str] | None:
    """The words, each between line ends, that have, start or end with letters; None: too many."""
    before, after = ("\n" if how == "starts" else ""), ("\n" if how == "ends" else "")
    sought = before + letters + after
    found: list[str] = []
    at = words.find(sought)
    while at >= 0:
        start = words.rfind("\n", 0, at + len(before)) + 1
        end = words.index("\n", at + len(before))
        found.append(words[start:end])
        if len(found) > most:
            return None
        at = words.find(sought, end)
    return found


class Reading:
    """Sentences that fit a plan, the newest first, as many as are asked for."""

    def __init__(self, connection: Connection, index: Index, plan: Plan) -> None:
        low, high = plan.between
        self._connection = connection
        self._index = index
        self._segments = [
            one for one in index.segments(connection) if one.low <= high and low <= one.high
        ]
        self._seen: dict[tuple[int, str], int] = {}
        self._asked: set[str] = set()
        self._tags: dict[int, frozenset[str]] = {}

    def possible(self, plan: Plan) -> Plan:
        """The plan without ways, mostly spellings in other scripts, that no kept text can fit."""
        self._count_tokens(plan)
        somewhere = {token for _, token in self._seen}
        words = tuple(
            tuple(w for w in word if all(how != "is" or t in somewhere for how, t in w.needs))
            for word in plan.words
        )
        return replace(plan, words=words)

    def rarest(self, plan: Plan) -> Word:
        """The word of the plan that the fewest sentences have."""
        return min(plan.words, key=self._at_most)

    def whole(self, places: list[int]) -> Iterator[Group]:
        """Items with every one of their sentences, in the order asked for."""
        lines = self._index.between(self._connection, [sentence_range(one) for one in places])
        found: dict[int, list[Sentence]] = {place: [] for place in places}
        for id_, part, text in sorted(lines):
            found[id_ // SENTENCES_AN_ITEM].append((id_, part, text))
        yield from found.items()

    def groups(self, plan: Plan) -> Iterator[Group | None]:
        """Items with their fitting sentences in printed order, the newest first; None: deeper."""
        if not plan.words:
            yield from self._items(plan)
            return
        group: list[Sentence] = []
        for line in self.sentences(plan):
            if line is DEEPER:  # the group may go on
                yield None
                continue
            if group and group[0][0] // SENTENCES_AN_ITEM != line[0] // SENTENCES_AN_ITEM:
                yield group[0][0] // SENTENCES_AN_ITEM, sorted(group)
                group = []
            group.append(line)
        if group:
            yield group[0][0] // SENTENCES_AN_ITEM, sorted(group)

    def sentences(self, plan: Plan) -> Iterator[Sentence]:
        """Every sentence that fits, the newest first."""
        looked = 0
        for ids, more in self._batches(plan):
            yield from self._filed([s for s in self._texts(ids) if plan.fits(s[2])], plan)
            looked += len(ids)
            if more and looked >= _COUNTED:
                yield DEEPER

    def _items(self, plan: Plan) -> Iterator[Group | None]:
        """Items by their filing alone."""
        heads = replace(plan, tags=(*plan.tags, (HEADLINE,)))
        looked = 0
        last = -1
        for ids, more in self._batches(heads):
            for id_, _, _ in self._filed([(id_, "", "") for id_ in ids], plan):
                if last != (last := id_ // SENTENCES_AN_ITEM):
                    yield last, []
            looked += len(ids)
            if more and looked >= _COUNTED:
                yield None

    def _batches(self, plan: Plan) -> Iterator[tuple[list[int], bool]]:
        """Ids the index offers, the largest first, in growing batches; whether more may come."""
        batch = _BATCH
        for ids, more in self._offered(plan):
            at = 0
            while at < len(ids):
                some = ids[at : at + batch].tolist()
                at += batch
                yield some, more or at < len(ids)
                batch = min(batch * 2, _LARGEST_BATCH)

    def _offered(self, plan: Plan) -> Iterator[tuple[Ids, bool]]:
        """Ids the index offers, the largest first; whether segments are left to ask."""
        low, high = plan.between
        self._count_tokens(plan)
        left = self._segments
        found = np.zeros(0, np.int64)
        sizes = iter(_GROUPS)
        while left:
            count = next(sizes, len(left))
            some, left = left[:count], left[count:]
            found = _sorted([found, *self._of_segments(plan, some)])
            found = found[found.searchsorted(low) : found.searchsorted(high, "right")]
            # What a segment not yet asked may still come between has to wait.
            ready = found.searchsorted(left[0].high, "right") if left else 0
            if ready < len(found):
                yield found[ready:][::-1], bool(left)
            found = found[:ready]

    def _of_segments(self, plan: Plan, segments: Sequence[Segment]) -> Iterator[Ids]:
        asked: list[tuple[Segment, Wanted | None]] = []
        for segment in segments:
            least, wanted = self._wanted(plan, segment)
            if least:
                asked.append((segment, wanted))
        which = [segment for segment, _ in asked]
        held = self._index.postings(
            self._connection,
            [(one.number, token) for one, wanted in asked if wanted for token in _leaves(wanted)],
        )
        for (segment, wanted), opened in zip(
            asked, self._index.opened(self._connection, which), strict=True
        ):
            if wanted is None:  # too many words hold these letters: every sentence is looked at
                yield opened.ids
            else:
                yield opened.ids[np.flatnonzero(_rows(wanted, segment.number, held))]

    def _texts(self, ids: list[int]) -> list[Sentence]:
        sql = "SELECT id, part, text FROM kept_sentence WHERE id {}"
        return sorted(self._index.ask(self._connection, sql, ids), reverse=True)

    def _filed(self, lines: list[Sentence], plan: Plan) -> Iterator[Sentence]:
        """Those whose items are filed under the plan's tags, whatever the index said."""
        if not plan.tags:
            yield from lines
            return
        places = {line[0] // SENTENCES_AN_ITEM for line in lines} - self._tags.keys()
        sql = "SELECT place, tags FROM kept_item WHERE place {}"
        for place, tags in self._index.ask(self._connection, sql, sorted(places)):
            self._tags[place] = frozenset(tags.split())
        for line in lines:
            own = self._tags.get(line[0] // SENTENCES_AN_ITEM)
            if own is not None and all(
                not own.isdisjoint(tags) or (tags == (HEADLINE,) and is_head(line[0]))
                for tags in plan.tags
            ):
                yield line

    def _at_most(self, word: Word) -> int:
        """How many sentences can have a word."""
        return sum(self._word(word, segment)[0] for segment in self._segments)

    def _wanted(self, plan: Plan, segment: Segment) -> tuple[int, Wanted | None]:
        """How many sentences of a segment can fit, and what of it to ask for; None: all of it."""
        parts: list[tuple[int, Wanted | None]] = []
        for tags in plan.tags:
            parts.append((sum(self._count(segment, one) for one in tags), Either(tags)))
        for word in plan.words:
            parts.append(self._word(word, segment))
        return _rarest(parts, segment.size)

    def _word(self, word: Word, segment: Segment) -> tuple[int, Wanted | None]:
        ways = [self._way(way, segment) for way in word]
        some = [wanted for seen, wanted in ways if seen and wanted is not None]
        whole = all(wanted is not None for seen, wanted in ways if seen)
        return sum(seen for seen, _ in ways), Either(tuple(some)) if whole else None

    def _way(self, way: Way, segment: Segment) -> tuple[int, Wanted | None]:
        parts: list[tuple[int, Wanted | None]] = [
            (self._count(segment, letters), letters) for how, letters in way.needs if how == "is"
        ]
        least = min([segment.size, *(seen for seen, _ in parts)])
        for how, letters in way.needs:
            if how != "is" and least > _FEW:
                words = self._index.opened(self._connection, [segment])[0].words
                some = words_holding(words, how, letters, _MOST_WORDS)
                if some is None:
                    parts.append((segment.size, None))
                else:
                    seen = min(segment.size, _OFTEN * len(some))
                    parts.append((seen, Either(tuple(some))))
        return _rarest(parts, segment.size)

    def _count_tokens(self, plan: Plan) -> None:
        new = _tokens(plan) - self._asked
        if new:
            self._seen |= self._index.seen(self._connection, self._segments, new)
            self._asked |= new

    def _count(self, segment: Segment, token: str) -> int:
        return self._seen.get((segment.number, token), 0)


def _rarest(parts: list[tuple[int, Wanted | None]], size: int) -> tuple[int, Wanted | None]:
    """All of the parts, less those that would cost more than they leave out."""
    parts = sorted(parts, key=lambda part: part[0])
    least = min([size, *(seen for seen, _ in parts)])
    listed = [wanted for _, wanted in parts if wanted is not None]
    cheap = max(5, least // _WORD_COSTS)
    used = [w for n, w in enumerate(listed) if not n or len(_leaves(w)) <= cheap]
    return least, All(tuple(used)) if used else None


def _sorted(some: list[Ids]) -> Ids:
    """Ids of several segments in one row, each once."""
    some = sorted((ids for ids in some if len(ids)), key=lambda ids: int(ids[0]))
    if not some:
        return np.zeros(0, np.int64)
    apart = all(left[-1] < right[0] for left, right in pairwise(some))
    found = np.concatenate(some)
    if not apart:
        found = np.sort(found)
        # One is in two segments where an item took the place of one that has left.
        found = found[np.concatenate([[True], found[1:] != found[:-1]])]
    return found


def _tokens(plan: Plan) -> set[str]:
    ways = [way for word in plan.words for way in word]
    tokens = {token for way in ways for how, token in way.needs if how == "is"}
    return tokens | {HEADLINE, *(one for tags in plan.tags for one in tags)}


def _leaves(wanted: Wanted) -> list[str]:
    if isinstance(wanted, str):
        return [wanted]
    return [leaf for part in wanted.parts for leaf in _leaves(part)]


def _rows(wanted: Wanted, segment: int, held: dict[tuple[int, str], bytes]) -> Rows:
    """The rows of a segment that have what is wanted."""
    if isinstance(wanted, str):
        return rows_of(held.get((segment, wanted), b""))
    if isinstance(wanted, All):
        rows = _rows(wanted.parts[0], segment, held)
        for part in wanted.parts[1:]:
            rows = rows & _rows(part, segment, held)
        return rows
    tokens = [part for part in wanted.parts if isinstance(part, str)]
    rows = rows_of_any([held[(segment, one)] for one in tokens if (segment, one) in held])
    for part in wanted.parts:
        if not isinstance(part, str):
            rows = rows | _rows(part, segment, held)
    return rows
