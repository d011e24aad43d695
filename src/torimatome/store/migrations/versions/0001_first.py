"""The first tables: pages and Articles, leads and sources, Judgements, Issues."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table of the first version. Written out: a shipped step never changes."""
    op.create_table(
        "body",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("gzipped", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "snapshot",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("fetched", sa.String(32), nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("headers", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
    )
    op.create_table(
        "article",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("url", "outlet", "source", "title", "text")
        ),
        sa.Column("language", sa.String(3), nullable=False),
        sa.Column("published", sa.String(32)),
        sa.Column("published_from", sa.String(8), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("seen", sa.String(32), nullable=False),
        sa.Column("snapshot", sa.String(64), nullable=False),
        sa.Column("dateline", sa.String(10), nullable=False),
        sa.Column("changed", sa.Text, nullable=False),
    )
    op.create_index("article_by_day", "article", ["day"])
    op.create_table(
        "lead",
        sa.Column("article", sa.String(16), primary_key=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("outlet", "source", "url", "entry")
        ),
        sa.Column("found", sa.String(32), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("checked", sa.String(32)),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("last_modified", sa.Text, nullable=False),
    )
    op.create_index("lead_by_state", "lead", ["state"])
    op.create_table(
        "source_state",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("last_modified", sa.Text, nullable=False),
        sa.Column("checked", sa.String(32)),
        sa.Column("answered", sa.String(32)),
        sa.Column("newest", sa.String(32)),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "judgement",
        sa.Column("left_id", sa.String(16), primary_key=True),
        sa.Column("right_id", sa.String(16), primary_key=True),
        sa.Column("by", sa.String(64), primary_key=True),
        sa.Column("at", sa.String(32), primary_key=True),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("score", sa.Float),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_table(
        "issue",
        sa.Column("period_start", sa.String(10), primary_key=True),
        sa.Column("period_end", sa.String(10), primary_key=True),
        sa.Column("state", sa.String(10), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("json", sa.Text, nullable=False),
    )
