"""Answers of models, kept by question: what was asked once need not be asked or paid again."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select

from torimatome.store import schema
from torimatome.store.database import Database

_BATCH = 500  # values in one statement: SQLite once allowed 999
_MOST = 200_000  # answers kept; with vectors of 4 kB under a gigabyte


class Answers:
    """Kept answers. A key is the hash of model, settings and question."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, keys: Sequence[str]) -> dict[str, str]:
        """The answers kept under these keys."""
        rows = schema.answers
        found: dict[str, str] = {}
        with self._database.read() as connection:
            for start in range(0, len(keys), _BATCH):
                query = select(rows).where(rows.c.key.in_(keys[start : start + _BATCH]))
                found |= {row.key: row.answer for row in connection.execute(query)}
        return found

    def put(self, answers: Mapping[str, str], model: str) -> None:
        """Keep answers of one model; of too many, the oldest go."""
        rows = schema.answers
        with self._database.begin() as connection:
            number = connection.execute(
                select(rows.c.number).order_by(rows.c.number.desc()).limit(1)
            ).scalar()
            for further, (key, answer) in enumerate(sorted(answers.items()), 1):
                row = {"key": key, "number": (number or 0) + further, "model": model[:200]}
                self._database.put(connection, rows, {**row, "answer": answer})
            oldest = (number or 0) + len(answers) - _MOST
            if oldest > 0:
                connection.execute(delete(rows).where(rows.c.number <= oldest))
