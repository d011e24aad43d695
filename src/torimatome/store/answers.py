"""Answers kept by question: what a model was asked, or the program worked out, once is enough."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec
from sqlalchemy import delete, select

from torimatome.store import schema
from torimatome.store.database import Database

T = TypeVar("T")
_BATCH = 500  # values in one statement: SQLite once allowed 999
_MOST = 200_000  # answers kept; with vectors of 4 kB under a gigabyte
# Things of one kind that are remembered: the weeks somebody has open, and some she looked back at.
# A week of 2,300 articles takes 0.4 MB (bench/desk_load.py).
_MOST_OF_KIND = 6


class Answers:
    """Kept answers of models, by the hash of model, settings and question; and beside them what
    the program worked out long, by kind and name, with the mark of all that it rests on."""

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

    def known(self, kind: str, name: str, mark: str, shape: type[T]) -> T | None:
        """What was worked out from just what has this mark now; None when nothing was."""
        of, _, value = self.get([_key(kind, name)]).get(_key(kind, name), "").partition("\n")
        try:
            return msgspec.json.decode(value, type=shape) if of == mark else None
        except (msgspec.DecodeError, msgspec.ValidationError):  # then it is worked out anew
            return None

    def keep(self, kind: str, name: str, mark: str, value: object) -> None:
        """Keep what was worked out, in place of what stood there; of a kind only the newest few."""
        self.put({_key(kind, name): f"{mark}\n{msgspec.json.encode(value).decode()}"}, kind)
        rows = schema.answers
        newest = select(rows.c.number).where(rows.c.model == kind).order_by(rows.c.number.desc())
        with self._database.begin() as connection:
            oldest = connection.execute(newest.offset(_MOST_OF_KIND).limit(1)).scalar()
            if oldest is not None:
                old = rows.c.model == kind, rows.c.number <= oldest
                connection.execute(delete(rows).where(*old))


def _key(kind: str, name: str) -> str:
    return f"{kind} {name}"[:64]
