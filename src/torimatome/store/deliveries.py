"""Deliveries: which Issue reached which address; what makes sure that none is sent twice."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update

from torimatome.model.delivery import FAILED, SENDING, WAITING, Delivery
from torimatome.store import schema
from torimatome.store.database import Database
from torimatome.text.times import to_text


class Deliveries:
    """Kept Deliveries, by Issue and address."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(self, issue: str, addresses: Iterable[str], at: datetime) -> None:
        """Addresses that are to get an Issue; those queued before stay as they are."""
        with self._database.begin() as connection:
            for address in addresses:
                row = Delivery(issue, address, at=to_text(at))
                self._database.insert(connection, schema.delivery, dict(vars(row)))

    def of(self, issue: str) -> list[Delivery]:
        """Every Delivery of an Issue, by address."""
        rows = schema.delivery
        query = select(rows).where(rows.c.issue == issue).order_by(rows.c.address)
        with self._database.read() as connection:
            return [Delivery(**row._mapping) for row in connection.execute(query)]

    def issues(self) -> list[str]:
        """The Issues that were sent to anybody."""
        rows = schema.delivery
        with self._database.read() as connection:
            found = connection.execute(select(rows.c.issue).distinct().order_by(rows.c.issue))
            return [row.issue for row in found]

    def claim(self, delivery: Delivery, at: datetime) -> bool:
        """Say that the mail leaves now. False: it left already, perhaps in another process."""
        rows = schema.delivery
        with self._database.begin() as connection:
            done = connection.execute(
                update(rows)
                .where(
                    rows.c.issue == delivery.issue,
                    rows.c.address == delivery.address,
                    rows.c.state == WAITING,
                )
                .values(state=SENDING, at=to_text(at))
            )
            return done.rowcount == 1

    def put(self, delivery: Delivery) -> None:
        """A Delivery as it stands now."""
        with self._database.begin() as connection:
            self._database.put(connection, schema.delivery, dict(vars(delivery)))

    def again(self, issue: str, address: str, at: datetime) -> bool:
        """Let an address get an Issue once more, because a person says so. False: never queued."""
        rows = schema.delivery
        with self._database.begin() as connection:
            done = connection.execute(
                update(rows)
                .where(rows.c.issue == issue, rows.c.address == address)
                .values(state=WAITING, tries=0, words="", at=to_text(at))
            )
            return done.rowcount == 1

    def bounced(self, address: str, words: str, at: datetime) -> int:
        """A mail came back: what was sent to the address last failed. Gives how many that is."""
        rows = schema.delivery
        newest = (
            select(rows.c.issue)
            .where(rows.c.address == address)
            .order_by(rows.c.at.desc(), rows.c.issue.desc())
            .limit(1)
        )
        with self._database.begin() as connection:
            issue = connection.execute(newest).scalar()
            done = connection.execute(
                update(rows)
                .where(rows.c.issue == issue, rows.c.address == address)
                .values(state=FAILED, words=words, at=to_text(at))
            )
            return int(done.rowcount)
