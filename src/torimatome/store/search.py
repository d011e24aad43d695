"""Searching the archive: a Query's words in every spelling, the newest or the best first.

The index offers sentences that may match; each is then looked at itself. So what is found is what
stands there, and is the same on every database.
"""

from dataclasses import replace

from sqlalchemy import Connection, select

from torimatome.errors import SetupError
from torimatome.model import House
from torimatome.model.archive import Found, Hit, Query, Results
from torimatome.store import schema
from torimatome.store.database import Database
from torimatome.store.index import Index
from torimatome.store.kept import HEADLINE, kept_of, place_range
from torimatome.store.naming import Namings
from torimatome.store.plan import Plan, planned
from torimatome.store.reading import DEEPER, Group, Reading, Sentence
from torimatome.store.tokens import SENTENCES_AN_ITEM, folded_once, stands_whole, unfolded

_POOL = 100  # newest headlines, and as many sentences, that "best" chooses from
_POOL_ENOUGH = 40  # so many will do where more would have to come from the index
_SHOWN = 4  # sentences of one item; how many further ones there are is said
_APART = 100  # newest items looked through for words that stand in different sentences


class Search:
    """Finding what was kept."""

    def __init__(self, database: Database, index: Index) -> None:
        self._database = database
        self._index = index
        self._namings = Namings()

    def find(self, house: House, query: Query) -> Results:
        """The page of `query.limit` items asked for. Raises SetupError for a filter it cannot read.

        Nothing to look for and no filter gives the newest items.
        """
        if query.order not in {"newest", "best"}:
            raise SetupError(f"no order {query.order!r}: give newest or best")
        naming = self._namings.of(house)
        plan, spellings = planned(query, naming, place_range(query.start, query.end))
        with self._database.read() as connection:
            reading = Reading(connection, self._index, plan)
            plan = reading.possible(plan)
            if query.order == "best" and plan.words:
                groups, total = _best(reading, plan)
                asked = groups[query.offset : query.offset + query.limit + 1]
            else:
                asked, total = _newest(reading, plan, query)
            if total == 0 and len(plan.words) > 1:
                asked, total = _apart(reading, plan), None
                asked = asked[query.offset : query.offset + query.limit + 1]
            hits = _hits(connection, asked[: query.limit], plan)
        return Results(query, tuple(hits), len(asked) > query.limit, total, spellings)


def _newest(reading: Reading, plan: Plan, query: Query) -> tuple[list[Group], int | None]:
    end = query.offset + query.limit + 1
    found: list[Group] = []
    for group in reading.groups(plan):
        if group is not None:
            found.append(group)
        elif len(found) >= end:  # counting the rest would cost more than it tells
            return found[query.offset : end], None
    return found[query.offset : end], len(found)


def _best(reading: Reading, plan: Plan) -> tuple[list[Group], int | None]:
    """Items by how well they fit; beyond the pool, only the newest are weighed.

    Those with parts of words come after those with the words themselves, so they are only read
    where the latter are few.
    """
    taken: dict[int, Sentence] = {}
    complete = False
    for tier in (plan.whole(), plan) if plan.can_be_cut else (plan,):
        some, complete = _pool(reading, tier)
        if not complete:
            some += _pool(reading, replace(tier, tags=(*tier.tags, (HEADLINE,))))[0]
        taken |= {line[0]: line for line in some}
        if not complete:
            break
    pool: dict[int, list[Sentence]] = {}
    for line in sorted(taken.values()):
        pool.setdefault(line[0] // SENTENCES_AN_ITEM, []).append(line)
    groups = sorted(pool.items(), key=lambda group: (-_score(group[1], plan), -group[0]))
    return groups, len(groups) if complete else None


def _pool(reading: Reading, plan: Plan) -> tuple[list[Sentence], bool]:
    """Up to a pool of the newest sentences that fit, and whether these are all."""
    taken: list[Sentence] = []
    for line in reading.sentences(plan):
        if len(taken) >= (_POOL_ENOUGH if line is DEEPER else _POOL):
            return taken, False
        if line is not DEEPER:
            taken.append(line)
    return taken, True


def _apart(reading: Reading, plan: Plan) -> list[Group]:
    """Items that have all words in different sentences, the newest first."""
    rarest = reading.rarest(plan)
    places: dict[int, None] = {}
    for line in reading.sentences(replace(plan, words=(rarest,))):
        if line is not DEEPER:
            places[line[0] // SENTENCES_AN_ITEM] = None
        if len(places) >= _APART:
            break
    found: list[Group] = []
    for place, lines in reading.whole(list(places)):
        ones = [replace(plan, words=(word,)) for word in plan.words]
        having = [[line for line in lines if one.fits(line[2])] for one in ones]
        if all(having):
            found.append((place, sorted({line for some in having for line in some})))
    return found


def _score(lines: list[Sentence], plan: Plan) -> float:
    """Whole words before parts of words, headlines before bodies, much said before a mention."""
    best = 0.0
    for _, part, text in lines:
        folded = folded_once(text)
        whole = sum(
            any(stands_whole(way.side_by_side, folded) for way in word) for word in plan.words
        )
        head = 2.0 if part.startswith("headline") else 0.0
        best = max(best, head + 3.0 * whole / len(plan.words))
    return best + 0.1 * min(len(lines), 5)


def _hits(connection: Connection, groups: list[Group], plan: Plan) -> list[Hit]:
    rows = schema.kept_item
    query = select(rows).where(rows.c.place.in_([place for place, _ in groups]))
    items = {row.place: kept_of(row) for row in connection.execute(query)}
    hits = []
    for place, lines in groups:
        shown = lines[:_SHOWN] if plan.words else []
        found = tuple(Found(text, part, _marked(text, plan)) for _, part, text in shown)
        hits.append(Hit(items[place], found, further=len(lines) - len(shown)))
    return hits


def _marked(text: str, plan: Plan) -> tuple[tuple[int, int], ...]:
    folded = folded_once(text)
    ways = (way for word in plan.words for way in word if way.stands_in(text, folded))
    return _joined(unfolded(text, [span for way in ways for span in way.places(folded)]))


def _joined(marked: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans from left to right, those that touch as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marked):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
