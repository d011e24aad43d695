"""The tables, readable as one text. Times are ISO 8601 text in UTC, days ISO text."""

from sqlalchemy import Column, Float, Index, Integer, LargeBinary, MetaData, String, Table, Text

tables = MetaData()

# Bytes of answers, gzip-compressed, once per content. In the store and not in files, so that one
# transaction keeps page and Article together and a team's machines share them.
body = Table(
    "body",
    tables,
    Column("sha256", String(64), primary_key=True),
    Column("gzipped", LargeBinary, nullable=False),
)

snapshot = Table(
    "snapshot",
    tables,
    Column("sha256", String(64), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("fetched", String(32), nullable=False),
    Column("status", Integer, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("headers", Text, nullable=False),  # JSON list of pairs
    Column("size", Integer, nullable=False),
)

article = Table(
    "article",
    tables,
    Column("id", String(16), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(3), nullable=False),
    Column("published", String(32)),  # NULL when neither page nor feed says
    Column("published_from", String(8), nullable=False),
    Column("day", String(10), nullable=False),
    Column("seen", String(32), nullable=False),
    Column("snapshot", String(64), nullable=False),
    Column("dateline", String(10), nullable=False),
    Column("changed", Text, nullable=False),
    Index("article_by_day", "day"),
)

lead = Table(
    "lead",
    tables,
    Column("article", String(16), primary_key=True),
    Column("outlet", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("entry", Text, nullable=False),  # JSON of the Entry
    Column("found", String(32), nullable=False),
    Column("state", String(8), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("checked", String(32)),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Index("lead_by_state", "state"),
)

source_state = Table(
    "source_state",
    tables,
    Column("source", Text, primary_key=True),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("checked", String(32)),
    Column("answered", String(32)),
    Column("newest", String(32)),
    Column("failures", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)

judgement = Table(
    "judgement",
    tables,
    Column("left_id", String(16), primary_key=True),
    Column("right_id", String(16), primary_key=True),
    Column("by", String(64), primary_key=True),
    Column("at", String(32), primary_key=True),
    Column("verdict", String(10), nullable=False),
    Column("score", Float),
    Column("why", Text, nullable=False),
)

issue = Table(
    "issue",
    tables,
    Column("period_start", String(10), primary_key=True),
    Column("period_end", String(10), primary_key=True),
    Column("state", String(10), primary_key=True),  # draft | published
    Column("version", Integer, primary_key=True),
    Column("json", Text, nullable=False),
)
