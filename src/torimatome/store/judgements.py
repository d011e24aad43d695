"""Judgements: who said two Articles report one event. A person's are never deleted."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, delete, select

from torimatome.model import Judgement, Verdict
from torimatome.store import schema
from torimatome.store.database import Database
from torimatome.text.times import from_text, to_text

MACHINE = "machine"
_BATCH = 500  # values in one statement: SQLite once allowed 999


class Judgements:
    """Kept Judgements."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Judgement]:
        """Every Judgement, in a fixed order."""
        rows = schema.judgement
        query = select(rows).order_by(rows.c.left_id, rows.c.right_id, rows.c.by, rows.c.at)
        with self._database.read() as connection:
            return [_judgement(row) for row in connection.execute(query)]

    def among(self, ids: Collection[str]) -> list[Judgement]:
        """Every Judgement on two of these Articles, in a fixed order."""
        here = set(ids)
        rows = schema.judgement
        order = (rows.c.left_id, rows.c.right_id, rows.c.by, rows.c.at)
        found: list[Judgement] = []
        with self._database.read() as connection:
            for some in _batches(sorted(here)):
                query = select(rows).where(rows.c.left_id.in_(some)).order_by(*order)
                # Most of what was said of an article is that it differs from others: a Story's page
                # asks the database for its own dozen alone, and did not for 700 rows.
                if len(here) < _BATCH:
                    query = query.where(rows.c.right_id.in_(some))
                said = connection.execute(query)
                found += [_judgement(row) for row in said if row.right_id in here]
        return found

    def marks(self, ids: Collection[str]) -> dict[str, str]:
        """The mark each of these Articles was last judged under; none for one never judged."""
        rows = schema.judged
        found: dict[str, str] = {}
        with self._database.read() as connection:
            for some in _batches(sorted(ids)):
                query = select(rows).where(rows.c.article_id.in_(some))
                found |= {row.article_id: row.mark for row in connection.execute(query)}
        return found

    def replace_machine(
        self, judgements: Iterable[Judgement], marks: Mapping[str, str] | None = None
    ) -> None:
        """What the machine says of the Articles marked, in place of what it said of them before.

        Without marks its whole opinion anew. In one step either way; what people said stays.
        """
        rows = [_row(j) for j in judgements]
        said = schema.judgement
        with self._database.begin() as connection:
            if marks is None:
                connection.execute(delete(said).where(said.c.by == MACHINE))
                connection.execute(delete(schema.judged))
            for some in _batches(sorted(marks or ())):
                for side in (said.c.left_id, said.c.right_id):
                    connection.execute(delete(said).where(said.c.by == MACHINE, side.in_(some)))
                connection.execute(
                    delete(schema.judged).where(schema.judged.c.article_id.in_(some))
                )
            if rows:
                connection.execute(said.insert(), rows)
            if marks:
                kept = [{"article_id": id_, "mark": mark} for id_, mark in sorted(marks.items())]
                connection.execute(schema.judged.insert(), kept)

    def add(self, judgement: Judgement) -> None:
        """One more word, usually a person's."""
        with self._database.begin() as connection:
            self._database.insert(connection, schema.judgement, _row(judgement))


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]


def _row(judgement: Judgement) -> dict[str, Any]:
    return {
        "left_id": judgement.left,
        "right_id": judgement.right,
        "by": judgement.by,
        "at": to_text(judgement.at),
        "verdict": judgement.verdict.value,
        "score": judgement.score,
        "why": judgement.why,
    }


def _judgement(row: Row[Any]) -> Judgement:
    return Judgement(
        left=row.left_id,
        right=row.right_id,
        verdict=Verdict(row.verdict),
        by=row.by,
        at=from_text(row.at),
        score=row.score,
        why=row.why,
    )
