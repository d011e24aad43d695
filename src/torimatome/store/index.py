"""The inverted index: FTS5 on SQLite, tsvector on PostgreSQL, given the same tokens by us."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, text

from torimatome.errors import SetupError


@dataclass(frozen=True)
class Either:
    """At least one of `parts` must hold."""

    parts: tuple["Wanted", ...]


@dataclass(frozen=True)
class All:
    """Every one of `parts` must hold."""

    parts: tuple["Wanted", ...]


Wanted = str | Either | All
Row = tuple[int, Iterable[str]]  # a sentence's id and its tokens


class TokenIndex(Protocol):
    """What the search needs of an index; both kinds give the same answers."""

    def add(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Take in sentences by ascending id."""

    def remove(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Let go of sentences; their tokens must be those they came with."""

    def find(
        self, connection: Connection, wanted: Wanted, between: tuple[int, int], limit: int
    ) -> list[int]:
        """Ids of sentences within [low, high] that hold what is wanted, the largest first."""

    def clear(self, connection: Connection) -> None:
        """Empty the index."""

    def settle(self, connection: Connection) -> None:
        """Put the index in order after very many sentences came in."""


def index_for(dialect: str) -> TokenIndex:
    """The index of one kind of database."""
    if dialect == "sqlite":
        return _Fts5()
    if dialect == "postgresql":
        return _TsVector()
    raise SetupError(f"no search on a {dialect!r} database; take sqlite or postgresql")


class _Fts5:
    def add(self, connection: Connection, rows: Sequence[Row]) -> None:
        if rows:
            connection.exec_driver_sql(
                "INSERT INTO search (rowid, tokens) VALUES (?, ?)",
                [(id_, _fts5_text(tokens)) for id_, tokens in rows],
            )

    def remove(self, connection: Connection, rows: Sequence[Row]) -> None:
        if rows:
            connection.exec_driver_sql(
                "INSERT INTO search (search, rowid, tokens) VALUES ('delete', ?, ?)",
                [(id_, _fts5_text(tokens)) for id_, tokens in rows],
            )

    def find(
        self, connection: Connection, wanted: Wanted, between: tuple[int, int], limit: int
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


# FTS5's "ascii" tokenizer parts tokens at ASCII punctuation and leaves all else alone; so we hand
# it the wide form of each mark, which folding never leaves in a text.
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if not chr(code).isalnum()}


def _fts5_text(tokens: Iterable[str]) -> str:
    return " ".join(tokens).translate(_WIDE)


def _fts5_query(wanted: Wanted) -> str:
    if isinstance(wanted, str):
        return f'"{wanted.translate(_WIDE)}"'
    word = " OR " if isinstance(wanted, Either) else " AND "
    return "(" + word.join(_fts5_query(part) for part in wanted.parts) + ")"


class _TsVector:
    def add(self, connection: Connection, rows: Sequence[Row]) -> None:
        cursor = connection.connection.cursor()
        with cursor.copy("COPY search (id, tokens) FROM STDIN") as copy:
            for id_, tokens in rows:
                copy.write(f"{id_}\t{_copied(tokens)}\n")

    def remove(self, connection: Connection, rows: Sequence[Row]) -> None:
        if rows:
            connection.execute(
                text("DELETE FROM search WHERE id = ANY(:ids)"), {"ids": [row[0] for row in rows]}
            )

    def find(
        self, connection: Connection, wanted: Wanted, between: tuple[int, int], limit: int
    ) -> list[int]:
        # Materialized: the planner may otherwise walk the whole table from its newest end, hoping
        # to fill the limit soon; `search` has done that already where it pays.
        rows = connection.execute(
            text(
                "WITH found AS MATERIALIZED (SELECT id FROM search WHERE"
                " tokens @@ CAST(:wanted AS tsquery) AND id BETWEEN :low AND :high)"
                " SELECT id FROM found ORDER BY id DESC LIMIT :limit"
            ),
            {"wanted": _ts_query(wanted), "low": between[0], "high": between[1], "limit": limit},
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


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def _copied(tokens: Iterable[str]) -> str:
    # A token is a word, or one or two characters; only the latter can need care.
    safe = " ".join([t if t.isalnum() and t.isascii() else _quoted(t) for t in tokens])
    return safe.replace("\\", "\\\\")


def _ts_query(wanted: Wanted) -> str:
    if isinstance(wanted, str):
        return _quoted(wanted)
    word = " | " if isinstance(wanted, Either) else " & "
    return "(" + word.join(_ts_query(part) for part in wanted.parts) + ")"
