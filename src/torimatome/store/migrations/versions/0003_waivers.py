"""Waivers of the copy check."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table of waivers. Written out: a shipped step never changes."""
    op.create_table(
        "waiver",
        sa.Column("fingerprint", sa.String(32), primary_key=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
    )
