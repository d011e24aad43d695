"""The inverted index: FTS5 on SQLite, tsvector on PostgreSQL, given the same tokens by us."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Protocol

from sqlalchemy import Connection, text

from torimatome.errors import SetupError
from torimatome.store.tokens import DAY, LONGEST, grams_of, is_word, words_of

# On PostgreSQL common words are looked for era by era. A year holds some 50,000 sentences where an
# archive of a million spans twenty years; longer eras cost more heap rows, shorter ones more turns.
ERA = 366 * DAY
_AT_ONCE = 500  # lines sent to PostgreSQL in one go; line by line took three times as long


@dataclass(frozen=True)
class Either:
    """At least one of `parts` must hold."""

    parts: tuple["Wanted", ...]


@dataclass(frozen=True)
class All:
    """Every one of `parts` must hold."""

    parts: tuple["Wanted", ...]


Wanted = str | Either | All


@dataclass(frozen=True)
class Line:
    """A sentence on its way into the index."""

    id: int
    folded: str
    tags: str  # further tokens, parted by spaces

    @cached_property
    def tokens(self) -> set[str]:
        """Every token, once."""
        tokens = words_of(self.folded)
        tokens |= grams_of(self.folded)
        tokens.update(self.tags.split())
        return tokens


class TokenIndex(Protocol):
    """What the search needs of an index; both kinds give the same answers."""

    def add(self, connection: Connection, lines: Iterable[Line]) -> None:
        """Take in sentences by ascending id."""

    def remove(self, connection: Connection, lines: Iterable[Line]) -> None:
        """Let go of sentences; they must be as they came."""

    def find(
        self,
        connection: Connection,
        wanted: Wanted,
        between: tuple[int, int],
        limit: int,
        few: bool,
    ) -> list[int]:
        """Ids of sentences within [low, high] that have what is wanted, the largest first.

        `few` says that the index has no more than a few thousand of them.
        """

    def clear(self, connection: Connection) -> None:
        """Empty the index, to fill it anew in one go."""

    def settle(self, connection: Connection) -> None:
        """Put the index in order after it was filled anew, and keep how often it has each token."""


Counted = Sequence[tuple[str, int]]  # a token and how many sentences have it


def _words_and_grams(counted: Counted) -> Iterator[tuple[str, Counted]]:
    for table, words in (("search_word", True), ("search_gram", False)):
        yield table, [row for row in counted if is_word(row[0]) is words]


def index_for(dialect: str) -> TokenIndex:
    """The index of one kind of database."""
    if dialect == "sqlite":
        return _Fts5()
    if dialect == "postgresql":
        return _TsVector()
    raise SetupError(f"no search on a {dialect!r} database; take sqlite or postgresql")


class _Fts5:
    def add(self, connection: Connection, lines: Iterable[Line]) -> None:
        rows = [(line.id, _fts5_text(line)) for line in lines]
        cursor = connection.connection.cursor()
        cursor.executemany("INSERT INTO search (rowid, tokens) VALUES (?, ?)", rows)

    def remove(self, connection: Connection, lines: Iterable[Line]) -> None:
        rows = [(line.id, _fts5_text(line)) for line in lines]
        if rows:
            sql = "INSERT INTO search (search, rowid, tokens) VALUES ('delete', ?, ?)"
            connection.exec_driver_sql(sql, rows)

    def find(
        self,
        connection: Connection,
        wanted: Wanted,
        between: tuple[int, int],
        limit: int,
        few: bool,
    ) -> list[int]:
        rows = connection.exec_driver_sql(
            "SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid <= ?"
            " ORDER BY rowid DESC LIMIT ?",
            (_fts5_query(wanted), *between, limit),
        )
        return [row[0] for row in rows]

    def clear(self, connection: Connection) -> None:
        connection.exec_driver_sql("INSERT INTO search (search) VALUES ('delete-all')")

    def settle(self, connection: Connection) -> None:
        connection.exec_driver_sql("INSERT INTO search (search) VALUES ('optimize')")
        vocabulary = "temp.search_vocabulary"
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {vocabulary} USING fts5vocab(main, search, row)"
        )
        cursor = connection.connection.cursor()  # rows as they come: there are very many
        cursor.execute(f"SELECT term, doc FROM {vocabulary}")  # noqa: S608
        counted = cursor.fetchall()
        for table, rows in _words_and_grams(counted):
            cursor.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)  # noqa: S608


def _fts5_text(line: Line) -> str:
    # FTS5's "ascii" tokenizer finds the words of plain English by itself, several times as
    # quickly as we would; everything else is parted here.
    folded = line.folded
    if folded.isascii() and max(map(len, folded.split()), default=0) <= LONGEST:
        return f"{folded} {' '.join(grams_of(folded))} {line.tags}"
    return " ".join(line.tokens)


def _fts5_query(wanted: Wanted) -> str:
    if isinstance(wanted, str):
        return f'"{wanted}"'
    word = " OR " if isinstance(wanted, Either) else " AND "
    return "(" + word.join(_fts5_query(part) for part in wanted.parts) + ")"


class _TsVector:
    def add(self, connection: Connection, lines: Iterable[Line]) -> None:
        cursor = connection.connection.cursor()
        waiting = iter(lines)
        with cursor.copy("COPY search (id, tokens) FROM STDIN") as copy:
            while some := list(islice(waiting, _AT_ONCE)):
                copy.write("".join(map(_copied, some)))

    def remove(self, connection: Connection, lines: Iterable[Line]) -> None:
        ids = [line.id for line in lines]
        if ids:
            connection.execute(text("DELETE FROM search WHERE id = ANY(:ids)"), {"ids": ids})

    def find(
        self,
        connection: Connection,
        wanted: Wanted,
        between: tuple[int, int],
        limit: int,
        few: bool,
    ) -> list[int]:
        # Compiling a plan costs more than any of these queries.
        connection.execute(text("SET LOCAL jit = off"))
        query = _ts_query(wanted)
        low, high = between
        if few:
            return self._ask(connection, query, between, limit)
        edges = connection.execute(text("SELECT min(id), max(id) FROM search")).one()
        if edges[0] is None:
            return []
        first, last = max(low, edges[0]) // ERA, min(high, edges[1]) // ERA
        found: list[int] = []
        # A GIN index knows no order. So the newest era is asked first, then twice as many each
        # time: what it need not look at costs nothing, for the eras are tokens like the others.
        eras = 1
        while last >= first and len(found) < limit:
            some = range(max(first, last - eras + 1), last + 1)
            within = " | ".join(f"'{_era(era * ERA)}'" for era in some)
            asked = f"{query} & ({within})"
            found += self._ask(connection, asked, (low, high), limit - len(found))
            last = some[0] - 1
            eras *= 2
        return found

    def _ask(
        self, connection: Connection, query: str, between: tuple[int, int], limit: int
    ) -> list[int]:
        # Materialized: the planner may otherwise walk the whole table from its newest end, hoping
        # to fill the limit soon; `search` has done that already where it pays.
        rows = connection.execute(
            text(
                "WITH found AS MATERIALIZED (SELECT id FROM search WHERE"
                " tokens @@ CAST(:wanted AS tsquery) AND id BETWEEN :low AND :high)"
                " SELECT id FROM found ORDER BY id DESC LIMIT :limit"
            ),
            {"wanted": query, "low": between[0], "high": between[1], "limit": limit},
        )
        return [row[0] for row in rows]

    def clear(self, connection: Connection) -> None:
        # Filling the table first and then its index is several times quicker than both at once.
        connection.execute(text("DROP INDEX search_tokens"))
        connection.execute(text("TRUNCATE search"))

    def settle(self, connection: Connection) -> None:
        connection.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
        connection.execute(
            text("CREATE INDEX search_tokens ON search USING gin (tokens) WITH (fastupdate = off)")
        )
        connection.execute(text("ANALYZE search"))
        cursor = connection.connection.cursor()
        cursor.execute("SELECT word, ndoc FROM ts_stat('SELECT tokens FROM search')")
        for table, rows in _words_and_grams(cursor.fetchall()):
            with cursor.copy(f"COPY {table} (token, seen) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)


def _copied(line: Line) -> str:
    words = "' '".join(line.tokens)
    return f"{line.id}\t'{words}' '{_era(line.id)}'\n"


def _era(id_: int) -> str:
    return f"¦era¦{id_ // ERA}"


def _ts_query(wanted: Wanted) -> str:
    if isinstance(wanted, str):
        return f"'{wanted}'"
    word = " | " if isinstance(wanted, Either) else " & "
    return "(" + word.join(_ts_query(part) for part in wanted.parts) + ")"
