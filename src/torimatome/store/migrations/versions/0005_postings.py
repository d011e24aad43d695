"""The search's own postings, the same on every database, instead of FTS5 and tsvector."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

PLACE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; the store fills them when it is next opened."""
    for name in ("search", "search_word", "search_gram"):
        op.execute(f"DROP TABLE {name}")
    op.create_table(
        "search_segment",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("mark", sa.String(16), nullable=False),
        sa.Column("low", PLACE, nullable=False),
        sa.Column("high", PLACE, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("ids", sa.LargeBinary, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    # Compared byte by byte: quicker than a language's order, and a segment's keys stay together.
    key = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "search_posting",
        sa.Column("key", key, primary_key=True),
        sa.Column("seen", sa.Integer, nullable=False),
        sa.Column("rows", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        # Bits of a common token gain nothing by being packed again.
        op.execute("ALTER TABLE search_posting ALTER COLUMN rows SET STORAGE EXTERNAL")
