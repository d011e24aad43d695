"""Searching the archive: a Query's words in every spelling, the newest or the best first.

The index offers sentences that may match; each is then looked at itself. So what is found is what
stands there, and is the same on every database.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import Connection, func, select, true

from torimatome.errors import SetupError
from torimatome.model import House
from torimatome.model.archive import Found, Hit, Query, Results
from torimatome.store import schema
from torimatome.store.archive import (
    EVERYTHING,
    HEADLINE,
    is_head,
    kept,
    place_range,
)
from torimatome.store.database import Database
from torimatome.store.index import All, Either, TokenIndex, Wanted, index_for
from torimatome.store.naming import Form, Naming
from torimatome.store.tokens import (
    LONGEST,
    SENTENCES_AN_ITEM,
    clean,
    fold,
    is_word,
    lone,
    needle,
    tag,
    uncut,
    unfolded,
    units,
)  # fmt: skip

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
_POOL = 200  # newest sentences, and as many headlines, that "best" chooses from
_POOL_ENOUGH = 40  # so many will do where more would have to come from the index
_SHOWN = 4  # sentences of one item; how many further ones there are is said
_LONGEST_NAME = 6  # words

_PHRASE = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')


@dataclass(frozen=True)
class _Way:
    """One way to satisfy a word of the query."""

    needles: tuple[str, ...]  # all of them stand in the folded text
    uncut: re.Pattern[str]  # they stand there side by side, as whole words
    whole: bool  # and have to
    needs: tuple[tuple[str, str], ...]  # ("is" | "has" | "starts" | "ends", token or letters)
    exact: re.Pattern[str] | None = None  # on the text itself: an acronym stands in capitals

    def stands_in(self, text: str, folded: str) -> bool:
        """Whether this text has it."""
        for own in self.needles:
            if own not in folded:
                return False
        if self.whole and not self.uncut.search(folded):
            return False
        return self.exact is None or self.exact.search(text) is not None

    def places(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where in the folded text it stands."""
        for own in self.needles:
            pattern = self.uncut if self.whole else re.compile(re.escape(own))
            yield from (match.span() for match in pattern.finditer(folded))


_Word = tuple[_Way, ...]  # any one of them will do


@dataclass(frozen=True)
class _Plan:
    words: tuple[_Word, ...]
    tags: tuple[tuple[str, ...], ...]  # one of each
    between: tuple[int, int]

    def fits(self, text: str) -> bool:
        """Whether every word stands in this text, in one way or another."""
        folded = fold(text)
        for word in self.words:
            for way in word:
                if way.stands_in(text, folded):
                    break
            else:
                return False
        return True


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


class Search:
    """Finding what was kept."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._index = index_for(database.engine.dialect.name)
        self._known: Naming | None = None
        self._words: Vocabulary | None = None
        self._stamp: tuple[object, ...] = ()

    def find(self, house: House, query: Query) -> Results:
        """The page of `query.limit` items asked for. Raises SetupError for a filter it cannot read.

        Nothing to look for and no filter gives the newest items.
        """
        if query.order not in {"newest", "best"}:
            raise SetupError(f"no order {query.order!r}: give newest or best")
        naming = self._naming(house)
        words, spellings = _words(query, naming)
        tags = _filters(query, naming)
        plan = _Plan(tuple(words), tuple(tags), place_range(query.start, query.end))
        with self._database.begin() as connection:
            words_kept = self._vocabulary(connection)
            reading = _Reading(connection, self._index, words_kept, plan)
            plan = reading.possible(plan)
            if query.order == "best" and plan.words:
                groups, total = _best(reading, plan)
                asked = groups[query.offset : query.offset + query.limit + 1]
            else:
                asked, total = _newest(reading, plan, query)
            hits = _hits(connection, asked[: query.limit], plan)
        return Results(query, tuple(hits), len(asked) > query.limit, total, spellings)

    def _vocabulary(self, connection: Connection) -> Vocabulary:
        """Every word of the archive; read again only when an issue has come in since."""
        counts = select(func.count(), func.sum(schema.kept_issue.c.version))
        stamp = tuple(connection.execute(counts.select_from(schema.kept_issue)).one())
        if self._words is None or self._stamp != stamp:
            rows = schema.search_word
            query = select(rows.c.token, rows.c.seen).order_by(rows.c.seen.desc(), rows.c.token)
            self._words = Vocabulary([(r[0], r[1]) for r in connection.execute(query)])
            self._stamp = stamp
        return self._words

    def _naming(self, house: House) -> Naming:
        if self._known is None or self._known.house is not house:
            self._known = Naming(house)
        return self._known


_Sentence = tuple[int, str, str]  # id, part, text
_Group = tuple[int, list[_Sentence]]  # an item's place and its sentences that fit
# Comes between what was cheap to read and what is not: who has enough goes no further.
_DEEPER: _Sentence = (-1, "", "")


class _Reading:
    """Sentences that fit a plan, the newest first, as many as are asked for."""

    def __init__(
        self, connection: Connection, index: TokenIndex, words: Vocabulary, plan: _Plan
    ) -> None:
        self._connection = connection
        self._index = index
        self._words = words
        self._seen = self._counts(plan)
        self._all = self._seen.get(EVERYTHING, 0)
        self._place = -1
        self._tags: frozenset[str] = frozenset()

    def possible(self, plan: _Plan) -> _Plan:
        """The plan without ways, mostly spellings in other scripts, that no kept text can fit."""
        words = tuple(
            tuple(w for w in word if all(how != "is" or self._seen.get(t) for how, t in w.needs))
            for word in plan.words
        )
        return replace(plan, words=words)

    def groups(self, plan: _Plan) -> Iterator[_Group | None]:
        """Items with their fitting sentences in printed order, the newest first; None: deeper."""
        if not plan.words:
            yield from self._items(plan)
            return
        fitting = self.sentences(plan)
        for place, group in groupby(fitting, key=lambda line: line[0] // SENTENCES_AN_ITEM):
            yield None if place < 0 else (place, sorted(group))

    def sentences(self, plan: _Plan) -> Iterator[_Sentence]:
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
                    yield _DEEPER
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
                yield _DEEPER

    def _items(self, plan: _Plan) -> Iterator[_Group | None]:
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
    ) -> Iterator[list[_Sentence]]:
        """Sentences as they stand, the newest first, `most` of them or all."""
        low, high = between
        batch, read = _BATCH, 0
        while (most is None or read < most) and (lines := self._lines((low, high), batch, heads)):
            yield lines
            high = lines[-1][0] - 1
            read += len(lines)
            batch = min(batch * 2, _LARGEST_BATCH)

    def _lines(self, between: tuple[int, int], limit: int, heads: bool) -> list[_Sentence]:
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

    def _texts(self, ids: list[int]) -> list[_Sentence]:
        rows = schema.kept_sentence
        found: list[_Sentence] = []
        for start in range(0, len(ids), 500):  # SQLite bounds the variables of a query
            query = select(rows.c.id, rows.c.part, rows.c.text).where(
                rows.c.id.in_(ids[start : start + 500])
            )
            found += [(row[0], row[1], row[2]) for row in self._connection.execute(query)]
        return sorted(found, reverse=True)

    def _fits(self, plan: _Plan, line: _Sentence) -> bool:
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

    def _wanted(self, plan: _Plan, every: bool = False) -> tuple[Wanted | None, int]:
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

    def _way(self, way: _Way, every: bool) -> tuple[int, Wanted | None]:
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

    def _counts(self, plan: _Plan) -> dict[str, int]:
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


def _newest(reading: _Reading, plan: _Plan, query: Query) -> tuple[list[_Group], int | None]:
    end = query.offset + query.limit + 1
    found: list[_Group] = []
    for group in reading.groups(plan):
        if group is not None:
            found.append(group)
        elif len(found) >= end:  # counting the rest would cost more than it tells
            return found[query.offset : end], None
    return found[query.offset : end], len(found)


def _best(reading: _Reading, plan: _Plan) -> tuple[list[_Group], int | None]:
    """Items by how well they fit; beyond the pool, only the newest are weighed."""
    heads = replace(plan, tags=(*plan.tags, (HEADLINE,)))
    taken, complete = _pool(reading, plan)
    if not complete:
        taken += _pool(reading, heads)[0]
    pool: dict[int, dict[int, _Sentence]] = {}
    for line in taken:
        pool.setdefault(line[0] // SENTENCES_AN_ITEM, {})[line[0]] = line
    groups = [(place, sorted(lines.values())) for place, lines in pool.items()]
    groups.sort(key=lambda group: (-_score(group[1], plan), -group[0]))
    return groups, len(groups) if complete else None


def _pool(reading: _Reading, plan: _Plan) -> tuple[list[_Sentence], bool]:
    """Up to a pool of the newest sentences that fit, and whether these are all."""
    taken: list[_Sentence] = []
    for line in reading.sentences(plan):
        if len(taken) >= (_POOL_ENOUGH if line is _DEEPER else _POOL):
            return taken, False
        if line is not _DEEPER:
            taken.append(line)
    return taken, True


def _score(lines: list[_Sentence], plan: _Plan) -> float:
    """Whole words before parts of words, headlines before bodies, much said before a mention."""
    best = 0.0
    for _, part, text in lines:
        folded = fold(text)
        whole = sum(any(way.uncut.search(folded) for way in word) for word in plan.words)
        head = 2.0 if part.startswith("headline") else 0.0
        best = max(best, head + 3.0 * whole / len(plan.words))
    return best + 0.1 * min(len(lines), 5)


def _hits(connection: Connection, groups: list[_Group], plan: _Plan) -> list[Hit]:
    rows = schema.kept_item
    query = select(rows).where(rows.c.place.in_([place for place, _ in groups]))
    items = {row.place: kept(row) for row in connection.execute(query)}
    hits = []
    for place, lines in groups:
        shown = lines[:_SHOWN] if plan.words else []
        found = tuple(Found(text, part, _marked(text, plan)) for _, part, text in shown)
        hits.append(Hit(items[place], found, further=len(lines) - len(shown)))
    return hits


def _marked(text: str, plan: _Plan) -> tuple[tuple[int, int], ...]:
    folded = fold(text)
    ways = (way for word in plan.words for way in word if way.stands_in(text, folded))
    return _joined(unfolded(text, [span for way in ways for span in way.places(folded)]))


def _size(wanted: Wanted) -> int:
    return 1 if isinstance(wanted, str) else sum(map(_size, wanted.parts))


def _joined(marked: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans from left to right, those that touch as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marked):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _words(
    query: Query, naming: Naming
) -> tuple[list[_Word], tuple[tuple[str, tuple[str, ...]], ...]]:
    """The query's words with the other spellings of the names among them, and what those are."""
    given = [
        (clean(match[1] or match[2] or match[3] or ""), match[3] is None)
        for match in _PHRASE.finditer(clean(query.words))
    ]
    given = [(words, quoted) for words, quoted in given if fold(words).strip()]
    made: list[_Word] = []
    said = []
    at = 0
    while at < len(given):
        count, forms = _name_at(given, at, naming) if query.spellings else (1, ())
        own = _own_way([words for words, _ in given[at : at + count]], given[at][1])
        made.append((own, *(_form_way(form) for form in forms)))
        if forms:
            name = " ".join(words for words, _ in given[at : at + count])
            said.append((name, tuple(form.words for form in forms)))
        at += count
    return made, tuple(said)


def _name_at(
    given: list[tuple[str, bool]], at: int, naming: Naming
) -> tuple[int, tuple[Form, ...]]:
    """How many words from here on are one name, and its other forms; the longest name wins."""
    free = next((i for i in range(at, len(given)) if given[i][1]), len(given)) - at
    for count in range(min(free, _LONGEST_NAME), 0, -1):
        forms = naming.spellings(" ".join(words for words, _ in given[at : at + count]))
        if forms:
            return count, forms
    return 1, ()


def _own_way(words: list[str], whole: bool) -> _Way:
    needs = tuple(dict.fromkeys(need for word in words for need in _needs(word, whole)))
    return _Way(tuple(map(needle, words)), uncut(needle(" ".join(words))), whole, needs)


def _form_way(form: Form) -> _Way:
    exact = re.compile(rf"(?<!\w){re.escape(form.words)}(?!\w)") if form.cased else None
    own = needle(form.words)
    return _Way((own,), uncut(own), True, _needs(form.words, True), exact)


def _needs(words: str, whole: bool) -> tuple[tuple[str, str], ...]:
    """What the index must have for a text that holds `words`."""
    chunks = [units(chunk) for chunk in fold(clean(words)).split()]
    needs: dict[tuple[str, str], None] = {}
    for c, chunk in enumerate(chunks):
        for u, unit in enumerate(chunk):
            if is_word(unit):
                first = not whole and c == 0 and u == 0
                last = not whole and c == len(chunks) - 1 and u == len(chunk) - 1
                how = {(False, False): "is", (True, False): "ends", (False, True): "starts"}
                if len(unit) <= LONGEST:
                    needs[(how.get((first, last), "has"), unit)] = None
                continue
            pair = unit + chunk[u + 1] if u + 1 < len(chunk) and len(chunk[u + 1]) == 1 else ""
            before = chunk[u - 1] if u else ""
            if len(pair) == 2 and _paired(unit, pair[1]):
                needs[("is", pair)] = None
            elif not (len(before) == 1 and _paired(before, unit)):
                needs[("is", lone(unit))] = None
    return tuple(needs)


def _paired(left: str, right: str) -> bool:
    return left > "\x7f" and right > "\x7f" and not is_word(left) and not is_word(right)


def _filters(query: Query, naming: Naming) -> list[tuple[str, ...]]:
    tags: list[tuple[str, ...]] = []
    if query.section:
        tags.append((tag("section", _section(query.section, naming.house)),))
    if query.outlet:
        tags.append((tag("outlet", naming.outlet(query.outlet)),))
    if query.person:
        persons = [t.en for t in naming.terms(query.person) if t.kind == "person"]
        tags.append(tuple(tag("person", name) for name in persons or [query.person]))
    if query.country:
        tags.append((tag("country", naming.country(query.country)),))
    return tags


def _section(words: str, house: House) -> str:
    wanted = fold(clean(words))
    for rule in house.sections:
        if wanted in {fold(rule.kind), fold(rule.heading_ja), fold(rule.heading_en)}:
            return rule.kind
    return words
