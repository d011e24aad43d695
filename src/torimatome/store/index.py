"""The inverted index: segments of sentences and their postings, the same on every database.

Nothing of a database's own full-text search is used: its parsers do not know Japanese, and two of
them would not give the same answers. What a database has to do is keep rows and find them by key.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, func, select

from torimatome.errors import SetupError
from torimatome.store import schema
from torimatome.store.postings import SEGMENT, postings, words_in

# Each kept issue is a small segment. More than so many of them are put together: a search asks
# every segment. Each sentence is taken apart three times in all when issues are kept one by one.
_MANY = 8
_SMALL = (2_048, 16_384)  # sentences; below, a segment is put together with others of its size

Ids = npt.NDArray[np.int64]
Line = tuple[int, str, str]  # a sentence's id, its folded text, further tokens parted by spaces


@dataclass(frozen=True)
class Segment:
    """Up to 65,536 sentences of the index."""

    number: int
    mark: str  # of what is in it: the same number and mark, the same segment
    low: int  # its first and last sentence id; segments may overlap
    high: int
    size: int


@dataclass(frozen=True)
class Opened:
    """What of a segment is worth keeping in memory."""

    ids: Ids  # of its rows, ascending
    words: str  # each word between line ends


class Index:
    """Segments and postings in the database."""

    def __init__(self, dialect: str) -> None:
        if dialect not in {"sqlite", "postgresql"}:
            raise SetupError(f"no search on a {dialect!r} database; take sqlite or postgresql")
        self._sqlite = dialect == "sqlite"
        self._opened: dict[tuple[int, str], Opened] = {}

    def segments(self, connection: Connection) -> list[Segment]:
        """Every segment, the one with the newest sentence first."""
        rows = schema.search_segment
        query = select(rows.c.number, rows.c.mark, rows.c.low, rows.c.high, rows.c.size)
        found = [Segment(*row) for row in connection.execute(query)]
        alive = {(segment.number, segment.mark) for segment in found}
        if not self._opened.keys() <= alive:
            self._opened = {key: one for key, one in self._opened.items() if key in alive}
        return sorted(found, key=lambda segment: (-segment.high, segment.number))

    def opened(self, connection: Connection, segments: Sequence[Segment]) -> list[Opened]:
        """Ids and words of segments, from memory where they were asked for before."""
        known = dict(self._opened)
        missing = [s.number for s in segments if (s.number, s.mark) not in known]
        if missing:
            sql = "SELECT number, mark, ids, words FROM search_segment WHERE number {}"
            for number, mark, ids, words in self.ask(connection, sql, missing):
                known[(number, mark)] = Opened(np.frombuffer(ids, "<i8"), words)
            self._opened = known
        return [known[(s.number, s.mark)] for s in segments]

    def seen(
        self, connection: Connection, segments: Sequence[Segment], tokens: Iterable[str]
    ) -> dict[tuple[int, str], int]:
        """How many sentences of each segment have each token; those that none has are left out."""
        wanted = sorted(tokens)
        keys = [_key(segment.number, token) for segment in segments for token in wanted]
        rows = self.ask(connection, "SELECT key, seen FROM search_posting WHERE key {}", keys)
        return {_parted(row[0]): row[1] for row in rows}

    def postings(
        self, connection: Connection, wanted: Iterable[tuple[int, str]]
    ) -> dict[tuple[int, str], bytes]:
        """The postings of tokens, each in a segment of this number, as far as there are any."""
        keys = sorted({_key(number, token) for number, token in wanted})
        rows = self.ask(connection, "SELECT key, rows FROM search_posting WHERE key {}", keys)
        return {_parted(row[0]): row[1] for row in rows}

    def ask(
        self, connection: Connection, sql: str, some: Sequence[int] | Sequence[str]
    ) -> list[tuple[Any, ...]]:
        """Rows of a query in which {} stands for "is one of these"."""
        if not some:
            return []
        cursor = connection.connection.cursor()
        if self._sqlite:
            one_of = "IN (SELECT value FROM json_each(?))"
            cursor.execute(sql.replace("{}", one_of), (json.dumps(some),))
        else:
            cursor.execute(sql.replace("{}", "= ANY(%s)"), (list(some),))
        return list(cursor.fetchall())

    def between(
        self, connection: Connection, ranges: Sequence[tuple[int, int]]
    ) -> list[tuple[Any, ...]]:
        """Kept sentences, (id, part, text), whose ids lie in one of the ranges, ends included."""
        lows, highs = [low for low, _ in ranges], [high for _, high in ranges]
        columns = "s.id, s.part, s.text"
        cursor = connection.connection.cursor()
        if self._sqlite:
            cursor.execute(
                f"SELECT {columns} FROM json_each(?) AS r JOIN kept_sentence AS s ON s.id BETWEEN"  # noqa: S608
                " json_extract(r.value, '$[0]') AND json_extract(r.value, '$[1]')",
                (json.dumps(ranges),),
            )
        else:
            cursor.execute(
                f"SELECT {columns} FROM unnest(%s::bigint[], %s::bigint[]) AS r (low, high)"  # noqa: S608
                " JOIN kept_sentence AS s ON s.id BETWEEN r.low AND r.high",
                (lows, highs),
            )
        return list(cursor.fetchall())

    def next_kept(self, connection: Connection, after: int) -> list[tuple[int, str]]:
        """Ids and texts of the next segment's kept sentences, as they come from the driver."""
        cursor = connection.connection.cursor()
        sql = "SELECT id, text FROM kept_sentence WHERE id > %d ORDER BY id LIMIT %d"
        cursor.execute(sql % (after, SEGMENT))
        return list(cursor.fetchall())

    def add(self, connection: Connection, lines: Sequence[Line]) -> None:
        """Take sentences in, by ascending id."""
        if not lines:
            return
        number = self._next(connection)
        for first in range(0, len(lines), SEGMENT):
            self._write(connection, number, lines[first : first + SEGMENT])
            number += 1

    def many_small(self, connection: Connection) -> list[Segment]:
        """Small segments that should be put together; none while they are few."""
        segments = self.segments(connection)
        for size in _SMALL:
            small = [segment for segment in segments if segment.size < size]
            if len(small) > _MANY:
                return small
        return []

    def drop(self, connection: Connection, segments: Sequence[Segment]) -> None:
        """Let go of segments."""
        cursor = connection.connection.cursor()
        mark = "?" if self._sqlite else "%s"
        for one in segments:
            edges = (_key(one.number, ""), _key(one.number + 1, ""))
            cursor.execute(
                f"DELETE FROM search_posting WHERE key >= {mark} AND key < {mark}",  # noqa: S608
                edges,
            )
            cursor.execute(
                f"DELETE FROM search_segment WHERE number = {mark}",  # noqa: S608
                (one.number,),
            )

    def _next(self, connection: Connection) -> int:
        if not self._sqlite:  # two that keep issues at once would take the same number
            cursor = connection.connection.cursor()
            cursor.execute("LOCK TABLE search_segment IN SHARE ROW EXCLUSIVE MODE")
        last = connection.execute(select(func.max(schema.search_segment.c.number))).scalar()
        return (last or 0) + 1

    def _write(self, connection: Connection, number: int, lines: Sequence[Line]) -> None:
        made = postings([line[1] for line in lines], [line[2] for line in lines])
        ids = np.array([line[0] for line in lines], "<i8").tobytes()
        words = "\n" + "\n".join(words_in(made)) + "\n"
        mark = blake2b(ids + words.encode(), digest_size=8).hexdigest()
        connection.execute(
            schema.search_segment.insert().values(
                number=number, mark=mark, low=lines[0][0], high=lines[-1][0], size=len(lines),
                ids=ids, words=words,
            )
        )  # fmt: skip
        cursor = connection.connection.cursor()
        prefix = _key(number, "")
        rows = [(prefix + token, seen, which) for token, seen, which in made]
        if self._sqlite:
            cursor.executemany("INSERT INTO search_posting VALUES (?, ?, ?)", rows)
            return
        sql = "COPY search_posting (key, seen, rows) FROM STDIN (FORMAT BINARY)"
        with cursor.copy(sql) as copy:
            copy.set_types(["text", "int4", "bytea"])
            for row in rows:
                copy.write_row(row)


def _key(number: int, token: str) -> str:
    """What a token's posting in a segment is kept under; a segment's stand side by side."""
    return f"{number:07x}{token}"


def _parted(key: str) -> tuple[int, str]:
    return int(key[:7], 16), key[7:]
