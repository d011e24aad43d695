"""Earlier on this: past items that share names and telling words with an item."""

import math
from collections import Counter, defaultdict

from sqlalchemy import Connection, func, select

from torimatome.model import House, Item
from torimatome.model.archive import Earlier, Kept, Mention
from torimatome.store import schema
from torimatome.store.database import Database
from torimatome.store.index import Index
from torimatome.store.kept import kept_of, place_range
from torimatome.store.naming import Namings, name_key
from torimatome.store.tokens import SENTENCES_AN_ITEM, fold, words_of

# What sharing one name tells, before how rare it is. Chosen by reading the first five proposals for
# each of the 104 items of four real issues: with countries at the weight of persons, visits to the
# same country pushed out the same affair.
_KINDS = {"person": 1.0, "organisation": 0.8, "place": 0.8, "country": 0.3}
_ONLY_NAMED = 0.5  # where it does not act
_WORD = 0.35  # a word of the headlines in common
_EVERYDAY = 0.05  # of all sentences: words in more of them ("held", "with") tell nothing
_WORD_LETTERS = 4
_AT_LEAST = 2.0  # less than one rare name in common is chance
_NEWEST = 200  # items looked at for each name


class Related:
    """Finding what an item goes back to."""

    def __init__(self, database: Database, index: Index) -> None:
        self._database = database
        self._index = index
        self._namings = Namings()

    def earlier(self, house: House, item: Item, before: str, limit: int = 5) -> list[Earlier]:
        """Kept items older than the ISO day `before` on the same matter, the nearest first."""
        mentions = self._namings.of(house).mentions(item)
        # A name is counted once, as a name.
        words = _words(item.headline_en) - _words(" ".join(m.name for m in mentions))
        with self._database.read() as connection:
            names = self._weights(connection, mentions)
            told = self._word_weights(connection, words)
            found: dict[int, Kept] = {}
            shared: dict[int, dict[str, float]] = defaultdict(dict)
            for mention, weight in names:
                for place, past in _naming(connection, mention, before):
                    found[place] = past
                    theirs = next(
                        (
                            m
                            for m in past.mentions
                            if (m.kind, m.name) == (mention.kind, mention.name)
                        ),
                        mention,
                    )
                    both = weight * (1.0 if theirs.acts else _ONLY_NAMED)
                    shared[place][mention.ja or mention.name] = both
        for place, past in found.items():
            for word in words & _words(past.headline_en):
                shared[place][word] = told.get(word, 0.0)
        scored = [
            Earlier(past, round(sum(shared[place].values()), 3), _most(shared[place]))
            for place, past in found.items()
            if sum(shared[place].values()) >= _AT_LEAST and past.id != item.id
        ]
        scored.sort(key=lambda e: (-e.score, _backwards(e.item.day), e.item.id))
        return scored[:limit]

    def _weights(
        self, connection: Connection, mentions: tuple[Mention, ...]
    ) -> list[tuple[Mention, float]]:
        named, items = schema.kept_mention, schema.kept_item
        total = connection.execute(select(func.count()).select_from(items)).scalar_one()
        keys = [name_key(m.kind, m.name) for m in mentions]
        query = (
            select(named.c.name, func.count()).where(named.c.name.in_(keys)).group_by(named.c.name)
        )
        counts = {row[0]: row[1] for row in connection.execute(query)}
        weighed = []
        for mention, key in zip(mentions, keys, strict=True):
            rarity = math.log(1 + total / counts[key]) if key in counts else 0.0
            acts = 1.0 if mention.acts else _ONLY_NAMED
            if rarity:
                weighed.append((mention, rarity * acts * _KINDS.get(mention.kind, 0.5)))
        return weighed

    def _word_weights(self, connection: Connection, words: set[str]) -> dict[str, float]:
        segments = self._index.segments(connection)
        total = sum(segment.size for segment in segments)
        seen: Counter[str] = Counter()
        for (_, word), count in self._index.seen(connection, segments, words).items():
            seen[word] += count
        return {
            word: _WORD * math.log(1 + total / count)
            for word, count in seen.items()
            if count < _EVERYDAY * total
        }


def _naming(connection: Connection, mention: Mention, before: str) -> list[tuple[int, Kept]]:
    rows, named = schema.kept_item, schema.kept_mention
    newest = place_range(before, "")[0] // SENTENCES_AN_ITEM
    query = (
        select(rows)
        .join(named, named.c.place == rows.c.place)
        .where(named.c.name == name_key(mention.kind, mention.name), named.c.place < newest)
        .order_by(named.c.place.desc())
        .limit(_NEWEST)
    )
    return [(row.place, kept_of(row)) for row in connection.execute(query)]


def _words(headline: str) -> set[str]:
    return {word for word in words_of(fold(headline)) if len(word) >= _WORD_LETTERS}


def _most(shared: dict[str, float]) -> tuple[str, ...]:
    return tuple(name for name, _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])))


def _backwards(day: str) -> str:
    return "".join(chr(ord("9") - int(c) + ord("0")) if c.isdigit() else c for c in day)
