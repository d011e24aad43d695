"""Issues: the machine's drafts, and what was published, which never changes."""

import json
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

import msgspec
from sqlalchemy import func, select

from torimatome.errors import SetupError
from torimatome.model import Issue
from torimatome.store import schema
from torimatome.store.database import Database
from torimatome.text.halves import half_in


@dataclass(frozen=True)
class Outgone:
    """One Issue that went out, as it is listed; its words are read only when they are needed."""

    start: str  # ISO day
    end: str
    version: int
    flash: str  # the Item's id of a flash; "" = a whole Issue
    mark: str  # SHA-256 of its JSON


class Issues:
    """Kept Issues, by period."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keepable(self, issue: Issue) -> None:
        """Raises SetupError, naming the place, for an Issue no store can keep."""
        encode(issue)

    def keep_draft(self, issue: Issue) -> None:
        """The machine's draft of a period; a re-draft takes the place of the one before."""
        row = _row(issue, "draft", 1)
        with self._database.begin() as connection:
            self._database.put(connection, schema.issue, row)

    def publish(self, issue: Issue) -> int:
        """Keep what goes out; give its version. The same Issue again keeps its version."""
        rows, state = schema.issue, "flash" if issue.flash else "published"
        period = (rows.c.period_start == issue.period.start) & (
            rows.c.period_end == issue.period.end
        )
        with self._database.begin() as connection:
            same = connection.execute(
                select(rows.c.version).where(
                    period, rows.c.state == state, rows.c.json == encode(issue)
                )
            ).scalar()
            if same is not None:
                return int(same)
            last = connection.execute(
                select(func.max(rows.c.version)).where(period, rows.c.state == state)
            ).scalar()
            version = (last or 0) + 1
            connection.execute(rows.insert().values(_row(issue, state, version)))
        return version

    def draft(self, start: str, end: str) -> Issue | None:
        """The draft of exactly this period (ISO days)."""
        rows = schema.issue
        query = select(rows.c.json).where(
            rows.c.period_start == start, rows.c.period_end == end, rows.c.state == "draft"
        )
        with self._database.read() as connection:
            text = connection.execute(query).scalar()
        return None if text is None else decode(text)

    def published(self, start: str, end: str) -> list[Issue]:
        """What went out for exactly this period, the first version first."""
        rows = schema.issue
        query = (
            select(rows.c.version, rows.c.json)
            .where(
                rows.c.period_start == start, rows.c.period_end == end, rows.c.state == "published"
            )
            .order_by(rows.c.version)
        )
        with self._database.read() as connection:
            found = connection.execute(query).all()
        return [replace(decode(row.json), version=row.version) for row in found]

    def all_published(self) -> list[Outgone]:
        """Everything that went out, flashes too, in the order of period and version."""
        rows = schema.issue
        query = (
            select(
                rows.c.period_start, rows.c.period_end, rows.c.state, rows.c.version, rows.c.json
            )
            .where(rows.c.state.in_(("published", "flash")))
            .order_by(rows.c.period_start, rows.c.period_end, rows.c.state, rows.c.version)
        )
        with self._database.read() as connection:
            return [
                Outgone(
                    row.period_start,
                    row.period_end,
                    row.version,
                    decode(row.json).flash if row.state == "flash" else "",
                    sha256(row.json.encode("utf-8", "replace")).hexdigest(),
                )
                for row in connection.execute(query)
            ]

    def outgone(self, one: Outgone) -> Issue:
        """What `all_published` listed, whole. Raises SetupError when it is gone."""
        rows, state = schema.issue, "flash" if one.flash else "published"
        query = select(rows.c.json).where(
            rows.c.period_start == one.start,
            rows.c.period_end == one.end,
            rows.c.state == state,
            rows.c.version == one.version,
        )
        with self._database.read() as connection:
            text = connection.execute(query).scalar()
        if text is None:
            raise SetupError(
                f"version {one.version} of the issue of {one.start!r} to {one.end!r} has left the"
                " store, which listed it a moment ago; run the same command again"
            )
        issue = decode(text)
        return issue if one.flash else replace(issue, version=one.version)

    def latest_draft(self) -> Issue | None:
        """The draft whose period ends last."""
        rows = schema.issue
        query = (
            select(rows.c.json)
            .where(rows.c.state == "draft")
            .order_by(rows.c.period_end.desc(), rows.c.period_start)
        )
        with self._database.read() as connection:
            text = connection.execute(query).scalar()
        return None if text is None else decode(text)


def in_one_line(issue: Issue) -> str:
    """One line of JSON, the same for the same Issue, as it is."""
    return json.dumps(asdict(issue), ensure_ascii=False, sort_keys=True)


def encode(issue: Issue) -> str:
    """The same for an Issue of this desk. Raises SetupError for half a character."""
    text = in_one_line(issue)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise SetupError(
                f"the issue of {issue.period.start} to {issue.period.end} cannot be kept:"
                f" {half_in(issue)!r} holds half of a character, as \\ud800 is; write it whole, or"
                " leave it out"
            ) from error
    return text


def decode(text: str) -> Issue:
    """The Issue `encode` wrote. Raises SetupError naming the place that is wrong."""
    try:
        return msgspec.json.decode(text, type=Issue)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise SetupError(
            f"an issue kept in the store, {text[:60]!r}…, cannot be read: {error};"
            " put back a backup"
        ) from error


def _row(issue: Issue, state: str, version: int) -> dict[str, object]:
    return {
        "period_start": issue.period.start,
        "period_end": issue.period.end,
        "state": state,
        "version": version,
        "json": encode(issue),
    }
