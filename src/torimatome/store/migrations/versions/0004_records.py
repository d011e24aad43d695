"""What people decide: records, and the acts that made them. Waivers become records."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables and move the waivers over. Written out: a shipped step never changes."""
    record = op.create_table(
        "record",
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_table(
        "act",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("about", sa.String(200), nullable=False),
        sa.Column("period", sa.String(21), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer, nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False),
        sa.Column("token", sa.String(64), unique=True),
        sa.Index("act_by_about", "about"),
        sa.Index("act_by_period", "period"),
    )
    op.create_table(
        "act_change",
        sa.Column("act", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Index("act_change_by_record", "kind", "key"),
    )
    waivers = op.get_bind().execute(
        sa.text('SELECT fingerprint, reason, "by", day FROM waiver ORDER BY fingerprint')
    )
    rows = [
        {
            "kind": "waiver",
            "key": row.fingerprint,
            "value": json.dumps(dict(row._mapping), ensure_ascii=False, sort_keys=True),
            "revision": 1,
        }
        for row in waivers
    ]
    if rows:
        op.bulk_insert(record, rows)
    op.drop_table("waiver")
