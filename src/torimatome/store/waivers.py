"""Waivers of the copy check: remembered until taken back."""

from sqlalchemy import delete, select

from torimatome.model.waiver import Waiver
from torimatome.store import schema
from torimatome.store.database import Database


class Waivers:
    """Kept waivers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Waiver]:
        """Every waiver, by fingerprint."""
        rows = schema.waiver
        with self._database.begin() as connection:
            found = connection.execute(select(rows).order_by(rows.c.fingerprint))
            return [Waiver(**row._mapping) for row in found]

    def add(self, waiver: Waiver) -> None:
        """Remember a waiver; a later reason for the same finding takes the earlier one's place."""
        with self._database.begin() as connection:
            self._database.put(connection, schema.waiver, dict(vars(waiver)))

    def take_back(self, fingerprint: str) -> bool:
        """Forget a waiver; whether there was one."""
        rows = schema.waiver
        with self._database.begin() as connection:
            gone = connection.execute(delete(rows).where(rows.c.fingerprint == fingerprint))
        return bool(gone.rowcount)
