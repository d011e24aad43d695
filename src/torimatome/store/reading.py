"""Reading what fits a plan, the newest first, from the index or, where sooner, without it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from sqlalchemy import Connection, false, or_, select, true

from torimatome.store import schema
from torimatome.store.archive import EVERYTHING, HEADLINE, is_head, sentence_range
from torimatome.store.index import All, Either, TokenIndex, Wanted
from torimatome.store.plan import Plan, Way, Word
from torimatome.store.tokens import SENTENCES_AN_ITEM

# Chosen on bench/search.py at 1,000,000 sentences. A page of a common word is filled from the
# newest sentences, read without the index, which would first gather every sentence that has it.
# Choose again by running the bench with other figures: more walking helps words just "common".
_COMMON = 30  # a word in more than one sentence of so many is common
_WALK = 1_000  # newest sentences read before the index is asked after all
_MANY = 2_000  # more words than these holding the same letters are never listed for the index
_WORD_COSTS = 10  # sentences that are read as soon as one more word is looked up in the index
_FEW = 1_000  # sentences that are read as they come, without planning further
_BATCH = 64  # sentences fetched and looked at in one go; the next batch is larger
_LARGEST_BATCH = 5_000

Sentence = tuple[int, str, str]  # id, part, text
Group = tuple[int, list[Sentence]]  # an item's place and its sentences that fit
# Comes between what was cheap to read and what is not: who has enough goes no further.
DEEPER: Sentence = (-1, "", "")


class Vocabulary:
    """The archive's words, the most frequent first, in one text that is quick to look through."""

    def __init__(self, counted: list[tuple[str, int]]) -> None:
        self._text = "\n" + "\n".join(word for word, _ in counted) + "\n"
        self._seen = dict(counted)

    def holding(self, how: str, letters: str, enough: int | None) -> tuple[int, list[str] | None]:
        """How often words that have these letters were seen, and the words.

        Once more than `enough` were seen it looks no further, and gives no words; nor does it
        when they are more than the index could be asked for.
        """
        before, after = ("\n" if how == "starts" else ""), ("\n" if how == "ends" else "")
        sought = before + letters + after
        words: list[str] = []
        seen = 0
        at = self._text.find(sought)
        while at >= 0:
            start = self._text.rfind("\n", 0, at + len(before)) + 1
            end = self._text.index("\n", at + len(before))
            words.append(self._text[start:end])
            seen += self._seen[words[-1]]
            if (enough is not None and seen > enough) or len(words) > _MANY:
                return seen, None
            at = self._text.find(sought, end)
        return seen, words


class Reading:
    """Sentences that fit a plan, the newest first, as many as are asked for."""

    def __init__(
        self, connection: Connection, index: TokenIndex, words: Vocabulary, plan: Plan
    ) -> None:
        self._connection = connection
        self._index = index
        self._words = words
        self._seen = self._counts(plan)
        self._all = self._seen.get(EVERYTHING, 0)
        self._place = -1
        self._tags: frozenset[str] = frozenset()

    def possible(self, plan: Plan) -> Plan:
        """The plan without ways, mostly spellings in other scripts, that no kept text can fit."""
        words = tuple(
            tuple(w for w in word if all(how != "is" or self._seen.get(t) for how, t in w.needs))
            for word in plan.words
        )
        return replace(plan, words=words)

    def rarest(self, plan: Plan) -> Word:
        """The word of the plan that the fewest sentences have."""
        return min(plan.words, key=lambda word: self._wanted(replace(plan, words=(word,)))[1])

    def whole(self, places: list[int]) -> Iterator[Group]:
        """Items with every one of their sentences, in the order asked for."""
        rows = schema.kept_sentence
        ours = or_(false(), *(rows.c.id.between(*sentence_range(place)) for place in places))
        query = select(rows.c.id, rows.c.part, rows.c.text).where(ours)
        lines = [(row[0], row[1], row[2]) for row in self._connection.execute(query)]
        lines.sort(key=lambda line: (-(line[0] // SENTENCES_AN_ITEM), line[0]))
        for place, group in groupby(lines, key=lambda line: line[0] // SENTENCES_AN_ITEM):
            yield place, list(group)

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
        low, high = plan.between
        wanted, seen = self._wanted(plan)
        if not seen:
            return
        if wanted is None or seen * _COMMON > self._all:
            heads = (HEADLINE,) in plan.tags
            read = 0
            for lines in self._walk((low, high), _WALK, heads):
                yield from (line for line in lines if self._fits(plan, line))
                read += len(lines)
                high = lines[-1][0] - 1
                if self._all > _WALK:
                    yield DEEPER
            if read < _WALK:
                return
        if seen > _FEW:
            wanted, seen = self._wanted(plan, every=True)
        if wanted is None:  # too many words hold these letters: read on to the end
            for lines in self._walk((low, high), None, (HEADLINE,) in plan.tags):
                yield from (line for line in lines if self._fits(plan, line))
            return
        for ids, more in self._offered(wanted, (low, high), seen <= _FEW):
            yield from (line for line in self._texts(ids) if plan.fits(line[2]))
            if more and self._all > _WALK:
                yield DEEPER

    def _items(self, plan: Plan) -> Iterator[Group | None]:
        """Items by their filing alone."""
        low, high = plan.between
        rows = schema.kept_item
        seen = min((sum(self._seen.get(t, 0) for t in tags) for tags in plan.tags), default=None)
        if seen is None or seen * _COMMON > self._all:
            places = rows.c.place.between(low // SENTENCES_AN_ITEM, high // SENTENCES_AN_ITEM)
            query = select(rows.c.place, rows.c.tags).where(places).order_by(rows.c.place.desc())
            read = 0
            for place, tags in self._connection.execute(query.limit(_WALK)):
                own = set(tags.split())
                if all(not own.isdisjoint(some) for some in plan.tags):
                    yield place, []
                read, high = read + 1, place * SENTENCES_AN_ITEM - 1
            if read < _WALK:
                return
            yield None
        wanted = All((*(Either(tags) for tags in plan.tags), HEADLINE))
        for ids, more in self._offered(wanted, (low, high), seen is not None and seen <= _FEW):
            yield from ((id_ // SENTENCES_AN_ITEM, []) for id_ in ids if not id_ % 2)
            if more and self._all > _WALK:
                yield None

    def _offered(
        self, wanted: Wanted | None, between: tuple[int, int], few: bool
    ) -> Iterator[tuple[list[int], bool]]:
        """Ids the index offers, the largest first, in growing batches; whether more may come."""
        low, high = between
        batch = _BATCH
        while wanted:
            ids = self._index.find(self._connection, wanted, (low, high), batch, few)
            if ids:
                yield ids, len(ids) == batch
            if len(ids) < batch:
                return
            high = ids[-1] - 1
            batch = min(batch * 4, _LARGEST_BATCH)

    def _walk(
        self, between: tuple[int, int], most: int | None, heads: bool
    ) -> Iterator[list[Sentence]]:
        """Sentences as they stand, the newest first, `most` of them or all."""
        low, high = between
        batch, read = _BATCH, 0
        while (most is None or read < most) and (lines := self._lines((low, high), batch, heads)):
            yield lines
            high = lines[-1][0] - 1
            read += len(lines)
            batch = min(batch * 2, _LARGEST_BATCH)

    def _lines(self, between: tuple[int, int], limit: int, heads: bool) -> list[Sentence]:
        rows = schema.kept_sentence
        query = (
            select(rows.c.id, rows.c.part, rows.c.text)
            .where(
                rows.c.id.between(*between), rows.c.id % SENTENCES_AN_ITEM < 2 if heads else true()
            )
            .order_by(rows.c.id.desc())
            .limit(limit)
        )
        return [(row[0], row[1], row[2]) for row in self._connection.execute(query)]

    def _texts(self, ids: list[int]) -> list[Sentence]:
        rows = schema.kept_sentence
        found: list[Sentence] = []
        for start in range(0, len(ids), 500):  # SQLite bounds the variables of a query
            query = select(rows.c.id, rows.c.part, rows.c.text).where(
                rows.c.id.in_(ids[start : start + 500])
            )
            found += [(row[0], row[1], row[2]) for row in self._connection.execute(query)]
        return sorted(found, reverse=True)

    def _fits(self, plan: Plan, line: Sentence) -> bool:
        id_, _, text = line
        if not plan.fits(text):
            return False
        place = id_ // SENTENCES_AN_ITEM
        if plan.tags and place != self._place:
            rows = schema.kept_item
            query = select(rows.c.tags).where(rows.c.place == place)
            self._tags = frozenset((self._connection.execute(query).scalar() or "").split())
            self._place = place
        head = {HEADLINE} if is_head(id_) else set()
        return all(not (self._tags | head).isdisjoint(tags) for tags in plan.tags)

    def _wanted(self, plan: Plan, every: bool = False) -> tuple[Wanted | None, int]:
        """What to ask the index for, and how many sentences have it at most; None: cannot ask."""
        parts: list[tuple[int, Wanted | None]] = []
        for word in plan.words:
            ways = [self._way(way, every) for way in word]
            listed = [wanted for seen, wanted in ways if wanted is not None and seen]
            whole = all(wanted is not None for _, wanted in ways)
            parts.append((sum(seen for seen, _ in ways), Either(tuple(listed)) if whole else None))
        for tags in plan.tags:
            parts.append((sum(self._seen.get(one, 0) for one in tags), Either(tags)))
        return self._rarest(parts)[::-1]

    def _way(self, way: Way, every: bool) -> tuple[int, Wanted | None]:
        parts: list[tuple[int, Wanted | None]] = []
        for how, letters in way.needs:
            if how == "is":
                parts.append((self._seen.get(letters, 0), letters))
                continue
            enough = None if every else self._all // _COMMON
            seen, words = self._words.holding(how, letters, enough)
            parts.append((seen, None if words is None else Either(tuple(words))))
        return self._rarest(parts)

    def _rarest(self, parts: list[tuple[int, Wanted | None]]) -> tuple[int, Wanted | None]:
        """All of the parts, less those that would cost more than they leave out."""
        parts = sorted(parts, key=lambda part: part[0])
        least = min([self._all, *(seen for seen, _ in parts)])
        listed = [wanted for _, wanted in parts if wanted is not None]
        cheap = max(5, least // _WORD_COSTS)
        used = [w for n, w in enumerate(listed) if not n or _size(w) <= cheap]
        return least, All(tuple(used)) if used else None

    def _counts(self, plan: Plan) -> dict[str, int]:
        ways = [way for word in plan.words for way in word]
        tokens = {token for way in ways for how, token in way.needs if how == "is"}
        tokens |= {EVERYTHING, HEADLINE, *(one for tags in plan.tags for one in tags)}
        wanted = sorted(tokens)
        found: dict[str, int] = {}
        for rows in (schema.search_gram, schema.search_word):
            for start in range(0, len(wanted), 500):  # SQLite bounds the variables of a query
                part = rows.c.token.in_(wanted[start : start + 500])
                query = select(rows.c.token, rows.c.seen).where(part)
                found |= {row[0]: row[1] for row in self._connection.execute(query)}
        return found


def _size(wanted: Wanted) -> int:
    return 1 if isinstance(wanted, str) else sum(map(_size, wanted.parts))
