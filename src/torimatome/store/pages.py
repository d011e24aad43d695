"""Snapshots and Articles: what was fetched, and what it says, version by version."""

import gzip
import hashlib
import json
import zlib
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from torimatome.errors import SetupError
from torimatome.model import Article, Snapshot
from torimatome.store import schema
from torimatome.store.database import Database
from torimatome.text.times import from_text, maybe_from_text, maybe_to_text, to_text


class Pages:
    """Kept pages. Nothing here is ever overwritten or deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(
        self, connection: Connection, snapshot: Snapshot, body: bytes, article: Article | None
    ) -> None:
        """Snapshot, bytes and Article together, inside the caller's transaction."""
        table = self._database
        zipped = gzip.compress(body, compresslevel=6, mtime=0)
        table.insert(connection, schema.body, {"sha256": snapshot.sha256, "gzipped": zipped})
        table.insert(connection, schema.snapshot, _snapshot_row(snapshot))
        if article is not None:
            table.insert(connection, schema.article, _article_row(article))

    def current(self, article_id: str) -> Article | None:
        """The latest version of one Article."""
        return self._one(select(schema.article).where(schema.article.c.id == article_id))

    def version(self, article_id: str, version: int) -> Article | None:
        """One version of one Article."""
        rows = schema.article
        return self._one(select(rows).where(rows.c.id == article_id, rows.c.version == version))

    def current_between(self, start: str, end: str) -> list[Article]:
        """The latest version of each Article whose day is in [start, end] (ISO days), by id."""
        rows = schema.article
        latest = (
            select(rows.c.id, func.max(rows.c.version).label("version"))
            .group_by(rows.c.id)
            .subquery()
        )
        query = (
            select(rows)
            .join(latest, and_(rows.c.id == latest.c.id, rows.c.version == latest.c.version))
            .where(rows.c.day >= start, rows.c.day <= end)
            .order_by(rows.c.id)
        )
        with self._database.read() as connection:
            return [_article(row) for row in connection.execute(query)]

    def versions(self) -> list[Article]:
        """Every version of every Article, by id and version."""
        rows = schema.article
        with self._database.read() as connection:
            query = select(rows).order_by(rows.c.id, rows.c.version)
            return [_article(row) for row in connection.execute(query)]

    def snapshot(self, sha256: str) -> Snapshot | None:
        """The first record of these bytes; None when never seen."""
        rows = schema.snapshot
        query = select(rows).where(rows.c.sha256 == sha256).order_by(rows.c.fetched, rows.c.url)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return None if row is None else _snapshot(row)

    def body(self, sha256: str) -> bytes:
        """The bytes as kept. Raises SetupError when they are missing or have been altered."""
        with self._database.read() as connection:
            query = select(schema.body.c.gzipped).where(schema.body.c.sha256 == sha256)
            zipped = connection.execute(query).scalar()
        if zipped is None:
            raise SetupError(f"the store has no snapshot {sha256!r}; put back the backup that has")
        try:
            body = gzip.decompress(zipped)
        except (OSError, EOFError, zlib.error):
            body = b""
        if hashlib.sha256(body).hexdigest() != sha256:
            raise SetupError(f"snapshot {sha256!r} was altered in the store; put back a backup")
        return body

    def counts_by_outlet(self, since: str) -> dict[str, int]:
        """How many articles each outlet gave since a day (ISO), that day included."""
        rows = schema.article
        query = (
            select(rows.c.outlet, func.count())
            .where(rows.c.day >= since, rows.c.version == 1)
            .group_by(rows.c.outlet)
        )
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def counts(self) -> dict[str, int]:
        """How many articles, versions and snapshots are kept."""
        rows = schema.article
        with self._database.read() as connection:
            return {
                "articles": connection.execute(
                    select(func.count(func.distinct(rows.c.id)))
                ).scalar_one(),
                "versions": connection.execute(select(func.count()).select_from(rows)).scalar_one(),
                "snapshots": connection.execute(
                    select(func.count()).select_from(schema.snapshot)
                ).scalar_one(),
            }

    def _one(self, query: Any) -> Article | None:
        with self._database.read() as connection:
            row = connection.execute(query.order_by(schema.article.c.version.desc())).first()
        return None if row is None else _article(row)


def _article_row(article: Article) -> dict[str, Any]:
    row = dict(vars(article))
    row["published"] = maybe_to_text(article.published)
    row["seen"] = to_text(article.seen)
    return row


def _article(row: Row[Any]) -> Article:
    fields = dict(row._mapping)
    published: datetime | None = maybe_from_text(fields.pop("published"))
    return Article(**{**fields, "published": published, "seen": from_text(fields["seen"])})


def _snapshot_row(snapshot: Snapshot) -> dict[str, Any]:
    row = dict(vars(snapshot))
    row["fetched"] = to_text(snapshot.fetched)
    row["headers"] = json.dumps(snapshot.headers, ensure_ascii=False)
    return row


def _snapshot(row: Row[Any]) -> Snapshot:
    fields = dict(row._mapping)
    headers = tuple((name, value) for name, value in json.loads(fields["headers"]))
    return Snapshot(**{**fields, "fetched": from_text(fields["fetched"]), "headers": headers})
