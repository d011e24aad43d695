"""Judgements: who said two Articles report one event. A person's are never deleted."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, delete, select

from torimatome.model import Judgement, Verdict
from torimatome.store import schema
from torimatome.store.database import Database
from torimatome.text.times import from_text, to_text


class Judgements:
    """Kept Judgements."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Judgement]:
        """Every Judgement, in a fixed order."""
        rows = schema.judgement
        query = select(rows).order_by(rows.c.left_id, rows.c.right_id, rows.c.by, rows.c.at)
        with self._database.begin() as connection:
            return [_judgement(row) for row in connection.execute(query)]

    def replace_machine(self, judgements: Iterable[Judgement]) -> None:
        """The machine's whole opinion anew, in one step; what people said stays."""
        rows = [_row(j) for j in judgements]
        with self._database.begin() as connection:
            connection.execute(delete(schema.judgement).where(schema.judgement.c.by == "machine"))
            if rows:
                connection.execute(schema.judgement.insert(), rows)

    def add(self, judgement: Judgement) -> None:
        """One more word, usually a person's."""
        with self._database.begin() as connection:
            self._database.insert(connection, schema.judgement, _row(judgement))


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
