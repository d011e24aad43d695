"""Issues: the machine's drafts, and what was published, which never changes."""

import json
from dataclasses import asdict

import msgspec
from sqlalchemy import func, select

from torimatome.errors import SetupError
from torimatome.model import Issue
from torimatome.store import schema
from torimatome.store.database import Database


class Issues:
    """Kept Issues, by period."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep_draft(self, issue: Issue) -> None:
        """The machine's draft of a period; a re-draft takes the place of the one before."""
        with self._database.begin() as connection:
            self._database.put(connection, schema.issue, _row(issue, "draft", 1))

    def publish(self, issue: Issue) -> int:
        """Keep what goes out; give its version. The same Issue again keeps its version."""
        rows = schema.issue
        period = (rows.c.period_start == issue.period.start) & (
            rows.c.period_end == issue.period.end
        )
        with self._database.begin() as connection:
            same = connection.execute(
                select(rows.c.version).where(
                    period, rows.c.state == "published", rows.c.json == encode(issue)
                )
            ).scalar()
            if same is not None:
                return int(same)
            last = connection.execute(
                select(func.max(rows.c.version)).where(period, rows.c.state == "published")
            ).scalar()
            version = (last or 0) + 1
            connection.execute(rows.insert().values(_row(issue, "published", version)))
        return version

    def draft(self, start: str, end: str) -> Issue | None:
        """The draft of exactly this period (ISO days)."""
        rows = schema.issue
        query = select(rows.c.json).where(
            rows.c.period_start == start, rows.c.period_end == end, rows.c.state == "draft"
        )
        with self._database.begin() as connection:
            text = connection.execute(query).scalar()
        return None if text is None else decode(text)

    def latest_draft(self) -> Issue | None:
        """The draft whose period ends last."""
        rows = schema.issue
        query = (
            select(rows.c.json)
            .where(rows.c.state == "draft")
            .order_by(rows.c.period_end.desc(), rows.c.period_start)
        )
        with self._database.begin() as connection:
            text = connection.execute(query).scalar()
        return None if text is None else decode(text)


def encode(issue: Issue) -> str:
    """One line of JSON, the same for the same Issue."""
    return json.dumps(asdict(issue), ensure_ascii=False, sort_keys=True)


def decode(text: str) -> Issue:
    """The Issue `encode` wrote. Raises SetupError naming the place that is wrong."""
    try:
        return msgspec.json.decode(text, type=Issue)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise SetupError(f"an issue kept in the store cannot be read: {error}") from error


def _row(issue: Issue, state: str, version: int) -> dict[str, object]:
    return {
        "period_start": issue.period.start,
        "period_end": issue.period.end,
        "state": state,
        "version": version,
        "json": encode(issue),
    }
